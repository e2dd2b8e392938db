"""Knowledge → the messages a person is shown. Says nothing of its own: words come from the packs and texts.yml."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers import messages as m
from bot.answers.hours import STOCKHOLM, OpenState, open_state, week_lines
from bot.answers.texts import entry, text
from bot.answers.understood import Situation
from bot.knowledge.guide import Resolved
from bot.knowledge.model import Phone, Routine, Source, Status, Step, Term, Urgency

EMERGENCY = "sos-112"
DUTY = ("socialtjanst-mottagning", "socialjour")
"""Who answers for a child in danger beside 112."""
MAX_RELATED = 5


def phone_view(phone: Phone) -> m.PhoneView:
    digits = "".join(char for char in phone.display if char.isdigit())
    return m.PhoneView(number=phone.number, display=phone.display, spoken=" ".join(digits), name=phone.name)


def contact_view(situation: Situation, resolved: Resolved, why: str | None = None) -> m.ContactView:
    contact, role, reserve_for = resolved.contact, resolved.role, resolved.reserve_for
    state = open_state(contact, situation.now)
    if why is None and reserve_for is not None:
        why = text("kontakt.reserv", roll=reserve_for.name)
    return m.ContactView(
        id=contact.id,
        name=contact.name,
        role=role.name if role and role.name != contact.name else None,
        for_whom=contact.for_whom,
        phones=tuple(phone_view(phone) for phone in contact.phones),
        email=contact.email,
        url=contact.url,
        open=m.OpenView(state=state.state, label=state.label),
        hours=tuple(m.HoursLine(days=days, hours=hours) for days, hours in week_lines(contact)),
        good_to_know=contact.good_to_know,
        caveat=text("kontakt.saknas") if contact.missing else contact.caveat,
        verified_on=contact.verified_on.isoformat() if contact.verified_on else None,
        why=why,
        missing=contact.missing,
        local=contact.id in situation.guide.local.contacts,
    )


def _may_stand_first(situation: Situation, resolved: Resolved, state: OpenState, urgency: Urgency) -> bool:
    """An open contact that may be moved to the front. 112 only when it is urgent now; when there is time, only the
    municipality's own: nobody books an interpreter with a crisis line because the agency has closed for the day."""
    if not state.reachable or not resolved.contact.phones:
        return False
    if resolved.contact.id == EMERGENCY:
        return urgency is Urgency.NOW
    return urgency is not Urgency.PLAN or resolved.contact.id in situation.guide.local.contacts


def ordered(situation: Situation, contacts: tuple[Resolved, ...], urgency: Urgency) -> list[m.ContactView]:
    """Contacts as the routine orders them; when the first is closed, the first that is open now is moved up and says why.
    112 stands first only when it is urgent now: it is always on the screen beside the card."""
    if urgency is not Urgency.NOW:
        contacts = tuple(sorted(contacts, key=lambda resolved: resolved.contact.id == EMERGENCY))
    if not contacts:
        return []
    first = contacts[0]
    state = open_state(first.contact, situation.now)
    views = [contact_view(situation, resolved) for resolved in contacts]
    if state.state != "closed" and not first.contact.missing:
        return views
    for index, resolved in enumerate(contacts[1:], start=1):
        if _may_stand_first(situation, resolved, open_state(resolved.contact, situation.now), urgency):
            moved = contact_view(situation, resolved, why=text("kontakt.flyttad", namn=first.contact.name))
            return [moved, *views[:index], *views[index + 1 :]]
    return views


def routine_contacts(situation: Situation, routine: Routine) -> tuple[Resolved, ...]:
    """A routine's contacts here. Where the municipality has left out all but what falls back on 112, the onward chain comes
    before it: 112 is not whom one asks about a report to be written."""
    found = situation.guide.resolve_all(routine.contacts, situation.unit)
    if not routine.contacts or routine.urgency is Urgency.NOW or any(resolved.contact.id != EMERGENCY for resolved in found):
        return found
    return (*situation.guide.onward(situation.unit), *found)


def routine_choice(situation: Situation, routine_id: str) -> m.Choice | None:
    routine = situation.guide.routine(routine_id)
    return m.Choice(choice=f"rutin:{routine_id}", label=routine.title) if routine else None


def routine_choices(situation: Situation, routine_ids: Iterable[str]) -> tuple[m.Choice, ...]:
    return tuple(choice for choice in (routine_choice(situation, routine_id) for routine_id in routine_ids) if choice)


def step_view(situation: Situation, step: Step) -> m.StepView:
    resolved = situation.guide.contact(step.contact, situation.unit) if step.contact else None
    contact = None
    if resolved and not resolved.contact.missing:
        phones = resolved.contact.phones
        contact = m.StepContact(id=resolved.contact.id, name=resolved.contact.name, phone=phone_view(phones[0]) if phones else None)
    return m.StepView(text=step.text, contact=contact, routine=routine_choice(situation, step.routine) if step.routine else None, local=step.local)


def source_view(source: Source) -> m.SourceView:
    return m.SourceView(title=source.title, url=source.url, fetched_on=source.fetched_on.isoformat() if source.fetched_on else None)


