""" "Prova en fråga": one message, answered as staff would be answered when the draft was published."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from actions.tracker import understood_from_parse
from bot.answers.danger import strongest
from bot.answers.hours import STOCKHOLM
from bot.answers.messages import Reply
from bot.answers.respond import Response, respond
from bot.answers.turn import TurnTaker
from bot.answers.understood import Danger, Situation, Understood, local_label
from bot.knowledge.guide import Guide
from bot.knowledge.names import names
from bot.privacy.mask import Masker
from bot.swedish.phrases import Phrases

SHOWN = 5
Read = Callable[[str], Mapping[str, Any]]
"""A message → a parse as Rasa gives it: `vagvisaren`, `intent_ranking`, `entities`."""


@dataclass(frozen=True)
class Rival:
    """A meaning and its share. `title` is the routine's; "" for what is no routine here, then `label` tells what it is."""

    label: str
    title: str
    share: float


@dataclass(frozen=True)
class Attempt:
    """`right`, `known`: chances (0–1) that the first routine is right, that it is about any routine. None when nothing had to be understood."""

    reply: Reply
    rivals: tuple[Rival, ...]
    right: float | None
    known: float | None


def attempt(text: str, guide: Guide, read: Read) -> Attempt:
    """The whole turn, with masking and danger, on `guide`. What `read` raises is raised."""
    seen: list[Understood] = []

    async def understand(message: str, choice: str | None, danger: Danger, situation: Situation) -> Response:
        found = understood_from_parse(dict(read(message)), situation.guide)
        seen.append(found)
        return respond(replace(found, danger=strongest(danger, found.danger)), situation)

    phrases = [phrase.text for phrase in names(guide)]
    numbers = [phone.number for contact in guide.contacts.values() for phone in contact.phones]
    response, _ = asyncio.run(TurnTaker(understand, Masker(phrases, numbers).mask).take(text, None, Situation(guide, datetime.now(STOCKHOLM))))
    if not seen:
        return Attempt(response.reply, (), None, None)
    return Attempt(response.reply, tuple(_rivals(seen[0], guide)), seen[0].right, seen[0].known)


def _rivals(found: Understood, guide: Guide) -> list[Rival]:
    return [Rival(each.label, title(each.label, guide), each.score) for each in found.candidates[:SHOWN]]


def title(label: str, guide: Guide) -> str:
    """The routine's heading; "" when the label is none of this municipality's routines."""
    routine_id = local_label(label, guide)
    routine = guide.routine(routine_id) if routine_id else None
    return routine.title if routine else ""


def as_parse(text: str, reading: Mapping[str, Any], guide: Guide) -> dict[str, Any]:
    """A reading of the warm process (bot/nlu/worker.py) in the form of Rasa's parse."""
    found = Phrases(names(guide)).find(text)
    return {
        "text": text,
        "vagvisaren": {key: reading[key] for key in ("label", "right", "known", "danger")},
        "intent_ranking": [{"name": label, "confidence": share} for label, share in reading["ranking"]],
        "entities": [{"entity": item.kind, "value": f"{item.owner}:{item.id}", "start": item.start, "end": item.end} for item in found],
    }
