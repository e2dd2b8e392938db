"""Who is asking: the unit and role a person mentions are remembered, shown, and asked for once when the answer depends on them."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import lookup
from bot.answers import messages as m
from bot.answers.texts import text
from bot.answers.understood import Situation, Understood
from bot.knowledge.model import Routine

MAX_UNITS = 12


def learn(understood: Understood, situation: Situation) -> Situation:
    """The situation with a unit or role that the message itself tells. A contact question names a unit without working there."""
    if understood.family == "kontaktfraga":
        return situation
    unit, role = lookup.named_unit(situation, understood), lookup.named_role(situation, understood)
    state = situation.state
    if unit is not None and understood.family in ("om_mig", "rutin"):
        state = replace(state, unit=unit.id)
    if role is not None and understood.family == "om_mig":
        state = replace(state, role=role)
    return situation.remembering(state)


def about_me(situation: Situation) -> tuple[m.Message, ...]:
    """What is shown from now on, or the list to choose from when the place was not recognised."""
    parts: list[m.Message] = []
    if situation.unit:
        parts.append(m.Text(text=text("person.enhet", namn=situation.unit.name)))
    if situation.role:
        parts.append(m.Text(text=text("person.roll", namn=situation.guide.roles[situation.role].name.lower())))
    return tuple(parts) or (unit_choices(situation, text("person.okand")),)


def unit_choices(situation: Situation, question: str) -> m.Choices:
    units = situation.guide.organisation.units[:MAX_UNITS]
    choices = [m.Choice(choice=f"enhet:{unit.id}", label=unit.name) for unit in units]
    return m.Choices(text=question, choices=(*choices, m.Choice(choice="hoppa", label=text("person.hoppa_over"))))


def ask_where(situation: Situation, routine: Routine) -> m.Choices | None:
    """The question where the person works: once, when the routine differs between kinds of unit or begins with the unit's own people."""
    if situation.unit or situation.state.asked or not situation.guide.organisation.units:
        return None
    depends = situation.guide.depends_on_person(routine.id) or "chef" in routine.contacts[:2]
    return unit_choices(situation, text("person.fraga")) if depends else None