def status_label(status: Status) -> str | None:
    return None if status is Status.REVIEWED else text(f"status.{status.value}")


def status_of(situation: Situation, routine: Routine) -> Status:
    """A card is approved when everything on it is: the national text and the municipality's pack."""
    statuses = [situation.guide.organisation.status]
    if routine.level != "local":
        statuses.append(situation.guide.base.status)
    return min(statuses, key=[Status.EXAMPLE, Status.DRAFT, Status.REVIEWED].index)


def adapted_for(situation: Situation, routine: Routine) -> str | None:
    """Said on the card when a variant for the person's role or kind of unit is shown."""
    if routine.variant is None:
        return None
    names = []
    if routine.variant.roles and situation.role:
        names.append(situation.guide.roles[situation.role].name.lower())
    if routine.variant.kinds and situation.unit:
        names.append(situation.guide.kinds[situation.unit.kind].name.lower())
    return text("anpassad", vem=", ".join(names)) if names else None


def routine_card(situation: Situation, routine: Routine) -> m.RoutineCard:
    guide = situation.guide
    contacts = ordered(situation, routine_contacts(situation, routine), routine.urgency)
    status = status_of(situation, routine)
    return m.RoutineCard(
        id=routine.id,
        title=routine.title,
        answer=routine.answer,
        urgency=routine.urgency.value,
        urgency_label=text(f"bradska.{routine.urgency.value}"),
        adapted_for=adapted_for(situation, routine),
        first_contact=contacts[0] if contacts else None,
        steps=tuple(step_view(situation, step) for step in routine.steps),
        avoid=routine.avoid,
        contacts=tuple(contacts[1:]),
        laws=tuple(m.LawView(law=law.law, paragraph=law.paragraph, about=law.about) for law in routine.laws),
        sources=tuple(source_view(source) for source in routine.sources),
        origin=m.Origin(
            level=routine.level,
            label=text(f"ursprung.{routine.level}", organisation=guide.organisation.name),
            owner=routine.owner,
            reviewed_on=routine.reviewed_on.isoformat(),
            review_by=routine.review_by.isoformat(),
            overdue=routine.review_by < situation.now.astimezone(STOCKHOLM).date(),
            status=status.value,
            status_label=status_label(status),
            local_parts=routine.local_parts,
        ),
        related=routine_choices(situation, routine.related)[:MAX_RELATED],
    )


def contacts_card(situation: Situation, contacts: Iterable[Resolved], *, title: str | None = None, lead: str | None = None) -> m.Contacts:
    views = tuple(contact_view(situation, resolved) for resolved in contacts)
    heading = title or text("kontakt.rubrik" if len(views) == 1 else "kontakt.rubrik_flera")
    return m.Contacts(title=heading, text=lead, contacts=views)


def asked_card(situation: Situation, asked: tuple[Resolved, ...]) -> m.Contacts:
    """Contacts that were asked for by name. Beside a single one stands who answers when it has closed, the open one first."""
    if len(asked) > 1:
        return contacts_card(situation, asked, lead=text("kontakt.flera"))
    after = situation.guide.after_hours(asked[0], situation.unit)
    if after is None:
        return contacts_card(situation, asked)
    told = text("kontakt.nar_stangt", namn=asked[0].contact.name)
    views = ordered(situation, (asked[0], after), Urgency.TODAY)
    views = [view.model_copy(update={"why": told}) if view.id == after.contact.id and view.why is None else view for view in views]
    return m.Contacts(title=text("kontakt.rubrik_flera"), text=None, contacts=tuple(views))


def term_card(situation: Situation, term: Term) -> m.TermCard:
    return m.TermCard(
        id=term.id,
        term=term.term,
        definition=term.definition,
        aliases=term.aliases,
        source=source_view(term.source),
        related=routine_choices(situation, term.related)[:MAX_RELATED],
    )


def onward_card(situation: Situation) -> m.Contacts:
    """The chain for "I don't know": manager → local consultation → social services → national line; the one open now first."""
    return m.Contacts(
        title=text("hanvisning.titel"), text=None, contacts=tuple(ordered(situation, situation.guide.onward(situation.unit), Urgency.TODAY))
    )


def emergency_phone(situation: Situation) -> m.PhoneView:
    resolved = situation.guide.contact(EMERGENCY)
    if resolved and resolved.contact.phones:
        return phone_view(resolved.contact.phones[0])
    return m.PhoneView(number="112", display="112", spoken="1 1 2")


def emergency_card(situation: Situation) -> m.Emergency:
    """112 first, then the local duty line that answers now."""
    duty = situation.guide.resolve_all(DUTY, situation.unit)
    views = [view for view in ordered(situation, duty, Urgency.NOW) if view.id != EMERGENCY]
    return m.Emergency(
        card=True,
        title=text("fara.titel"),
        text=text("fara.text"),
        phone=emergency_phone(situation),
        steps=tuple(entry("fara.steg")),
        contacts=tuple(views[:1]),
    )


def emergency_line(situation: Situation) -> m.Emergency:
    return m.Emergency(card=False, title=text("fara.titel"), text=text("fara.rad"), phone=emergency_phone(situation))
