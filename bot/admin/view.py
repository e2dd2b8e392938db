"""Renders the pages. Templates hold the Swedish; what is put into them is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.admin.people import Role

TEMPLATES = Path(__file__).parent / "templates"
_environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """`template` with `values` and what every page needs: the person, the organisation, the token for forms."""
    organisation = request.path_params.get("organisation")
    desk = request.app.state.desk
    shared = {
        "request": request,
        "person": getattr(request.state, "person", None),
        "csrf": getattr(request.state, "csrf", ""),
        "organisation": organisation,
        "organisation_name": _name(desk.packs.get(organisation)) if organisation else "",
        "build": request.app.state.build,
        "Role": Role,
    }
    text = _environment.get_template(template).render({**shared, **values})
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def _name(pack: Any) -> str:
    if pack is None:
        return ""
    head = pack.organisation or pack.national
    return str(head.name) if head else str(pack.id)
