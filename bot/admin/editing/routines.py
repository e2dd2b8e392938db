"""Routines in forms: the municipality's own, what it changes in a national one, and the national ones."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from bot.admin.editing.fields import FormFields
from bot.admin.editing.formtree import ROW_COMMANDS, empty, from_form, from_yaml, pressed
from bot.admin.editing.ids import is_id, proposed
from bot.admin.editing.options import options
from bot.admin.editing.reading import NotReadable
from bot.admin.editing.roundtrip import rewrite
from bot.admin.editing.saving import conflict_page, finish, outdated
from bot.admin.editing.sheet import Sheet, as_text, drafts_of, keep, open_sheet, remove, today
from bot.admin.editing.shown import Sent, desk_of, form_page, no_such_page, open_as_text, to
from bot.admin.editing.tree import Branch, Row, Rows, Value
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.knowledge.load import NATIONAL
from bot.knowledge.parse import shapes
from bot.knowledge.scaffold import REVIEW_EVERY

router = APIRouter(prefix="/admin/{organisation}/rutiner")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]
NEW = "ny"
KEYS = [key for key in shapes()["rutin"] if key != "id"]
ADDED = ("steg_fore", "steg_efter", "fragor", "provfragor", "agare", "granskad", "granskas_senast", "att_kontrollera")
"""In the form of a local file over a national one although the national one has them too: they add to it, or are the file's own."""


def path_of(organisation: str, routine: str) -> str:
    return f"{organisation}/rutiner/{routine}.yml"


@router.get(f"/{NEW}")
def new(request: Request, organisation: str, person: Editor, titel: str = "", fraga: str = "") -> HTMLResponse:
    return page(request, "editing/ny_rutin.html", title=titel, question=fraga, id="", wrong="")


@router.post(f"/{NEW}")
def create(request: Request, organisation: str, person: Editor, sent: Sent) -> Response:
    title, question = sent.get("titel", "").strip(), sent.get("fraga", "").strip()
    routine = sent.get("id", "").strip() or proposed(title, "snake")
    sheet = open_sheet(desk_of(request), person, organisation, path_of(organisation, routine)) if is_id(routine, "snake") else None
    wrong = "titel" if not title else "id" if sheet is None or routine == NEW else "finns" if sheet.exists else ""
    if wrong or sheet is None:
        return page(request, "editing/ny_rutin.html", status=422, title=title, question=question, id=routine, wrong=wrong)
    desk = desk_of(request)
    national = organisation != NATIONAL and routine in desk.packs[NATIONAL].routines
    keep(desk, person, sheet, f"id: {routine}\n" if national else _first(routine, title, question))
    return to(f"/admin/{organisation}/rutiner/{routine}", "ny")


def _first(routine: str, title: str, question: str) -> str:
    reviewed = today()
    values: dict[str, Value] = {
        "id": routine,
        "titel": title,
        "fragor": Rows([Row(question)]),
        "bradska": "planera",
        "granskad": reviewed.isoformat(),
        "granskas_senast": (reviewed + REVIEW_EVERY).isoformat(),
    }
    return rewrite("", "rutin", Branch(values))


@router.get("/{routine}")
def edit(request: Request, organisation: str, routine: str, person: Editor) -> Response:
    sheet = _sheet(request, person, organisation, routine)
    if sheet is None:
        return no_such_page(request)
    if sheet.removed:
        return page(request, "editing/borttagen.html", sheet=sheet)
    try:
        branch = from_yaml(sheet.text, "rutin")
    except NotReadable:
        return open_as_text(organisation, sheet.path)
    return _shown(request, person, sheet, routine, branch)


