"""The names a municipality's staff may use: units, roles, contacts, terms."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL
from bot.swedish.phrases import Phrase


def names(guide: Guide) -> list[Phrase]:
    """Every name with the pack it belongs to, for the phrase matcher."""
    own = guide.organisation.id
    found: list[Phrase] = []

    def add(kind: str, identity: str, owner: str, texts: Iterable[str]) -> None:
        found.extend(Phrase(kind, identity, text, owner) for text in dict.fromkeys(texts))

    for unit in guide.organisation.units:
        add("enhet", unit.id, own, (unit.name, *unit.aliases))
    for role in guide.base.roles:
        add("roll", role.id, NATIONAL, (role.name, *role.aliases))
    for local_role in guide.base.local_roles:
        add("kontakt", local_role.id, NATIONAL, (local_role.name, *local_role.aliases))
    for contact in guide.contacts.values():
        add("kontakt", contact.id, own if contact.id in guide.local.contacts else NATIONAL, (contact.name, *contact.aliases))
    for term in guide.terms.values():
        add("begrepp", term.id, own if term.id in guide.local.terms else NATIONAL, (term.term, *term.aliases))
    return found
