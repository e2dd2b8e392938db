"""Contacts, terms and units: items of a list in one file, each in a form of its own. And the municipality itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from bot.admin.editing.formtree import from_form, from_yaml, pressed
from bot.admin.editing.ids import is_id, proposed
from bot.admin.editing.mending import mended, pointed_out
from bot.admin.editing.roundtrip import NotReadable, rewrite
from bot.admin.editing.sheet import Sheet, keep, open_sheet, seen
from bot.admin.editing.shown import conflict_page, desk_of, form_page, sent_form, to
from bot.admin.editing.tree import Branch, Row, Rows
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.knowledge.load import NATIONAL
from bot.knowledge.parse import shapes

router = APIRouter(prefix="/admin/{organisation}")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]
ROW_COMMANDS = ("lagg-till", "upp", "ner", "ta-bort")


@dataclass(frozen=True)
class Kind:
    """`rows` is the key of the list in the file; `shape` its items' shape; `title` the key that names one."""

    place: str
    file: str
    file_shape: str
    rows: str
    shape: str
    title: str

    @property
    def keys(self) -> list[str]:
        return [key for key in shapes()[self.shape] if key != "id"]

    def path(self, organisation: str) -> str:
        return f"{organisation}/{self.file}.yml"


KINDS = (
    Kind("kontakter", "kontakter", "kontaktfil", "kontakter", "kontakt", "namn"),
    Kind("begrepp", "begrepp", "begreppsfil", "begrepp", "begrepp", "term"),
    Kind("enheter", "organisation", "organisation", "enheter", "enhet", "namn"),
)
MUNICIPALITY = "kommunen"
"""In the place of a unit's id: what holds for the whole municipality."""


class Missing(Exception):
    pass


@dataclass(frozen=True)
class Found:
    """`at`: the item's place in the list."""

    sheet: Sheet
    whole: Branch
    at: int
    branch: Branch


def rows_of(whole: Branch, kind: Kind) -> list[Row]:
    found = whole.keys.get(kind.rows)
    return found.rows if isinstance(found, Rows) else []


def id_of(row: Row) -> str:
    value = row.value.keys.get("id", "") if isinstance(row.value, Branch) else ""
    return value if isinstance(value, str) else ""


def opened(request: Request, person: Person, organisation: str, kind: Kind) -> tuple[Sheet, Branch]:
    """Raises NotReadable when the file must be mended as text first, Missing when this pack has no such file."""
    if kind.place == "enheter" and organisation == NATIONAL:
        raise Missing
    sheet = open_sheet(desk_of(request), person, organisation, kind.path(organisation))
    return sheet, from_yaml(sheet.text, kind.file_shape)


def found(request: Request, person: Person, organisation: str, kind: Kind, item: str) -> Found:
    sheet, whole = opened(request, person, organisation, kind)
    for at, row in enumerate(rows_of(whole, kind)):
        if id_of(row) == item and isinstance(row.value, Branch):
            return Found(sheet, whole, at, row.value)
    raise Missing


def with_item(sheet: Sheet, whole: Branch, kind: Kind, at: int | None, item: Branch | None) -> str:
    """The file's text with one item changed (`at`), added (`at` None) or taken away (`item` None). The others are not touched."""
    rows = [Row(None, place) for place in range(len(rows_of(whole, kind)))]
    if at is None:
        rows.append(Row(item))
    elif item is None:
        del rows[at]
    else:
        rows[at] = Row(item, at)
    return rewrite(sheet.text, kind.file_shape, Branch({kind.rows: Rows(rows)}))


