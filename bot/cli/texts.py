"""The command line's sentences, from texts.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def _all() -> dict[str, str]:
    with (Path(__file__).parent / "texts.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, str] = yaml.safe_load(handle)
    return loaded


def text(key: str, **values: object) -> str:
    return _all()[key].format(**values)
