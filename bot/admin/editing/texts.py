"""Files as text: the YAML door, two versions beside each other."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from bot.admin.editing.completion import completion
from bot.admin.editing.paths import is_file_of
from bot.admin.editing.saving import finish
from bot.admin.editing.sheet import Sheet, compared, drafts_of, open_sheet, others, seen
from bot.admin.editing.shown import desk_of, no_such_page, to
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.knowledge.problems import Problem
from bot.knowledge.source import MAX_BYTES

router = APIRouter(prefix="/admin/{organisation}")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]


@router.get("/yaml/{path:path}")
def edit(request: Request, organisation: str, path: str, person: Editor) -> HTMLResponse:
    if not is_file_of(organisation, path):
        return no_such_page(request)
    sheet = open_sheet(desk_of(request), person, organisation, path)
    return _shown(request, person, sheet, sheet.text)


@router.post("/yaml/{path:path}")
def save(
    request: Request,
    organisation: str,
    path: str,
    person: Editor,
    text: Annotated[str, Form()] = "",
    stampel: Annotated[str, Form()] = "",
    gor: Annotated[str, Form()] = "spara",
) -> Response:
    """`gor`: spara, vidare, `ratta:…`."""
    if not is_file_of(organisation, path):
        return no_such_page(request)
    sheet = open_sheet(desk_of(request), person, organisation, path)
    text = _as_in_file(text, sheet)
    if len(text.encode()) > MAX_BYTES:
        return _shown(request, person, sheet, text, status=422)
    address = f"/admin/{organisation}/yaml/{path}"
    return finish(request, person, sheet, text, {"text": text, "stampel": stampel, "gor": gor}, address)


@router.post("/yaml-kontroll/{path:path}")
def check(request: Request, organisation: str, path: str, person: Editor, text: Annotated[str, Form()] = "") -> JSONResponse:
    """What the validator says of a text that is not kept: for the editor, while one writes."""
    if not is_file_of(organisation, path) or len(text.encode()) > MAX_BYTES:
        return JSONResponse([], 404)
    sheet = open_sheet(desk_of(request), person, organisation, path)
    found = _problems(request, person, sheet, _as_in_file(text, sheet))
    return JSONResponse([asdict(each) for each in found])


@router.get("/jamfor/{path:path}")
def compare(request: Request, organisation: str, path: str, person: Editor) -> Response:
    sheet = open_sheet(desk_of(request), person, organisation, path) if is_file_of(organisation, path) else None
    if sheet is None or sheet.draft is None:
        return no_such_page(request)
    return page(request, "editing/jamfor.html", sheet=sheet, lines=compared(sheet.published or "", sheet.text))


@router.post("/jamfor/{path:path}")
def choose(
    request: Request, organisation: str, path: str, person: Editor, gor: Annotated[str, Form()], stampel: Annotated[str, Form()] = ""
) -> Response:
    """`gor`: `min` (my draft, now begun on what is published) or `publicerad` (the draft goes)."""
    sheet = open_sheet(desk_of(request), person, organisation, path) if is_file_of(organisation, path) else None
    if sheet is None or sheet.draft is None:
        return no_such_page(request)
    if stampel != sheet.stamp:
        return to(f"/admin/{organisation}/jamfor/{path}")
    drafts = drafts_of(desk_of(request))
    if gor == "publicerad":
        drafts.drop(path, person.id)
    elif gor == "min":
        drafts.save(organisation, path, person.id, sheet.draft.text, base=drafts.stamp_now(path))
    return to(f"/admin/{organisation}/utkast")


def _as_in_file(text: str, sheet: Sheet) -> str:
    """A browser sends every line end as CRLF; the file's own are kept."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in (sheet.published or sheet.text) else plain


def _problems(request: Request, person: Person, sheet: Sheet, text: str) -> list[Problem]:
    result = seen(desk_of(request), person, sheet.organisation, {sheet.path: text.encode()})
    return [each for each in result.problems if each.path == sheet.path]


def _shown(request: Request, person: Person, sheet: Sheet, text: str, *, status: int = 200) -> HTMLResponse:
    desk = desk_of(request)
    values: dict[str, Any] = {
        "sheet": sheet,
        "text": text,
        "problems": _problems(request, person, sheet, text) if sheet.exists or text else [],
        "others": others(desk, person, sheet.path),
        "done": request.query_params.get("klart", ""),
        "completion": completion(desk.packs, sheet.organisation, sheet.path),
    }
    return page(request, "editing/yaml.html", status=status, **values)
