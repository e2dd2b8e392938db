"""The offline file: everything of one municipality, nothing of another, nothing that hangs on the moment it was made."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.answers import cards
from bot.answers.hours import STOCKHOLM, is_holiday
from bot.answers.offline.build import HOLIDAY_YEARS, build
from bot.answers.understood import Situation

from .packs import LOCAL, make_guide

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def kept(guide):
    return build(guide, NOW)


def test_every_routine_and_term_is_there(guide, kept):
    assert [routine.card["id"] for routine in kept.routines] == list(guide.routine_ids)
    assert [term.id for term in kept.terms] == list(guide.terms)


def test_every_reference_leads_to_a_contact_that_is_there(guide, kept):
    named = {name for routine in kept.routines for name in (*routine.contacts, *(step.contact for step in routine.steps if step.contact))}
    for reference in (*kept.duty, *kept.onward, cards.EMERGENCY, *named):
        resolved = guide.contact(reference)
        assert (reference in kept.references) == (resolved is not None)
    own = [one for unit in kept.unit_references.values() for one in unit.values() if one]
    for reference in (*kept.references.values(), *own):
        assert reference.contact in kept.contacts


def test_the_hour_it_is_made_at_makes_no_difference(guide, kept):
    assert build(guide, datetime(2026, 12, 24, 23, 30, tzinfo=STOCKHOLM)) == kept


def test_the_holidays_reach_beyond_the_year(kept):
    years = [day[:4] for day in kept.holidays]
    assert sorted(set(years)) == [str(NOW.year + ahead) for ahead in range(HOLIDAY_YEARS)]
    assert all(is_holiday(datetime.fromisoformat(day).date()) for day in kept.holidays)
    assert f"{NOW.year}-12-24" in kept.holidays


def test_a_contact_says_its_hours_and_not_whether_it_is_open(kept):
    for contact in kept.contacts.values():
        assert not {"open", "why", "role"} & contact.view.keys()
        if contact.times not in ("always", None):
            assert len(contact.times.week) == 7


def test_whether_a_routine_is_overdue_is_left_to_the_client(kept):
    assert not [routine for routine in kept.routines if "overdue" in routine.card["origin"]]


def test_words_are_counted_as_the_search_on_the_server_does(guide, kept):
    words = [line.split()[0] for line in kept.index.words]
    routine = next(routine for routine in kept.routines if routine.card["id"] == "tolk")
    weights = dict(zip(routine.words[::2], routine.words[1::2], strict=True))
    assert "tolk" in words
    assert words.index("tolk") in routine.title_words
    assert weights[words.index("tolk")] >= 4  # in the title and in a question, twice each


def test_an_example_question_is_there_as_words_and_not_as_it_was_written(guide, kept):
    questions = [question for file in guide.national.routines.values() for question in file.questions if len(question.split()) > 3]
    text = kept.model_dump_json()
    assert questions
    assert not [question for question in questions if question in text]


def test_a_local_routine_is_in_its_own_municipalitys_file(tmp_path):
    with_it, without = make_guide(tmp_path / "a"), make_guide(tmp_path / "b", local={"rutiner/lovlista.yml": None})
    assert "rutiner/lovlista.yml" in LOCAL
    assert "lovlista" in [routine.card["id"] for routine in build(with_it, NOW).routines]
    assert "lovlista" not in build(without, NOW).model_dump_json()


def test_greeting_and_emergency_are_the_servers(guide, kept):
    assert kept.emergency == cards.emergency_card(Situation(guide, NOW)).model_copy(update={"contacts": ()})
    assert kept.emergency_line == cards.emergency_line(Situation(guide, NOW))
