"""What holds for the whole pack: a municipality's names, approval and local roles; nationally the roles themselves."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.admin.editing.formtree import ROW_COMMANDS, from_form, from_yaml, pressed
from bot.admin.editing.kinds import HEAD
from bot.admin.editing.reading import NotReadable
from bot.admin.editing.roundtrip import rewrite
from bot.admin.editing.saving import finish
from bot.admin.editing.sheet import Sheet, open_sheet
from bot.admin.editing.shown import Sent, desk_of, form_page, open_as_text
from bot.admin.editing.tree import Branch
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.knowledge.load import NATIONAL
from bot.knowledge.parse import shapes

router = APIRouter(prefix="/admin/{organisation}")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]
FIRST = ("lokala_roller", "hanvisning")
"""What is changed most often stands first."""


def shape_of_head(organisation: str) -> str:
    """Also the file's name."""
    return "paket" if organisation == NATIONAL else "organisation"


def keys_of(shape: str) -> list[str]:
    """All but the id, which is the folder's, and the units, which have pages of their own."""
    rest = [key for key in shapes()[shape] if key not in ("id", "enheter", *FIRST)]
    return [*FIRST, *rest]


@router.get(f"/enheter/{HEAD}")
def edit(request: Request, organisation: str, person: Editor) -> Response:
    sheet = _sheet(request, person, organisation)
    try:
        branch = from_yaml(sheet.text, shape_of_head(organisation))
    except NotReadable:
        return open_as_text(organisation, sheet.path)
    return _shown(request, person, sheet, branch)


@router.post(f"/enheter/{HEAD}")
def save(request: Request, organisation: str, person: Editor, sent: Sent) -> Response:
    """`gor`: spara, vidare, `ratta:…`, and the commands of rows."""
    sheet, shape, command = _sheet(request, person, organisation), shape_of_head(organisation), sent.get("gor", "spara")
    branch = from_form(sent, shape, keys_of(shape))
    if command.partition(":")[0] in ROW_COMMANDS:
        focus = pressed(branch, shape, command)
        return _shown(request, person, sheet, branch, focus, typed=True)
    try:
        text = rewrite(sheet.text, shape, branch)
    except NotReadable:
        return open_as_text(organisation, sheet.path)
    address = f"/admin/{organisation}/enheter/{HEAD}"
    return finish(request, person, sheet, text, sent, address)


def _sheet(request: Request, person: Person, organisation: str) -> Sheet:
    return open_sheet(desk_of(request), person, organisation, f"{organisation}/{shape_of_head(organisation)}.yml")


def _shown(request: Request, person: Person, sheet: Sheet, branch: Branch, focus: str = "", *, typed: bool = False) -> Response:
    shape = shape_of_head(sheet.organisation)
    return form_page(request, person, sheet, "editing/kommunen.html", shape=shape, branch=branch, keys=keys_of(shape), focus=focus, typed=typed)
