"""Follow-ups that lean on the last answer: who, when, which law, what not to do, the next step, and if they say no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answers import cards
from bot.answers import messages as m
from bot.answers.texts import entry, text
from bot.answers.understood import Situation, State
from bot.knowledge.model import Routine, Urgency

Followed = tuple[m.Reply, State]


def follow_up(detail: str, situation: Situation) -> Followed | None:
    """None when the follow-up is of no known kind. Without an earlier answer the person is asked what it is about."""
    routine_id = situation.state.routine
    routine = situation.guide.routine(routine_id, unit=situation.unit, role=situation.role) if routine_id else None
    if routine is None:
        if detail == "tid":
            return _reachable_now(situation, None), situation.state
        return _reply(situation, m.Text(text=text("uppfoljning.utan_amne")), kind="smalltalk"), situation.state
    handler = _KINDS.get(detail)
    return handler(situation, routine) if handler else None


def _reply(situation: Situation, *messages: m.Message, routine: Routine | None = None, kind: m.Kind = "answer") -> m.Reply:
    return m.Reply(outcome=m.Outcome(kind=kind, routine=routine.id if routine else None), messages=messages)


def _who(situation: Situation, routine: Routine) -> Followed:
    contacts = cards.ordered(situation, cards.routine_contacts(situation, routine), routine.urgency)
    card = m.Contacts(title=text("uppfoljning.titel_vem", titel=routine.title), contacts=tuple(contacts))
    return _reply(situation, card, routine=routine), situation.state


def _when(situation: Situation, routine: Routine) -> Followed:
    return _reachable_now(situation, routine), situation.state


def _reachable_now(situation: Situation, routine: Routine | None) -> m.Reply:
    """Evenings and weekends: who of the routine's contacts, the duty line and 112 can be reached, the open ones first."""
    references = (*(routine.contacts if routine else ("socialtjanst-mottagning",)), "socialjour", cards.EMERGENCY)
    views = [cards.contact_view(situation, resolved) for resolved in situation.guide.resolve_all(references, situation.unit)]
    rank = {"open": 0, "always": 0, "unknown": 1, "closed": 2}
    last = {cards.EMERGENCY: 1}
    views.sort(key=lambda view: (rank[view.open.state], last.get(view.id, 0)))
    title = text("uppfoljning.titel_tid")
    kind: m.Kind = "answer" if routine else "contact"
    outcome = m.Outcome(kind=kind, routine=routine.id if routine else None, contact=None if routine else views[0].id)
    return m.Reply(outcome=outcome, messages=(m.Contacts(title=title, contacts=tuple(views[:4])),))


def _law(situation: Situation, routine: Routine) -> Followed:
    if not routine.laws:
        return _reply(situation, m.Text(text=text("uppfoljning.ingen_lag", titel=routine.title)), routine=routine), situation.state
    lines = [" ".join(part for part in (law.law, law.paragraph) if part) + (f" – {law.about}" if law.about else "") for law in routine.laws]
    return _lines(situation, routine, text("uppfoljning.titel_lag", titel=routine.title), lines)


def _avoid(situation: Situation, routine: Routine) -> Followed:
    return _lines(situation, routine, text("uppfoljning.titel_undvik", titel=routine.title), list(routine.avoid))


def _lines(situation: Situation, routine: Routine, title: str, lines: list[str]) -> Followed:
    return _reply(situation, m.Text(text=title), *(m.Text(text=line) for line in lines), routine=routine), situation.state


def _next_step(situation: Situation, routine: Routine) -> Followed:
    """One step at a time, the way one reads a recipe aloud; after the last, the related routines."""
    index = situation.state.step
    if index >= len(routine.steps):
        parts: list[m.Message] = [m.Text(text=text("uppfoljning.inga_fler_steg", titel=routine.title))]
        related = cards.routine_choices(situation, routine.related)
        if related:
            parts.append(m.Choices(text="", choices=related))
        return _reply(situation, *parts, routine=routine), replace(situation.state, step=0)
    step = routine.steps[index]
    parts = [m.Text(text=text("uppfoljning.steg", nummer=index + 1, antal=len(routine.steps), text=step.text))]
    resolved = situation.guide.contact(step.contact, situation.unit) if step.contact else None
    if resolved:
        parts.append(cards.contacts_card(situation, (resolved,)))
    return _reply(situation, *parts, routine=routine), replace(situation.state, step=index + 1)


def _refused(situation: Situation, routine: Routine) -> Followed:
    """They say no, or nobody answers: what still holds, who can be reached, and the routines about it."""
    ids = [routine_id for routine_id in (*entry("uppfoljning.nej_rutiner"), *routine.related) if routine_id != routine.id]
    choices = cards.routine_choices(situation, dict.fromkeys(ids))[:4]
    contacts = cards.ordered(situation, cards.routine_contacts(situation, routine), Urgency.TODAY)[:2]
    parts: list[m.Message] = [m.Text(text=text("uppfoljning.inget_svar"))]
    if contacts:
        parts.append(m.Contacts(title=text("uppfoljning.titel_tid"), contacts=tuple(contacts)))
    return _reply(situation, *parts, m.Choices(text="", choices=choices), routine=routine), situation.state


def _again(situation: Situation, routine: Routine) -> Followed:
    return _reply(situation, cards.routine_card(situation, routine), routine=routine), situation.state.answered(routine.id)


_KINDS: dict[str, Callable[[Situation, Routine], Followed]] = {
    "vem": _who,
    "tid": _when,
    "lag": _law,
    "undvik": _avoid,
    "steg": _next_step,
    "nej": _refused,
    "upprepa": _again,
}
