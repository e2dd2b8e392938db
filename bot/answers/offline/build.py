"""One municipality's knowledge → its offline file. The cards' words come from the same functions as when there is a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import product
from typing import Any

from bot.answers import cards
from bot.answers.hours import holiday_dates
from bot.answers.offline.index import Words, index, routine_words
from bot.answers.offline.model import Hours, Kept, KeptContact, KeptRoutine, KeptStep, Reference, Texts, Times
from bot.answers.smalltalk import greeting
from bot.answers.texts import entry, text
from bot.answers.understood import Situation, State
from bot.knowledge.guide import Guide, Resolved
from bot.knowledge.model import Contact, DayHours, Routine, Unit

HOLIDAY_YEARS = 3
"""This year and the next two: longer than any phone keeps a file it has not been able to renew."""
_BY_TIME = {"open", "role", "why"}
_BY_PERSON = {"type", "adapted_for", "first_contact", "contacts", "steps"}


def build(guide: Guide, now: datetime) -> Kept:
    """`now` decides which years' holidays are sent, nothing else."""
    situation = Situation(guide, now)
    words = Words()
    routines = tuple(_routine(situation, routine, words) for routine in guide.routines())
    names = _references(guide)
    found = guide.organisation
    return Kept(
        organisation={
            "id": found.id,
            "name": found.name,
            "status": found.status.value,
            "status_label": cards.status_label(found.status),
            "units": [{"id": unit.id, "name": unit.name, "kind": unit.kind, "kind_name": guide.kinds[unit.kind].name} for unit in found.units],
            "roles": [{"id": role.id, "name": role.name} for role in guide.base.roles],
        },
        greeting=greeting(situation),
        emergency=cards.emergency_card(situation).model_copy(update={"contacts": ()}),
        emergency_line=cards.emergency_line(situation),
        duty=cards.DUTY,
        onward=found.onward or guide.base.onward,
        holidays=tuple(day.isoformat() for day in holiday_dates(range(now.year, now.year + HOLIDAY_YEARS))),
        contacts={contact.id: _contact(situation, contact) for contact in _contacts(guide, names)},
        references={name: reference for name in names if (reference := _reference(situation, name, None))},
        unit_references={unit.id: own for unit in found.units if (own := _own(situation, names, unit))},
        after_hours=_after_hours(guide),
        routines=routines,
        terms=tuple(cards.term_card(situation, term) for term in guide.terms.values()),
        index=index(words, guide),
        texts=_texts(),
    )


# Contacts


def _references(guide: Guide) -> tuple[str, ...]:
    """Every id by which a routine, a chain or a name may mean a contact."""
    return tuple(dict.fromkeys((*guide.local_roles, *guide.contacts)))


def _reference(situation: Situation, name: str, unit: Unit | None) -> Reference | None:
    resolved = situation.guide.contact(name, unit)
    if resolved is None:
        return None
    view = cards.contact_view(situation, resolved)
    return Reference(contact=resolved.contact.id, role=view.role, why=view.why)


def _after_hours(guide: Guide) -> dict[str, str]:
    named = ((role.after_hours, guide.contact(role.id, unit)) for role in guide.base.local_roles for unit in (None, *guide.organisation.units))
    return {found.contact.id: after for after, found in named if after and found and guide.after_hours(found)}


def _own(situation: Situation, names: Iterable[str], unit: Unit) -> dict[str, Reference | None]:
    roles = (name for name in names if name in situation.guide.local_roles)
    both = ((name, _reference(situation, name, None), _reference(situation, name, unit)) for name in roles)
    return {name: own for name, common, own in both if own != common}


def _contacts(guide: Guide, names: Iterable[str]) -> Iterator[Contact]:
    units = (None, *guide.organisation.units)
    resolved = (guide.contact(name, unit) for name in names for unit in units)
    yield from {one.contact.id: one.contact for one in resolved if one}.values()


def _contact(situation: Situation, contact: Contact) -> KeptContact:
    view = cards.contact_view(situation, Resolved(contact))
    return KeptContact(view=view.model_dump(mode="json", exclude=_BY_TIME), times=_times(contact))


def _times(contact: Contact) -> Hours | Any:
    if contact.always_open:
        return "always"
    if contact.hours is None:
        return None
    hours = contact.hours
    return Hours(
        week=[_minutes(day) for day in hours.week],
        holidays=None if hours.holidays is None else _minutes(hours.holidays),
        exceptions={exception.day.isoformat(): _minutes(exception.hours) for exception in hours.exceptions},
    )


def _minutes(day: DayHours) -> Times:
    return [(interval.start, interval.end) for interval in day]


# Routines


def _routine(situation: Situation, routine: Routine, words: Words) -> KeptRoutine:
    plain = _parts(situation, routine)
    variants: list[dict[str, Any]] = []
    people: dict[str, tuple[int, str | None]] = {}
    for key, person in _people(situation) if situation.guide.depends_on_person(routine.id) else ():
        own = situation.guide.routine(routine.id, unit=person.unit, role=person.role)
        if own is None or own == routine:
            continue
        differs = _difference(_parts(person, own), plain)
        if differs not in variants:
            variants.append(differs)
        people[key] = (variants.index(differs), cards.adapted_for(person, own))
    counted, title = routine_words(words, situation.guide, routine.id)
    return KeptRoutine(**plain, variants=tuple(variants), people=people, words=counted, title_words=title)


def _difference(own: dict[str, Any], plain: dict[str, Any]) -> dict[str, Any]:
    differs = {name: value for name, value in own.items() if value != plain[name]}
    if "card" in differs:
        differs["card"] = {name: value for name, value in own["card"].items() if value != plain["card"][name]}
    return differs


def _people(situation: Situation) -> Iterator[tuple[str, Situation]]:
    """One for each pair of a staff role and a kind of unit; none of either is also one."""
    guide = situation.guide
    kinds: dict[str, Unit | None] = {"": None, **{unit.kind: unit for unit in guide.organisation.units}}
    for role, (kind, unit) in product(("", *guide.roles), kinds.items()):
        yield f"{role}|{kind}", situation.remembering(State(unit=unit.id if unit else None, role=role or None))


def _parts(situation: Situation, routine: Routine) -> dict[str, Any]:
    card = cards.routine_card(situation, routine).model_dump(mode="json", exclude=_BY_PERSON)
    card["origin"].pop("overdue")
    steps = tuple(
        KeptStep(
            text=step.text,
            contact=step.contact,
            routine=cards.routine_choice(situation, step.routine) if step.routine else None,
            local=step.local,
        )
        for step in routine.steps
    )
    return {"card": card, "steps": steps, "contacts": routine.contacts}


def _texts() -> Texts:
    return Texts(
        open=entry("oppet"),
        days=tuple(entry("dagar")),
        months=tuple(entry("manader")),
        moved=text("kontakt.flyttad"),
        after_hours=text("kontakt.nar_stangt"),
        contact=text("kontakt.rubrik"),
        contacts=text("kontakt.rubrik_flera"),
        onward=text("hanvisning.titel"),
        clarify=text("klargor.text"),
    )
