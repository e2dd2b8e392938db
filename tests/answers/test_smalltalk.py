"""Greetings and the like: one line of their own, and what the bot can do."""

from __future__ import annotations

import pytest

from bot.answers.smalltalk import greeting, small_talk
from bot.answers.texts import entry
from bot.answers.understood import State

from .packs import LOCAL, make_guide, situation, types


@pytest.mark.parametrize("detail", sorted(entry("smalprat")))
def test_every_kind_has_its_line(guide, detail):
    reply, _ = small_talk(detail, situation(guide))
    assert reply.outcome.kind == "smalltalk"
    assert reply.messages[0].text == entry(f"smalprat.{detail}")


@pytest.mark.parametrize("detail", ["", "okänd"])
def test_an_unknown_kind_says_what_the_bot_can_do(guide, detail):
    assert small_talk(detail, situation(guide))[0].messages[0].text == entry("smalprat.hjalp")


@pytest.mark.parametrize("detail", ["halsning", "hjalp", "borja_om", "robot"])
def test_examples_are_offered_as_buttons_the_municipality_has(guide, detail):
    reply, _ = small_talk(detail, situation(guide))
    assert types(reply.messages) == ["text", "choices"]
    assert [choice.choice for choice in reply.messages[1].choices] == ["rutin:orosanmalan", "rutin:misstanke_heder", "rutin:tolk", "rundtur:1"]


def test_thanks_get_one_line_and_no_buttons(guide):
    assert types(small_talk("tack", situation(guide))[0].messages) == ["text"]


def test_beginning_again_forgets_all_but_who_is_asking(guide):
    before = situation(guide, unit="solrosen", role="barnmorska", routine="tolk", step=2, stage="clarify", suggested="tolk", asked=True)
    assert small_talk("borja_om", before)[1] == State(unit="solrosen", role="barnmorska")


def test_other_small_talk_keeps_the_topic(guide):
    _, state = small_talk("tack", situation(guide, routine="tolk", step=2, stage="answered"))
    assert (state.routine, state.step, state.stage) == ("tolk", 2, "")


@pytest.mark.parametrize(
    ("status", "notice"),
    [
        ("exempel", "Det här är exempeldata för en påhittad kommun. Numren går inte att ringa. Använd den inte i skarpt läge."),
        ("utkast", "Alfa kommun har inte godkänt innehållet än. Kontrollera nummer och steg med din chef innan du litar på dem."),
        ("granskad", None),
    ],
)
def test_the_greeting_says_plainly_when_the_pack_is_not_for_live_use(tmp_path, status, notice):
    approved = {"godkand": {"av": "Socialchefen", "datum": "2026-03-01"}} if status == "granskad" else {}
    guide = make_guide(tmp_path, local={"organisation.yml": {**LOCAL["organisation.yml"], "status": status, **approved}})
    messages = greeting(situation(guide))
    assert types(messages) == ["notice", "text", "choices"][0 if notice else 1 :]
    if notice:
        assert (messages[0].level, messages[0].text) == ("warning", notice)


@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo", "skelleftea"])
def test_every_example_question_leads_somewhere_in_every_municipality(real, organisation):
    choices = greeting(situation(real.guides[organisation]))[-1].choices
    assert [choice.choice for choice in choices] == [*(f"rutin:{routine}" for routine in entry("halsning.exempel")), "rundtur:1"]
