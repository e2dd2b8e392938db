"""The pages of an item: new, change, remove. The same for all kinds."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from bot.admin.editing.formtree import ROW_COMMANDS, from_form, pressed
from bot.admin.editing.ids import is_id, proposed
from bot.admin.editing.kinds import HEAD, KINDS, NEW, Found, Kind, Missing, found, id_of, opened, rows_of, with_item
from bot.admin.editing.reading import NotReadable
from bot.admin.editing.saving import finish
from bot.admin.editing.sheet import keep, today
from bot.admin.editing.shown import Sent, desk_of, form_page, no_such_page, open_as_text, to
from bot.admin.editing.tree import Branch
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page

router = APIRouter(prefix="/admin/{organisation}")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]


def install(kind: Kind) -> None:
    def address(organisation: str, item: str = "") -> str:
        return f"/admin/{organisation}/{kind.place}" + (f"/{item}" if item else "")

    @router.get(f"/{kind.place}/{NEW}", name=f"ny_{kind.place}")
    def new(request: Request, organisation: str, person: Editor) -> HTMLResponse:
        return page(request, "editing/ny.html", kind=kind, title="", id="", wrong="")

    @router.post(f"/{kind.place}/{NEW}", name=f"skapa_{kind.place}")
    def create(request: Request, organisation: str, person: Editor, sent: Sent) -> Response:
        title = sent.get("namn", "").strip()
        item = sent.get("id", "").strip() or proposed(title, "kebab")
        try:
            sheet, whole = opened(desk_of(request), person, organisation, kind)
        except NotReadable:
            return open_as_text(organisation, kind.path(organisation))
        except Missing:
            return no_such_page(request)
        taken = {id_of(row) for row in rows_of(whole, kind)} | {NEW, HEAD}
        wrong = "namn" if not title else "id" if not is_id(item, "kebab") else "finns" if item in taken else ""
        if wrong:
            return page(request, "editing/ny.html", status=422, kind=kind, title=title, id=item, wrong=wrong)
        keep(desk_of(request), person, sheet, with_item(sheet, whole, kind, None, Branch({kind.title: title, "id": item})))
        return to(address(organisation, item), "ny")

    @router.get(f"/{kind.place}/{{item}}", name=f"andra_{kind.place}")
    def edit(request: Request, organisation: str, item: str, person: Editor) -> Response:
        try:
            here = found(desk_of(request), person, organisation, kind, item)
        except NotReadable:
            return open_as_text(organisation, kind.path(organisation))
        except Missing:
            return no_such_page(request)
        return shown(request, person, here, item, here.branch)

    def shown(request: Request, person: Person, here: Found, item: str, branch: Branch, focus: str = "", *, typed: bool = False) -> HTMLResponse:
        prefix = f"{kind.rows}[{here.at}]."
        more: dict[str, Any] = {"kind": kind, "item": item, "typed": typed}
        return form_page(
            request, person, here.sheet, "editing/post.html", shape=kind.shape, branch=branch, keys=kind.keys, prefix=prefix, focus=focus, **more
        )

    @router.post(f"/{kind.place}/{{item}}", name=f"spara_{kind.place}")
    def save(request: Request, organisation: str, item: str, person: Editor, sent: Sent) -> Response:
        """`gor`: spara, vidare, kontrollerad, ta-bort-posten, `ratta:…`, and the commands of rows."""
        command, here_again = sent.get("gor", "spara"), address(organisation, item)
        try:
            here = found(desk_of(request), person, organisation, kind, item)
        except NotReadable:
            return open_as_text(organisation, kind.path(organisation))
        except Missing:
            return no_such_page(request)
        branch, remove = from_form(sent, kind.shape, kind.keys), command == "ta-bort-posten"
        if command.partition(":")[0] in ROW_COMMANDS:
            focus = pressed(branch, kind.shape, command)
            return shown(request, person, here, item, branch, focus, typed=True)
        if command == "kontrollerad":
            branch.keys["verifierad"] = today().isoformat()
        if remove and sent.get("saker") != "ja":
            return to(here_again, "bekrafta", "ta-bort")
        text = with_item(here.sheet, here.whole, kind, here.at, None if remove else branch)
        return finish(request, person, here.sheet, text, sent, here_again, then=f"{address(organisation)}?klart=borttagen" if remove else "")


for _kind in KINDS:
    install(_kind)
