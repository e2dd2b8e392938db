"""Pages of plain text and no chat: the accessibility statement at `/tillganglighet`, and `/exempel`, a page with the widget on it."""

from __future__ import annotations

from html import escape
from string import Template

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from bot.answers.cards import status_label
from bot.knowledge.guide import Guide
from bot.knowledge.model import Contact
from bot.web.pages import HERE
from bot.web.service import Service

SWITCHBOARD = "vaxel"
router = APIRouter(include_in_schema=False)


def statement(guide: Guide, contact: str, build: str) -> str:
    """The statement that Swedish law asks for (2018:1937). `contact` is the setting; the municipality's switchboard when empty."""
    organisation = guide.organisation
    draft = status_label(organisation.status)
    return _filled(
        "tillganglighet.html",
        {"organisation": escape(organisation.name), "home": f"/o/{escape(organisation.id)}", "build": escape(build)},
        report=_link(contact) if contact else _switchboard(guide),
        draft=f'<p class="note">{escape(draft)}</p>' if draft else "",
    )


def example(guide: Guide, build: str) -> str:
    return _filled("exempel.html", {"organisation": escape(guide.organisation.id), "build": escape(build)})


def _filled(name: str, values: dict[str, str], **markup: str) -> str:
    return Template((HERE / "pages" / name).read_text(encoding="utf-8")).substitute(values, **markup)


def _switchboard(guide: Guide) -> str:
    found = guide.holder(SWITCHBOARD)
    return _details(found) if found and not found.missing else escape(guide.organisation.name)


def _details(contact: Contact) -> str:
    numbers = [f'<a href="tel:{escape(phone.number)}">{escape(phone.display)}</a>' for phone in contact.phones]
    return ", ".join([escape(contact.name), *numbers, *([_link(contact.email)] if contact.email else [])])


def _link(address: str) -> str:
    """An https address or an e-mail address as a link, anything else (a number, a function) as it is written."""
    shown = escape(address)
    if address.startswith("https://"):
        return f'<a href="{shown}">{shown}</a>'
    return f'<a href="mailto:{shown}">{shown}</a>' if "@" in address else shown


@router.api_route("/tillganglighet", methods=["GET", "HEAD"])
@router.api_route("/o/{organisation}/tillganglighet", methods=["GET", "HEAD"])
async def accessibility(request: Request, organisation: str | None = None) -> HTMLResponse:
    served: Service = request.app.state.service
    return _html(statement(served.guide(organisation), served.settings.accessibility_contact, request.app.state.build))


@router.api_route("/exempel", methods=["GET", "HEAD"])
async def example_page(request: Request) -> HTMLResponse:
    served: Service = request.app.state.service
    return _html(example(served.guide(None), request.app.state.build))


def _html(text: str) -> HTMLResponse:
    return HTMLResponse(text, headers={"Cache-Control": "no-cache"})
