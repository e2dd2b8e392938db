"""What a message was taken to mean, and what the conversation remembers. Made by the actions from a Rasa tracker, or by word search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.knowledge.guide import Guide
from bot.knowledge.model import Unit
from bot.swedish.phrases import Found

Danger = Literal["card", "line"] | None
Stage = Literal["", "answered", "clarify", "redirect", "tour"]


@dataclass(frozen=True)
class Candidate:
    """A meaning and its score, 0–1. `label` is the full intent: "rutin/orosanmalan", "foljd/vem", "utanfor/amne"."""

    label: str
    score: float


@dataclass(frozen=True)
class Understood:
    """`right`: estimated chance that the first candidate is right. `known`: estimated chance that the message is about any routine at all.
    `chosen`: the person pressed a button, so there is nothing to doubt."""

    label: str
    candidates: tuple[Candidate, ...] = ()
    right: float = 1.0
    known: float = 1.0
    phrases: tuple[Found, ...] = ()
    danger: Danger = None
    chosen: bool = False
    simplified: bool = False
    terse: bool = False
    """A single word: it names a field, seldom what the person wants of it."""

    @property
    def family(self) -> str:
        """The part before the slash."""
        return self.label.split("/", 1)[0]

    @property
    def detail(self) -> str:
        """The part after the slash, "" without one."""
        return self.label.partition("/")[2]


@dataclass(frozen=True)
class State:
    """What the conversation remembers between turns: ids only, never words."""

    unit: str | None = None
    role: str | None = None
    routine: str | None = None
    step: int = 0
    """Of the routine, or of the tour while `stage` is "tour"."""
    stage: Stage = ""
    asked: bool = False
    """The person has been asked where they work."""
    suggested: str | None = None
    """The first of the routines offered in "Menade du …?": a plain "ja" means that one."""

    def answered(self, routine: str) -> State:
        return replace(self, routine=routine, step=0, stage="answered")


@dataclass(frozen=True)
class Situation:
    """Where and when a message is answered. `now` is zone-aware; `turn` is the number the turn will get ("t3")."""

    guide: Guide
    now: datetime
    state: State = State()
    turn: str = "t1"

    @property
    def unit(self) -> Unit | None:
        return self.guide.organisation.unit(self.state.unit)

    @property
    def role(self) -> str | None:
        return self.state.role if self.state.role in self.guide.roles else None

    def remembering(self, state: State) -> Situation:
        return replace(self, state=state)


def local_label(label: str, guide: Guide) -> str | None:
    """The routine id a label means in this municipality; None when the label is not a routine that it has.

    A municipality's own routines are trained as `rutin/<organisation>.<id>`, so that two may use the same id for different things.
    """
    family, _, detail = label.partition("/")
    if family != "rutin":
        return None
    owner, dot, routine = detail.rpartition(".")
    if dot and owner != guide.organisation.id:
        return None
    return routine if routine in guide.routine_ids else None
