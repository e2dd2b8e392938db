"""The words of the field as types. Frozen: a loaded pack is a value and can be shared between threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Urgency(StrEnum):
    NOW = "nu"
    TODAY = "idag"
    PLAN = "planera"


class Status(StrEnum):
    """How far a pack is approved for live use."""

    EXAMPLE = "exempel"
    DRAFT = "utkast"
    REVIEWED = "granskad"


@dataclass(frozen=True)
class Source:
    title: str
    url: str | None = None
    fetched_on: date | None = None


@dataclass(frozen=True)
class Law:
    law: str
    paragraph: str | None = None
    about: str | None = None


@dataclass(frozen=True)
class Step:
    text: str
    contact: str | None = None
    """Contact id or local role."""
    routine: str | None = None
    local: bool = False
    """True when a municipality's file wrote the step."""


@dataclass(frozen=True)
class RoutineParts:
    """The parts of a routine that a local file or a variant may change. None: not said there."""

    title: str | None = None
    answer: str | None = None
    urgency: Urgency | None = None
    steps: tuple[Step, ...] | None = None
    steps_before: tuple[Step, ...] | None = None
    steps_after: tuple[Step, ...] | None = None
    avoid: tuple[str, ...] | None = None
    contacts: tuple[str, ...] | None = None
    laws: tuple[Law, ...] | None = None
    sources: tuple[Source, ...] | None = None
    related: tuple[str, ...] | None = None
    owner: str | None = None
    reviewed_on: date | None = None
    review_by: date | None = None


@dataclass(frozen=True)
class Variant:
    """What differs for a staff role and/or a kind of unit. Empty means any."""

    roles: frozenset[str]
    kinds: frozenset[str]
    parts: RoutineParts

    def matches(self, role: str | None, kind: str | None) -> bool:
        return (not self.roles or role in self.roles) and (not self.kinds or kind in self.kinds)

    @property
    def precision(self) -> int:
        return bool(self.roles) + bool(self.kinds)


@dataclass(frozen=True)
class RoutineFile:
    """One file as written, before overlay."""

    id: str
    parts: RoutineParts
    questions: tuple[str, ...] = ()
    test_questions: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    to_check: tuple[str, ...] = ()


@dataclass(frozen=True)
class Routine:
    """A routine as one person is shown it: national file, local overlay and variant put together."""

    id: str
    title: str
    answer: str
    urgency: Urgency
    steps: tuple[Step, ...]
    avoid: tuple[str, ...]
    contacts: tuple[str, ...]
    laws: tuple[Law, ...]
    sources: tuple[Source, ...]
    related: tuple[str, ...]
    owner: str
    reviewed_on: date
    review_by: date
    level: str
    """"national", "local" (the municipality's own) or "mixed"."""
    local_parts: tuple[str, ...] = ()
    """Swedish keys that the municipality's file changed: ("steg_efter", "kontakter")."""
    variant: Variant | None = None
    to_check: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phone:
    number: str
    """E.164 ("+46406280412") or a short number ("112")."""
    display: str
    name: str | None = None


@dataclass(frozen=True)
class Interval:
    """Minutes from midnight; `end` > 1440 passes midnight, 1440 is midnight at the end of the day."""

    start: int
    end: int


DayHours = tuple[Interval, ...]


@dataclass(frozen=True)
class Exception_:
    """One day with other hours than usual."""

    day: date
    hours: DayHours
    reason: str | None = None


@dataclass(frozen=True)
class OpeningHours:
    """`week[0]` is Monday. `holidays` None means as on an ordinary day of that weekday."""

    week: tuple[DayHours, ...]
    holidays: DayHours | None = ()
    exceptions: tuple[Exception_, ...] = ()


@dataclass(frozen=True)
class Contact:
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    email: str | None = None
    url: str | None = None
    always_open: bool = False
    hours: OpeningHours | None = None
    for_whom: str | None = None
    good_to_know: tuple[str, ...] = ()
    caveat: str | None = None
    verified_on: date | None = None
    source: Source | None = None
    to_check: tuple[str, ...] = ()

    @property
    def missing(self) -> bool:
        """Nothing to call, write to or read: a visible gap."""
        return not (self.phones or self.email or self.url)


@dataclass(frozen=True)
class Term:
    id: str
    term: str
    definition: str
    source: Source
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """A kind of unit or a staff role."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class LocalRole:
    """A job somebody has in every municipality ("socialjour")."""

    id: str
    name: str
    description: str
    aliases: tuple[str, ...] = ()
    reserve: str | None = None
    """Local role or national contact that answers when nobody here has the job."""
    after_hours: str | None = None
    """Local role or national contact that answers when the one who has the job is closed."""


@dataclass(frozen=True)
class Unit:
    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    local_roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Approval:
    by: str
    on: date


@dataclass(frozen=True)
class NationalPack:
    """`nationell/paket.yml`."""

    id: str
    name: str
    status: Status
    kinds: tuple[Named, ...]
    roles: tuple[Named, ...]
    local_roles: tuple[LocalRole, ...]
    onward: tuple[str, ...]
    approval: Approval | None = None
    to_check: tuple[str, ...] = ()


@dataclass(frozen=True)
class Organisation:
    """`organisation.yml` of a municipality."""

    id: str
    name: str
    status: Status
    aliases: tuple[str, ...] = ()
    approval: Approval | None = None
    local_roles: Mapping[str, str] = field(default_factory=dict)
    onward: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    to_check: tuple[str, ...] = ()

    def unit(self, unit_id: str | None) -> Unit | None:
        return next((unit for unit in self.units if unit.id == unit_id), None)


@dataclass(frozen=True)
class DangerPattern:
    """One entry of `fara.yml`. `level`: fara | signal | dampar. Expressions are in the form of `bot.swedish.patterns`."""

    id: str
    level: str
    expressions: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """One folder of `knowledge/`. Exactly one of `national` and `organisation` is set."""

    id: str
    routines: Mapping[str, RoutineFile]
    contacts: Mapping[str, Contact]
    terms: Mapping[str, Term]
    national: NationalPack | None = None
    organisation: Organisation | None = None
    danger: tuple[DangerPattern, ...] = ()
