"""What a person sees instead of a page: sign in first, not allowed, no such page, an old form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.admin.accounts.people import helpers
from bot.admin.guard import NotAllowed, NotSignedIn
from bot.admin.people import EVERYWHERE
from bot.admin.view import page

Handler = Callable[[Request, Any], Awaitable[Response]]


def stale_form(request: Request) -> Response:
    return page(request, "accounts/stale.html", status=403)


def install(app: FastAPI) -> None:
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(NotAllowed, _not_allowed)
    for kind, status in ((HTTPException, None), (RequestValidationError, 422)):
        app.add_exception_handler(kind, _as_page(app.exception_handlers[kind], status))


async def _not_signed_in(request: Request, _error: Exception) -> Response:
    """Back to where the person was going, unless that was a form that is lost now."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    way_back = f"?till={quote(wanted)}" if request.method == "GET" else ""
    return RedirectResponse(f"/admin/logga-in{way_back}", 303)


async def _not_allowed(request: Request, _error: Exception) -> Response:
    desk = request.app.state.desk
    organisation = request.path_params.get("organisation", EVERYWHERE)
    asked = organisation if organisation in desk.packs else EVERYWHERE
    return page(request, "accounts/not_allowed.html", status=403, helpers=helpers(desk.engine, asked), organisation=None)


def _as_page(otherwise: Any, status: int | None) -> Handler:
    """Under `/admin` a page, elsewhere what there was before."""

    async def handle(request: Request, error: Any) -> Response:
        if not request.url.path.startswith("/admin/") or request.headers.get("accept", "").startswith("application/json"):
            answer: Response = await otherwise(request, error)
            return answer
        return page(request, "accounts/missing.html", status=status or error.status_code, code=status or error.status_code, organisation=None)

    return handle
