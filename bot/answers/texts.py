"""The sentences of the conversation, from texts.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _all() -> dict[str, Any]:
    with (Path(__file__).parent / "texts.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, Any] = yaml.safe_load(handle)
    return loaded


def entry(path: str) -> Any:
    """What stands at a dotted path ("oppet.alltid"): text, list or mapping. KeyError when there is nothing."""
    value: Any = _all()
    for key in path.split("."):
        value = value[key]
    return value


def text(path: str, **values: object) -> str:
    """The sentence at a dotted path, its braces filled in."""
    found = entry(path)
    assert isinstance(found, str), path
    return found.format(**values) if values else found
