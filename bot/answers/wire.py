"""State and situation across the wire to Rasa and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.answers.understood import State


def state_to_json(state: State) -> dict[str, Any]:
    return asdict(state)


def state_from_json(data: dict[str, Any] | None) -> State:
    """Unknown keys are dropped, so that an older conversation survives a newer version."""
    known = State.__dataclass_fields__
    return State(**{key: value for key, value in (data or {}).items() if key in known})
