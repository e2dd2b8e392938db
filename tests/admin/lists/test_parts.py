"""The parts of the lists alone: grouping, bars, calendar, CSV, what is due."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from bot.admin.lists.inbox import groups
from bot.admin.lists.plot import HEIGHT, WIDTH, stacked
from bot.admin.lists.review import Due, by_month, calendar
from bot.admin.lists.routines import review_tag
from bot.admin.lists.table import as_csv
from bot.usage.insight import Week
from bot.usage.store import Gap

TODAY = date(2026, 11, 23)


def gap(number: int, question: str) -> Gap:
    return Gap(id=number, day=TODAY, organisation="alfa", question=question, reason="unknown", status="ny")


def test_similar_questions_stand_together_the_largest_group_first():
    asked = ["vad kostar bygglov", "var köper vi blöjor", "Vad kostar ett bygglov?", "vad kostar bygglovet"]
    found = groups([gap(number, text) for number, text in enumerate(asked, 1)])
    assert [[each.id for each in group.gaps] for group in found] == [[1, 3, 4], [2]]
    assert found[0].ids == "1,3,4"


def test_no_gaps_no_groups():
    assert groups([]) == []


def test_bars_stand_on_each_other_and_reach_as_high_as_they_count():
    weeks = [Week(date(2026, 11, 16), {"svar": 10, "motfraga": None}), Week(date(2026, 11, 23), {"svar": 15, "motfraga": 5})]
    plot = stacked(weeks, ["svar", "motfraga"])
    assert plot.top == 20
    assert [(bar.what, bar.count, bar.height) for bar in plot.bars] == [("svar", 10, 100.0), ("svar", 15, 150.0), ("motfraga", 5, 50.0)]
    first, second, above = plot.bars
    assert (first.y, second.y, above.y) == (HEIGHT - 100, HEIGHT - 150, HEIGHT - 200)
    assert second.x == above.x > first.x + first.width
    assert second.x + second.width == pytest.approx(WIDTH, abs=0.2)


@pytest.mark.parametrize(
    ("count", "lines"), [(1, [1]), (4, [1, 2, 3, 4]), (7, [2, 4, 6]), (28, [10, 20]), (90, [20, 40, 60, 80]), (1000, [200, 400, 600, 800, 1000])]
)
def test_lines_across_stand_at_round_counts(count, lines):
    plot = stacked([Week(date(2026, 11, 16), {"svar": count})], ["svar"])
    assert [each for _, each in plot.lines] == lines
    assert [y for y, _ in plot.lines] == [pytest.approx(HEIGHT * (1 - each / count), abs=0.1) for each in lines]


def test_a_drawing_of_nothing_has_no_bars():
    assert stacked([], []).bars == ()
    assert stacked([Week(date(2026, 11, 16), {"svar": None})], ["svar"]).bars == ()


@pytest.mark.parametrize(
    ("due", "tag"), [(None, ""), (date(2026, 11, 22), "forsenad"), (TODAY, "snart"), (date(2027, 1, 22), "snart"), (date(2027, 1, 23), "")]
)
def test_when_a_review_is_due(due, tag):
    assert review_tag(due, TODAY) == tag


def test_the_calendar_has_a_day_an_address_and_a_name_that_lasts_for_each():
    due = [Due(date(2027, 1, 31), "Boka tolk; snabbt, å", "Samordnaren", "rutiner/tolk"), Due(date(2027, 2, 1), "Soc", "", "kontakter/soc")]
    read = Calendar.from_ical(calendar("Alfa", "alfa", "https://v.example", due))
    first, second = read.walk("VEVENT")
    assert first.decoded("dtstart") == date(2027, 1, 31)
    assert first.decoded("dtend") == date(2027, 2, 1)
    assert str(first["summary"]) == "Granska: Boka tolk; snabbt, å"
    assert "Samordnaren" in str(first["description"])
    assert str(first["url"]) == "https://v.example/admin/alfa/rutiner/tolk"
    assert str(first["uid"]) == "rutiner-tolk@alfa.vagvisaren"
    assert str(second["summary"]) == "Kontrollera: Soc"


def test_months():
    days = [Due(date(2026, 12, 1), "a", "", ""), Due(date(2026, 12, 31), "b", "", ""), Due(date(2027, 12, 1), "c", "", "")]
    assert [(month, len(found)) for month, found in by_month(days)] == [(date(2026, 12, 1), 2), (date(2027, 12, 1), 1)]


def test_csv_opens_as_it_is_and_holds_no_formula():
    text = as_csv([["vecka", "antal"], ["=1+1", None], ["@x", 7], ["-a;b", 'c"']])
    assert text.decode("utf-8-sig").splitlines() == ["vecka;antal", "'=1+1;färre än 5", "'@x;7", '"\'-a;b";"c"""']
    assert text.startswith(b"\xef\xbb\xbf")
