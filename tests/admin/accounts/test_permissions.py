"""Who reaches what: every route under /admin stands in this table with the least role, and is tried as everybody.

Addresses of an organisation say themselves what they ask for (`may(Role.…)`); one that does not fails. Placeholders are filled with things
that do not exist: what is asked is only whether the guard lets one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from admin.conftest import Office
from bot.admin.accounts.secrets import csrf_of
from bot.admin.people import Role
from bot.knowledge.values import RESERVED

ANYBODY, SIGNED_IN = "anybody", "signed in"
Rule = str | Role

OWN: dict[str, Rule] = {
    "GET /admin/logga-in": ANYBODY,
    "POST /admin/logga-in": ANYBODY,
    "POST /admin/logga-ut": ANYBODY,
    "GET /admin/lank/{token}": ANYBODY,
    "POST /admin/lank/{token}": ANYBODY,
    "GET /admin/oidc/start": ANYBODY,
    "GET /admin/oidc/klar": ANYBODY,
    "GET /admin/": SIGNED_IN,
    "GET /admin/konto": SIGNED_IN,
    "POST /admin/konto/losenord": SIGNED_IN,
    "POST /admin/konto/sessioner": SIGNED_IN,
    "POST /admin/konto/sessioner/{session_id}": SIGNED_IN,
    "GET /admin/konton": Role.ADMINISTRATOR,
    "POST /admin/konton/bjud-in": Role.ADMINISTRATOR,
    "POST /admin/konton/fyra-ogon": Role.ADMINISTRATOR,
    "GET /admin/konton/{account_id}": Role.ADMINISTRATOR,
    "POST /admin/konton/{account_id}/roller": Role.ADMINISTRATOR,
    "POST /admin/konton/{account_id}/lank": Role.ADMINISTRATOR,
    "POST /admin/konton/{account_id}/oppet": Role.ADMINISTRATOR,
    "GET /admin/logg": Role.ADMINISTRATOR,
    "GET /admin/kalender/{token}.ics": ANYBODY,
}
"""Addresses without an organisation in them."""


def routes(found: list[BaseRoute]) -> Iterator[APIRoute]:
    for route in found:
        if isinstance(route, APIRoute):
            if route.path.startswith("/admin"):
                yield route
        else:
            yield from routes(getattr(getattr(route, "original_router", None), "routes", []))


def least_role(route: APIRoute) -> Role | None:
    """What `may(role)` among the route's dependencies asks for, however deep; None when there is none."""
    stack, roles = [route.dependant], []
    while stack:
        dependant = stack.pop()
        stack += dependant.dependencies
        call = dependant.call
        if getattr(call, "__qualname__", "") == "may.<locals>.allowed":
            roles += [cell.cell_contents for cell in call.__closure__ if isinstance(cell.cell_contents, Role)]
    return max(roles, default=None)


def key(route: APIRoute) -> str:
    return f"{next(iter(route.methods))} {route.path}"


def ask(client, route: APIRoute, organisation: str, csrf: str) -> tuple[int, str]:
    """Status and where it leads."""
    path = re.sub(r"\{\w+:int\}|\{\w+_id\}", "0", route.path.replace("{organisation}", organisation))
    path = re.sub(r"\{\w+(:\w+)?\}", "finns-inte", path)
    (method,) = route.methods
    answer = client.request(method, path, headers={"x-csrf-token": csrf})
    return answer.status_code, answer.headers.get("location", "")


def refused(found: tuple[int, str]) -> bool:
    return found[0] == 403


def to_the_door(found: tuple[int, str]) -> bool:
    return found[0] == 303 and found[1].startswith("/admin/logga-in")


@pytest.fixture
def office(make_office) -> Office:
    """On SQLite: rights do not differ."""
    return make_office()


@pytest.fixture
def own(office) -> list[APIRoute]:
    return [route for route in routes(office.app.routes) if "{organisation}" not in route.path]


@pytest.fixture
def local(office) -> list[APIRoute]:
    return [route for route in routes(office.app.routes) if "{organisation}" in route.path]


