"""To the municipality's own sign-in and back. There are no accounts by themselves: somebody has invited the person."""

from __future__ import annotations

import base64
import json
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from bot.admin.accounts import oidc, people, sessions
from bot.admin.accounts.audit import note
from bot.admin.accounts.browser import browser_name, local_path
from bot.admin.accounts.door import let_in, sign_in_page
from bot.admin.accounts.tables import PersonRow
from bot.admin.people import EVERYWHERE
from bot.admin.view import page
from bot.settings import Settings

router = APIRouter()
AWAY_S = 600
"""How long one may take at the issuer's."""


@router.get("/admin/oidc/start")
async def start(request: Request, till: str = "/admin/") -> Response:
    settings = _settings(request)
    try:
        answer, kept = await oidc.leave(request, settings)
    except oidc.NoAnswer:
        return await run_in_threadpool(sign_in_page, request, 503, wrong="oidc_nere", way_back=local_path(till))
    cookies = request.state.cookies
    cookies.write(answer.headers, cookies.oidc, _packed({"state": kept, "till": local_path(till)}), AWAY_S)
    return answer


@router.get("/admin/oidc/klar")
async def back(request: Request) -> Response:
    settings, cookies = _settings(request), request.state.cookies
    brought = _unpacked(request.cookies.get(cookies.oidc, ""))
    way_back = local_path(str(brought.get("till", "")))
    try:
        confirmed = await oidc.come_back(request, settings, brought.get("state", {}))
    except oidc.NotConfirmed:
        answer = await run_in_threadpool(sign_in_page, request, 401, wrong="oidc", way_back=way_back)
    except oidc.NoAnswer:
        answer = await run_in_threadpool(sign_in_page, request, 503, wrong="oidc_nere", way_back=way_back)
    else:
        answer = await run_in_threadpool(_welcome, request, settings, confirmed, way_back)
    cookies.write(answer.headers, cookies.oidc, "", 0)
    return answer


def _welcome(request: Request, settings: Settings, confirmed: oidc.Confirmed, way_back: str) -> Response:
    engine: Engine = request.app.state.desk.engine
    account = people.find_by_email(engine, confirmed.email) if confirmed.email else None
    if account is None or not account.active:
        helpers = people.helpers(engine, EVERYWHERE)
        contact = helpers[0].email if helpers else ""
        return page(request, "accounts/unknown.html", status=403, email=confirmed.email, oidc_name=settings.oidc_name, contact=contact)
    with Session(engine) as session, session.begin():
        row = session.get_one(PersonRow, account.person.id)
        row.name = row.name or people.printable(confirmed.name) or row.email
        note(session, row.id, "inloggad_oidc")
        token = sessions.begin(session, row.id, browser_name(request))
    return let_in(request, token, way_back)


def _settings(request: Request) -> Settings:
    """Raises 404 where the municipality has no sign-in of its own."""
    found: Settings = request.app.state.desk.settings
    if not found.oidc_issuer:
        raise HTTPException(404)
    return found


def _packed(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _unpacked(value: str) -> dict[str, Any]:
    """Empty for what cannot be read: it only ever matters to the browser that brings it."""
    try:
        found = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    except ValueError:
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("state"), dict) else {}
