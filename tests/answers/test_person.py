"""Unit and role: learnt from what is said, shown, asked for once."""

from __future__ import annotations

import pytest

from bot.answers import person
from bot.answers.person import about_me, ask_where, learn, unit_choices

from .packs import LOCAL, make_guide, meant, named, situation

HERE = (named("enhet", "solrosen"), named("roll", "barnmorska"))


@pytest.mark.parametrize(
    ("label", "unit", "role"),
    [
        ("om_mig", "solrosen", "barnmorska"),
        ("rutin/orosanmalan", "solrosen", None),
        ("kontaktfraga", None, None),
        ("begreppsfraga", None, None),
        ("utanfor/amne", None, None),
        ("smalprat/hej", None, None),
    ],
)
def test_what_a_message_tells_about_its_writer(guide, label, unit, role):
    learnt = learn(meant(label, phrases=HERE), situation(guide))
    assert (learnt.state.unit, learnt.state.role) == (unit, role)


def test_a_new_place_of_work_takes_the_place_of_the_old_and_nothing_told_changes_nothing(guide):
    before = situation(guide, unit="solrosen", role="barnmorska")
    assert learn(meant("om_mig", phrases=(named("enhet", "bvc-backen"),)), before).state.unit == "bvc-backen"
    assert learn(meant("om_mig"), before).state == before.state


@pytest.mark.parametrize("phrase", [named("enhet", "borta"), named("roll", "trollkarl"), named("kontakt", "solrosen")])
def test_what_this_municipality_does_not_have_is_not_learnt(guide, phrase):
    learnt = learn(meant("om_mig", phrases=(phrase,)), situation(guide))
    assert (learnt.state.unit, learnt.state.role) == (None, None)


def test_an_unrecognised_place_gives_the_list_to_choose_from(guide):
    (choices,) = about_me(situation(guide))
    assert choices.text == "Jag känner inte igen den verksamheten. Välj här, eller fortsätt utan."
    assert [choice.choice for choice in choices.choices] == ["enhet:solrosen", "enhet:bvc-backen", "hoppa"]


def test_a_unit_that_has_been_closed_is_forgotten_quietly(guide):
    assert about_me(situation(guide, unit="nedlagd"))[0].type == "choices"


def test_the_question_can_be_skipped_and_is_not_endless(tmp_path):
    many = [{"id": f"enhet-{number}", "namn": f"Förskola nummer {number}", "typ": "forskola"} for number in range(30)]
    guide = make_guide(tmp_path, local={"organisation.yml": {**LOCAL["organisation.yml"], "enheter": many}})
    choices = unit_choices(situation(guide), "Var?").choices
    assert len(choices) == person.MAX_UNITS + 1
    assert (choices[-1].choice, choices[-1].label) == ("hoppa", "Hoppa över")


@pytest.mark.parametrize(
    ("routine", "state", "asked"),
    [
        ("orosanmalan", {}, True),  # has variants
        ("anmalningsplikt", {}, True),  # begins with the unit's own manager
        ("tolk", {}, False),
        ("orosanmalan", {"unit": "solrosen"}, False),
        ("orosanmalan", {"asked": True}, False),
    ],
)
def test_where_one_works_is_asked_when_it_matters(guide, routine, state, asked):
    where = situation(guide, **state)
    question = ask_where(where, guide.routine(routine))
    assert (question is not None) is asked
    if question:
        assert question.text == "Var arbetar du? Då kan jag visa rätt chef och rätt kontakter."


def test_a_municipality_without_units_does_not_ask(tmp_path):
    guide = make_guide(tmp_path, local={"organisation.yml": {**LOCAL["organisation.yml"], "enheter": []}})
    assert ask_where(situation(guide), guide.routine("orosanmalan")) is None
