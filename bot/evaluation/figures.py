"""Answers → figures. A share is kept with its count, so that small sets are seen to be small."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.ask import Answer, Doubt
from bot.evaluation.sets import Outside, Question


@dataclass(frozen=True)
class Share:
    hits: int
    of: int

    @classmethod
    def of_all(cls, truths: Iterable[bool]) -> Share:
        found = list(truths)
        return cls(sum(found), len(found))

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else math.nan

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """95 % interval (Wilson 1927)."""
        if not self.of:
            return 0.0, 1.0
        p, n = self.value, self.of
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def right(question: Question, answer: Answer) -> bool:
    return answer.shown in question.fits


def found(question: Question, answer: Answer) -> bool:
    """Right first, or among the choices."""
    return right(question, answer) or bool(answer.offered.intersection(question.fits))


def wrong(question: Question, answer: Answer) -> bool:
    """A routine that does not fit, shown as if sure."""
    return answer.shown is not None and answer.shown not in question.fits


@dataclass(frozen=True)
class Topic:
    """One topic's messages. `confused`: what was shown or offered first instead; `missed`: texts that were not answered right."""

    id: str
    right: Share
    found: Share
    wrong: Share
    confused: Counter[str]
    missed: list[tuple[str, str]]


def topics(pairs: Sequence[tuple[Question, Answer]]) -> list[Topic]:
    """Worst first."""
    grouped: dict[str, list[tuple[Question, Answer]]] = {}
    for question, answer in pairs:
        grouped.setdefault(question.topic, []).append((question, answer))
    made = [
        Topic(
            topic,
            Share.of_all(right(*pair) for pair in each),
            Share.of_all(found(*pair) for pair in each),
            Share.of_all(wrong(*pair) for pair in each),
            Counter(answer.shown for question, answer in each if answer.shown is not None and wrong(question, answer)),
            [(question.text, instead(answer)) for question, answer in each if not right(question, answer)],
        )
        for topic, each in grouped.items()
    ]
    return sorted(made, key=lambda topic: (topic.right.value, topic.id))


def instead(answer: Answer) -> str:
    """What came, in a few words: a routine's id, choices, or the kind of answer."""
    if answer.shown:
        return answer.shown
    return f"menade du {', '.join(sorted(answer.offered - {'inget'}))}" if answer.offered else answer.kind


def by_style(pairs: Sequence[tuple[Question, Answer]]) -> dict[str, Share]:
    styles = sorted({question.style for question, _ in pairs})
    return {style: Share.of_all(right(question, answer) for question, answer in pairs if question.style == style) for style in styles}


@dataclass(frozen=True)
class Point:
    """At one threshold: in scope answered right, answered wrong, and out of scope answered."""

    threshold: float
    right: float
    wrong: float
    outside: float


def trade_off(inside: Sequence[tuple[Question, Doubt]], outside: Sequence[tuple[Outside, Doubt]], known_at: float, steps: int = 40) -> list[Point]:
    """What each threshold on the chance of being right would give, all else as it is: answering more against rejecting more."""

    def answered(doubt: Doubt, at: float) -> bool:
        return doubt.routine is not None and doubt.right >= at and doubt.known >= known_at

    points = []
    for step in range(steps + 1):
        at = step / steps
        ok = Share.of_all(answered(doubt, at) and doubt.routine in question.fits for question, doubt in inside)
        bad = Share.of_all(answered(doubt, at) and doubt.routine not in question.fits for question, doubt in inside)
        points.append(Point(at, ok.value, bad.value, Share.of_all(answered(doubt, at) for _, doubt in outside).value))
    return points
