"""The HTTP API (docs/http-api.md): conversations, messages, feedback, gaps, organisations."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response, status
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from bot.answers import cards
from bot.answers import messages as m
from bot.answers.hours import STOCKHOLM
from bot.answers.smalltalk import greeting
from bot.answers.understood import Situation, State
from bot.knowledge.guide import Guide
from bot.knowledge.model import Urgency
from bot.usage.store import Outcome as CountedOutcome
from bot.web.conversations import Conversation, TurnRecord
from bot.web.problems import Problem
from bot.web.service import Service

router = APIRouter(prefix="/api")
SENDABLE = frozenset({"unknown", "outside", "single_case", "unavailable"})


class Body(BaseModel):
    model_config = ConfigDict(extra="ignore", str_max_length=4096)


class Start(Body):
    organisation: str | None = Field(None, description="Id of the municipality; the default one when left out.", max_length=80)
    unit: str | None = Field(None, description="Id of the person's unit. Unknown ids are ignored.", max_length=80)
    role: str | None = Field(None, description="Id of the person's staff role. Unknown ids are ignored.", max_length=80)


def _only(field: str, other: str) -> JsonDict:
    return {"required": [field], "properties": {field: {"type": "string"}, other: {"type": "null"}}}


class Said(Body):
    model_config = ConfigDict(json_schema_extra={"oneOf": [_only("text", "choice"), _only("choice", "text")]})
    text: str | None = Field(None, description="What the person typed, 1–600 characters. Longer and empty texts are answered calmly.")
    choice: str | None = Field(None, description="The `choice` of a button the server sent.", min_length=1, max_length=120)

    @model_validator(mode="after")
    def one_of_them(self) -> Said:
        if (self.text is None) == (self.choice is None):
            raise ValueError("exactly one of text and choice")
        return self


class FeedbackGiven(Body):
    turn: str = Field(max_length=12)
    helpful: bool
    reason: Literal["fel_i_rutinen", "fel_rutin", "otydligt", "annat"] | None = None
    comment: str | None = Field(None, max_length=500)


class GapSent(Body):
    turn: str = Field(max_length=12)


class Started(BaseModel):
    id: str
    organisation: str
    organisation_name: str
    context: m.Context
    greeting: tuple[m.Message, ...]
    expires_in_s: int


class GapPreview(BaseModel):
    text: str


class UnitView(BaseModel):
    id: str
    name: str
    kind: str
    kind_name: str


class OrganisationView(BaseModel):
    id: str
    name: str
    status: str
    status_label: str | None
    units: tuple[UnitView, ...]
    roles: tuple[m.NamedView, ...]
    emergency: tuple[m.ContactView, ...]
    onward: tuple[m.ContactView, ...]
    version: int


def service(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


Served = Annotated[Service, Depends(service)]
_PROBLEM_TEXTS = {
    400: "Not readable.",
    404: "Unknown or expired.",
    413: "Body over 4 KiB.",
    415: "Not JSON.",
    422: "Wrong fields.",
    429: "Too many; see Retry-After.",
}
_PROBLEMS: dict[int | str, dict[str, object]] = {
    code: {"description": text, "content": {"application/problem+json": {}}} for code, text in _PROBLEM_TEXTS.items()
}
_NOT_MISSED: dict[int | str, dict[str, object]] = {409: {"description": "Not a missed question.", "content": {"application/problem+json": {}}}}


@router.post("/conversations", status_code=status.HTTP_201_CREATED, responses=_PROBLEMS)
async def start(served: Served, body: Start | None = None) -> Started:
    """Begin a conversation."""
    given = body or Start()
    guide = served.guide(given.organisation)
    unit = guide.organisation.unit(given.unit)
    state = State(unit=unit.id if unit else None, role=given.role if given.role in guide.roles else None)
    conversation = served.conversations.start(guide.organisation.id, state)
    situation = _situation(guide, conversation, "t0")
    return Started(
        id=conversation.id,
        organisation=guide.organisation.id,
        organisation_name=guide.organisation.name,
        context=_context(situation),
        greeting=greeting(situation),
        expires_in_s=int(served.conversations.idle_seconds),
    )


@router.post("/conversations/{conversation_id}/messages", responses=_PROBLEMS)
async def say(served: Served, conversation_id: str, body: Said) -> m.Turn:
    """One message, or one pressed button."""
    conversation = _conversation(served, conversation_id)
    guide = served.guide(conversation.organisation)
    await served.limit_turns(conversation_id)
    async with conversation.lock:
        if served.conversations.get(conversation_id) is not conversation:
            raise Problem("samtal-finns-inte", 404)  # forgotten while this message waited: Rasa must not begin it anew
        turn = conversation.next_turn()
        situation = _situation(guide, conversation, turn)
        response, masked = await served.turn_taker(guide, conversation_id).take(body.text or "", body.choice, situation)
        conversation.state = response.state
        outcome = response.reply.outcome
        conversation.record(turn, TurnRecord(outcome, masked.text if outcome.reason in SENDABLE else ""))
    served.count(guide.organisation.id, CountedOutcome(outcome.kind, outcome.routine, outcome.reason), outcome.simplified)
    context = _context(replace(situation, state=response.state))
    return m.Turn(turn=turn, outcome=outcome, context=context, messages=response.reply.messages)


@router.delete("/conversations/{conversation_id}", status_code=status.HTTP_204_NO_CONTENT, responses=_PROBLEMS)
async def forget(served: Served, conversation_id: str) -> Response:
    """Forget at once, everywhere. The same whether the conversation was there or not: a client that leaves need not care."""
    await served.forget(conversation_id)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.post("/conversations/{conversation_id}/feedback", status_code=status.HTTP_204_NO_CONTENT, responses=_PROBLEMS)
async def feedback(served: Served, conversation_id: str, body: FeedbackGiven) -> Response:
    """ "Hjälpte det?" on one turn; a second answer to the same turn is ignored."""
    conversation = _conversation(served, conversation_id)
    record = _turn(conversation, body.turn)
    if not record.rated:
        record.rated = True
        guide = served.guide(conversation.organisation)
        comment = served.masker(guide).mask(body.comment).text if body.comment else None
        served.usage.add_feedback(served.today(), conversation.organisation, record.outcome.routine, body.helpful, body.reason, comment)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.get("/conversations/{conversation_id}/gap", responses=_PROBLEMS | _NOT_MISSED)
async def preview_gap(served: Served, conversation_id: str, turn: str) -> GapPreview:
    """What would be sent on: the masked question, nothing about who asked."""
    return GapPreview(text=_missed(_turn(_conversation(served, conversation_id), turn)).question)


@router.post("/conversations/{conversation_id}/gap", status_code=status.HTTP_204_NO_CONTENT, responses=_PROBLEMS | _NOT_MISSED)
async def send_gap(served: Served, conversation_id: str, body: GapSent) -> Response:
    """Send the missed question on; sending it twice stores it once."""
    conversation = _conversation(served, conversation_id)
    record = _missed(_turn(conversation, body.turn))
    if not record.sent:
        record.sent = True
        served.usage.add_gap(served.today(), conversation.organisation, record.question, record.outcome.reason or "")
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.get("/organisations/{organisation_id}", responses=_PROBLEMS)
async def organisation(served: Served, organisation_id: str, response: Response) -> OrganisationView:
    """Names, units, roles, emergency and onward contacts: what a client keeps for when it is offline."""
    guide = served.guide(organisation_id)
    situation = Situation(guide, datetime.now(STOCKHOLM))
    emergency = guide.resolve_all((cards.EMERGENCY, "socialtjanst-mottagning", "socialjour"))
    response.headers["Cache-Control"] = "public, max-age=60"
    found = guide.organisation
    return OrganisationView(
        id=found.id,
        name=found.name,
        status=found.status.value,
        status_label=cards.status_label(found.status),
        units=tuple(UnitView(id=unit.id, name=unit.name, kind=unit.kind, kind_name=guide.kinds[unit.kind].name) for unit in found.units),
        roles=tuple(m.NamedView(id=role.id, name=role.name) for role in guide.base.roles),
        emergency=tuple(cards.contact_view(situation, resolved) for resolved in emergency),
        onward=tuple(cards.ordered(situation, guide.onward(), Urgency.TODAY)),
        version=served.live.version,
    )


def _situation(guide: Guide, conversation: Conversation, turn: str) -> Situation:
    return Situation(guide, datetime.now(STOCKHOLM), conversation.state, turn)


def _context(situation: Situation) -> m.Context:
    unit, role = situation.unit, situation.role
    return m.Context(
        organisation=situation.guide.organisation.id,
        unit=m.NamedView(id=unit.id, name=unit.name) if unit else None,
        role=m.NamedView(id=role, name=situation.guide.roles[role].name) if role else None,
    )


def _conversation(served: Service, conversation_id: str) -> Conversation:
    found = served.conversations.get(conversation_id)
    if found is None:
        raise Problem("samtal-finns-inte", 404)
    return found


def _turn(conversation: Conversation, turn: str) -> TurnRecord:
    if turn not in conversation.turns:
        raise Problem("svar-finns-inte", 404)
    return conversation.turns[turn]


def _missed(record: TurnRecord) -> TurnRecord:
    if not record.question:
        raise Problem("kan-inte-skickas", 409)
    return record
