"""Overview, routines, contacts, review, inbox, insight."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.admin.accounts import audit
from bot.admin.desk import Desk
from bot.admin.editing.formtree import from_yaml
from bot.admin.editing.roundtrip import NotReadable, rewrite
from bot.admin.editing.routines import path_of
from bot.admin.editing.sheet import drafts_of, keep, open_sheet
from bot.admin.editing.tree import Branch, Row, Rows
from bot.admin.guard import may
from bot.admin.lists import review
from bot.admin.lists.contacts import ContactState, contact_states
from bot.admin.lists.inbox import groups
from bot.admin.lists.overview import todos
from bot.admin.lists.plot import HEIGHT, WIDTH, stacked
from bot.admin.lists.routines import RoutineState, routine_states
from bot.admin.lists.table import as_csv
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.answers.hours import STOCKHOLM
from bot.knowledge.problems import Problem, Severity
from bot.usage import insight
from bot.usage.store import CLOSED, OPEN, UsageStore

router = APIRouter(prefix="/admin/{organisation}", include_in_schema=False)
calendars = APIRouter(include_in_schema=False)
"""Outside `/admin/{organisation}`: the token says whose it is."""
Reader = Annotated[Person, Depends(may(Role.READER))]
Editor = Annotated[Person, Depends(may(Role.EDITOR))]
PERIODS = (4, 12, 26, 52)
UNUSED_WEEKS = 12


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _usage(request: Request) -> UsageStore:
    return UsageStore(_desk(request).engine)


def _today() -> date:
    return datetime.now(STOCKHOLM).date()


def _problems(desk: Desk, organisation: str) -> list[Problem]:
    return [each for each in desk.live.result.problems if each.path.startswith(f"{organisation}/")]


def _routines(desk: Desk, organisation: str) -> list[RoutineState]:
    drafts = [draft.path for draft in drafts_of(desk).all_in(organisation)]
    return routine_states(desk.packs[organisation], desk.live.guides.get(organisation), _problems(desk, organisation), drafts, _today())


def _contacts(desk: Desk, organisation: str) -> list[ContactState]:
    return contact_states(desk.packs[organisation], datetime.now(STOCKHOLM))


@router.get("/")
def overview(request: Request, organisation: str, person: Reader) -> HTMLResponse:
    desk = _desk(request)
    new = sum(gap.status == "ny" for gap in _usage(request).gaps(organisation))
    mine = len(drafts_of(desk).mine(organisation, person.id))
    found = todos(_problems(desk, organisation), _routines(desk, organisation), _contacts(desk, organisation), new, mine)
    pack = desk.packs[organisation]
    head = pack.organisation or pack.national
    approved = str(head.status) if head else ""
    return page(request, "lists/oversikt.html", todos=found, approved=approved, kept=organisation in desk.live.kept, training=desk.trainer.progress)


@router.get("/kontroll")
def to_check(request: Request, organisation: str, person: Reader) -> HTMLResponse:
    """Everything the validator says of the live files, open points last."""
    found = sorted(_problems(_desk(request), organisation), key=lambda each: (list(Severity).index(each.severity), each.path, each.line))
    return page(request, "lists/kontroll.html", problems=found)


@router.get("/rutiner")
def routines(request: Request, organisation: str, person: Reader, status: str = "", ord: str = "") -> HTMLResponse:
    found = _routines(_desk(request), organisation)
    shown = [each for each in found if (not status or status in each.tags or status == each.level) and _has(ord, each.title, each.id, each.owner)]
    done = request.query_params.get("klart", "")
    return page(request, "lists/rutiner.html", routines=shown, whole=len(found), chosen=status, words=ord, done=done)


@router.get("/kontakter")
def contacts(request: Request, organisation: str, person: Reader, status: str = "", ord: str = "") -> HTMLResponse:
    found = _contacts(_desk(request), organisation)
    wanted = {"gammal", "aldrig"} if status == "kontrollera" else {status}
    shown = []
    for each in found:
        numbers = [phone.display for phone in each.contact.phones]
        if (not status or wanted & set(each.tags)) and _has(ord, each.contact.name, each.contact.id, *each.contact.aliases, *numbers):
            shown.append(each)
    done = request.query_params.get("klart", "")
    return page(request, "lists/kontakter.html", contacts=shown, whole=len(found), chosen=status, words=ord, done=done)


def _has(words: str, *texts: str) -> bool:
    """Every word stands somewhere. Digits are compared without blanks and dashes."""
    whole = " ".join(texts).casefold()
    digits = "".join(letter for letter in whole if letter.isdigit())
    return all(word in whole or (word.isdigit() and word in digits) for word in words.casefold().replace("-", " ").split())


@router.get("/granskning")
def reviews(request: Request, organisation: str, person: Reader) -> HTMLResponse:
    desk = _desk(request)
    found = review.due(_routines(desk, organisation), _contacts(desk, organisation))
    token = review.token_of(desk.engine, organisation) if person.may(Role.EDITOR, organisation) else ""
    feed = f"{desk.settings.public_address}/admin/kalender/{token}.ics" if token else ""
    return page(request, "lists/granskning.html", months=review.by_month(found), today=_today(), feed=feed)


@router.post("/granskning/adress")
def new_feed(request: Request, organisation: str, person: Editor) -> RedirectResponse:
    review.new_token(_desk(request).engine, organisation)
    audit.record(_desk(request).engine, person.id, "ny_kalenderadress", organisation)
    return RedirectResponse(f"/admin/{organisation}/granskning#kalender", 303)


@calendars.get("/admin/kalender/{token}.ics")
def feed(request: Request, token: str) -> Response:
    """Without sign-in: a calendar program has none."""
    desk = _desk(request)
    organisation = review.organisation_of(desk.engine, token)
    pack = desk.packs.get(organisation)
    if pack is None:
        raise HTTPException(404)
    head = pack.organisation or pack.national
    found = review.due(_routines(desk, organisation), _contacts(desk, organisation))
    content = review.calendar(head.name if head else organisation, organisation, desk.settings.public_address, found)
    return Response(content, media_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


@router.get("/inkorg")
def inbox(request: Request, organisation: str, person: Editor, visa: str = "") -> HTMLResponse:
    """`visa`: `avslutade` shows what is closed and not yet erased."""
    gaps = _usage(request).gaps(organisation)
    wanted = CLOSED if visa == "avslutade" else OPEN
    shown = groups([gap for gap in gaps if gap.status in wanted])
    titles = [(each.id, each.title) for each in _routines(_desk(request), organisation)]
    count = sum(gap.status in OPEN for gap in gaps)
    done = request.query_params.get("klart", "")
    return page(request, "lists/inkorg.html", groups=shown, routines=titles, closed=visa == "avslutade", open_count=count, done=done)


@router.post("/inkorg")
def take_care(
    request: Request,
    organisation: str,
    person: Editor,
    gor: Annotated[str, Form()],
    id: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    rutin: Annotated[str, Form()] = "",
) -> Response:
    """`gor`: exempel (the text goes into my draft of `rutin`), ny-rutin, avfarda, tillbaka, pagar. `id`: those of the group."""
    ids = [int(each) for each in id.split(",")[:500] if each.isdigit()]
    home, store = f"/admin/{organisation}/inkorg", _usage(request)
    if not any(gap.id in ids for gap in store.gaps(organisation)):
        return RedirectResponse(f"{home}?klart=borta", 303)
    if gor == "exempel":
        if not _as_example(request, person, organisation, rutin, text):
            return RedirectResponse(f"{home}?klart=valj", 303)
        store.move_gaps(organisation, ids, "tillagd", _today())
        audit.record(_desk(request).engine, person.id, "lucka_exempel", organisation, rutin)
        return RedirectResponse(f"{home}?klart=exempel", 303)
    if gor == "ny-rutin":
        store.move_gaps(organisation, ids, "pagar", _today())
        return RedirectResponse(
            str(request.url.replace(path=f"/admin/{organisation}/rutiner/ny", query="").include_query_params(fraga=text[:300])), 303
        )
    status = {"avfarda": "avfardad", "tillbaka": "ny", "pagar": "pagar", "klar": "tillagd"}.get(gor)
    if status:
        store.move_gaps(organisation, ids, status, _today())
        audit.record(_desk(request).engine, person.id, "lucka_" + status, organisation)
    return RedirectResponse(f"{home}?klart={gor if status else 'borta'}", 303)


def _as_example(request: Request, person: Person, organisation: str, routine: str, text: str) -> bool:
    """False when there is no such routine, no text, or a draft that must be mended as YAML first."""
    desk, text = _desk(request), " ".join(text.split())
    if not text or routine not in {each.id for each in _routines(desk, organisation)}:
        return False
    sheet = open_sheet(desk, person, organisation, path_of(organisation, routine))
    try:
        held = from_yaml(sheet.text, "rutin").keys.get("fragor")
        rows = [Row(None, at) for at in range(len(held.rows))] if isinstance(held, Rows) else []
        head = {} if sheet.text.strip() else {"id": routine}
        keep(desk, person, sheet, rewrite(sheet.text, "rutin", Branch({**head, "fragor": Rows([*rows, Row(text)])})))
    except NotReadable:
        return False
    return True


def _period(veckor: int) -> insight.Period:
    return insight.Period.weeks(veckor if veckor in PERIODS else PERIODS[1], _today())


@router.get("/statistik")
def statistics(request: Request, organisation: str, person: Reader, veckor: int = PERIODS[1]) -> HTMLResponse:
    desk, store, period = _desk(request), _usage(request), _period(veckor)
    rows, opinions = store.turn_counts(organisation), store.feedback(organisation)
    weeks = insight.by_week(rows, period)
    titles = {each.id: each.title for each in _routines(desk, organisation)}
    recent = [each for each in opinions if each.comment and period.has(each.day)]
    values: dict[str, Any] = {
        "weeks": weeks,
        "outcomes": (kinds := insight.outcomes(weeks)),
        "plot": stacked(weeks, kinds),
        "size": (WIDTH, HEIGHT),
        "use": insight.by_routine(rows, opinions, list(titles), period),
        "titles": titles,
        "unused": insight.never_used(rows, list(titles), insight.Period.weeks(UNUSED_WEEKS, _today())),
        "comments": sorted(recent, key=lambda each: each.day, reverse=True)[:50],
        "chosen": veckor if veckor in PERIODS else PERIODS[1],
        "periods": PERIODS,
    }
    return page(request, "lists/statistik.html", **values)


@router.get("/statistik.csv")
def statistics_csv(request: Request, organisation: str, person: Reader, veckor: int = PERIODS[1]) -> Response:
    store, period = _usage(request), _period(veckor)
    rows = store.turn_counts(organisation)
    weeks = insight.by_week(rows, period)
    table: list[list[object]] = [["vecka", "utfall", "antal"]]
    table += [[week.name, what, count] for week in weeks for what, count in week.counts.items()]
    table += [[], ["rutin", "visad", "hjälpte", "hjälpte inte", "fel i rutinen"]]
    ids = [each.id for each in _routines(_desk(request), organisation)]
    table += [
        [each.routine, each.shown, each.helped, each.not_helped, each.wrong]
        for each in insight.by_routine(rows, store.feedback(organisation), ids, period)
    ]
    headers = {"Content-Disposition": f'attachment; filename="vagvisaren-{organisation}.csv"', "Cache-Control": "no-store"}
    return Response(as_csv(table), media_type="text/csv; charset=utf-8", headers=headers)