def install(kind: Kind) -> None:
    base = "/admin/{organisation}/" + kind.place

    def home(organisation: str) -> str:
        return base.format(organisation=organisation)

    def broken(organisation: str) -> Response:
        return to(f"/admin/{organisation}/yaml/{kind.path(organisation)}", "trasig")

    def missing(request: Request) -> HTMLResponse:
        return page(request, "editing/finns_inte.html", status=404)

    @router.get(f"/{kind.place}/ny", name=f"ny_{kind.place}")
    def new(request: Request, organisation: str, person: Editor) -> HTMLResponse:
        return page(request, "editing/ny.html", kind=kind, title="", id="", wrong="")

    @router.post(f"/{kind.place}/ny", name=f"skapa_{kind.place}")
    async def create(request: Request, organisation: str, person: Editor) -> Response:
        sent = await sent_form(request)
        title = sent.get("namn", "").strip()
        item = sent.get("id", "").strip() or proposed(title, "kebab")
        try:
            sheet, whole = opened(request, person, organisation, kind)
        except NotReadable:
            return broken(organisation)
        except Missing:
            return missing(request)
        taken = {id_of(row) for row in rows_of(whole, kind)} | {"ny", MUNICIPALITY}
        wrong = "namn" if not title else "id" if not is_id(item, "kebab") else "finns" if item in taken else ""
        if wrong:
            return page(request, "editing/ny.html", status=422, kind=kind, title=title, id=item, wrong=wrong)
        keep(desk_of(request), person, sheet, with_item(sheet, whole, kind, None, Branch({"id": item, kind.title: title})))
        return to(f"{home(organisation)}/{item}", "ny")

    @router.get(f"/{kind.place}/{{item}}", name=f"andra_{kind.place}")
    def edit(request: Request, organisation: str, item: str, person: Editor) -> Response:
        try:
            here = found(request, person, organisation, kind, item)
        except NotReadable:
            return broken(organisation)
        except Missing:
            return missing(request)
        return shown(request, person, here, item, here.branch)

    def shown(request: Request, person: Person, here: Found, item: str, branch: Branch, focus: str = "") -> HTMLResponse:
        prefix = f"{kind.rows}[{here.at}]."
        more: dict[str, Any] = {"kind": kind, "item": item, "today": date.today().isoformat()}
        return form_page(
            request, person, here.sheet, "editing/post.html", shape=kind.shape, branch=branch, keys=kind.keys, prefix=prefix, focus=focus, **more
        )

    @router.post(f"/{kind.place}/{{item}}", name=f"spara_{kind.place}")
    async def save(request: Request, organisation: str, item: str, person: Editor) -> Response:
        """`gor`: spara, kontrollerad, ta-bort-posten, `ratta:…`, and the commands of rows."""
        sent = await sent_form(request)
        address, command = f"{home(organisation)}/{item}", sent.get("gor", "spara")
        what, _, which = command.partition(":")
        try:
            here = found(request, person, organisation, kind, item)
        except NotReadable:
            return broken(organisation)
        except Missing:
            return missing(request)
        desk = desk_of(request)
        branch = from_form(sent, kind.shape, kind.keys)
        if what in ROW_COMMANDS:
            focus = pressed(branch, kind.shape, command)
            return shown(request, person, here, item, branch, focus)
        if command == "kontrollerad":
            branch.keys["verifierad"] = date.today().isoformat()
        if command == "ta-bort-posten" and sent.get("saker") != "ja":
            return to(address, "bekrafta", "ta-bort")
        text = with_item(here.sheet, here.whole, kind, here.at, None if command == "ta-bort-posten" else branch)
        if sent.get("stampel") != here.sheet.stamp and command != "tvinga":
            return conflict_page(request, person, here.sheet, text, sent, address)
        if what == "ratta":
            problem = pointed_out(seen(desk, person, organisation, {here.sheet.path: text.encode()}).problems, which)
            text = (mended(text, problem) if problem else None) or text
        keep(desk, person, here.sheet, text)
        return to(home(organisation), "borttagen") if command == "ta-bort-posten" else to(address, "sparat")


def _municipality(organisation: str) -> list[str]:
    return [key for key in shapes()["organisation"] if key not in ("id", "enheter")]


@router.get(f"/enheter/{MUNICIPALITY}")
def edit_municipality(request: Request, organisation: str, person: Editor) -> Response:
    return _shown_municipality(request, organisation, person, None)


def _shown_municipality(request: Request, organisation: str, person: Person, typed: Branch | None, focus: str = "") -> Response:
    try:
        sheet, whole = opened(request, person, organisation, KINDS[2])
    except NotReadable:
        return to(f"/admin/{organisation}/yaml/{KINDS[2].path(organisation)}", "trasig")
    except Missing:
        return page(request, "editing/finns_inte.html", status=404)
    keys = _municipality(organisation)
    return form_page(request, person, sheet, "editing/kommunen.html", shape="organisation", branch=typed or whole, keys=keys, focus=focus)


@router.post(f"/enheter/{MUNICIPALITY}")
async def save_municipality(request: Request, organisation: str, person: Editor) -> Response:
    sent = await sent_form(request)
    address, command = f"/admin/{organisation}/enheter/{MUNICIPALITY}", sent.get("gor", "spara")
    branch = from_form(sent, "organisation", _municipality(organisation))
    if command.partition(":")[0] in ROW_COMMANDS:
        focus = pressed(branch, "organisation", command)
        return _shown_municipality(request, organisation, person, branch, focus)
    try:
        sheet, _ = opened(request, person, organisation, KINDS[2])
    except (NotReadable, Missing):
        return page(request, "editing/finns_inte.html", status=404)
    text = rewrite(sheet.text, "organisation", branch)
    if sent.get("stampel") != sheet.stamp and command != "tvinga":
        return conflict_page(request, person, sheet, text, sent, address)
    if command.startswith("ratta:"):
        problem = pointed_out(seen(desk_of(request), person, organisation, {sheet.path: text.encode()}).problems, command.partition(":")[2])
        text = (mended(text, problem) if problem else None) or text
    keep(desk_of(request), person, sheet, text)
    return to(address, "sparat")


for _kind in KINDS:
    install(_kind)


@router.get("/begrepp")
def terms(request: Request, organisation: str, person: Annotated[Person, Depends(may(Role.READER))]) -> Response:
    return _list(request, organisation, person, KINDS[1])


@router.get("/enheter")
def units(request: Request, organisation: str, person: Annotated[Person, Depends(may(Role.READER))]) -> Response:
    return _list(request, organisation, person, KINDS[2])


def _list(request: Request, organisation: str, person: Person, kind: Kind) -> Response:
    try:
        sheet, whole = opened(request, person, organisation, kind)
    except NotReadable:
        return to(f"/admin/{organisation}/yaml/{kind.path(organisation)}", "trasig")
    except Missing:
        return page(request, "editing/finns_inte.html", status=404)
    items = [row.value.keys for row in rows_of(whole, kind) if isinstance(row.value, Branch)]
    return page(
        request, "editing/lista.html", kind=kind, items=items, sheet=sheet, done=request.query_params.get("klart", ""), packs=desk_of(request).packs
    )
