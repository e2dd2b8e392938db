"""One turn as a list of steps, each small and able to end the turn with a reason.

    readable text → danger patterns → personal data → understand (Rasa), else word search → say what was masked

The steps before understanding run in the app, so that danger is seen and personal data masked even when Rasa is down.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.answers import messages as m
from bot.answers import search
from bot.answers.danger import danger_patterns
from bot.answers.redirect import other_script, redirect
from bot.answers.respond import Response, danger_first, respond
from bot.answers.texts import entry, text
from bot.answers.tour import CHOICE, asks_for_tour
from bot.answers.understood import Danger, Situation, Understood
from bot.knowledge.load import NATIONAL
from bot.privacy.mask import Masked
from bot.swedish.normalise import clean, foreign_script, has_words
from bot.swedish.phrases import Found

MAX_LENGTH = 600
"""Characters; longer messages are not embedded well and are seldom questions."""


class Unavailable(Exception):
    """The language understanding does not answer in time."""


class Understanding(Protocol):
    """Asks Rasa. `choice` is a button's value; then `message` is empty."""

    async def __call__(self, message: str, choice: str | None, danger: Danger, situation: Situation) -> Response: ...


@dataclass
class Draft:
    """A turn being made. The first step that sets `response` ends it."""

    message: str
    choice: str | None
    situation: Situation
    danger: Danger = None
    masked: Masked = field(default_factory=lambda: Masked(""))
    response: Response | None = None


Step = Callable[[Draft], Awaitable[None]]


class TurnTaker:
    """The steps in order. `mask` is the organisation's masker."""

    def __init__(self, understanding: Understanding, mask: Callable[[str], Masked]) -> None:
        self._understanding, self._mask = understanding, mask
        self.steps: tuple[Step, ...] = (self._read, self._look_for_danger, self._mask_personal_data, self._understand)

    async def take(self, message: str, choice: str | None, situation: Situation) -> tuple[Response, Masked]:
        """Answer one message or one pressed button. Returns the response and the masked message."""
        draft = Draft(message, choice, situation)
        for step in self.steps:
            await step(draft)
            if draft.response is not None:
                break
        assert draft.response is not None
        return _say_what_was_masked(draft.response, draft.masked), draft.masked

    async def _read(self, draft: Draft) -> None:
        if draft.choice is not None:
            return
        draft.message = clean(draft.message)
        # A leading slash is how Rasa is told an intent; only the app may do that.
        draft.message = draft.message.lstrip("/ ")
        draft.masked = Masked(draft.message[:MAX_LENGTH])
        script = foreign_script(draft.message)
        if script:  # danger cannot be looked for in it, so 112 comes first whatever it says
            draft.response = danger_first(other_script(script, draft.situation), "line", draft.situation)
        elif asks_for_tour(draft.message):
            draft.message, draft.choice = "", f"{CHOICE}:1"
        elif not has_words(draft.message):
            draft.response = redirect("empty", draft.situation)

    async def _look_for_danger(self, draft: Draft) -> None:
        if draft.message:
            draft.danger = danger_patterns(draft.situation.guide).level(draft.message[: 4 * MAX_LENGTH])
        if len(draft.message) > MAX_LENGTH:
            draft.response = danger_first(redirect("too_long", draft.situation), draft.danger, draft.situation)

    async def _mask_personal_data(self, draft: Draft) -> None:
        if draft.choice is not None:
            return
        draft.masked = self._mask(draft.message)
        if draft.masked.nothing_left and draft.danger is None:
            draft.response = redirect("personal_data", draft.situation)

    async def _understand(self, draft: Draft) -> None:
        try:
            draft.response = await self._understanding(draft.masked.text, draft.choice, draft.danger, draft.situation)
        except Unavailable:
            draft.response = simplified(draft.masked.text, draft.choice, draft.danger, draft.situation)


def simplified(message: str, choice: str | None, danger: Danger, situation: Situation) -> Response:
    """Without Rasa: danger patterns, buttons and a word search over the routines; marked "förenklat läge"."""
    if choice is not None:
        understood = replace(understood_choice(choice), simplified=True)
    else:
        found = search.word_search(situation.guide).search(message)
        label = found[0].label if found else "utanfor/okand"
        score = found[0].score if found else 0.0
        understood = Understood(label, tuple(found), right=score, known=score, danger=danger, simplified=True)
    response = respond(understood, situation)
    if response.reply.outcome.reason == "unknown" and choice is None:
        unavailable = redirect("unavailable", situation)
        outcome = unavailable.reply.outcome.model_copy(update={"candidates": response.reply.outcome.candidates, "simplified": True})
        response = replace(unavailable, reply=unavailable.reply.model_copy(update={"outcome": outcome}))
        response = danger_first(response, danger, situation)  # anew: the reply it was put on is gone
    notice = m.Notice(level="warning", text=text("forenklat"))
    return replace(response, reply=response.reply.model_copy(update={"messages": _below_emergency(notice, response.reply.messages)}))


def understood_choice(choice: str) -> Understood:
    """A pressed button: `rutin:<id>`, `enhet:<id>`, `roll:<id>`, `rundtur:<step>`, `inget`, `hoppa`, `borja_om`."""
    kind, _, value = choice.partition(":")
    labels = {
        "rutin": f"rutin/{value}",
        "inget": "inget",
        "borja_om": "smalprat/borja_om",
        CHOICE: f"smalprat/{CHOICE}:{value}",
        "enhet": "om_mig",
        "roll": "om_mig",
        "hoppa": "om_mig",
    }
    phrases = (Found(kind, value, NATIONAL, 0, 0, ""),) if kind in ("enhet", "roll") else ()
    return Understood(labels.get(kind, "utanfor/okand"), phrases=phrases, chosen=True)


def _below_emergency(notice: m.Notice, messages: tuple[m.Message, ...]) -> tuple[m.Message, ...]:
    """112 stays first; a notice comes after it."""
    if messages and isinstance(messages[0], m.Emergency):
        return (messages[0], notice, *messages[1:])
    return (notice, *messages)


def _say_what_was_masked(response: Response, masked: Masked) -> Response:
    if not masked.kinds or response.reply.outcome.reason == "personal_data":
        return response
    kinds = ", ".join(entry("personuppgift_slag")[kind] for kind in masked.kinds)
    notice = m.Notice(level="info", text=text("personuppgift", slag=kinds))
    return replace(response, reply=response.reply.model_copy(update={"messages": _below_emergency(notice, response.reply.messages)}))
