"""Before every page under `/admin`: who is it, and did the form come from our own page? Plain ASGI."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.admin.accounts.cookies import Cookies, cookies_for
from bot.admin.accounts.errors import stale_form
from bot.admin.accounts.secrets import csrf_of, new_token, same
from bot.admin.accounts.sessions import limits, signed_in_as
from bot.admin.desk import Desk

PREFIX = "/admin"
SAFE = ("GET", "HEAD", "OPTIONS")
HEADER = "x-csrf-token"
"""For scripts of our own pages, which send no form."""


class Accounts:
    """Sets `request.state.person`, `.session_id`, `.csrf` and `.cookies`. Refuses what changes something without the form's token."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (scope["path"] == PREFIX or scope["path"].startswith(f"{PREFIX}/")):
            await self._app(scope, receive, send)
            return
        cookies = cookies_for(scope, self._desk.settings)
        sent = cookie_parser(Headers(scope=scope).get("cookie", ""))
        token, visit = sent.get(cookies.session, ""), sent.get(cookies.visit, "")
        found = await asyncio.to_thread(signed_in_as, self._desk.engine, token, limits(self._desk.settings)) if token else None
        person, session_id = found or (None, None)
        fresh = "" if found or visit else new_token()
        csrf = csrf_of(token if found else visit or fresh)
        scope = {**scope, "state": {**scope.get("state", {}), "person": person, "session_id": session_id, "csrf": csrf, "cookies": cookies}}
        send = _with_headers(send, cookies, fresh)
        if scope["method"] not in SAFE:
            body = await _body(receive)
            receive = _again(body, receive)
            if not (_from_here(scope, self._desk.settings.address) and await _has_token(scope, body, csrf)):
                await stale_form(Request(scope, receive))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _from_here(scope: Scope, address: str) -> bool:
    """What browsers tell about where a request comes from. Those that tell nothing still need the form's token."""
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc in (headers.get("host"), urlsplit(address).netloc or None)


async def _has_token(scope: Scope, body: bytes, csrf: str) -> bool:
    given = Headers(scope=scope).get(HEADER)
    if given is None:
        try:
            async with Request(scope, _again(body, None)).form() as form:
                value = form.get("csrf")
        except HTTPException:  # a form that cannot be read
            return False
        given = value if isinstance(value, str) else ""
    return same(given, csrf)


async def _body(receive: Receive) -> bytes:
    """Its size is limited by the guard outside."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive: Receive | None) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive() if receive else {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _with_headers(send: Send, cookies: Cookies, fresh: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Cache-Control", "no-store")
            # not «no-referrer»: with it browsers send «Origin: null» with our own forms
            headers.setdefault("Referrer-Policy", "same-origin")
            if fresh:
                cookies.write(headers, cookies.visit, fresh)
        await send(message)

    return send_with_headers
