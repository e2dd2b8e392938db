"""What a field that points at something else may point at."""

from __future__ import annotations

from collections.abc import Mapping

from bot.admin.editing.fields import Options
from bot.knowledge.load import NATIONAL
from bot.knowledge.model import Pack


def options(packs: Mapping[str, Pack], organisation: str) -> dict[str, Options]:
    """By `ref` of the format: (id, name), the municipality's own first."""
    national, here = packs[NATIONAL], packs.get(organisation)
    base = national.national
    assert base is not None
    local = [] if here is None or organisation == NATIONAL else sorted(((each.id, each.name) for each in here.contacts.values()), key=_name)
    everywhere = sorted(((each.id, each.name) for each in national.contacts.values()), key=_name)
    roles = sorted(((each.id, f"{each.name} (lokal roll)") for each in base.local_roles), key=_name)
    titles = {routine.id: routine.parts.title or routine.id for routine in national.routines.values()}
    if here is not None:
        titles |= {routine.id: routine.parts.title for routine in here.routines.values() if routine.parts.title}
    return {
        "kontakt": [*roles, *local, *everywhere],
        "lokal_kontakt": [*local, *everywhere],
        "lokal_roll": sorted(((each.id, each.name) for each in base.local_roles), key=_name),
        "rutin": sorted(titles.items(), key=_name),
        "roll": [(each.id, each.name) for each in base.roles],
        "verksamhetstyp": [(each.id, each.name) for each in base.kinds],
    }


def _name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
