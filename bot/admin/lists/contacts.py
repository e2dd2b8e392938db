"""Every contact of a pack: how to reach it, who points at it, when it was checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.answers.hours import open_state
from bot.knowledge.checks import VERIFIED_FOR
from bot.knowledge.model import Contact, Pack


@dataclass(frozen=True)
class ContactState:
    """`tags`: saknas (nobody can reach it), gammal, aldrig. `hours`: as it stands on a card, "Öppet nu, stänger 17.00"."""

    contact: Contact
    hours: str
    used_by: tuple[str, ...]
    """Headings of routines, names of local roles and units."""
    tags: tuple[str, ...]


def contact_states(pack: Pack, now: datetime) -> list[ContactState]:
    """By name."""
    users = _users(pack)
    found = []
    for contact in pack.contacts.values():
        tags = []
        if contact.missing:
            tags.append("saknas")
        tags.append(verified_tag(contact.verified_on, now.date()))
        found.append(ContactState(contact, open_state(contact, now).label, tuple(users.get(contact.id, ())), tuple(filter(None, tags))))
    return sorted(found, key=lambda each: each.contact.name.casefold())


def verified_tag(verified: date | None, today: date) -> str:
    if verified is None:
        return "aldrig"
    return "gammal" if today - verified > VERIFIED_FOR else ""


def _users(pack: Pack) -> dict[str, list[str]]:
    users: dict[str, list[str]] = defaultdict(list)
    for routine in pack.routines.values():
        parts = [routine.parts, *(variant.parts for variant in routine.variants)]
        for reference in dict.fromkeys(each for part in parts for each in part.contacts or ()):
            users[reference].append(routine.parts.title or routine.id)
    if pack.organisation:
        roles: Iterable[tuple[str, str]] = pack.organisation.local_roles.items()
        for role, contact in roles:
            users[contact].append(role)
        for unit in pack.organisation.units:
            for contact in dict.fromkeys(unit.local_roles.values()):
                users[contact].append(unit.name)
    return users
