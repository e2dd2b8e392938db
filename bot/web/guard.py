"""Round every request: body limit, rate limit, security headers. Plain ASGI, so that nothing is buffered twice."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import Settings
from bot.web.problems import problem_response, unexpected

MAX_BODY = 4 * 1024
INTERNAL = "/internal/"
INTERNAL_MAX_BODY = 1024 * 1024
ADMIN = "/admin/"
ADMIN_MAX_BODY = 8 * 1024 * 1024
"""A whole pack as a zip file."""


def content_security_policy(embed_origins: str) -> str:
    """Only our own files, nothing inline, framed by nobody but the origins named in the settings."""
    ancestors = " ".join(["'self'", *embed_origins.split()])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        f"manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
    )


class Guard:
    """`settings` decides limits; health checks are never limited."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._per_address = RateLimitItemPerMinute(settings.requests_per_minute)
        self._headers = {
            "Content-Security-Policy": content_security_policy(settings.embed_origins),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        send = self._with_headers(send, path)
        internal = path.startswith(INTERNAL)
        if path.startswith("/api/") and not await self._limiter.hit(self._per_address, self._client(scope)):
            window = await self._limiter.get_window_stats(self._per_address, self._client(scope))
            wait = max(1, math.ceil(window.reset_time - time.time()))
            await problem_response("for-manga", 429, {"Retry-After": str(wait)})(scope, receive, send)
            return
        limit = INTERNAL_MAX_BODY if internal else ADMIN_MAX_BODY if path.startswith(ADMIN) else MAX_BODY
        body = await _read(receive, Headers(scope=scope), limit)
        if body is None:
            await problem_response("for-stort", 413, {"Connection": "close"})(scope, receive, send)
            return
        await self._answer(scope, _replay(body, receive), send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app's answer. An unexpected error is told here: Starlette's last resort is outside the headers, and raises it on to the server's log."""
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception as error:
            if started:
                raise
            await unexpected(error)(scope, receive, send)

    def _client(self, scope: Scope) -> str:
        if self._settings.trust_proxy:
            forwarded = Headers(scope=scope).get("x-forwarded-for", "")
            if forwarded:
                return forwarded.split(",")[-1].strip()
        client = scope.get("client")
        return str(client[0]) if client else "unknown"

    def _with_headers(self, send: Send, path: str) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if path.startswith(ADMIN):  # no page of others' may frame what one publishes with
                    headers.setdefault("Content-Security-Policy", content_security_policy(""))
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if path.startswith(("/api/conversations", INTERNAL)):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        return send_with_headers


async def _read(receive: Receive, headers: Headers, limit: int) -> bytes | None:
    """The whole body; None as soon as it is known to be over the limit, so that 10 MB are never read in."""
    length = headers.get("content-length")
    if length is not None and (not length.isdigit() or int(length) > limit):
        return None
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
