"""What happens to a text that was sent: into the draft, and on to the next page."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from bot.admin.editing.mending import mended, pointed_out
from bot.admin.editing.sheet import Sheet, compared, keep, open_sheet, seen
from bot.admin.editing.shown import desk_of, to
from bot.admin.people import Person
from bot.admin.view import page


def finish(
    request: Request, person: Person, sheet: Sheet, text: str, sent: Mapping[str, str], back: str, *, then: str = "", anchor: str = ""
) -> Response:
    """`sent`: what the form sent; its `stampel` says which version it was opened on, its `gor` which button was pressed (spara, vidare, `ratta:…`).
    Leads to `then`, or `back` to the form. A text with errors is kept too: only publishing asks for a right one."""
    if outdated(sheet, sent) and text != sheet.text:
        return conflict_page(request, person, sheet, text, sent, back)
    command = sent.get("gor", "spara")
    text = _mended(request, person, sheet, text, command)
    keep(desk_of(request), person, sheet, text)
    if command == "vidare":
        return to(f"/admin/{sheet.organisation}/utkast")
    if sheet.stale and text != sheet.published:
        return to(f"/admin/{sheet.organisation}/jamfor/{sheet.path}", "sparat")
    return to(then) if then else to(back, "sparat", anchor)


def outdated(sheet: Sheet, sent: Mapping[str, str]) -> bool:
    """The form was opened on another version than there is now: another tab has saved, or somebody has published."""
    return sent.get("stampel") != sheet.stamp


def conflict_page(request: Request, person: Person, sheet: Sheet, mine: str, sent: Mapping[str, str], back: str) -> HTMLResponse:
    """Both versions. Nothing is written yet; what was sent is on the page."""
    now = open_sheet(desk_of(request), person, sheet.organisation, sheet.path)
    kept = {name: value for name, value in sent.items() if name not in ("csrf", "stampel", "gor")}
    lines, command = compared(now.text, mine), sent.get("gor", "spara")
    return page(request, "editing/krock.html", status=409, sheet=now, mine=mine, lines=lines, sent=kept, command=command, back=back)


def _mended(request: Request, person: Person, sheet: Sheet, text: str, command: str) -> str:
    """With the suggestion in it that `ratta:line:column:code` points out; as it is for any other command."""
    what, _, which = command.partition(":")
    if what != "ratta":
        return text
    result = seen(desk_of(request), person, sheet.organisation, {sheet.path: text.encode()})
    problem = pointed_out([each for each in result.problems if each.path == sheet.path], which)
    return (mended(text, problem) if problem else None) or text
