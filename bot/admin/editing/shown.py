"""The page with a form, the same for routines, contacts, terms and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.admin.desk import Desk
from bot.admin.editing.fields import Field, FormFields
from bot.admin.editing.options import options
from bot.admin.editing.sheet import Sheet, by_crumb, compared, open_sheet, others, seen
from bot.admin.editing.tree import Branch
from bot.admin.people import Person
from bot.admin.view import page
from bot.knowledge.problems import Problem


def desk_of(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def to(address: str, done: str = "", anchor: str = "") -> RedirectResponse:
    return RedirectResponse(address + (f"?klart={done}" if done else "") + (f"#{anchor}" if anchor else ""), 303)


async def sent_form(request: Request) -> dict[str, str]:
    """The last value of each name. Files are not taken here."""
    form = await request.form(max_fields=4000)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def form_page(
    request: Request,
    person: Person,
    sheet: Sheet,
    template: str,
    *,
    shape: str,
    branch: Branch,
    keys: Sequence[str],
    prefix: str = "",
    focus: str = "",
    status: int = 200,
    **more: Any,
) -> HTMLResponse:
    """`prefix`: where the form's values stand in the file ("kontakter[3]."). `focus`: the row that was just made or moved."""
    desk = desk_of(request)
    result = seen(desk, person, sheet.organisation)
    found: Mapping[str, list[Problem]] = by_crumb(result.problems, sheet.path, prefix)
    made = FormFields(options(result.packs if "nationell" in result.packs else desk.packs, sheet.organisation), found).of(shape, branch, keys)
    placed = set(_names(made))
    values: dict[str, Any] = {
        "sheet": sheet,
        "fields": {field.key: field for field in made},
        "keys": keys,
        "other_problems": [each for crumb, problems in found.items() if crumb not in placed for each in problems],
        "errors": [each for problems in found.values() for each in problems if each.is_error],
        "others": others(desk, person, sheet.path),
        "focus": focus,
        "done": request.query_params.get("klart", ""),
    }
    return page(request, template, status=status, **{**values, **more})


def _names(fields: Sequence[Field]) -> list[str]:
    return [name for field in fields for name in (field.name, *_names(field.fields))]


def conflict_page(request: Request, person: Person, sheet: Sheet, mine: str, sent: Mapping[str, str], back: str) -> HTMLResponse:
    """Somebody, or another tab, has saved since the form was opened. Nothing is written yet; what was sent is on the page."""
    now = open_sheet(desk_of(request), person, sheet.organisation, sheet.path)
    kept = {name: value for name, value in sent.items() if name not in ("csrf", "stampel", "gor")}
    return page(
        request,
        "editing/krock.html",
        status=409,
        sheet=now,
        lines=compared(now.text, mine),
        sent=kept,
        back=back,
        others=others(desk_of(request), person, sheet.path),
    )
