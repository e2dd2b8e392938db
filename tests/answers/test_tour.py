"""The tour: five things, one at a time, with the numbers of one's own unit; it can be left, gone on from, and never stands in the way."""

from __future__ import annotations

import pytest

from bot.answers.respond import respond
from bot.answers.texts import entry
from bot.answers.tour import asks_for_tour, tour
from bot.answers.turn import simplified, understood_choice
from bot.answers.understood import State, Understood
from bot.knowledge.load import NATIONAL
from bot.swedish.phrases import Found

from .packs import meant, situation, types

STEPS = entry("rundtur.steg")


def choices(reply):
    return [choice.choice for message in reply.messages if message.type == "choices" for choice in message.choices]


def test_it_has_five_steps_that_each_lead_on_and_the_last_out(guide):
    assert len(STEPS) == 5
    state, seen = State(), []
    for number in range(1, 6):
        reply, state = tour(str(number), situation(guide).remembering(state))
        seen.append(reply.messages[0].text.split("\n")[0])
        assert state.step == number
        assert f"rundtur:{number + 1}" in choices(reply) or number == 5
    assert seen[0] == "1 av 5: Fara – ring 112"
    assert len(set(seen)) == 5
    assert "rundtur:slut" in choices(reply)


def test_the_manager_is_the_one_of_the_persons_unit(guide):
    asked, _ = tour("2", situation(guide))
    assert "enhet:solrosen" in choices(asked)
    known, _ = tour("2", situation(guide, unit="solrosen"))
    assert "enhet:solrosen" not in choices(known)
    (card,) = [message for message in known.messages if message.type == "contacts"]
    (before,) = [message for message in asked.messages if message.type == "contacts"]
    assert card.contacts[0].id != before.contacts[0].id


def test_telling_where_one_works_shows_the_same_step_again(guide):
    _, state = tour("2", situation(guide))
    pressed = Understood("om_mig", phrases=(Found("enhet", "solrosen", NATIONAL, 0, 0, ""),), chosen=True)
    response = respond(pressed, situation(guide).remembering(state))
    assert (response.state.stage, response.state.step, response.state.unit) == ("tour", 2, "solrosen")
    assert any(message.type == "text" and message.text.startswith("2 av 5") for message in response.reply.messages)


@pytest.mark.parametrize("label", ["foljd/steg", "foljd/mer", "ja"])
def test_next_and_yes_go_on(guide, label):
    _, state = tour("1", situation(guide))
    response = respond(meant(label), situation(guide).remembering(state))
    assert response.state.step == 2
    assert response.reply.messages[0].text.startswith("2 av 5")


def test_no_and_the_button_end_it(guide):
    _, state = tour("3", situation(guide))
    for understood in (meant("nej"), understood_choice("rundtur:slut")):
        response = respond(understood, situation(guide).remembering(state))
        assert types(response.reply.messages) == ["text"]
        assert (response.state.stage, response.state.step) == ("", 0)


def test_after_the_last_step_next_ends_it(guide):
    _, state = tour("5", situation(guide))
    assert respond(meant("foljd/steg"), situation(guide).remembering(state)).state.stage == ""


def test_a_question_on_the_way_is_answered_as_any(guide):
    _, state = tour("2", situation(guide))
    response = respond(meant("rutin/tolk"), situation(guide).remembering(state))
    assert response.reply.outcome.routine == "tolk"
    assert response.state.stage == "answered"


@pytest.mark.parametrize("value", ["0", "6", "", "x", "-1", "²", "99999999999999999999"])
def test_a_step_that_is_not_there_ends_it(guide, value):
    assert tour(value, situation(guide))[1].stage == ""


def test_it_works_without_rasa(guide):
    response = simplified("", "rundtur:1", None, situation(guide))
    assert any(message.type == "text" and message.text.startswith("1 av 5") for message in response.reply.messages)


@pytest.mark.parametrize("message", ["Ny här?", "jag är ny här!", "RUNDTUR"])
def test_the_few_words_that_ask_for_it(message):
    assert asks_for_tour(message)


@pytest.mark.parametrize("message", ["", "vi har en ny här som undrar om tystnadsplikt", "jag är ny och misstänker att ett barn blir slaget"])
def test_all_else_is_a_question(message):
    assert not asks_for_tour(message)


def test_every_step_leads_to_routines_and_contacts_that_are_there(example):
    for step in STEPS.values():
        assert step["rutin"] in example.routine_ids
        for name in step.get("kontakter", ()):
            assert example.resolve_all((name,), None), name
