"""Organisations as accounts know them: where a role can be given, and what the places are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.admin.people import EVERYWHERE, NATIONAL, Person, Role
from bot.knowledge.model import Pack


def names(packs: Mapping[str, Pack]) -> dict[str, str]:
    """Pack id → what it is called."""
    return {key: str(head.name) if (head := pack.organisation or pack.national) else key for key, pack in packs.items()}


def places(packs: Mapping[str, Pack]) -> list[str]:
    """Where a role can be given: every municipality, and everywhere. The national pack belongs to those who have a role everywhere."""
    return [*(key for key in packs if key != NATIONAL), EVERYWHERE]


def administers(person: Person, packs: Mapping[str, Pack]) -> Sequence[str]:
    """Those of `places` where the person may give roles."""
    return [place for place in places(packs) if person.may(Role.ADMINISTRATOR, place)]
