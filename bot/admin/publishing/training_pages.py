"""`/traning`: how far the training has come, and what the gate said."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.admin.accounts import audit
from bot.admin.desk import Desk
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.publishing.draft import titles
from bot.admin.publishing.swap import NotSwapped
from bot.admin.view import page

router = APIRouter(prefix="/admin/{organisation}/traning")
Reader = Annotated[Person, Depends(may(Role.READER))]
Publishing = Annotated[Person, Depends(may(Role.PUBLISHER))]


@router.get("")
def shown(request: Request, organisation: str, person: Reader) -> HTMLResponse:
    return _page(request, organisation, person)


@router.get(".json")
def progress(request: Request, organisation: str, person: Reader) -> JSONResponse:
    """For the page's script: `stage`, `share` (0–1), `busy`, `seconds`."""
    found = request.app.state.desk.trainer.progress
    body = {"stage": found.stage, "share": found.share, "busy": found.busy, "seconds": round(found.seconds, 1)}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


@router.post("/igen")
def again(request: Request, organisation: str, person: Publishing) -> RedirectResponse:
    request.app.state.desk.trainer.wake(again=True)
    return RedirectResponse(f"/admin/{organisation}/traning", 303)


@router.post("/byt")
def swap_anyway(request: Request, organisation: str, person: Publishing) -> Response:
    """The model that the gate stopped takes over all the same."""
    desk: Desk = request.app.state.desk
    try:
        taken = desk.trainer.take_anyway()
    except (NotSwapped, OSError):
        return _page(request, organisation, person, status=503, not_swapped=True)
    if taken:
        audit.record(desk.engine, person.id, "bytt_anda", organisation)
    return RedirectResponse(f"/admin/{organisation}/traning?klart={'bytt' if taken else 'inget'}", 303)


def _page(request: Request, organisation: str, person: Person, *, status: int = 200, not_swapped: bool = False) -> HTMLResponse:
    desk: Desk = request.app.state.desk
    found = desk.trainer.progress
    misses = (*found.verdict.blocking, *found.verdict.lost) if found.verdict else ()
    values: dict[str, Any] = {
        "progress": found,
        "titles": titles(desk.packs, {label for miss in misses for label in (miss.meant, miss.taken)}),
        "publisher": person.may(Role.PUBLISHER, organisation),
        "not_swapped": not_swapped,
    }
    return page(request, "publishing/traning.html", status=status, **values)
