"""Not knowing, said honestly: why, and whom to ask instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers import cards
from bot.answers import messages as m
from bot.answers.texts import entry, text
from bot.answers.understood import Situation

if TYPE_CHECKING:
    from bot.answers.respond import Response

_SENDABLE = frozenset({"unknown", "outside", "single_case"})
"""Reasons where the question is worth sending on to whoever owns the routines."""


def other_script(script: str, situation: Situation) -> Response:
    """To someone who writes without Latin letters: their language first, then as for any other language. `script` as Unicode names it."""
    response = redirect("other_language", situation)
    languages = entry("andra_sprak")
    lead = m.Text(text=languages.get(script, languages["ovriga"]))
    return replace(response, reply=response.reply.model_copy(update={"messages": (lead, *response.reply.messages)}))


def redirect(reason: m.Reason, situation: Situation) -> Response:
    """The reason's own text, the onward chain of the person's unit, and an offer to send the question on."""
    from bot.answers.respond import Response

    parts: list[m.Message] = [m.Text(text=text(f"skal.{reason}"))]
    if reason != "empty":
        parts.append(_outside_contacts(situation) if reason == "outside" else cards.onward_card(situation))
    if reason in _SENDABLE:
        parts.append(m.Choices(text="", choices=(m.Choice(choice=f"gap:{situation.turn}", label=text("hanvisning.skicka")),)))
    reply = m.Reply(outcome=m.Outcome(kind="redirect", reason=reason), messages=tuple(parts))
    return Response(reply, replace(situation.state, stage="redirect"))


def _outside_contacts(situation: Situation) -> m.Contacts:
    """Not our field: the manager and the switchboard, then the rest of the chain."""
    guide = situation.guide
    chain = guide.resolve_all(("chef", "vaxel", *(guide.organisation.onward or guide.base.onward)), situation.unit)
    return m.Contacts(title=text("hanvisning.titel"), contacts=tuple(cards.contact_view(situation, resolved) for resolved in chain))
