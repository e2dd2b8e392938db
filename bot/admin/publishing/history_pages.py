"""`/historik`: who changed what and why, and one click back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.admin.desk import Desk
from bot.admin.editing.drafts import stamp_of
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.publishing.draft import drafts_of, file_change
from bot.admin.publishing.draft_pages import went_live
from bot.admin.publishing.files import read
from bot.admin.publishing.git import GitFailed, Repository, open_repository
from bot.admin.publishing.history import PER_PAGE, Entry, entries, entry
from bot.admin.publishing.publish import NotPublished, Publisher, is_inside
from bot.admin.publishing.undo import Overlaid, without
from bot.admin.view import page

router = APIRouter(prefix="/admin/{organisation}/historik")
Reader = Annotated[Person, Depends(may(Role.READER))]


@router.get("")
def listed(
    request: Request, organisation: str, person: Reader, fil: str | None = None, sida: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> HTMLResponse:
    """`fil`: of one file only."""
    desk: Desk = request.app.state.desk
    if fil is not None and not is_inside(desk.live.root, organisation, fil):
        raise HTTPException(404)
    try:
        found = entries(open_repository(desk.live.root), organisation, fil, sida)
    except GitFailed:
        return page(request, "publishing/historik.html", status=503, entries=[], fil=fil, number=1, more=False, away=True)
    return page(request, "publishing/historik.html", entries=found, fil=fil, number=sida, more=len(found) == PER_PAGE, away=False)


@router.get("/{commit}")
def one(request: Request, organisation: str, commit: str, person: Reader) -> HTMLResponse:
    repository, found = _found(request, organisation, commit)
    return _page(request, organisation, person, repository, found)


@router.post("/{commit}/angra")
def undo(request: Request, organisation: str, commit: str, person: Annotated[Person, Depends(may(Role.PUBLISHER))]) -> Response:
    """A new commit that takes back what this one changed."""
    desk: Desk = request.app.state.desk
    repository, found = _found(request, organisation, commit)
    sentence = f"Ångrade: {found.sentence}"
    try:
        contents = without(repository, desk.live.root, found)
        begun_on = {path: stamp_of(read(desk.live.root, path)) for path in contents}
        published = Publisher(desk.live.root, desk.live.reader).write(organisation, contents, person, sentence, begun_on=begun_on)
    except Overlaid as overlaid:
        return _page(request, organisation, person, repository, found, status=409, overlaid=overlaid.paths)
    except NotPublished as refused:
        return _page(request, organisation, person, repository, found, status=409, refused=refused)
    went_live(desk, person, organisation, "angrat", found.sentence)
    return RedirectResponse(f"/admin/{organisation}/historik/{published.commit}?klart=angrat", 303)


@router.post("/{commit}/hamta")
def fetch_as_draft(
    request: Request, organisation: str, commit: str, person: Annotated[Person, Depends(may(Role.EDITOR))], fil: Annotated[str, Form()]
) -> RedirectResponse:
    """The whole file as it was before this commit, as a draft."""
    desk: Desk = request.app.state.desk
    repository, found = _found(request, organisation, commit)
    if fil not in found.paths:
        raise HTTPException(404)
    content = repository.published(fil, f"{found.commit}^")
    drafts_of(desk).save(organisation, fil, person.id, None if content is None else content.decode())
    return RedirectResponse(f"/admin/{organisation}/utkast?klart=hamtat", 303)


def _found(request: Request, organisation: str, commit: str) -> tuple[Repository, Entry]:
    try:
        repository = open_repository(request.app.state.desk.live.root)
    except GitFailed as error:
        raise HTTPException(503) from error
    found = entry(repository, organisation, commit)
    if found is None:
        raise HTTPException(404)
    return repository, found


def _page(
    request: Request, organisation: str, person: Person, repository: Repository, found: Entry, *, status: int = 200, **more: Any
) -> HTMLResponse:
    files = [file_change(path, repository.published(path, f"{found.commit}^"), repository.published(path, found.commit)) for path in found.paths]
    desk: Desk = request.app.state.desk
    undone = all(repository.published(path, f"{found.commit}^") == read(desk.live.root, path) for path in found.paths)
    values = {"entry": found, "files": files, "overlaid": [], "refused": None, "training": desk.trainer.progress, "undone": undone}
    rights = {"publisher": person.may(Role.PUBLISHER, organisation), "editor": person.may(Role.EDITOR, organisation)}
    return page(request, "publishing/historik_en.html", status=status, **{**values, **rights, **more})
