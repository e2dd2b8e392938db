"""The start page and one's own account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from bot.admin.accounts import people, sessions, signing
from bot.admin.accounts.attempts import Wait
from bot.admin.accounts.audit import note, record
from bot.admin.accounts.browser import address, browser_name
from bot.admin.accounts.door import let_in, let_out, password_wrong
from bot.admin.accounts.names import administers, names
from bot.admin.accounts.when import clock
from bot.admin.guard import signed_in
from bot.admin.people import EVERYWHERE, Person
from bot.admin.view import page

router = APIRouter()
Me = Annotated[Person, Depends(signed_in)]
Text = Annotated[str, Form()]


@router.get("/admin/")
def start(request: Request, person: Me) -> Response:
    """Straight on when there is one place to go and nothing else to look after."""
    desk = request.app.state.desk
    mine = person.organisations(list(desk.packs))
    manages = bool(administers(person, desk.packs))
    if len(mine) == 1 and not manages:
        return RedirectResponse(f"/admin/{mine[0]}/", 303)
    helpers = [] if mine else people.helpers(desk.engine, EVERYWHERE)
    return page(request, "accounts/start.html", mine=mine, names=names(desk.packs), manages=manages, helpers=helpers)


@router.get("/admin/konto")
def own(request: Request, person: Me) -> Response:
    return _own_page(request, person)


@router.post("/admin/konto/losenord")
def change_password(request: Request, person: Me, nuvarande: Text = "", losenord: Text = "", losenord_igen: Text = "") -> Response:
    engine = request.app.state.desk.engine
    wrong = password_wrong(losenord, losenord_igen, person.email)
    if any(wrong.values()):
        return _own_page(request, person, 422, wrong={"nuvarande": "", **wrong})
    try:
        token = signing.change_password(engine, person, nuvarande, losenord, address(request), browser_name(request))
    except signing.Wrong:
        return _own_page(request, person, 422, wrong={"nuvarande": "fel", **wrong})
    except Wait as wait:
        return _own_page(request, person, 429, minutes=wait.minutes)
    return let_in(request, token, "/admin/konto?klart=losenord")


@router.post("/admin/konto/sessioner")
def sign_out_everywhere(request: Request, person: Me) -> Response:
    with Session(request.app.state.desk.engine) as session, session.begin():
        sessions.end_all(session, person.id)
        note(session, person.id, "utloggad_overallt")
    return let_out(request, "overallt")


@router.post("/admin/konto/sessioner/{session_id}")
def sign_out_there(request: Request, person: Me, session_id: int) -> Response:
    sessions.end(request.app.state.desk.engine, person.id, session_id)
    record(request.app.state.desk.engine, person.id, "utloggad_dar")
    return RedirectResponse("/admin/konto?klart=utloggad", 303)


def _own_page(request: Request, person: Person, status: int = 200, **values: object) -> Response:
    desk = request.app.state.desk
    found = people.find(desk.engine, person.id)
    shown = {
        "done": request.query_params.get("klart", ""),
        "minutes": 0,
        "wrong": {"nuvarande": "", "losenord": "", "losenord_igen": ""},
        "sessions": sessions.of(desk.engine, person.id),
        "has_password": found is not None and found.can_sign_in_by_password,
        "names": names(desk.packs),
        "clock": clock,
        "manages": bool(administers(person, desk.packs)),
        **values,
    }
    return page(request, "accounts/own.html", status=status, **shown)
