"""`/utkast`: what I have changed, what stands in its way, try it, publish it. A publisher sees other people's too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.admin.accounts import audit, people, rules
from bot.admin.desk import Desk
from bot.admin.editing.drafts import Draft
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.publishing.attempt import Attempt, as_parse, attempt
from bot.admin.publishing.draft import checked, drafts_of, file_changes, guide_for, titles
from bot.admin.publishing.process import WorkerFailed
from bot.admin.publishing.publish import MAX_SENTENCE, NotPublished, Publisher
from bot.admin.publishing.questions import questions
from bot.admin.publishing.swap import NotSwapped
from bot.admin.view import page
from bot.answers.turn import MAX_LENGTH

router = APIRouter(prefix="/admin/{organisation}/utkast")
Editor = Annotated[Person, Depends(may(Role.EDITOR))]
Publishing = Annotated[Person, Depends(may(Role.PUBLISHER))]
Paths = Annotated[list[str] | None, Form()]


@router.get("")
def mine(request: Request, organisation: str, person: Editor) -> HTMLResponse:
    return _page(request, organisation, person, person)


@router.get("/{author_id:int}")
def others(request: Request, organisation: str, author_id: int, person: Publishing) -> HTMLResponse:
    return _page(request, organisation, person, _author(_desk(request), author_id))


@router.post("/publicera")
def publish_mine(request: Request, organisation: str, person: Publishing, mening: Annotated[str, Form()] = "", fil: Paths = None) -> Response:
    return _publish(request, organisation, person, person, mening, fil)


@router.post("/{author_id:int}/publicera")
def publish_others(
    request: Request, organisation: str, author_id: int, person: Publishing, mening: Annotated[str, Form()] = "", fil: Paths = None
) -> Response:
    return _publish(request, organisation, person, _author(_desk(request), author_id), mening, fil)


@router.post("/skicka")
def send_for_review(request: Request, organisation: str, person: Editor, tillbaka: Annotated[str, Form()] = "") -> RedirectResponse:
    """`tillbaka`: take it back to go on writing."""
    desk = _desk(request)
    drafts_of(desk).submit(organisation, person.id, not tillbaka)
    if not tillbaka:
        audit.record(desk.engine, person.id, "skickat_for_granskning", organisation)
    return _to(organisation, "utkast", "tillbaka" if tillbaka else "skickat")


@router.post("/slang")
def discard(request: Request, organisation: str, person: Editor, fil: Annotated[list[str], Form()]) -> RedirectResponse:
    drafts = drafts_of(_desk(request))
    for draft in drafts.mine(organisation, person.id):
        if draft.path in fil:
            drafts.drop(draft.path, person.id)
    return _to(organisation, "utkast", "slangt")


@router.post("/prova")
def try_mine(request: Request, organisation: str, person: Editor, fraga: Annotated[str, Form()] = "") -> HTMLResponse:
    return _try(request, organisation, person, person, fraga)


@router.post("/{author_id:int}/prova")
def try_others(request: Request, organisation: str, author_id: int, person: Publishing, fraga: Annotated[str, Form()] = "") -> HTMLResponse:
    return _try(request, organisation, person, _author(_desk(request), author_id), fraga)


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _author(desk: Desk, author_id: int) -> Person:
    found = people.find(desk.engine, author_id)
    if found is None:
        raise HTTPException(404)
    return found.person


def _to(organisation: str, place: str, done: str) -> RedirectResponse:
    return RedirectResponse(f"/admin/{organisation}/{place}?klart={done}", 303)


def _page(request: Request, organisation: str, person: Person, author: Person, *, status: int = 200, **more: Any) -> HTMLResponse:
    """Mine, or somebody else's. `more`: a message tried and what came of it, or why it was not published."""
    desk = _desk(request)
    drafts = drafts_of(desk)
    found = drafts.mine(organisation, author.id)
    seen = checked(desk, drafts.overlay(organisation, author.id))
    asked = questions(desk.packs, seen.packs)
    if found:
        desk.trainer.worker.warm()
    report = desk.trainer.drafts.of(asked)
    told = {label for each in report.collisions for label in (each.label, each.other_label)}
    told |= {label for each in report.missed for label in (each.label, each.taken)}
    values: dict[str, Any] = {
        "author": author,
        "own": author.id == person.id,
        "files": file_changes(desk, drafts, found),
        "submitted": bool(found) and all(draft.submitted for draft in found),
        "problems": seen.problems,
        "errors": seen.errors,
        "report": report,
        "titles": titles(seen.packs, told),
        "trains": asked.trains,
        "asks": bool(asked.added or asked.tests),
        "four_eyes": rules.four_eyes(desk.engine, organisation),
        "publisher": person.may(Role.PUBLISHER, organisation),
        "others": _others(desk, organisation, person),
        "max_sentence": MAX_SENTENCE,
        "max_length": MAX_LENGTH,
        "refused": None,
        "sentence": "",
        "asked": "",
        "attempt": None,
        "not_tried": "",
    }
    return page(request, "publishing/utkast.html", status=status, **{**values, **more})


