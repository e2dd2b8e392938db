"""The offline file as a client gets it (docs/http-api.md). What hangs on who asks, or on the time of day, is left to the client to put in:
references instead of contacts, opening hours instead of "open now"."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.answers import messages as m

Times = list[tuple[int, int]]
"""Minutes from midnight; over 1440 passes midnight."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Hours(Part):
    """`week[0]` is Monday. `holidays` null: as on an ordinary day."""

    week: list[Times]
    holidays: Times | None
    exceptions: dict[str, Times]


class KeptContact(Part):
    """`view` is a `Contact` without what hangs on the reference or the time: `role`, `why` and `open`."""

    view: dict[str, Any]
    times: Hours | Literal["always"] | None


class Reference(Part):
    """Which contact a reference means, the role it fills, and why it stands in for another."""

    contact: str
    role: str | None
    why: str | None


class KeptStep(Part):
    text: str
    contact: str | None
    routine: m.Choice | None
    local: bool


class KeptRoutine(Part):
    """`card` is a `routine` message without contacts and steps; `contacts` and the steps' contacts are references.

    `variants` hold only what differs, in `card` too. `people` says who gets which: "role|kind of unit" → variant and `adapted_for`;
    who is not named there gets the routine as it is.
    """

    card: dict[str, Any]
    steps: tuple[KeptStep, ...]
    contacts: tuple[str, ...]
    variants: tuple[dict[str, Any], ...]
    people: dict[str, tuple[int, str | None]]
    words: list[int]
    """Pairs: which word of the index, how much it weighs here."""
    title_words: list[int]


class Index(Part):
    """`words`: a dictionary form and the forms it was seen in, folded, parted by blanks. `danger` and `damping` are expressions of fara.yml."""

    words: list[str]
    good_score: float
    abbreviations: dict[str, str]
    names: list[tuple[Literal["kontakt", "begrepp"], str, str]]
    danger: list[str]
    damping: list[str]


class Texts(Part):
    open: dict[str, str]
    days: tuple[str, ...]
    months: tuple[str, ...]
    moved: str
    after_hours: str
    contact: str
    contacts: str
    onward: str
    clarify: str


class Kept(Part):
    """The whole file."""

    organisation: dict[str, Any]
    greeting: tuple[m.Message, ...]
    emergency: m.Emergency
    emergency_line: m.Emergency
    duty: tuple[str, ...]
    onward: tuple[str, ...]
    holidays: tuple[str, ...]
    contacts: dict[str, KeptContact]
    references: dict[str, Reference]
    unit_references: dict[str, dict[str, Reference | None]]
    """Only what a unit has otherwise than the rest of the municipality."""
    after_hours: dict[str, str]
    """Contact → the reference that answers when it has closed."""
    routines: tuple[KeptRoutine, ...]
    terms: tuple[m.TermCard, ...]
    index: Index
    texts: Texts
