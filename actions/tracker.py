"""What Rasa's tracker says, as the knowledge core's own types."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Tracker

from bot.answers import lookup
from bot.answers.danger import danger_patterns, strongest
from bot.answers.understood import Candidate, Danger, Situation, Understood
from bot.answers.wire import state_from_json
from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL
from bot.swedish.phrases import Found

DANGER_CARD_AT, DANGER_LINE_AT = 0.90, 0.30
"""Chance of danger, from the trained detector, that gives the 112 card and the 112 line."""
_NAME_KINDS = {"kontaktfraga": frozenset({"kontakt", "enhet"}), "begreppsfraga": frozenset({"begrepp"}), "om_mig": frozenset({"enhet", "roll"})}
_ENTITY_KINDS = frozenset({"enhet", "roll", "kontakt", "begrepp"})


def metadata(tracker: Tracker) -> dict[str, Any]:
    found: dict[str, Any] = tracker.latest_message.get("metadata") or {}
    return found


def situation(tracker: Tracker, guide: Guide) -> Situation:
    """State from the app when it sent it (it survives a restart of Rasa), else from the slots (rasa shell)."""
    given = metadata(tracker)
    slots = {
        "unit": tracker.get_slot("enhet"),
        "role": tracker.get_slot("roll"),
        "routine": tracker.get_slot("senaste_rutin"),
        "stage": tracker.get_slot("laget") or "",
    }
    return Situation(guide, datetime.now(UTC), state_from_json(given.get("state") or slots), given.get("turn") or "t1")


def understood(tracker: Tracker, guide: Guide) -> Understood:
    """The pipeline's output for the latest message, with the danger patterns' verdict."""
    latest = tracker.latest_message
    found = understood_from_parse(latest, guide)
    if found.chosen:
        return found
    given = metadata(tracker)
    patterns: Danger = given["danger"] if "danger" in given else danger_patterns(guide).level(latest.get("text") or "")
    return replace(found, danger=strongest(patterns, found.danger))


def understood_from_parse(latest: dict[str, Any], guide: Guide) -> Understood:
    """One parse of Rasa's as the knowledge core's own type."""
    message = latest.get("text") or ""
    if message.startswith("/"):
        return _pressed(latest)
    seen: dict[str, Any] = latest.get("vagvisaren") or {}
    intent: dict[str, Any] = latest.get("intent") or {}
    chance = float(seen.get("danger") or 0.0)
    label = str(seen.get("label") or intent.get("name") or "utanfor/okand")
    candidates = tuple(Candidate(item["name"], float(item["confidence"])) for item in latest.get("intent_ranking") or ())
    phrases = _phrases(latest, guide)
    wanted = _NAME_KINDS.get(label.split("/", 1)[0])
    if wanted and not any(found.kind in wanted for found in phrases):
        phrases += lookup.nearest_names(guide, message, wanted)
    return Understood(
        label=label,
        candidates=candidates,
        right=float(seen.get("right", intent.get("confidence") or 0.0)),
        known=float(seen.get("known", intent.get("confidence") or 0.0)),
        phrases=phrases,
        danger=_trained_danger(chance),
        terse=len(message.split()) == 1,
    )


def _trained_danger(chance: float) -> Danger:
    return "card" if chance >= DANGER_CARD_AT else "line" if chance >= DANGER_LINE_AT else None


def _pressed(latest: dict[str, Any]) -> Understood:
    """A button: the entities in its payload say which."""
    entities = {entity["entity"]: entity["value"] for entity in latest.get("entities") or ()}
    name = (latest.get("intent") or {}).get("name") or "inget"
    if "rutin" in entities:
        return Understood(f"rutin/{entities['rutin']}", chosen=True)
    if "smalprat" in entities:
        return Understood(f"smalprat/{entities['smalprat']}", chosen=True)
    phrases = tuple(Found(kind, str(value), NATIONAL, 0, 0, "") for kind, value in entities.items() if kind in ("enhet", "roll"))
    return Understood(name, phrases=phrases, chosen=True)


def _phrases(latest: dict[str, Any], guide: Guide) -> tuple[Found, ...]:
    """Names found by the pipeline that belong to this municipality or to everybody."""
    owners = {guide.organisation.id, NATIONAL}
    found = []
    for entity in latest.get("entities") or ():
        owner, _, identity = str(entity.get("value", "")).partition(":")
        if entity.get("entity") in _ENTITY_KINDS and owner in owners:
            found.append(Found(entity["entity"], identity, owner, entity.get("start", 0), entity.get("end", 0), ""))
    return tuple(found)
