"""What was understood → a reply: danger round everything, answer or ask or hand on, yes and no, unit and role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import respond as module
from bot.answers.respond import ANSWER_AT, ANSWER_KNOWN_AT, ANSWER_TERSE_AT, CLARIFY_AT, respond
from bot.answers.understood import Candidate, Understood

from .packs import MONDAY_EVENING, MONDAY_MORNING, meant, named, situation, types

FAMILIES = [
    "rutin/orosanmalan",
    "rutin/finns_inte",
    "kontaktfraga",
    "begreppsfraga",
    "foljd/vem",
    "foljd/tid",
    "foljd/okand",
    "om_mig",
    "smalprat/tack",
    "smalprat/okand",
    "utanfor/amne",
    "utanfor/enskilt_arende",
    "utanfor/ovett",
    "utanfor/sprak",
    "ja",
    "nej",
    "inget",
    "nlu_fallback",
    "hittepå",
    "",
]
STATES = [
    {},
    {"routine": "orosanmalan", "stage": "answered"},
    {"stage": "clarify", "suggested": "tolk"},
    {"routine": "hot_nu", "stage": "answered", "unit": "solrosen", "role": "barnmorska"},
]


def ask(guide, understood, **state):
    return respond(understood, situation(guide, **state))


def outcome(response):
    return response.reply.outcome


# --- danger --------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("label", FAMILIES)
def test_danger_comes_first_whatever_was_understood(guide, label, state):
    found = ask(guide, meant(label, danger="card"), **state)
    first = found.reply.messages[0]
    assert (first.type, first.card, first.phone.number) == ("emergency", True, "112")
    assert outcome(found).kind == "acute"
    assert outcome(found).urgent
    assert outcome(found).routine
    assert types(found.reply.messages).count("emergency") == 1
    assert "routine" in types(found.reply.messages) or outcome(found).routine == state.get("routine")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("label", FAMILIES)
def test_a_weaker_signal_puts_one_line_above_the_ordinary_answer(guide, label, state):
    plain, warned = ask(guide, meant(label), **state), ask(guide, meant(label, danger="line"), **state)
    first = warned.reply.messages[0]
    assert (first.type, first.card) == ("emergency", False)
    assert warned.reply.messages[1:] == tuple(message for message in plain.reply.messages if message.type != "emergency")
    assert outcome(warned) == outcome(plain).model_copy(update={"urgent": True})


def test_a_dangerous_message_about_a_known_routine_shows_that_routine_below(guide):
    found = ask(guide, meant("rutin/orosanmalan", danger="card"))
    assert types(found.reply.messages)[:2] == ["emergency", "routine"]
    assert outcome(found).routine == "orosanmalan"


def test_a_dangerous_message_that_was_not_understood_shows_the_acute_routine(guide):
    found = ask(guide, meant("utanfor/amne", danger="card"))
    assert types(found.reply.messages) == ["emergency", "routine"]
    assert outcome(found).routine == "akut_fara"


def test_an_urgent_routine_has_the_112_line_first_without_any_danger_signal(guide):
    found = ask(guide, meant("rutin/hot_nu"))
    assert types(found.reply.messages)[:2] == ["emergency", "routine"]
    assert (found.reply.messages[0].card, outcome(found).urgent, outcome(found).kind) == (False, True, "answer")


@pytest.mark.parametrize("label", FAMILIES)
def test_every_reply_says_something_and_calm_ones_are_not_urgent(guide, label):
    found = ask(guide, meant(label))
    assert found.reply.messages
    assert outcome(found).urgent is False
    assert "emergency" not in types(found.reply.messages)


@given(
    label=st.sampled_from(FAMILIES),
    right=st.floats(0, 1),
    known=st.floats(0, 1),
    danger=st.sampled_from([None, "line", "card"]),
    state=st.sampled_from(STATES),
    candidates=st.lists(
        st.tuples(st.sampled_from(["rutin/tolk", "rutin/orosanmalan", "rutin/beta.x", "kontaktfraga", "utanfor/amne"]), st.floats(0, 1)), max_size=5
    ),
    phrases=st.lists(
        st.sampled_from(
            [("kontakt", "chef"), ("kontakt", "borta"), ("enhet", "solrosen"), ("enhet", "borta"), ("begrepp", "hrv"), ("roll", "barnmorska")]
        ),
        max_size=3,
    ),
)
def test_any_understanding_gives_a_reply_with_danger_first(guide, label, right, known, danger, state, candidates, phrases):
    understood = Understood(label, tuple(Candidate(*pair) for pair in candidates), right, known, tuple(named(*pair) for pair in phrases), danger)
    found = ask(guide, understood, **state)
    kinds = types(found.reply.messages)
    assert kinds
    assert "emergency" not in kinds[1:]
    if danger:
        assert kinds[0] == "emergency"
        assert found.reply.messages[0].card is (danger == "card")
        assert outcome(found).urgent
    assert outcome(found).urgent is (kinds[0] == "emergency")
    assert (outcome(found).reason is not None) is (outcome(found).kind == "redirect")
    assert len(outcome(found).candidates) <= 3


# --- answer, ask or hand on ----------------------------------------------------------------------------------------------------------------


def close(first=0.4, second=0.3, third=0.1, fourth=0.06):
    ids = ("orosanmalan", "tolk", "misstanke_heder", "anmalningsplikt")
    return tuple(Candidate(f"rutin/{routine}", score) for routine, score in zip(ids, (first, second, third, fourth), strict=True))


def test_one_routine_clearly_meant_is_shown_and_remembered(guide):
    found = ask(guide, meant("rutin/orosanmalan"), unit="solrosen")
    assert types(found.reply.messages) == ["routine"]
    assert (outcome(found).kind, outcome(found).routine) == ("answer", "orosanmalan")
    assert (found.state.routine, found.state.stage, found.state.step) == ("orosanmalan", "answered", 0)


@pytest.mark.parametrize(
    ("right", "known", "kind"),
    [
        (ANSWER_AT, ANSWER_KNOWN_AT, "answer"),
        (ANSWER_AT - 0.01, ANSWER_KNOWN_AT, "clarify"),
        (ANSWER_AT, ANSWER_KNOWN_AT - 0.01, "clarify"),
        (0.0, CLARIFY_AT, "clarify"),
        (1.0, CLARIFY_AT - 0.01, "redirect"),
    ],
)
def test_both_signals_must_agree_to_answer_and_one_to_ask(guide, right, known, kind):
    found = ask(guide, Understood("rutin/orosanmalan", close(), right=right, known=known))
    assert outcome(found).kind == kind


@pytest.mark.parametrize(("right", "kind"), [(ANSWER_TERSE_AT, "answer"), (ANSWER_TERSE_AT - 0.01, "clarify")])
def test_a_single_word_must_be_surer_to_be_answered(guide, right, kind):
    found = ask(guide, Understood("rutin/orosanmalan", close(), right=right, known=1.0, terse=True))
    assert outcome(found).kind == kind


def test_a_question_back_offers_at_most_three_titles_and_a_way_out(guide):
    found = ask(guide, Understood("rutin/orosanmalan", close(), right=0.3, known=0.8))
    (choices,) = found.reply.messages
    assert choices.text == "Menade du något av det här?"
    assert [(choice.choice, choice.label) for choice in choices.choices] == [
        ("rutin:orosanmalan", "Göra en orosanmälan"),
        ("rutin:tolk", "Boka tolk"),
        ("rutin:misstanke_heder", "Misstänka heder"),
        ("inget", "Inget av detta"),
    ]
    assert (found.state.stage, found.state.suggested) == ("clarify", "orosanmalan")


@pytest.mark.parametrize(("right", "kind"), [(0.39, "answer"), (0.1, "redirect")])
def test_it_never_asks_back_twice_in_a_row(guide, right, kind):
    first = ask(guide, Understood("rutin/orosanmalan", close(), right=right, known=0.8))
    again = respond(Understood("rutin/tolk", close(), right=right, known=0.8), situation(guide).remembering(first.state))
    assert (outcome(first).kind, outcome(again).kind) == ("clarify", kind)
    assert again.state.stage != "clarify"


def test_after_another_answer_it_may_ask_back_again(guide):
    unsure = Understood("rutin/orosanmalan", close(), right=0.3, known=0.8)
    state = ask(guide, unsure).state
    state = respond(meant("smalprat/tack"), situation(guide).remembering(state)).state
    assert outcome(respond(unsure, situation(guide).remembering(state))).kind == "clarify"


def test_routines_of_another_municipality_are_neither_shown_nor_offered(guide):
    found = ask(guide, Understood("rutin/beta.hemlig", (Candidate("rutin/beta.hemlig", 0.9), Candidate("rutin/tolk", 0.08)), right=0.9, known=0.9))
    assert outcome(found).kind == "clarify"
    assert [choice.choice for choice in found.reply.messages[0].choices] == ["rutin:tolk", "inget"]
    assert [candidate.routine for candidate in outcome(found).candidates] == ["tolk"]


def test_the_municipalitys_own_routine_is_known_by_its_full_label(guide):
    assert outcome(ask(guide, meant("rutin/alfa.lovlista"))).routine == "lovlista"


def test_candidates_are_the_best_three_routines_best_first(guide):
    mixed = (Candidate("rutin/tolk", 0.2), Candidate("kontaktfraga", 0.5), *close())
    found = ask(guide, Understood("utanfor/amne", mixed, right=0.9, known=0.1))
    assert [(one.routine, one.score) for one in outcome(found).candidates] == [("orosanmalan", 0.4), ("tolk", 0.3), ("misstanke_heder", 0.1)]


@pytest.mark.parametrize("kind", ["kontaktfraga", "begreppsfraga"])
def test_a_contact_or_term_that_is_not_ours_gives_the_routine_it_stands_nearest(guide, kind):
    near = ask(guide, Understood(kind, (Candidate(kind, 0.8), Candidate("rutin/tolk", 0.15)), right=0.8, known=0.05))
    far = ask(guide, Understood(kind, (Candidate(kind, 0.99), Candidate("rutin/tolk", 0.01)), right=0.99, known=0.01))
    assert outcome(near).kind == "clarify"
    assert (outcome(far).kind, outcome(far).reason) == ("redirect", "unknown")


# --- contacts and terms --------------------------------------------------------------------------------------------------------------------


def test_a_contact_asked_for_is_shown(guide):
    found = ask(guide, meant("kontaktfraga", phrases=(named("kontakt", "socialjour", "nationell"),)))
    assert (outcome(found).kind, outcome(found).contact, outcome(found).routine) == ("contact", "jouren", None)
    assert [view.id for view in found.reply.messages[0].contacts] == ["jouren"]
    assert found.state.stage == "answered"


@pytest.mark.parametrize("asked", ["socialtjanst-mottagning", "mottagningen"])
@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (MONDAY_MORNING, [("mottagningen", None), ("jouren", "Svarar när Mottagningen barn och familj har stängt.")]),
        (MONDAY_EVENING, [("jouren", "Visas först för att Mottagningen barn och familj har stängt nu."), ("mottagningen", None)]),
    ],
    ids=["open", "closed"],
)
def test_beside_social_services_stands_who_answers_in_the_evening(guide, asked, now, shown):
    found = respond(meant("kontaktfraga", phrases=(named("kontakt", asked),)), situation(guide, now))
    assert [(view.id, view.why) for view in found.reply.messages[0].contacts] == shown
    assert outcome(found).contact == "mottagningen"


def test_several_contacts_are_shown_with_a_word_about_it(guide):
    phrases = (named("kontakt", "socialjour"), named("kontakt", "vaxel"))
    (card,) = ask(guide, meant("kontaktfraga", phrases=phrases)).reply.messages
    assert (card.title, card.text) == ("Kontakter", "Det finns flera. Välj den du menar.")


def test_the_manager_of_the_unit_named_is_shown_without_taking_the_unit_for_the_persons_own(guide):
    found = ask(guide, meant("kontaktfraga", phrases=(named("kontakt", "chef"), named("enhet", "bvc-backen"))), unit="solrosen")
    assert [view.id for view in found.reply.messages[0].contacts] == ["chefen-bvc"]
    assert found.state.unit == "solrosen"


def test_a_message_that_nearly_asks_for_a_number_gets_the_contact(guide):
    candidates = (Candidate("rutin/tolk", 0.6), Candidate("kontaktfraga", module.NAMED_AT))
    phrases = (named("kontakt", "tolkformedling"),)
    assert outcome(ask(guide, Understood("rutin/tolk", candidates, right=0.6, known=0.9, phrases=phrases))).kind == "contact"
    less = (Candidate("rutin/tolk", 0.6), Candidate("kontaktfraga", module.NAMED_AT - 0.01))
    assert outcome(ask(guide, Understood("rutin/tolk", less, right=0.6, known=0.9, phrases=phrases))).kind == "answer"
    assert outcome(ask(guide, Understood("rutin/tolk", candidates, right=0.6, known=0.9, phrases=phrases, chosen=True))).kind == "answer"


def test_a_term_asked_for_is_explained(guide):
    found = ask(guide, meant("begreppsfraga", phrases=(named("begrepp", "hrv", "nationell"),)))
    assert (outcome(found).kind, outcome(found).term) == ("term", "hrv")
    assert types(found.reply.messages) == ["term"]


# --- yes, no, none -------------------------------------------------------------------------------------------------------------------------


def test_yes_after_a_question_back_means_the_first_that_was_offered(guide):
    found = ask(guide, meant("ja"), stage="clarify", suggested="tolk")
    assert (outcome(found).kind, outcome(found).routine) == ("answer", "tolk")


@pytest.mark.parametrize("label", ["nej", "inget"])
def test_no_after_a_question_back_hands_on(guide, label):
    found = ask(guide, meant(label), stage="clarify", suggested="tolk")
    assert (outcome(found).kind, outcome(found).reason) == ("redirect", "unknown")
    assert found.state.stage == "redirect"


@pytest.mark.parametrize(
    ("label", "text"),
    [("ja", "Skriv gärna med några ord vad du vill veta."), ("nej", "Okej. Skriv med andra ord om det var något annat du undrade över.")],
)
@pytest.mark.parametrize("stage", ["", "answered", "redirect"])
def test_yes_and_no_to_nothing_ask_for_a_few_words(guide, label, text, stage):
    found = ask(guide, meant(label), stage=stage, suggested="tolk")
    assert (outcome(found).kind, found.reply.messages[0].text) == ("smalltalk", text)


# --- buttons -------------------------------------------------------------------------------------------------------------------------------


def test_a_pressed_routine_is_shown_without_doubt(guide):
    assert outcome(ask(guide, Understood("rutin/tolk", chosen=True, right=0.0, known=0.0))).routine == "tolk"


def test_a_pressed_routine_that_is_gone_hands_on(guide):
    assert outcome(ask(guide, Understood("rutin/borttagen", chosen=True))).reason == "unknown"


# --- unit and role -------------------------------------------------------------------------------------------------------------------------


def test_a_place_of_work_told_after_an_answer_shows_the_answer_again_for_it(guide):
    found = ask(guide, meant("om_mig", phrases=(named("enhet", "bvc-backen"),)), routine="orosanmalan", stage="answered")
    assert types(found.reply.messages) == ["text", "routine"]
    assert found.reply.messages[0].text == "Nu visar jag det som gäller för BVC Bäcken."
    assert found.reply.messages[1].answer == "På BVC skriver du i journalen."
    assert found.state.unit == "bvc-backen"


def test_a_place_of_work_told_first_is_remembered_and_said(guide):
    found = ask(guide, meant("om_mig", phrases=(named("enhet", "solrosen"), named("roll", "barnmorska"))))
    assert [message.text for message in found.reply.messages] == [
        "Nu visar jag det som gäller för Förskolan Solrosen.",
        "Nu visar jag det som gäller för dig som barnmorska.",
    ]
    assert (found.state.unit, found.state.role) == ("solrosen", "barnmorska")


def test_where_one_works_is_asked_once_and_only_when_the_answer_depends_on_it(guide):
    first = ask(guide, meant("rutin/orosanmalan"))
    assert types(first.reply.messages) == ["routine", "choices"]
    assert first.state.asked
    again = respond(meant("rutin/orosanmalan"), situation(guide).remembering(first.state))
    assert types(again.reply.messages) == ["routine"]
    assert types(ask(guide, meant("rutin/tolk")).reply.messages) == ["routine"]


def test_the_first_contact_follows_the_hour(guide):
    evening = respond(meant("rutin/orosanmalan"), situation(guide, MONDAY_EVENING))
    assert evening.reply.messages[0].first_contact.id == "jouren"
    assert evening.reply.messages[0].first_contact.why
