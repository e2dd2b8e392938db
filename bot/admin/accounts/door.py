"""Pages to come in and go out by: sign in, one-time link, sign out."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import IntegrityError

from bot.admin.accounts import links, people, sessions, signing
from bot.admin.accounts.attempts import Wait
from bot.admin.accounts.audit import record
from bot.admin.accounts.browser import address, browser_name, local_path
from bot.admin.accounts.passwords import weakness
from bot.admin.view import page

router = APIRouter()
EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]+")
Text = Annotated[str, Form()]


def let_in(request: Request, token: str, path: str) -> Response:
    """To `path`, with the new session's cookie. What the browser held before ends."""
    sessions.end_this(request.app.state.desk.engine, _held(request))
    answer = RedirectResponse(path, 303)
    lasts = int(sessions.limits(request.app.state.desk.settings).absolute.total_seconds())
    request.state.cookies.write(answer.headers, request.state.cookies.session, token, lasts)
    return answer


def sign_in_page(request: Request, status: int = 200, **values: object) -> Response:
    settings, engine = request.app.state.desk.settings, request.app.state.desk.engine
    shown = {"wrong": "", "minutes": 0, "email": "", "way_back": "/admin/", "done": request.query_params.get("klart", ""), **values}
    oidc_name = settings.oidc_name if settings.oidc_issuer else ""
    return page(request, "accounts/sign_in.html", status=status, nobody=not people.anybody(engine), oidc_name=oidc_name, **shown)


@router.get("/admin/logga-in")
def ask(request: Request, till: str = "/admin/") -> Response:
    if request.state.person is not None:
        return RedirectResponse(local_path(till), 303)
    return sign_in_page(request, way_back=local_path(till))


@router.post("/admin/logga-in")
def sign_in(request: Request, epost: Text = "", losenord: Text = "", till: Text = "/admin/") -> Response:
    way_back = local_path(till)
    try:
        token = signing.sign_in(request.app.state.desk.engine, epost, losenord, address(request), browser_name(request))
    except signing.Wrong:
        return sign_in_page(request, 401, wrong="fel", email=epost, way_back=way_back, done="")
    except Wait as wait:
        return sign_in_page(request, 429, wrong="vanta", minutes=wait.minutes, email=epost, way_back=way_back, done="")
    return let_in(request, token, way_back)


@router.post("/admin/logga-ut")
def sign_out(request: Request) -> Response:
    if request.state.person is not None:
        sessions.end_this(request.app.state.desk.engine, _held(request))
        record(request.app.state.desk.engine, request.state.person.id, "utloggad")
    return let_out(request, "utloggad")


def _held(request: Request) -> str:
    """The token that the browser holds."""
    return request.cookies.get(request.state.cookies.session, "")


def let_out(request: Request, done: str) -> Response:
    answer = RedirectResponse(f"/admin/logga-in?klart={done}", 303)
    request.state.cookies.write(answer.headers, request.state.cookies.session, "", 0)
    return answer


@router.get("/admin/lank/{token}")
def open_link(request: Request, token: str) -> Response:
    """Looking does not use it: mail programs look too."""
    link = links.look(request.app.state.desk.engine, token)
    return _link_page(request, link, token) if link else _gone(request)


@router.post("/admin/lank/{token}")
def take_up(request: Request, token: str, epost: Text = "", namn: Text = "", losenord: Text = "", losenord_igen: Text = "") -> Response:
    engine = request.app.state.desk.engine
    link = links.look(engine, token)
    if link is None:
        return _gone(request)
    email, name = link.email or people.clean_email(epost), link.name or people.printable(namn)
    wrong = {
        "epost": "" if len(email) <= 254 and EMAIL.fullmatch(email) else "fel",
        "namn": "" if 0 < len(name) <= 120 else "fel",
        **password_wrong(losenord, losenord_igen, email),
    }
    if any(wrong.values()):
        return _link_page(request, link, token, 422, email=email, name=name, wrong=wrong)
    try:
        session = signing.take_up(engine, token, email, name, losenord, browser_name(request))
    except (signing.Gone, IntegrityError):  # somebody was faster
        return _gone(request)
    return let_in(request, session, "/admin/")


def password_wrong(new: str, again: str, email: str) -> dict[str, str]:
    """Codes by field, "" where nothing is wrong."""
    weak = weakness(new, email) or ""
    return {"losenord": weak, "losenord_igen": "" if weak or new == again else "inte_lika"}


def _link_page(request: Request, link: links.Link, token: str, status: int = 200, **values: object) -> Response:
    shown = {"email": "", "name": "", "wrong": {"epost": "", "namn": "", "losenord": "", "losenord_igen": ""}, **values}
    return page(request, "accounts/link.html", status=status, link=link, token=token, **shown)


def _gone(request: Request) -> Response:
    return page(request, "accounts/link_gone.html", status=410)
