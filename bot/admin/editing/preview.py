"""The card as staff will see it, with the drafts over what is published."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from bot.admin.editing.sheet import seen
from bot.admin.editing.shown import desk_of
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.answers.hours import STOCKHOLM
from bot.answers.respond import show_routine
from bot.answers.understood import Situation, State
from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL

router = APIRouter(prefix="/admin/{organisation}")


@router.get("/forhandsvisning/{routine}")
def preview(
    request: Request,
    organisation: str,
    routine: str,
    person: Annotated[Person, Depends(may(Role.READER))],
    enhet: str = "",
    roll: str = "",
) -> Response:
    """`enhet`, `roll`: whose card. The national pack is shown as the municipality served at `/` has it."""
    desk = desk_of(request)
    result = seen(desk, person, organisation)
    guides = result.guides()
    guide = guides.get(desk.settings.organisation if organisation == NATIONAL else organisation)
    if guide is None or routine not in guide.routine_ids:
        broken = [each for each in result.errors if each.path.endswith(f"/{routine}.yml")]
        return page(request, "editing/ingen_forhandsvisning.html", status=404, routine=routine, problems=broken)
    return _shown(request, guide, routine, enhet, roll)


def _shown(request: Request, guide: Guide, routine: str, unit: str, role: str) -> HTMLResponse:
    unit = unit if guide.organisation.unit(unit) else ""
    role = role if role in guide.roles else ""
    situation = Situation(guide, datetime.now(STOCKHOLM), State(unit=unit or None, role=role or None, asked=True))
    reply = show_routine(routine, situation).reply
    messages = json.dumps([message.model_dump(mode="json") for message in reply.messages], ensure_ascii=False)
    return page(request, "editing/forhandsvisning.html", routine=routine, guide=guide, unit=unit, role=role, messages=messages)
