"""What a check found, as data. Reporters turn it into text or JSON; the sentences stand in messages.yml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml


class Severity(StrEnum):
    ERROR = "fel"
    WARNING = "varning"
    CHECK = "att_kontrollera"


@dataclass(frozen=True, order=True)
class Problem:
    """One finding at one place.

    `path` is relative to the knowledge folder, POSIX style. `line` and `column` count from 1. `crumb` names the key inside
    the file ("oppettider.mandag"). `source` is the line as it stands, `fix` the line (or value) as it could stand.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    text: str
    crumb: str = ""
    source: str = ""
    fix: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@cache
def messages() -> dict[str, dict[str, str]]:
    """code → {niva, text, rad?}: the catalogue, read once."""
    with (Path(__file__).parent / "messages.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, dict[str, str]] = yaml.safe_load(handle)
    return loaded


def problem(code: str, *, path: str, line: int = 1, column: int = 1, crumb: str = "", source: str = "", fix: str = "", **values: Any) -> Problem:
    """A `Problem` with its sentence from the catalogue. Unknown code or missing value: KeyError (our fault, found by tests)."""
    entry = messages()[code]
    return Problem(path, line, column, Severity(entry["niva"]), code, entry["text"].format(**values), crumb, source, fix)
