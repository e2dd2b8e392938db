"""Not knowing: every reason has its own words, the unit's own chain, and an offer to send the question on where it helps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.answers import messages as m
from bot.answers.redirect import redirect
from bot.answers.texts import entry

from .packs import MONDAY_EVENING, situation, types

REASONS = get_args(m.Reason)
SENDABLE = {"unknown", "outside", "single_case"}


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_why_in_its_own_words_and_hands_on(guide, reason):
    found = redirect(reason, situation(guide, unit="solrosen"))
    assert (found.reply.outcome.kind, found.reply.outcome.reason) == ("redirect", reason)
    assert found.reply.messages[0].text == entry(f"skal.{reason}")
    assert found.state.stage == "redirect"
    if reason == "empty":
        assert types(found.reply.messages) == ["text"]
    else:
        assert found.reply.messages[1].contacts[0].id == "rektorn-solrosen"


def test_no_two_reasons_say_the_same_and_no_reason_is_without_words():
    assert set(entry("skal")) == set(REASONS)
    assert len(set(entry("skal").values())) == len(REASONS)


def test_the_reasons_are_those_of_the_documentation():
    text = (Path(__file__).resolve().parents[2] / "docs" / "http-api.md").read_text(encoding="utf-8")
    assert re.search(r"`reason` \(of a redirect\): `([^`]+)`", text).group(1).split(" | ") == list(REASONS)


@pytest.mark.parametrize("reason", REASONS)
def test_a_question_worth_sending_on_can_be_sent_with_its_own_turn(guide, reason):
    found = redirect(reason, situation(guide, turn="t7"))
    offers = [choice.choice for message in found.reply.messages if message.type == "choices" for choice in message.choices]
    assert offers == (["gap:t7"] if reason in SENDABLE else [])


@pytest.mark.parametrize("reason", sorted(set(REASONS) - {"empty", "outside"}))
def test_the_chain_is_manager_then_social_services_then_the_national_line(guide, reason):
    contacts = redirect(reason, situation(guide, unit="bvc-backen")).reply.messages[1].contacts
    assert [contact.id for contact in contacts] == ["chefen-bvc", "mottagningen", "stodlinjen"]
    assert all(contact.phones and contact.open.label for contact in contacts)


def test_at_night_the_one_who_answers_stands_first_and_says_why(guide):
    contacts = redirect("unknown", situation(guide, MONDAY_EVENING, unit="solrosen")).reply.messages[1].contacts
    assert contacts[0].id == "stodlinjen"
    assert contacts[0].why == "Visas först för att Rektorn på Solrosen har stängt nu."


def test_outside_the_field_it_is_the_manager_and_the_switchboard(guide):
    contacts = redirect("outside", situation(guide, unit="solrosen")).reply.messages[1].contacts
    assert [contact.id for contact in contacts][:2] == ["rektorn-solrosen", "vaxeln"]


def test_unit_role_and_routine_are_kept_through_a_redirect(guide):
    state = redirect("unknown", situation(guide, unit="solrosen", role="barnmorska", routine="tolk")).state
    assert (state.unit, state.role, state.routine) == ("solrosen", "barnmorska", "tolk")