def test_every_address_without_an_organisation_stands_in_the_table(own):
    assert sorted(key(route) for route in own) == sorted(OWN)


def test_every_address_of_an_organisation_asks_for_a_role(local):
    assert [key(route) for route in local if least_role(route) is None] == []


def test_readers_change_nothing(local):
    """What they may send is a question: nothing is kept."""
    assert [key(route) for route in local if "GET" not in route.methods and least_role(route) is Role.READER] == []


def test_who_is_not_signed_in_gets_nowhere(office, own, local):
    client = office.client()
    client.get("/admin/logga-in")
    csrf = csrf_of(client.cookies["vagvisaren-besok"])
    inside = [route for route in own if OWN[key(route)] != ANYBODY] + local
    assert [key(route) for route in inside if not to_the_door(ask(client, route, "alfa", csrf))] == []


def test_nobody_changes_anything_without_the_forms_token(office, own, local):
    client = office.as_(Role.ADMINISTRATOR, "*").client
    assert [key(route) for route in own + local if "GET" not in route.methods and not refused(ask(client, route, "alfa", "0" * 64))] == []


@pytest.mark.parametrize("role", [None, *Role])
def test_only_administrators_look_after_accounts(office, own, role):
    staff = office.as_(role)
    for route in own:
        rule = OWN[key(route)]
        if "GET" in route.methods:
            found = ask(staff.client, route, "alfa", staff.csrf)
            assert refused(found) == (isinstance(rule, Role) and (role is None or role < rule)), key(route)
            assert not to_the_door(found), key(route)
        elif isinstance(rule, Role) and (role is None or role < rule):
            assert refused(ask(staff.client, route, "alfa", staff.csrf)), key(route)


@pytest.mark.parametrize("role", [None, *Role])
def test_a_role_reaches_what_it_may_and_no_more(office, local, role):
    """What one may not is tried with every method; what one may only where nothing is changed."""
    staff = office.as_(role)
    for route in local:
        least = least_role(route)
        assert least is not None
        if role is None or role < least:
            assert refused(ask(staff.client, route, "alfa", staff.csrf)), key(route)
        elif "GET" in route.methods:
            found = ask(staff.client, route, "alfa", staff.csrf)
            assert not refused(found), key(route)
            assert not to_the_door(found), key(route)
            assert found[0] != 500, key(route)


@pytest.mark.parametrize("place", ["beta", "nationell", "gamma", "*"])
def test_an_administrator_of_one_place_reaches_no_other(office, local, place):
    staff = office.as_(Role.ADMINISTRATOR, "alfa")
    assert [key(route) for route in local if not refused(ask(staff.client, route, place, staff.csrf))] == []


def test_not_even_an_administrator_of_everything_reaches_a_place_that_does_not_exist(office, local):
    staff = office.as_(Role.ADMINISTRATOR, "*")
    assert [key(route) for route in local if not refused(ask(staff.client, route, "gamma", staff.csrf))] == []


def test_who_may_everywhere_reaches_the_national_pack(office, local):
    staff = office.as_(Role.ADMINISTRATOR, "*")
    assert [key(route) for route in local if "GET" in route.methods and refused(ask(staff.client, route, "nationell", staff.csrf))] == []


def test_the_refusal_names_who_can_help_here(office):
    office.as_(Role.ADMINISTRATOR, "*", name="Landets Lena", email="lena@land.se")
    office.as_(Role.ADMINISTRATOR, "alfa", name="Alfas Ali", email="ali@alfa.se")
    office.as_(Role.ADMINISTRATOR, "beta", name="Betas Bo", email="bo@beta.se")
    answer = office.as_(Role.READER).get("/admin/konton")
    assert answer.status_code == 403
    assert "Du har inte tillgång hit" in answer.text
    assert "lena@land.se" in answer.text
    assert "bo@beta.se" not in answer.text


def test_no_municipality_can_be_named_as_a_page(own):
    assert {route.path.split("/")[2] for route in own if route.path != "/admin/"} == RESERVED


def test_two_routes_do_not_share_an_address(office):
    known = [key(route) for route in routes(office.app.routes)]
    assert sorted(known) == sorted(set(known))
