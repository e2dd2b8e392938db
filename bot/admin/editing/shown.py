"""The page with a form, the same for routines, contacts, terms and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.admin.desk import Desk
from bot.admin.editing.fields import Field, FormFields
from bot.admin.editing.options import options
from bot.admin.editing.sheet import Sheet, by_crumb, others, seen
from bot.admin.editing.tree import Branch
from bot.admin.people import Person
from bot.admin.view import page
from bot.knowledge.problems import Problem


def desk_of(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def to(address: str, done: str = "", anchor: str = "") -> RedirectResponse:
    return RedirectResponse(address + (f"?klart={done}" if done else "") + (f"#{anchor}" if anchor else ""), 303)


async def _sent_form(request: Request) -> dict[str, str]:
    """The last value of each name. Files are not taken here."""
    form = await request.form(max_fields=4000)
    return {name: value for name, value in form.items() if isinstance(value, str)}


Sent = Annotated[dict[str, str], Depends(_sent_form)]
"""For routes that are not async: checking all files takes a while, and the chat is not to wait for it."""


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
    typed: bool = False,
    **more: Any,
) -> HTMLResponse:
    """`prefix`: where the form's values stand in the file ("kontakter[3]."). `focus`: the row that was just made or moved. `typed`: rows stand
    in other places than in the draft, so what is said of rows is left out until they are saved."""
    desk = desk_of(request)
    result = seen(desk, person, sheet.organisation)
    told = [each for each in result.problems if each.code != "att-kontrollera"]  # says only what stands in the field
    found: Mapping[str, list[Problem]] = by_crumb(told, sheet.path, prefix)
    if typed:
        found = {crumb: problems for crumb, problems in found.items() if "[" not in crumb}
    made = FormFields(options(result.packs if "nationell" in result.packs else desk.packs, sheet.organisation), found).of(shape, branch, keys)
    placed, leaves = set(_names(made)), _leaves(made)
    values: dict[str, Any] = {
        "sheet": sheet,
        "fields": {field.key: field for field in made},
        "keys": keys,
        "other_problems": [each for crumb, problems in found.items() if crumb not in placed for each in problems],
        "errors": [each for problems in found.values() for each in problems if each.is_error],
        "others": others(desk, person, sheet.path),
        "focus": next((name for name in leaves if name == focus or name.startswith((f"{focus}.", f"{focus}["))), focus) if focus else "",
        "done": request.query_params.get("klart", "") if request.method == "GET" else "",  # a form is sent to the address it was shown at
    }
    return page(request, template, **{**values, **more})


def no_such_page(request: Request) -> HTMLResponse:
    return page(request, "editing/finns_inte.html", status=404)


def open_as_text(organisation: str, path: str) -> RedirectResponse:
    """To the YAML door: the file must be mended there before it can be a form."""
    return to(f"/admin/{organisation}/yaml/{path}", "trasig")


def _leaves(fields: Sequence[Field]) -> list[str]:
    """Names of what one writes in."""
    return [name for field in fields for name in (_leaves(field.fields) if field.kind in ("lista", "objekt") else [field.name])]


def _names(fields: Sequence[Field]) -> list[str]:
    return [name for field in fields for name in (field.name, *_names(field.fields))]
