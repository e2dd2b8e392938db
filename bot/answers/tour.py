"""The tour for a new colleague: five things to know, one at a time, with the numbers of the person's own unit. The words are in texts.yml."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import cards
from bot.answers import messages as m
from bot.answers.person import unit_choices
from bot.answers.texts import entry, text
from bot.answers.understood import Situation, State
from bot.swedish.normalise import fold

CHOICE = "rundtur"
END = "slut"


def asks_for_tour(message: str) -> bool:
    """ "Ny här", "rundtur": the few ways to ask for the tour itself. All else a new colleague asks is answered as any question."""
    return fold(message) in {fold(phrase) for phrase in entry("rundtur.ord")}


def tour(value: str, situation: Situation) -> tuple[m.Reply, State]:
    """`value`: the step to show, "1" and up; anything else ends the tour."""
    steps = list(entry("rundtur.steg").values())
    number = int(value) if value.isdecimal() and 1 <= int(value) <= len(steps) else 0
    parts = _step(steps[number - 1], number, len(steps), situation) if number else [m.Text(text=text("rundtur.slut"))]
    state = replace(situation.state, stage="tour" if number else "", step=number, routine=None, suggested=None)
    return m.Reply(outcome=m.Outcome(kind="smalltalk"), messages=tuple(parts)), state


def onward(situation: Situation) -> tuple[m.Reply, State]:
    """The step after the one shown last."""
    return tour(str(situation.state.step + 1), situation)


def _step(step: dict[str, object], number: int, last: int, situation: Situation) -> list[m.Message]:
    heading = text("rundtur.rubrik", nummer=number, av=last, vad=step["rubrik"])
    parts: list[m.Message] = [m.Text(text=f"{heading}\n{step['text']}")]
    names = step.get("kontakter")
    if isinstance(names, list):
        found = situation.guide.resolve_all(tuple(names), situation.unit)
        parts.append(cards.contacts_card(situation, found))
    if step.get("fraga_var") and not situation.unit and situation.guide.organisation.units:
        parts.append(unit_choices(situation, text("rundtur.var")))
    routine = cards.routine_choices(situation, [str(step["rutin"])] if step.get("rutin") else [])
    onward = m.Choice(choice=f"{CHOICE}:{number + 1 if number < last else END}", label=text("rundtur.nasta" if number < last else "rundtur.klar"))
    ways = [onward, *routine]
    if number < last:
        ways.append(m.Choice(choice=f"{CHOICE}:{END}", label=text("rundtur.sluta")))
    return [*parts, m.Choices(text="", choices=tuple(ways))]
