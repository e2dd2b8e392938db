"""Pages where administrators look after the others' accounts, and the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import IntegrityError

from bot.admin.accounts import audit, manage, people
from bot.admin.accounts.door import EMAIL
from bot.admin.accounts.manage import Refused
from bot.admin.accounts.names import administers, names, places
from bot.admin.accounts.people import Account
from bot.admin.accounts.rules import four_eyes
from bot.admin.accounts.start import address_of
from bot.admin.accounts.when import clock
from bot.admin.guard import NotAllowed, signed_in
from bot.admin.people import EVERYWHERE, Grant, Person, Role
from bot.admin.view import page

router = APIRouter()
Text = Annotated[str, Form()]


def administrator(request: Request) -> Person:
    """Of at least one organisation."""
    person = signed_in(request)
    if not administers(person, request.app.state.desk.packs):
        raise NotAllowed
    return person


def chosen(request: Request, account_id: int) -> Account:
    """The account of the address, when the administrator may see it; the others do not exist for her."""
    found = people.find(request.app.state.desk.engine, account_id)
    if found is None or not manage.sees(administrator(request), found):
        raise HTTPException(404)
    return found


async def role_fields(request: Request) -> dict[str, str]:
    """Organisation → what was chosen for it. The fields are called `roll-` and the organisation."""
    async with request.form() as form:
        return {key.removeprefix("roll-"): str(value) for key, value in form.items() if key.startswith("roll-")}


Manager = Annotated[Person, Depends(administrator)]
Chosen = Annotated[Account, Depends(chosen)]


@router.get("/admin/konton")
def everybody(request: Request, manager: Manager) -> Response:
    return _list(request, manager)


@router.post("/admin/konton/bjud-in")
def invite(request: Request, manager: Manager, epost: Text = "", roll: Text = "", organisation: Text = "") -> Response:
    """The link is in the answer itself, and nowhere else: not in an address, not in a log."""
    desk = request.app.state.desk
    role = _role(roll)
    if role is None or organisation not in administers(manager, desk.packs):
        raise NotAllowed
    email = people.clean_email(epost)
    given = {"email": email, "role": int(role), "place": organisation}
    if len(email) > 254 or not EMAIL.fullmatch(email):
        return _list(request, manager, 422, wrong="epost", **given)
    try:
        account_id, token = manage.invite(desk.engine, manager, email, Grant(role, organisation))
    except Refused as refused:
        return _list(request, manager, 422, wrong=refused.code, **given)
    except IntegrityError:  # another administrator was faster
        return _list(request, manager, 422, wrong="finns", **given)
    if token is None:
        return RedirectResponse("/admin/konton?klart=roll", 303)
    return _link(request, account_id, email, token)


@router.post("/admin/konton/fyra-ogon")
def change_four_eyes(request: Request, manager: Manager, organisation: Text = "", fyra_ogon: Text = "") -> Response:
    desk = request.app.state.desk
    if organisation not in desk.packs or not manager.may(Role.ADMINISTRATOR, organisation):
        raise NotAllowed
    manage.change_four_eyes(desk.engine, manager, organisation, fyra_ogon == "ja")
    return RedirectResponse("/admin/konton?klart=fyra-ogon", 303)


@router.get("/admin/konton/{account_id}")
def one(request: Request, manager: Manager, account: Chosen) -> Response:
    return _one(request, manager, account)


@router.post("/admin/konton/{account_id}/roller")
def change_roles(request: Request, manager: Manager, account: Chosen, given: Annotated[dict[str, str], Depends(role_fields)]) -> Response:
    """What is chosen as nothing takes the role away."""
    desk = request.app.state.desk
    allowed = administers(manager, desk.packs)
    wanted = {place: _role(value) for place, value in given.items() if place in allowed}
    try:
        manage.change_roles(desk.engine, manager, account, wanted, bool(desk.settings.oidc_issuer))
    except Refused as refused:
        return _one(request, manager, account, 422, wrong=refused.code)
    return RedirectResponse("/admin/konton?klart=roller", 303)


@router.post("/admin/konton/{account_id}/lank")
def new_link(request: Request, manager: Manager, account: Chosen) -> Response:
    try:
        token = manage.new_link(request.app.state.desk.engine, manager, account)
    except Refused as refused:
        return _one(request, manager, account, 422, wrong=refused.code)
    return _link(request, account.person.id, account.person.email, token)


@router.post("/admin/konton/{account_id}/oppet")
def set_active(request: Request, manager: Manager, account: Chosen, oppet: Text = "") -> Response:
    desk = request.app.state.desk
    try:
        manage.set_active(desk.engine, manager, account, oppet == "ja", bool(desk.settings.oidc_issuer))
    except Refused as refused:
        return _one(request, manager, account, 422, wrong=refused.code)
    return RedirectResponse(f"/admin/konton?klart={'oppnat' if oppet == 'ja' else 'stangt'}", 303)


@router.get("/admin/logg")
def log(request: Request, manager: Manager, organisation: str = "", sida: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    desk = request.app.state.desk
    all_of_it = manager.may(Role.ADMINISTRATOR, EVERYWHERE)
    offered = [key for key in desk.packs if manager.may(Role.ADMINISTRATOR, key)]
    if organisation and organisation not in offered:
        raise NotAllowed
    wanted = [organisation] if organisation else None if all_of_it else offered
    entries, more = audit.entries(desk.engine, wanted, sida)
    return page(
        request,
        "accounts/log.html",
        entries=entries,
        more=more,
        number=sida,
        offered=offered,
        chosen=organisation,
        names=names(desk.packs),
        clock=clock,
    )


def _role(given: str) -> Role | None:
    return Role(int(given)) if given in {str(int(role)) for role in Role} else None


def _list(request: Request, manager: Person, status: int = 200, **values: object) -> Response:
    desk = request.app.state.desk
    shown = {"wrong": "", "email": "", "role": int(Role.EDITOR), "place": "", "done": request.query_params.get("klart", ""), **values}
    decides = [key for key in desk.packs if manager.may(Role.ADMINISTRATOR, key)]
    return page(
        request,
        "accounts/list.html",
        status=status,
        accounts=manage.seen_by(desk.engine, manager),
        places=administers(manager, desk.packs),
        names=names(desk.packs),
        four_eyes={key: four_eyes(desk.engine, key) for key in decides},
        **shown,
    )


def _one(request: Request, manager: Person, account: Account, status: int = 200, wrong: str = "") -> Response:
    packs = request.app.state.desk.packs
    roles = {grant.organisation: int(grant.role) for grant in account.person.grants}
    return page(
        request,
        "accounts/one.html",
        status=status,
        account=account,
        roles=roles,
        places=administers(manager, packs),
        others=[place for place in (*places(packs), *roles) if place in roles and not manager.may(Role.ADMINISTRATOR, place)],
        names=names(packs),
        in_charge=manage.in_charge(manager, account),
        wrong=wrong,
    )


def _link(request: Request, account_id: int, email: str, token: str) -> Response:
    address = address_of(request.app.state.desk.settings, token)
    return page(request, "accounts/new_link.html", account_id=account_id, email=email, link=address)
