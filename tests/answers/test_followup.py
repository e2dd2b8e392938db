"""Follow-ups lean on the last answer; without one they ask what it is about."""

from __future__ import annotations

import pytest

from bot.answers.followup import follow_up

from .packs import MONDAY_EVENING, MONDAY_MORNING, situation, types

KINDS = ["vem", "tid", "lag", "undvik", "steg", "nej", "upprepa"]


def after(guide, detail, now=MONDAY_MORNING, **state):
    return follow_up(detail, situation(guide, now, **{"routine": "orosanmalan", "stage": "answered", **state}))


@pytest.mark.parametrize("detail", [kind for kind in KINDS if kind != "tid"])
def test_without_an_earlier_answer_it_asks_what_it_is_about(guide, detail):
    reply, state = follow_up(detail, situation(guide))
    assert (reply.outcome.kind, reply.outcome.routine) == ("smalltalk", None)
    assert reply.messages[0].text == "Vad gäller det? Skriv med några ord vad som har hänt eller vad du vill göra."
    assert state == situation(guide).state


def test_who_is_reached_in_the_evening_is_answered_without_an_earlier_answer(guide):
    reply, _ = follow_up("tid", situation(guide, MONDAY_EVENING))
    assert (reply.outcome.kind, reply.outcome.contact) == ("contact", "jouren")
    assert [view.id for view in reply.messages[0].contacts] == ["jouren", "sos-112", "mottagningen"]


@pytest.mark.parametrize("detail", KINDS)
def test_with_an_earlier_answer_it_answers_about_that(guide, detail):
    reply, state = after(guide, detail)
    assert (reply.outcome.kind, reply.outcome.routine) == ("answer", "orosanmalan")
    assert state.routine == "orosanmalan"
    assert reply.messages


def test_an_unknown_kind_is_left_to_others(guide):
    assert after(guide, "hittepå") is None


def test_a_routine_that_is_gone_counts_as_no_earlier_answer(guide):
    reply, _ = after(guide, "vem", routine="borttagen")
    assert reply.outcome.kind == "smalltalk"


@pytest.mark.parametrize(("now", "first"), [(MONDAY_MORNING, "mottagningen"), (MONDAY_EVENING, "jouren")])
def test_who_gives_the_routines_contacts_with_the_open_one_first(guide, now, first):
    (card,) = after(guide, "vem", now)[0].messages
    assert card.title == "Kontakter för: Göra en orosanmälan"
    assert card.contacts[0].id == first


def test_when_gives_the_open_ones_first_with_112_last_among_them(guide):
    (card,) = after(guide, "tid", MONDAY_EVENING)[0].messages
    assert card.title == "Vem du når nu"
    assert [view.id for view in card.contacts] == ["jouren", "stodlinjen", "sos-112", "mottagningen"]


def test_which_law_and_what_not_to_do_are_read_as_lines(guide):
    assert [message.text for message in after(guide, "lag")[0].messages] == [
        "Lagrum för: Göra en orosanmälan",
        "Socialtjänstlagen (2025:400) 19 kap. 1 § – anmälan",
        "Barnkonventionen",
    ]
    assert [message.text for message in after(guide, "undvik")[0].messages] == [
        "Undvik detta: Göra en orosanmälan",
        "Lova inte tystnad.",
        "Vänta inte.",
    ]


def test_a_routine_without_a_law_says_so(guide):
    assert [message.text for message in after(guide, "lag", routine="tolk")[0].messages] == [
        "Rutinen «Boka tolk» har inget eget lagrum. Anmälningsplikten gäller alltid."
    ]


def test_a_routine_with_nothing_to_avoid_says_something(guide):
    texts = [message.text for message in after(guide, "undvik", routine="tolk")[0].messages]
    assert len(texts) >= 1


def test_the_steps_are_read_one_at_a_time_then_the_related_routines_then_from_the_start(guide):
    where = situation(guide, routine="orosanmalan", stage="answered")
    said = []
    for _ in range(6):
        reply, state = follow_up("steg", where)
        said.append(reply.messages[0].text)
        last = reply
        where = where.remembering(state)
        if len(said) == 5:
            assert types(last.messages) == ["text", "choices"]
            assert [choice.choice for choice in last.messages[1].choices] == ["rutin:tolk", "rutin:misstanke_heder"]
    assert said == [
        "Steg 1 av 4: Ring mottagningen.",
        "Steg 2 av 4: Prata med chefen.",
        "Steg 3 av 4: Läs om tolk.",
        "Steg 4 av 4: Fyll i Alfas blankett.",
        "Det var alla steg i «Göra en orosanmälan».",
        "Steg 1 av 4: Ring mottagningen.",
    ]


def test_a_step_that_calls_somebody_shows_the_contact_of_the_persons_unit(guide):
    reply, _ = after(guide, "steg", step=1, unit="solrosen")
    assert reply.messages[1].contacts[0].id == "rektorn-solrosen"


def test_when_they_say_no_it_says_what_still_holds_and_who_can_be_reached(guide):
    reply, _ = after(guide, "nej", MONDAY_EVENING)
    text, contacts, choices = reply.messages
    assert "din anmälningsplikt är din egen" in text.text
    assert contacts.contacts[0].id == "jouren"
    assert [choice.choice for choice in choices.choices] == ["rutin:anmalningsplikt", "rutin:tolk", "rutin:misstanke_heder"]


def test_again_shows_the_card_and_starts_the_steps_over(guide):
    reply, state = after(guide, "upprepa", step=2)
    assert types(reply.messages) == ["routine"]
    assert state.step == 0


@pytest.mark.parametrize("detail", KINDS)
@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo", "skelleftea"])
def test_every_follow_up_to_every_real_routine_has_an_answer(real, organisation, detail):
    where = situation(real.guides[organisation])
    for routine_id in where.guide.routine_ids:
        reply, _ = follow_up(detail, situation(where.guide, routine=routine_id))
        assert reply.messages, routine_id
        assert all(message.contacts for message in reply.messages if message.type == "contacts"), routine_id
        assert all(message.choices for message in reply.messages if message.type == "choices"), routine_id
