"""Routines in forms: the municipality's own, what it changes in a national one, and the national ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from bot.admin.editing.fields import FormFields
from bot.admin.editing.formtree import empty, from_form, from_yaml, pressed
from bot.admin.editing.ids import is_id, proposed
from bot.admin.editing.mending import mended, pointed_out
from bot.admin.editing.options import options
from bot.admin.editing.roundtrip import NotReadable, rewrite
from bot.admin.editing.sheet import Sheet, keep, open_sheet, remove, seen
from bot.admin.editing.shown import conflict_page, desk_of, form_page, sent_form, to
from bot.admin.editing.tree import Branch, Row, Rows, Value
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.knowledge.load import NATIONAL
from bot.knowledge.parse import shapes
from bot.knowledge.scaffold import REVIEW_EVERY

router = APIRouter(prefix="/admin/{organisation}/rutiner")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]
KEYS = [key for key in shapes()["rutin"] if key != "id"]
ADDED = ("steg_fore", "steg_efter", "fragor", "provfragor", "agare", "granskad", "granskas_senast", "att_kontrollera")
"""Always in the form of a local file over a national one: they add to it, or are the file's own."""


def path_of(organisation: str, routine: str) -> str:
    return f"{organisation}/rutiner/{routine}.yml"


@router.get("/ny")
def new(request: Request, organisation: str, person: Editor, titel: str = "", fraga: str = "") -> HTMLResponse:
    return page(request, "editing/ny_rutin.html", title=titel, question=fraga, id="", wrong="")


@router.post("/ny")
async def create(request: Request, organisation: str, person: Editor) -> Response:
    sent = await sent_form(request)
    title, question = sent.get("titel", "").strip(), sent.get("fraga", "").strip()
    routine = sent.get("id", "").strip() or proposed(title, "snake")
    sheet = open_sheet(desk_of(request), person, organisation, path_of(organisation, routine)) if is_id(routine, "snake") else None
    wrong = "titel" if not title else "id" if sheet is None else "finns" if sheet.exists else ""
    if wrong or sheet is None:
        return page(request, "editing/ny_rutin.html", status=422, title=title, question=question, id=routine, wrong=wrong)
    desk = desk_of(request)
    national = organisation != NATIONAL and routine in desk.packs[NATIONAL].routines
    keep(desk, person, sheet, f"id: {routine}\n" if national else _first(routine, title, question))
    return to(f"/admin/{organisation}/rutiner/{routine}", "ny")


def _first(routine: str, title: str, question: str) -> str:
    today = date.today()
    values: dict[str, Value] = {
        "id": routine,
        "titel": title,
        "fragor": Rows([Row(question)]),
        "bradska": "planera",
        "granskad": today.isoformat(),
        "granskas_senast": (today + REVIEW_EVERY).isoformat(),
    }
    return rewrite("", "rutin", Branch(values))


@router.get("/{routine}")
def edit(request: Request, organisation: str, routine: str, person: Editor) -> Response:
    sheet = _sheet(request, person, organisation, routine)
    if sheet is None:
        return page(request, "editing/finns_inte.html", status=404)
    try:
        branch = from_yaml(sheet.text, "rutin")
    except NotReadable:
        return to(f"/admin/{organisation}/yaml/{sheet.path}", "trasig")
    return _shown(request, person, sheet, routine, branch)


@router.post("/{routine}")
async def save(request: Request, organisation: str, routine: str, person: Editor) -> Response:
    """`gor`: spara, forhandsgranska, ta-bort-filen, `andra:key`, `nationell:key`, `ratta:…`, `lagg-till:…`, `upp:…`, `ner:…`, `ta-bort:…`."""
    sent = await sent_form(request)
    sheet = _sheet(request, person, organisation, routine)
    if sheet is None:
        return page(request, "editing/finns_inte.html", status=404)
    here, command = f"/admin/{organisation}/rutiner/{routine}", sent.get("gor", "spara")
    if command == "ta-bort-filen":
        if sent.get("saker") != "ja":
            return to(here, "bekrafta", "ta-bort")
        remove(desk_of(request), person, sheet)
        return to(f"/admin/{organisation}/rutiner", "borttagen")
    keys = [key for key in sent.get("nycklar", "").split(",") if key in KEYS]
    branch = from_form(sent, "rutin", keys)
    what, _, key = command.partition(":")
    if what in ("lagg-till", "upp", "ner", "ta-bort"):
        return _shown(request, person, sheet, routine, branch, keys=keys, focus=pressed(branch, "rutin", command))
    if what == "andra" and key in KEYS:
        branch.keys[key] = _fresh(_national(request, sheet, routine).keys.get(key, empty(shapes()["rutin"][key])))
    if what == "nationell" and key in KEYS:
        branch.keys[key] = empty(shapes()["rutin"][key])
    try:
        text = rewrite(sheet.text, "rutin", Branch({**_id(sheet, routine), **branch.keys}))
    except NotReadable:
        return to(f"/admin/{organisation}/yaml/{sheet.path}", "trasig")
    if sent.get("stampel") != sheet.stamp and command != "tvinga":
        return conflict_page(request, person, sheet, text, sent, here)
    if what == "ratta":
        problem = pointed_out(seen(desk_of(request), person, organisation, {sheet.path: text.encode()}).problems, key)
        text = (mended(text, problem) if problem else None) or text
    keep(desk_of(request), person, sheet, text)
    if what == "forhandsgranska":
        return to(f"/admin/{organisation}/forhandsvisning/{routine}")
    return to(here, "sparat", f"f-{key}" if what in ("andra", "nationell") else "")


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
    path = desk_of(request).live.root / path_of(NATIONAL, routine)
    return from_yaml(path.read_text(encoding="utf-8"), "rutin") if path.is_file() else Branch()


def _fresh(value: Value) -> Value:
    """Without places in a file: it is to be written into another."""
    if isinstance(value, Rows):
        return Rows([Row(None if row.value is None else _fresh(row.value)) for row in value.rows])
    return Branch({key: _fresh(each) for key, each in value.keys.items()}) if isinstance(value, Branch) else value


def _shown(
    request: Request, person: Person, sheet: Sheet, routine: str, branch: Branch, *, keys: list[str] | None = None, focus: str = ""
) -> HTMLResponse:
    national = _national(request, sheet, routine)
    overlay = bool(national.keys)
    if keys is None:
        keys = [key for key in KEYS if not overlay or key in ADDED or key in branch.keys]
    rest = [key for key in KEYS if overlay and key not in keys and key in national.keys]
    more: dict[str, Any] = {
        "routine": routine,
        "overlay": overlay,
        "national": {field.key: field for field in _read_only(request, national, sheet.organisation, keys + rest)} if overlay else {},
        "rest": rest,
        "soon": (date.today() + timedelta(days=182)).isoformat(),
    }
    return form_page(request, person, sheet, "editing/rutin.html", shape="rutin", branch=branch, keys=keys, focus=focus, **more)


def _read_only(request: Request, national: Branch, organisation: str, keys: list[str]) -> tuple[Any, ...]:
    return FormFields(options(desk_of(request).packs, organisation), {}).of("rutin", national, [key for key in keys if key in national.keys])