@router.post("/{routine}")
def save(request: Request, organisation: str, routine: str, person: Editor, sent: Sent) -> Response:
    """`gor`: spara, vidare, forhandsgranska, ta-bort-filen, `andra:key`, `nationell:key`, `ratta:…`, `lagg-till:…`, `upp:…`, `ner:…`, `ta-bort:…`."""
    sheet = _sheet(request, person, organisation, routine)
    if sheet is None:
        return no_such_page(request)
    here, command = f"/admin/{organisation}/rutiner/{routine}", sent.get("gor", "spara")
    if command == "ta-bort-filen":
        if sent.get("saker") != "ja":
            return to(here, "bekrafta", "ta-bort")
        if outdated(sheet, sent):
            return conflict_page(request, person, sheet, "", sent, here)
        remove(desk_of(request), person, sheet)
        return to(f"/admin/{organisation}/rutiner", "borttagen")
    keys = [key for key in sent.get("nycklar", "").split(",") if key in KEYS]
    branch = from_form(sent, "rutin", keys)
    what, _, key = command.partition(":")
    if what in ROW_COMMANDS:
        return _shown(request, person, sheet, routine, branch, keys=keys, focus=pressed(branch, "rutin", command), typed=True)
    if what == "andra" and key in KEYS:
        branch.keys[key] = _fresh(_national(request, sheet, routine).keys.get(key, empty(shapes()["rutin"][key])))
    if what == "nationell" and key in KEYS:
        branch.keys[key] = empty(shapes()["rutin"][key])
    try:
        text = rewrite(sheet.text, "rutin", Branch({**_id(sheet, routine), **branch.keys}))
    except NotReadable:
        return open_as_text(organisation, sheet.path)
    then = f"/admin/{organisation}/forhandsvisning/{routine}" if what == "forhandsgranska" else ""
    return finish(request, person, sheet, text, sent, here, then=then, anchor=f"f-{key}" if what in ("andra", "nationell") else "")


def _id(sheet: Sheet, routine: str) -> dict[str, Value]:
    return {} if sheet.text.strip() else {"id": routine}


def _sheet(request: Request, person: Person, organisation: str, routine: str) -> Sheet | None:
    """None when there is no such routine, neither here nor nationally, nor a draft of one."""
    if not is_id(routine, "snake"):
        return None
    desk = desk_of(request)
    sheet = open_sheet(desk, person, organisation, path_of(organisation, routine))
    return sheet if sheet.exists or routine in desk.packs[NATIONAL].routines else None


def _national(request: Request, sheet: Sheet, routine: str) -> Branch:
    """What holds in all Sweden; empty for a routine of the municipality's own."""
    if sheet.organisation == NATIONAL:
        return Branch()
    data = drafts_of(desk_of(request)).published(path_of(NATIONAL, routine))
    try:
        return from_yaml(as_text(data or b""), "rutin")
    except NotReadable:
        return Branch()


def _fresh(value: Value) -> Value:
    """Without places in a file: it is to be written into another."""
    if isinstance(value, Rows):
        return Rows([Row(None if row.value is None else _fresh(row.value)) for row in value.rows])
    return Branch({key: _fresh(each) for key, each in value.keys.items()}) if isinstance(value, Branch) else value


def _shown(
    request: Request,
    person: Person,
    sheet: Sheet,
    routine: str,
    branch: Branch,
    *,
    keys: list[str] | None = None,
    focus: str = "",
    typed: bool = False,
) -> HTMLResponse:
    national = _national(request, sheet, routine)
    overlay = bool(national.keys)
    if keys is None:
        keys = [key for key in KEYS if not overlay or key in ADDED or key in branch.keys or key not in national.keys]
    rest = [key for key in KEYS if overlay and key not in keys and key in national.keys]
    more: dict[str, Any] = {
        "routine": routine,
        "overlay": overlay,
        "national": {field.key: field for field in _read_only(request, national, sheet.organisation, keys + rest)} if overlay else {},
        "rest": rest,
    }
    return form_page(request, person, sheet, "editing/rutin.html", shape="rutin", branch=branch, keys=keys, focus=focus, typed=typed, **more)


def _read_only(request: Request, national: Branch, organisation: str, keys: list[str]) -> tuple[Any, ...]:
    return FormFields(options(desk_of(request).packs, organisation), {}).of("rutin", national, [key for key in keys if key in national.keys])
