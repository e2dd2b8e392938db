"""The evaluation sets: `amnen.yml` (topic → messages), `utanfor.yml`, `fara.yml`. Written by other hands than the training messages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

SETS = ROOT / "tests" / "evaluation"
CONTROL = SETS / "kontroll"
"""Not looked at when thresholds and features are chosen: what a release may be expected to do on new messages."""
STYLES = ("fraga", "kort", "situation", "lang", "talsprak", "slarv", "oaccent", "nysvensk", "engelska")


@dataclass(frozen=True)
class Question:
    """In scope. `topic` first, then other routines that are right too."""

    text: str
    fits: tuple[str, ...]
    style: str

    @property
    def topic(self) -> str:
        return self.fits[0]


@dataclass(frozen=True)
class Outside:
    """Out of scope. `kind`: langt (far), nara (near: same workplace, no routine), likt (shares only the words)."""

    text: str
    kind: str


@dataclass(frozen=True)
class Danger:
    text: str
    danger: bool


@dataclass(frozen=True)
class Sets:
    questions: list[Question]
    outside: list[Outside]
    dangers: list[Danger]

    @classmethod
    def load(cls, folder: Path = SETS) -> Sets:
        topics, outside, danger = (_read(folder / f"{name}.yml") for name in ("amnen", "utanfor", "fara"))
        return cls(
            [Question(item["text"], (topic, *item.get("aven", ())), item.get("stil", "")) for topic, items in topics.items() for item in items],
            [Outside(item["text"], item["slag"]) for item in outside],
            [Danger(item["text"], kind == "fara") for kind in ("fara", "inte_fara") for item in danger[kind]],
        )


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
