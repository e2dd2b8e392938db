"""The evaluation sets and the training messages, as the benchmarks read them. Runs in both Pythons; never prints a message."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "tests" / "evaluation"
TRAINING = ROOT / "data" / "nlu"


@dataclass(frozen=True)
class Asked:
    """A message in scope: `fits` are the routines that are right answers to it."""

    text: str
    fits: frozenset[str]


@dataclass(frozen=True)
class Set:
    """One evaluation set: in scope, and out of it far and near (the lookalikes, that share words with a routine, count as near)."""

    name: str
    asked: list[Asked]
    far: list[str]
    near: list[str]

    @classmethod
    def read(cls, name: str, folder: Path) -> Set:
        topics = yaml.safe_load((folder / "amnen.yml").read_text(encoding="utf-8"))
        outside: list[dict[str, str]] = yaml.safe_load((folder / "utanfor.yml").read_text(encoding="utf-8"))
        asked = [Asked(item["text"], frozenset([topic, *item.get("aven", [])])) for topic, items in topics.items() for item in items]
        far, near = ([item["text"] for item in outside if (item["slag"] == "langt") == distant] for distant in (True, False))
        return cls(name, asked, far, near)

    @property
    def texts(self) -> list[str]:
        return [*(each.text for each in self.asked), *self.far, *self.near]


def sets() -> list[Set]:
    """The set that thresholds were chosen on, and the control set that nothing is chosen on."""
    return [Set.read("evaluation", SETS), Set.read("control", SETS / "kontroll")]


def share(truths: list[bool]) -> float:
    """Percent."""
    return 100 * sum(truths) / max(1, len(truths))


def flat(label: str) -> str:
    """`rutin/tolk` → `rutin+tolk`: to Rasa's default pipeline a slash means something else."""
    return label.replace("/", "+")
