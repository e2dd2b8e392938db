"""One turn: what is read, what is seen before the understanding, what the understanding is given, and what happens without it."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.respond import respond
from bot.answers.turn import MAX_LENGTH, TurnTaker, Unavailable, simplified, understood_choice
from bot.privacy.mask import MASK, Masker

from .packs import meant, situation, types

DANGER = "han hotar oss med kniv"
SIGNAL = "hon berättar om strypgrepp"
PUBLIC = Masker(["Förskolan Solrosen"], ["+46406280404"])


class Rasa:
    """Stands in for Rasa: remembers what it was sent, answers as one kind of message, or is down."""

    def __init__(self, label="rutin/tolk", down=False):
        self.label, self.down, self.sent = label, down, []

    async def __call__(self, message, choice, danger, where):
        self.sent.append((message, choice, danger))
        if self.down:
            raise Unavailable
        return respond(meant(self.label, danger=danger), where)


def take(guide, message="", choice=None, rasa=None, **state):
    rasa = rasa or Rasa()
    response, masked = asyncio.run(TurnTaker(rasa, PUBLIC.mask).take(message, choice, situation(guide, **state)))
    return response, masked, rasa


def reason(response):
    return response.reply.outcome.reason


# --- reading -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", ["", "   ", "\n\t", "🙂👍🏽", "?!…", "\x00\x07", "\u200b\ufeff", "///", "/", "—", "❤️‍🔥"])
def test_what_holds_no_words_is_answered_calmly_and_never_sent_on(guide, message):
    response, masked, rasa = take(guide, message)
    assert (response.reply.outcome.kind, reason(response)) == ("redirect", "empty")
    assert types(response.reply.messages) == ["text"]
    assert rasa.sent == []
    assert masked.kinds == ()


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("ساعدني إنه يضربها", "السويدية"),
        ("من کمک می‌خواهم", "سوئدی"),
        ("він б'є її", "шведську"),
        ("βοήθεια", "σουηδικά"),
        ("救命", "瑞典语"),
        ("እርዳታ", "Swedish"),
    ],
)
def test_another_script_is_met_in_its_language_with_112_first(guide, message, word):
    response, _, rasa = take(guide, message)
    assert reason(response) == "other_language"
    emergency, lead, *rest = response.reply.messages
    assert (emergency.type, response.reply.outcome.urgent) == ("emergency", True)
    assert word in lead.text
    assert "112" in lead.text
    assert "contacts" in types(rest)
    assert rasa.sent == []


def test_a_swedish_word_among_other_letters_is_read_as_usual(guide):
    assert take(guide, "ساعدني tolk")[2].sent


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        ("  hur bokar\r\n jag\ttolk  ", "hur bokar jag tolk"),
        ("hur\x00 bokar\x1b jag\x9f tolk", "hur bokar jag tolk"),
        ("tolk\u202e nu", "tolk nu"),
        ("<b>hur</b> bokar jag <script>alert(1)</script>", "<b>hur</b> bokar jag <script>alert(1)</script>"),
        ("tolk 🙂", "tolk 🙂"),
        ("fo\u0308rskola", "förskola"),
        ("tolk\ud800", "tolk\ufffd"),
    ],
)
def test_control_characters_are_taken_away_and_the_words_kept(guide, message, sent):
    _, _, rasa = take(guide, message)
    assert [message for message, _, _ in rasa.sent] == [sent]


@pytest.mark.parametrize("message", ["/rutin tolk", "/restart", "//smalprat", "/ /nlu_fallback", "\x00/restart", '/rutin{"rutin": "tolk"}'])
def test_nobody_can_send_a_command_to_rasa_by_writing_it(guide, message):
    _, _, rasa = take(guide, message)
    assert len(rasa.sent) == 1
    assert not rasa.sent[0][0].lstrip().startswith("/")


@given(st.text(max_size=700))
def test_any_text_is_answered_and_no_command_gets_through(guide, message):
    response, _, rasa = take(guide, message)
    assert response.reply.messages
    assert not any(sent.startswith("/") for sent, _, _ in rasa.sent)


# --- length --------------------------------------------------------------------------------------------------------------------------------


def text_of(length):
    return ("hur bokar jag tolk " * 100)[: length - 1] + "x"


def test_six_hundred_characters_are_read_and_one_more_is_too_long(guide):
    assert reason(take(guide, text_of(MAX_LENGTH))[0]) is None
    response, _, rasa = take(guide, text_of(MAX_LENGTH + 1))
    assert reason(response) == "too_long"
    assert rasa.sent == []
    assert "contacts" in types(response.reply.messages)


def test_blanks_and_control_characters_do_not_count(guide):
    assert reason(take(guide, "\x00" * 500 + "  hur  " * 100 + " " * 500)[0]) is None


def test_danger_in_a_text_that_is_too_long_is_still_led_by_112(guide):
    response, _, rasa = take(guide, f"{text_of(MAX_LENGTH)} {DANGER}")
    assert response.reply.outcome.kind == "acute"
    assert response.reply.messages[0].card
    assert rasa.sent == []


def test_a_weaker_signal_in_a_text_that_is_too_long_gives_the_112_line(guide):
    response, _, _ = take(guide, f"{text_of(MAX_LENGTH)} {SIGNAL}")
    assert reason(response) == "too_long"
    assert types(response.reply.messages)[0] == "emergency"
    assert response.reply.outcome.urgent


# --- danger --------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "danger"),
    [(DANGER, "card"), (SIGNAL, "line"), ("hur bokar jag tolk", None), (f"{DANGER} förra året", "line"), (f"{SIGNAL} förra året", None)],
)
def test_danger_is_seen_before_the_understanding_and_told_to_it(guide, message, danger):
    response, _, rasa = take(guide, message)
    assert [sent[2] for sent in rasa.sent] == [danger]
    first = response.reply.messages[0]
    assert (first.type == "emergency", getattr(first, "card", None)) == (danger is not None, {"card": True, "line": False}.get(danger))


# --- personal data -------------------------------------------------------------------------------------------------------------------------


def test_the_understanding_never_sees_personal_data(guide):
    message = "hur bokar jag tolk till 20160412-2380, mamman heter Rehana 070-174 06 05"
    response, masked, rasa = take(guide, message)
    assert rasa.sent[0][0] == masked.text == f"hur bokar jag tolk till {MASK}, mamman heter {MASK}"
    notice = response.reply.messages[0]
    assert (notice.type, notice.level) == ("notice", "info")
    assert notice.text == "Jag såg något som kan vara en personuppgift (personnummer, telefonnummer, namn) och tog bort det. Inget av det är sparat."
    assert response.reply.outcome.kind == "answer"


def test_nothing_but_personal_data_is_asked_for_again(guide):
    response, masked, rasa = take(guide, "20160412-2380")
    assert reason(response) == "personal_data"
    assert rasa.sent == []
    assert masked.text == MASK
    assert "notice" not in types(response.reply.messages)


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("message", [f"mamman heter Rehana och {DANGER}", f"20160412-2380 {SIGNAL}"])
def test_112_stands_above_every_notice(guide, message, down):
    response, _, _ = take(guide, message, rasa=Rasa(down=down))
    kinds = types(response.reply.messages)
    assert kinds[0] == "emergency"
    assert kinds[1 : 2 + down] == ["notice"] * (1 + down)
    assert "emergency" not in kinds[1:]


def test_danger_is_answered_even_when_nothing_else_is_left(guide):
    response, _, _ = take(guide, "kniv hota 20160412-2380 kniv", rasa=Rasa("nlu_fallback"))
    assert response.reply.messages[0].type == "emergency"


def test_public_names_and_numbers_reach_the_understanding(guide):
    message = "är 040-628 04 04 numret till Solrosen"
    _, masked, rasa = take(guide, message)
    assert (rasa.sent[0][0], masked.kinds) == (message, ())


def test_masking_is_also_done_when_the_understanding_is_down(guide):
    response, masked, _ = take(guide, "hur bokar jag tolk till 20160412-2380", rasa=Rasa(down=True))
    assert "2380" not in masked.text
    assert types(response.reply.messages)[:2] == ["notice", "notice"]


# --- buttons -------------------------------------------------------------------------------------------------------------------------------


def test_a_pressed_button_is_sent_as_it_is_and_is_not_read_as_text(guide):
    _, masked, rasa = take(guide, "", choice="rutin:tolk")
    assert rasa.sent == [("", "rutin:tolk", None)]
    assert masked.text == ""


@pytest.mark.parametrize(
    ("choice", "label"),
    [
        ("rutin:tolk", "rutin/tolk"),
        ("inget", "inget"),
        ("borja_om", "smalprat/borja_om"),
        ("hoppa", "om_mig"),
        ("enhet:solrosen", "om_mig"),
        ("roll:barnmorska", "om_mig"),
        ("hittepå", "utanfor/okand"),
        ("", "utanfor/okand"),
    ],
)
def test_what_a_button_means(choice, label):
    found = understood_choice(choice)
    assert (found.label, found.chosen) == (label, True)


# --- without the understanding -------------------------------------------------------------------------------------------------------------


def test_when_rasa_is_down_words_are_searched_and_the_mode_is_said(example):
    response, _, _ = take(example, "hur bokar jag tolk", rasa=Rasa(down=True))
    notice, card = response.reply.messages[:2]
    assert (notice.type, notice.level) == ("notice", "warning")
    assert notice.text == "Förenklat läge: språkförståelsen svarar inte, så jag letar på ord. Kontrollera att rutinen är rätt."
    assert (card.type, card.id) == ("routine", "tolk")
    assert response.reply.outcome.simplified


def test_when_rasa_is_down_the_commonest_question_of_all_leads_to_its_routine(example):
    """The word stands in nearly every routine; shown or offered first, but not handed on."""
    response, _, _ = take(example, "hur gör jag en orosanmälan", rasa=Rasa(down=True))
    outcome = response.reply.outcome
    assert outcome.kind in ("answer", "clarify")
    assert outcome.candidates[0].routine == "orosanmalan"


def test_when_rasa_is_down_and_no_word_is_known_the_numbers_are_given(guide):
    response, _, _ = take(guide, "xyzzy qwerty", rasa=Rasa(down=True), unit="solrosen")
    assert (reason(response), response.reply.outcome.simplified) == ("unavailable", True)
    assert types(response.reply.messages) == ["notice", "text", "contacts"]
    assert response.reply.messages[2].contacts[0].id == "rektorn-solrosen"


@pytest.mark.parametrize(("message", "kind", "card"), [(DANGER, "acute", True), (SIGNAL, None, False)])
def test_when_rasa_is_down_danger_still_comes_first(guide, message, kind, card):
    response, _, _ = take(guide, message, rasa=Rasa(down=True))
    first, second = response.reply.messages[:2]
    assert (first.type, second.type) == ("emergency", "notice")
    assert first.card is card
    assert response.reply.outcome.urgent
    assert kind is None or response.reply.outcome.kind == kind


@pytest.mark.parametrize("message", [SIGNAL, f"{SIGNAL} xyzzy"])
def test_when_rasa_is_down_a_signal_about_nothing_known_keeps_its_112_line(guide, message):
    response = simplified(message, None, "line", situation(guide))
    assert response.reply.messages[0].type == "emergency"
    assert response.reply.outcome.urgent


@pytest.mark.parametrize(("choice", "kind"), [("rutin:tolk", "answer"), ("inget", "redirect"), ("borja_om", "smalltalk"), ("hoppa", "smalltalk")])
def test_buttons_work_without_rasa(guide, choice, kind):
    response, _, _ = take(guide, "", choice=choice, rasa=Rasa(down=True), stage="clarify")
    assert response.reply.outcome.kind == kind
    assert response.reply.outcome.simplified


@pytest.mark.parametrize(("choice", "state"), [("enhet:bvc-backen", {"unit": "bvc-backen"}), ("roll:barnmorska", {"role": "barnmorska"})])
def test_a_unit_or_role_pressed_without_rasa_is_remembered_and_the_answer_shown_for_it(guide, choice, state):
    response, _, _ = take(guide, "", choice=choice, rasa=Rasa(down=True), routine="orosanmalan", stage="answered")
    assert {key: getattr(response.state, key) for key in state} == state
    assert "routine" in types(response.reply.messages)


def test_what_is_remembered_is_kept_when_rasa_is_down(guide):
    response, _, _ = take(guide, "xyzzy", rasa=Rasa(down=True), unit="solrosen", routine="tolk")
    assert (response.state.unit, response.state.routine) == ("solrosen", "tolk")