def _others(desk: Desk, organisation: str, person: Person) -> list[tuple[Person, Sequence[Draft]]]:
    """Other people with drafts here, for a publisher: those who wait for review first."""
    if not person.may(Role.PUBLISHER, organisation):
        return []
    found = drafts_of(desk).all_in(organisation)
    accounts = {one.person.id: one.person for one in people.accounts(desk.engine)}
    theirs = {author: [draft for draft in found if draft.person == author] for author in dict.fromkeys(draft.person for draft in found)}
    others = [(accounts[author], drafts) for author, drafts in theirs.items() if author != person.id]
    return sorted(others, key=lambda pair: not any(draft.submitted for draft in pair[1]))


def _publish(request: Request, organisation: str, person: Person, author: Person, sentence: str, paths: list[str] | None) -> Response:
    """All of the draft, or the files that were ticked."""
    desk = _desk(request)
    drafts = drafts_of(desk)
    chosen = [draft for draft in drafts.mine(organisation, author.id) if paths is None or draft.path in paths]
    try:
        if rules.four_eyes(desk.engine, organisation) and (person.id == author.id or not all(draft.submitted for draft in chosen)):
            raise NotPublished("fyra-ogon")
        published = Publisher(desk.live.root, desk.live.reader).publish(organisation, chosen, person, sentence)
    except NotPublished as refused:
        return _page(request, organisation, person, author, status=409, refused=refused, sentence=sentence)
    for draft in chosen:
        drafts.drop(draft.path, author.id)
    went_live(desk, person, organisation, "publicerat", sentence)
    return RedirectResponse(f"/admin/{organisation}/historik/{published.commit}?klart=publicerat", 303)


def went_live(desk: Desk, person: Person, organisation: str, what: str, sentence: str) -> None:
    """After a commit: the texts answer at once, the understanding is trained if need be, the log tells."""
    desk.live.reload()
    desk.trainer.wake()
    audit.record(desk.engine, person.id, what, organisation, sentence)


def _try(request: Request, organisation: str, person: Person, author: Person, text: str) -> HTMLResponse:
    """On the draft: with the serving model when it changes no examples, else with one that has learnt it. What was asked is kept nowhere."""
    desk = _desk(request)
    text = text.strip()[:MAX_LENGTH]
    if not text:
        return _page(request, organisation, person, author, not_tried="tom", status=400)
    seen = checked(desk, drafts_of(desk).overlay(organisation, author.id))
    guide = guide_for(seen.guides, organisation, desk.settings.organisation)
    if guide is None:
        return _page(request, organisation, person, author, asked=text, not_tried="fel", status=409)
    asked = questions(desk.packs, seen.packs)

    def read(message: str) -> dict[str, Any]:
        if not asked.trains:
            return desk.trainer.server.parse(message)
        answer = desk.trainer.worker.ask({"do": "attempt", "generated": asked.generated, "texts": [message]})
        return as_parse(message, answer["new"][0], guide)

    try:
        found: Attempt = attempt(text, guide, read)
    except (WorkerFailed, NotSwapped):
        return _page(request, organisation, person, author, asked=text, not_tried="nere", status=503)
    return _page(request, organisation, person, author, asked=text, attempt=found)
