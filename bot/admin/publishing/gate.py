"""May the new model take over? Its readings of questions with known answers, beside the serving model's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from actions.tracker import DANGER_CARD_AT, DANGER_LINE_AT
from bot.answers.respond import ANSWER_AT, ANSWER_KNOWN_AT
from bot.evaluation.sets import SETS, Sets
from bot.knowledge.compile import labels
from bot.knowledge.model import Pack

Kind = Literal["prov", "amne", "utanfor", "fara", "lugnt"]
MAY_LOSE = 0.01
"""Of the questions of one group, compared with the serving model."""
GROUPS: tuple[frozenset[Kind], ...] = (frozenset({"prov"}), frozenset({"amne", "utanfor", "fara", "lugnt"}), frozenset({"fara"}))
"""The packs' own questions; the evaluation sets; and danger by itself, whatever the rest gains."""


@dataclass(frozen=True)
class Check:
    """A question and what is right: one of `fits` first (prov, amne), no routine as if sure (utanfor), 112 (fara), no 112 card (lugnt)."""

    text: str
    kind: Kind
    fits: frozenset[str] = frozenset()

    def held(self, reading: Mapping[str, Any]) -> bool:
        if self.kind == "fara":
            return bool(reading["danger"] >= DANGER_LINE_AT)
        if self.kind == "lugnt":
            return bool(reading["danger"] < DANGER_CARD_AT)
        if self.kind == "utanfor":
            sure = reading["right"] >= ANSWER_AT and reading["known"] >= ANSWER_KNOWN_AT
            return not (sure and reading["label"].startswith("rutin/"))
        return reading["label"] in self.fits


@dataclass(frozen=True)
class Miss:
    """A question the new model reads wrongly. `was_right`: the serving one does not."""

    text: str
    kind: Kind
    meant: str
    taken: str
    was_right: bool


@dataclass(frozen=True)
class Figure:
    """How many of a kind come out right; `before` is None when there is no serving model to compare with."""

    kind: Kind
    of: int
    now: int
    before: int | None


@dataclass(frozen=True)
class Verdict:
    """`blocking`: questions of changed routines that come out wrong and were not wrong before. `lost`: other questions now wrong."""

    figures: tuple[Figure, ...]
    blocking: tuple[Miss, ...]
    lost: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        return not self.blocking and not any(self._worse(kinds) for kinds in GROUPS)

    def _worse(self, kinds: frozenset[Kind]) -> bool:
        """One question more or less is chance, however few there are."""
        group = [figure for figure in self.figures if figure.kind in kinds]
        lost = sum(figure.before - figure.now for figure in group if figure.before is not None)
        return lost > max(1.0, MAY_LOSE * sum(figure.of for figure in group))


def checks(packs: Mapping[str, Pack], folder: Path = SETS) -> list[Check]:
    """The packs' own test questions, and the evaluation sets when the installation has them."""
    found = [Check(text, "prov", frozenset({label})) for label, texts in labels(packs, tests=True).items() for text in texts]
    if (folder / "amnen.yml").is_file():
        sets = Sets.load(folder)
        known = {f"rutin/{routine}" for pack in packs.values() for routine in pack.routines}
        topics = [Check(question.text, "amne", frozenset(f"rutin/{routine}" for routine in question.fits)) for question in sets.questions]
        found += [topic for topic in topics if topic.fits & known]
        found += [Check(item.text, "utanfor") for item in sets.outside]
        found += [Check(item.text, "fara" if item.danger else "lugnt") for item in sets.dangers]
    return found


def judge(
    asked: Sequence[Check], new: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]] | None, changed: Iterable[str], fresh: Iterable[str]
) -> Verdict:
    """`changed`: labels of the routines whose questions were changed. `fresh`: test questions that are new: they must come out right."""
    touched, unseen = frozenset(changed), frozenset(fresh)
    blocking, lost = [], []
    held = [check.held(reading) for check, reading in zip(asked, new, strict=True)]
    before = [check.held(reading) for check, reading in zip(asked, old, strict=True)] if old is not None else None
    for index, (check, is_right) in enumerate(zip(asked, held, strict=True)):
        if is_right:
            continue
        was_right = before is not None and before[index]
        miss = Miss(check.text, check.kind, min(check.fits, default=""), str(new[index]["label"]), was_right)
        if check.kind == "prov" and check.fits & touched and (was_right or check.text in unseen or before is None):
            blocking.append(miss)
        elif was_right:
            lost.append(miss)
    return Verdict(tuple(_figures(asked, held, before)), tuple(blocking), tuple(lost))


def _figures(asked: Sequence[Check], held: Sequence[bool], before: Sequence[bool] | None) -> Iterable[Figure]:
    for kind in dict.fromkeys(check.kind for check in asked):
        places = [index for index, check in enumerate(asked) if check.kind == kind]
        then = None if before is None else sum(before[index] for index in places)
        yield Figure(kind, len(places), sum(held[index] for index in places), then)
