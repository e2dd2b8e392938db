"""Counts in → figures out, and none from which a small one could be reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.usage import insight

TODAY = date(2026, 11, 25)  # a Wednesday
WEEK = insight.Period.weeks(2, TODAY)


@dataclass
class Turn:
    kind: str
    turns: int
    day: date = date(2026, 11, 24)
    routine: str = ""
    reason: str = ""


@dataclass
class Vote:
    routine: str
    helpful: bool
    reason: str = ""
    comment: str = ""
    day: date = date(2026, 11, 24)


def test_a_period_is_whole_weeks_with_this_one():
    assert (WEEK.first, WEEK.last) == (date(2026, 11, 16), date(2026, 11, 29))
    assert WEEK.mondays == [date(2026, 11, 16), date(2026, 11, 23)]


def test_kinds_are_added_up_by_outcome_and_week():
    rows = [Turn("answer", 6), Turn("acute", 1), Turn("contact", 2), Turn("term", 1), Turn("clarify", 7), Turn("smalltalk", 50)]
    rows += [Turn("redirect", 5, reason="unknown"), Turn("redirect", 9, reason="outside"), Turn("answer", 8, day=date(2026, 11, 17))]
    before, now = insight.by_week(rows, WEEK)
    assert now.counts == {"svar": 10, "motfraga": 7, "hanvisad-unknown": 5, "hanvisad-outside": 9}
    assert before.counts == {"svar": 8}
    assert (now.name, now.shown) == ("2026-W48", 31)


def test_what_lies_outside_the_period_is_not_counted():
    rows = [Turn("answer", 9, day=date(2026, 11, 15)), Turn("answer", 9, day=date(2026, 11, 30))]
    assert all(week.counts == {} for week in insight.by_week(rows, WEEK))


def test_a_small_count_is_not_told_nor_part_of_a_sum():
    week = insight.by_week([Turn("answer", 4), Turn("clarify", 5)], WEEK)[1]
    assert week.counts == {"svar": None, "motfraga": 5}
    assert week.shown == 5


def test_routines_by_use_with_what_people_thought():
    rows = [Turn("answer", 4, routine="tolk"), Turn("answer", 3, routine="tolk", day=date(2026, 11, 17)), Turn("answer", 2, routine="heder")]
    votes = [Vote("tolk", True)] * 6 + [Vote("tolk", False, "fel_i_rutinen")] * 5 + [Vote("tolk", False)]
    found = insight.by_routine(rows, votes, ["apt", "heder", "tolk"], WEEK)
    assert [each.routine for each in found] == ["tolk", "heder", "apt"]
    assert (found[0].shown, found[0].helped, found[0].not_helped, found[0].wrong) == (7, 6, 6, 5)
    assert (found[1].shown, found[2].shown) == (None, 0)


def test_routines_that_nobody_was_shown():
    rows = [Turn("answer", 1, routine="tolk"), Turn("answer", 1, routine="apt", day=date(2025, 1, 1))]
    assert insight.never_used(rows, ["apt", "heder", "tolk"], WEEK) == ["apt", "heder"]


def test_answers_come_first_among_the_outcomes():
    weeks = insight.by_week([Turn("redirect", 5, reason="unknown"), Turn("clarify", 5), Turn("answer", 5)], WEEK)
    assert insight.outcomes(weeks) == ["svar", "motfraga", "hanvisad-unknown"]
