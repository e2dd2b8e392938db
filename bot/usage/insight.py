"""Counts → figures by week and routine. Pure: rows in, figures out. A figure under five is not told, nor one from which it could be reckoned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

FEW = 5
"""Counts from 1 to FEW - 1 are not shown: in a small municipality they could point at somebody."""
ANSWERED, ASKED_BACK = "svar", "motfraga"
_KINDS = {"answer": ANSWERED, "acute": ANSWERED, "contact": ANSWERED, "term": ANSWERED, "clarify": ASKED_BACK}


class Turns(Protocol):
    """What is counted of turns on one day (`bot.usage.store.TurnCount`)."""

    day: date
    kind: str
    routine: str
    reason: str
    turns: int


class Opinion(Protocol):
    """One "Hjälpte det?" (`bot.usage.store.Feedback`)."""

    day: date
    routine: str
    helpful: bool
    reason: str
    comment: str


@dataclass(frozen=True)
class Period:
    """Whole ISO weeks: `first` is a Monday, `last` a Sunday."""

    first: date
    last: date

    @classmethod
    def weeks(cls, count: int, today: date) -> Period:
        """The last `count` weeks, this one included."""
        monday = today - timedelta(days=today.weekday())
        return cls(monday - timedelta(weeks=count - 1), monday + timedelta(days=6))

    @property
    def mondays(self) -> list[date]:
        return [self.first + timedelta(weeks=number) for number in range((self.last - self.first).days // 7 + 1)]

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Week:
    monday: date
    counts: dict[str, int | None]
    """By outcome: `svar`, `motfraga`, `hanvisad-<reason>`. None: fewer than five, but some."""

    @property
    def name(self) -> str:
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def shown(self) -> int:
        """The sum of what is told. Not the whole: that less this would tell the rest."""
        return sum(count for count in self.counts.values() if count)


def told(count: int) -> int | None:
    return count if count == 0 or count >= FEW else None


def outcome(kind: str, reason: str) -> str | None:
    """None for small talk and the like, which is nobody's concern."""
    return f"hanvisad-{reason or 'unknown'}" if kind == "redirect" else _KINDS.get(kind)


def by_week(rows: Iterable[Turns], period: Period) -> list[Week]:
    found: dict[date, Counter[str]] = {monday: Counter() for monday in period.mondays}
    for row in rows:
        what = outcome(row.kind, row.reason)
        if what and period.has(row.day):
            found[row.day - timedelta(days=row.day.weekday())][what] += row.turns
    return [Week(monday, {what: told(count) for what, count in sorted(counts.items())}) for monday, counts in found.items()]


def outcomes(weeks: Sequence[Week]) -> list[str]:
    """Those that occur, answers first."""
    seen = {what for week in weeks for what in week.counts}
    return [*(what for what in (ANSWERED, ASKED_BACK) if what in seen), *sorted(seen - {ANSWERED, ASKED_BACK})]


@dataclass(frozen=True)
class RoutineUse:
    routine: str
    shown: int | None
    helped: int | None
    not_helped: int | None
    wrong: int | None
    """Said "fel i rutinen"."""


def by_routine(rows: Iterable[Turns], opinions: Iterable[Opinion], routines: Sequence[str], period: Period) -> list[RoutineUse]:
    """Every routine, most shown first; those never shown last."""
    shown: Counter[str] = Counter()
    for row in rows:
        if row.routine and period.has(row.day) and outcome(row.kind, row.reason) == ANSWERED:
            shown[row.routine] += row.turns
    votes: Counter[tuple[str, str]] = Counter()
    for opinion in opinions:
        if opinion.routine and period.has(opinion.day):
            votes[opinion.routine, "ja" if opinion.helpful else "nej"] += 1
            if opinion.reason == "fel_i_rutinen":
                votes[opinion.routine, "fel"] += 1
    ordered = sorted(routines, key=lambda routine: (-(told(shown[routine]) or 0), not shown[routine], routine))
    return [RoutineUse(each, told(shown[each]), told(votes[each, "ja"]), told(votes[each, "nej"]), told(votes[each, "fel"])) for each in ordered]


def never_used(rows: Iterable[Turns], routines: Sequence[str], period: Period) -> list[str]:
    used = {row.routine for row in rows if period.has(row.day)}
    return [routine for routine in routines if routine not in used]
