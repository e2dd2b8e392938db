"""The files door: download a pack, upload it again as drafts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from bot.admin.editing.archive import MAX_ZIP, NotTaken, packed, unpacked
from bot.admin.editing.paths import is_file_of
from bot.admin.editing.sheet import drafts_of, keep, open_sheet, remove, seen
from bot.admin.editing.shown import desk_of, to
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.knowledge.problems import Severity

router = APIRouter(prefix="/admin/{organisation}")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]
Reader = Annotated[Person, Depends(may(Role.READER))]


@router.get("/filer")
def files(request: Request, organisation: str, person: Reader) -> HTMLResponse:
    return _shown(request, organisation, person)


@router.get("/filer/paket.zip")
def download(request: Request, organisation: str, person: Reader) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{organisation}.zip"', "Cache-Control": "no-store"}
    return Response(packed(desk_of(request).live.root, organisation), media_type="application/zip", headers=headers)


@router.post("/filer")
def upload(
    request: Request,
    organisation: str,
    person: Editor,
    paket: Annotated[UploadFile | str, File()] = "",
    ta_bort: Annotated[str, Form()] = "",
    ersatt: Annotated[str, Form()] = "",
) -> Response:
    """Every file that differs becomes a draft. `ta_bort`: routines that are not in the zip are to go as well. `ersatt`: drafts that there are
    already are written over."""
    try:
        found = unpacked(b"" if isinstance(paket, str) else paket.file.read(MAX_ZIP + 1), organisation)
    except NotTaken as refused:
        return _shown(request, organisation, person, refused=refused, status=422)
    wanted: dict[str, str | None] = dict(found.files)
    if ta_bort:  # routines only: the others must be there
        wanted |= {path: None for path in _published(request, organisation) if path not in found.files and path.count("/") == 2}
    desk = desk_of(request)
    made: dict[str, list[str]] = {"nya": [], "andrade": [], "borttagna": [], "kvar": []}
    for path, text in sorted(wanted.items()):
        sheet = open_sheet(desk, person, organisation, path)
        if text == (sheet.draft.text if sheet.draft else sheet.published):
            continue
        if sheet.draft and not ersatt:
            made["kvar"].append(path)
        elif text is None:
            remove(desk, person, sheet)
            made["borttagna"].append(path)
        else:
            keep(desk, person, sheet, text)
            made["andrade" if sheet.published is not None else "nya"].append(path)
    written = {*made["nya"], *made["andrade"]}
    problems = [each for each in seen(desk, person, organisation).problems if each.path in written and each.severity is not Severity.CHECK]
    return _shown(request, organisation, person, made=made, ignored=found.ignored, problems=problems)


@router.post("/filer/slang")
def discard(request: Request, organisation: str, person: Editor) -> Response:
    """All of one's drafts here, at once."""
    drafts = drafts_of(desk_of(request))
    for draft in drafts.mine(organisation, person.id):
        drafts.drop(draft.path, person.id)
    return to(f"/admin/{organisation}/filer", "slangt")


def _published(request: Request, organisation: str) -> list[str]:
    root = desk_of(request).live.root
    found = (path.relative_to(root).as_posix() for path in sorted((root / organisation).rglob("*.yml")))
    return [path for path in found if is_file_of(organisation, path)]


def _shown(request: Request, organisation: str, person: Person, *, status: int = 200, **more: Any) -> HTMLResponse:
    drafts = drafts_of(desk_of(request)).mine(organisation, person.id)
    values = {"refused": None, "made": None, "ignored": (), "problems": (), "done": request.query_params.get("klart", ""), **more}
    return page(
        request, "editing/filer.html", status=status, paths=_published(request, organisation), drafts={each.path for each in drafts}, **values
    )
