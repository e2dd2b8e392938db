"""What a client is sent (docs/http-api.md). Plain data, no markup; optional fields are null or empty, never absent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Choice(Part):
    choice: str
    label: str


class PhoneView(Part):
    number: str
    display: str
    spoken: str
    name: str | None = None


class OpenView(Part):
    state: Literal["open", "closed", "always", "unknown"]
    label: str


class HoursLine(Part):
    days: str
    hours: str


class ContactView(Part):
    id: str
    name: str
    role: str | None = None
    for_whom: str | None = None
    phones: tuple[PhoneView, ...] = ()
    email: str | None = None
    url: str | None = None
    open: OpenView
    hours: tuple[HoursLine, ...] = ()
    good_to_know: tuple[str, ...] = ()
    caveat: str | None = None
    verified_on: str | None = None
    why: str | None = None
    missing: bool = False
    local: bool = False


class StepContact(Part):
    id: str
    name: str
    phone: PhoneView | None = None


class StepView(Part):
    text: str
    contact: StepContact | None = None
    routine: Choice | None = None
    local: bool = False


class LawView(Part):
    law: str
    paragraph: str | None = None
    about: str | None = None


class SourceView(Part):
    title: str
    url: str | None = None
    fetched_on: str | None = None


class Origin(Part):
    level: Literal["national", "local", "mixed"]
    label: str
    owner: str
    reviewed_on: str
    review_by: str
    overdue: bool
    status: str
    status_label: str | None = None
    local_parts: tuple[str, ...] = ()


class Text(Part):
    type: Literal["text"] = "text"
    text: str


class Notice(Part):
    type: Literal["notice"] = "notice"
    level: Literal["info", "warning"] = "info"
    text: str


class Emergency(Part):
    type: Literal["emergency"] = "emergency"
    card: bool
    title: str
    text: str
    phone: PhoneView
    steps: tuple[str, ...] = ()
    contacts: tuple[ContactView, ...] = ()


class RoutineCard(Part):
    type: Literal["routine"] = "routine"
    id: str
    title: str
    answer: str
    urgency: Literal["nu", "idag", "planera"]
    urgency_label: str
    adapted_for: str | None = None
    first_contact: ContactView | None = None
    steps: tuple[StepView, ...] = ()
    avoid: tuple[str, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    laws: tuple[LawView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    origin: Origin
    related: tuple[Choice, ...] = ()


class Contacts(Part):
    type: Literal["contacts"] = "contacts"
    title: str
    text: str | None = None
    contacts: tuple[ContactView, ...] = ()


class TermCard(Part):
    type: Literal["term"] = "term"
    id: str
    term: str
    definition: str
    aliases: tuple[str, ...] = ()
    source: SourceView
    related: tuple[Choice, ...] = ()


class Choices(Part):
    type: Literal["choices"] = "choices"
    text: str
    choices: tuple[Choice, ...]


Message = Annotated[Text | Notice | Emergency | RoutineCard | Contacts | TermCard | Choices, Field(discriminator="type")]

Kind = Literal["acute", "answer", "clarify", "contact", "term", "redirect", "smalltalk"]
Reason = Literal["unknown", "outside", "single_case", "personal_data", "other_language", "too_long", "empty", "abuse", "unavailable"]


class CandidateView(Part):
    routine: str
    score: float


class Outcome(Part):
    kind: Kind
    routine: str | None = None
    contact: str | None = None
    term: str | None = None
    reason: Reason | None = None
    candidates: tuple[CandidateView, ...] = ()
    urgent: bool = False
    simplified: bool = False


class NamedView(Part):
    id: str
    name: str


class Context(Part):
    organisation: str
    unit: NamedView | None = None
    role: NamedView | None = None


class Reply(Part):
    """An outcome and its messages, before the app gives it a turn number."""

    outcome: Outcome
    messages: tuple[Message, ...]


class Turn(Part):
    turn: str
    outcome: Outcome
    context: Context
    messages: tuple[Message, ...]
