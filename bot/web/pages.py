"""The chat page at `/` and `/o/<organisation>`, and the built files under `/static/`."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from fastapi import APIRouter, FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from bot.web.problems import Problem
from bot.web.service import Service

HERE = Path(__file__).parent
STATIC = HERE / "static"
router = APIRouter(include_in_schema=False)


def _page(request: Request, organisation: str | None) -> HTMLResponse:
    """`home` is what the page's own addresses begin with: empty at `/`."""
    served: Service = request.app.state.service
    guide = served.guide(organisation)
    template = Template((HERE / "pages" / "chat.html").read_text(encoding="utf-8"))
    values = {
        "organisation": guide.organisation.id,
        "title": guide.organisation.name,
        "version": request.app.state.build,
        "home": f"/o/{guide.organisation.id}" if organisation else "",
    }
    return HTMLResponse(
        template.substitute({name: escape(value, quote=True) for name, value in values.items()}), headers={"Cache-Control": "no-cache"}
    )


@router.api_route("/", methods=["GET", "HEAD"])
async def home(request: Request) -> HTMLResponse:
    return _page(request, None)


@router.api_route("/o/{organisation}", methods=["GET", "HEAD"])
async def organisation_page(request: Request, organisation: str) -> HTMLResponse:
    return _page(request, organisation)


@router.get("/problem/{code}")
async def problem_type(code: str) -> None:
    raise Problem("finns-inte", 404)


def install(app: FastAPI) -> None:
    app.include_router(router)
    STATIC.mkdir(exist_ok=True)
    app.mount("/static", GZipMiddleware(StaticFiles(directory=STATIC)), name="static")
