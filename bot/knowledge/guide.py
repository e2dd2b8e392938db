"""One municipality's view of the knowledge: unit → municipality → national, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.knowledge.model import (
    Contact,
    LocalRole,
    Named,
    NationalPack,
    Organisation,
    Pack,
    Routine,
    RoutineFile,
    RoutineParts,
    Term,
    Unit,
    Urgency,
    Variant,
)

_NOTHING = RoutineParts()
_LOCAL_KEYS = {
    "title": "titel",
    "answer": "kort_svar",
    "urgency": "bradska",
    "steps": "steg",
    "steps_before": "steg_fore",
    "steps_after": "steg_efter",
    "avoid": "undvik",
    "contacts": "kontakter",
    "laws": "lagrum",
    "sources": "kallor",
    "related": "relaterade",
}


@dataclass(frozen=True)
class Resolved:
    """A contact found for a reference. `role` is the local role it fills; `reserve_for` the role nobody here fills."""

    contact: Contact
    role: LocalRole | None = None
    reserve_for: LocalRole | None = None


@dataclass(frozen=True, eq=False)
class Guide:
    """Everything one municipality's staff can be told. Nothing of another municipality can be reached from here."""

    national: Pack
    local: Pack

    @cached_property
    def organisation(self) -> Organisation:
        assert self.local.organisation is not None
        return self.local.organisation

    @cached_property
    def base(self) -> NationalPack:
        assert self.national.national is not None
        return self.national.national

    @cached_property
    def roles(self) -> Mapping[str, Named]:
        return {role.id: role for role in self.base.roles}

    @cached_property
    def kinds(self) -> Mapping[str, Named]:
        return {kind.id: kind for kind in self.base.kinds}

    @cached_property
    def local_roles(self) -> Mapping[str, LocalRole]:
        return {role.id: role for role in self.base.local_roles}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return {**self.national.terms, **self.local.terms}

    @cached_property
    def contacts(self) -> Mapping[str, Contact]:
        return {**self.national.contacts, **self.local.contacts}

    @cached_property
    def routine_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.national.routines, *self.local.routines)))

    def routine(self, routine_id: str, *, unit: Unit | None = None, role: str | None = None) -> Routine | None:
        """The routine as this person is shown it; None when the municipality has no such routine."""
        base, local = self.national.routines.get(routine_id), self.local.routines.get(routine_id)
        if base is None and local is None:
            return None
        return _compose(base, local, role, unit.kind if unit else None)

    def routines(self) -> Iterator[Routine]:
        for routine_id in self.routine_ids:
            routine = self.routine(routine_id)
            if routine is not None:
                yield routine

    def depends_on_person(self, routine_id: str) -> bool:
        """True when the answer differs between roles or kinds of unit, so that it is worth asking once."""
        files = (self.national.routines.get(routine_id), self.local.routines.get(routine_id))
        return any(file.variants for file in files if file)

    def contact(self, reference: str, unit: Unit | None = None) -> Resolved | None:
        """The contact a reference means here. A role nobody fills, or a contact nobody can reach, gives the role's reserve; None when there is none."""
        if reference not in self.local_roles:
            found = self.contacts.get(reference)
            return Resolved(found) if found else None
        asked = self.local_roles[reference]
        role: LocalRole | None = asked
        seen: set[str] = set()
        while role is not None and role.id not in seen:
            seen.add(role.id)
            contact = self._holder(role.id, unit)
            if contact is not None and not contact.missing:
                return Resolved(contact, role, None if role is asked else asked)
            if role.reserve is not None and role.reserve in self.contacts:
                return Resolved(self.contacts[role.reserve], None, asked)
            role = self.local_roles.get(role.reserve or "")
        return None

    def holder(self, role_id: str, unit: Unit | None = None) -> Contact | None:
        """The contact that fills a local role here, reachable or not; None when nobody does."""
        return self._holder(role_id, unit)

    def _holder(self, role_id: str, unit: Unit | None) -> Contact | None:
        contact_id = (unit.local_roles.get(role_id) if unit else None) or self.organisation.local_roles.get(role_id)
        return self.contacts.get(contact_id or "")

    def resolve_all(self, references: tuple[str, ...], unit: Unit | None = None) -> tuple[Resolved, ...]:
        """Contacts in the order given, each once."""
        found = (self.contact(reference, unit) for reference in references)
        unique: dict[str, Resolved] = {}
        for resolved in found:
            if resolved is not None:
                unique.setdefault(resolved.contact.id, resolved)
        return tuple(unique.values())

    def after_hours(self, resolved: Resolved, unit: Unit | None = None) -> Resolved | None:
        """Who answers when this contact has closed; None when nobody is named for that, or when it is the same."""
        held = (role for role in self.base.local_roles if self._holder(role.id, unit) == resolved.contact)
        role = resolved.role or next(held, None)
        found = self.contact(role.after_hours, unit) if role and role.after_hours else None
        return None if found is None or found.contact.id == resolved.contact.id else found

    def onward(self, unit: Unit | None = None) -> tuple[Resolved, ...]:
        """Whom to ask when the bot does not know: manager → local consultation → social services → national line."""
        return self.resolve_all(self.organisation.onward or self.base.onward, unit)


def _best(file: RoutineFile | None, role: str | None, kind: str | None) -> Variant | None:
    """The variant that fits most precisely; of two equally precise the later one."""
    fitting = [variant for variant in file.variants if variant.matches(role, kind)] if file else []
    return max(enumerate(fitting), key=lambda pair: (pair[1].precision, pair[0]))[1] if fitting else None


def _compose(base: RoutineFile | None, local: RoutineFile | None, role: str | None, kind: str | None) -> Routine | None:
    """Four layers, the nearest first: local variant, local file, national variant, national file. The first that says something wins;
    steps before and after are laid round whatever steps won. None when required parts are nowhere said."""
    local_variant, national_variant = _best(local, role, kind), _best(base, role, kind)
    own = local.parts if local else _NOTHING
    layers = [
        local_variant.parts if local_variant else _NOTHING,
        own,
        national_variant.parts if national_variant else _NOTHING,
        base.parts if base else _NOTHING,
    ]

    def said(name: str) -> Any:
        return next((getattr(layer, name) for layer in layers if getattr(layer, name) is not None), None)

    if any(said(name) is None for name in ("title", "answer", "owner", "reviewed_on", "review_by")):
        return None
    outermost_first = [layers[1], layers[0], layers[2], layers[3]]
    before = [step for layer in outermost_first for step in layer.steps_before or ()]
    after = [step for layer in reversed(outermost_first) for step in layer.steps_after or ()]
    local_parts = tuple(key for name, key in _LOCAL_KEYS.items() if getattr(own, name) is not None)
    if local_variant:
        local_parts += ("varianter",)
    either = base or local
    assert either is not None
    return Routine(
        id=either.id,
        title=said("title"),
        answer=said("answer"),
        urgency=said("urgency") or Urgency.PLAN,
        steps=(*before, *(said("steps") or ()), *after),
        avoid=said("avoid") or (),
        contacts=said("contacts") or (),
        laws=said("laws") or (),
        sources=said("sources") or (),
        related=said("related") or (),
        owner=said("owner"),
        reviewed_on=said("reviewed_on"),
        review_by=said("review_by"),
        level="local" if base is None else "mixed" if local_parts else "national",
        local_parts=local_parts if base is not None else (),
        variant=local_variant or national_variant,
        to_check=(*(base.to_check if base else ()), *(local.to_check if local else ())),
    )
