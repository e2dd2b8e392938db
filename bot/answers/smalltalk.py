"""Greetings, thanks, "är du en robot": one line and what the bot can do."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import cards
from bot.answers import messages as m
from bot.answers.texts import entry, text
from bot.answers.tour import CHOICE, tour
from bot.answers.understood import Situation, State

_WITH_EXAMPLES = frozenset({"halsning", "hjalp", "borja_om", "robot"})


def small_talk(detail: str, situation: Situation) -> tuple[m.Reply, State]:
    """An unknown detail is answered with what the bot can do."""
    kind, _, value = detail.partition(":")
    if kind == CHOICE:
        return tour(value, situation)
    key = detail if detail in entry("smalprat") else "hjalp"
    parts: list[m.Message] = [m.Text(text=text(f"smalprat.{key}"))]
    if key in _WITH_EXAMPLES:
        parts.append(examples(situation))
    state = State(unit=situation.state.unit, role=situation.state.role) if key == "borja_om" else replace(situation.state, stage="")
    return m.Reply(outcome=m.Outcome(kind="smalltalk"), messages=tuple(parts)), state


def examples(situation: Situation) -> m.Choices:
    """Common questions as buttons, and the tour."""
    asked = cards.routine_choices(situation, entry("halsning.exempel"))
    return m.Choices(text=text("halsning.exempel_rubrik"), choices=(*asked, m.Choice(choice=f"{CHOICE}:1", label=text("rundtur.knapp"))))


def greeting(situation: Situation) -> tuple[m.Message, ...]:
    """What a conversation begins with; says plainly when the pack is not approved for live use."""
    organisation = situation.guide.organisation
    parts: list[m.Message] = []
    if cards.status_label(organisation.status):
        parts.append(m.Notice(level="warning", text=text(f"status.{organisation.status.value}_lang", namn=organisation.name)))
    return (*parts, m.Text(text=text("halsning.text")), examples(situation))
