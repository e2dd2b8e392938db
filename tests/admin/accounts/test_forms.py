"""Forms that did not come from our own page change nothing."""

from __future__ import annotations

import pytest

from bot.admin.accounts import people
from bot.admin.people import Role

from .conftest import PASSWORD, token_in

ROLES = {"roll-alfa": "3"}


@pytest.fixture
def boss(office):
    return office.as_(Role.ADMINISTRATOR, "*")


def role_of(office, person):
    return people.find(office.engine, person.id).person.grants[0].role


@pytest.mark.parametrize(
    "csrf",
    [None, "", "0" * 64, "å"],
)
def test_a_form_without_its_token_is_refused(office, boss, anna, csrf):
    data = {**ROLES, **({} if csrf is None else {"csrf": csrf})}
    answer = boss.client.post(f"/admin/konton/{anna.id}/roller", data=data)
    assert answer.status_code == 403
    assert "Formuläret gick inte att skicka" in answer.text
    assert role_of(office, anna) is Role.EDITOR


def test_somebody_elses_token_is_refused(office, boss, anna):
    other = office.as_(Role.ADMINISTRATOR, "*")
    assert boss.client.post(f"/admin/konton/{anna.id}/roller", data={**ROLES, "csrf": other.csrf}).status_code == 403
    assert role_of(office, anna) is Role.EDITOR


def test_the_token_of_another_session_of_the_same_person_is_refused(office, boss, anna):
    elsewhere = office.sign_in(boss.person)
    assert boss.client.post(f"/admin/konton/{anna.id}/roller", data={**ROLES, "csrf": elsewhere.csrf}).status_code == 403


def test_the_right_token_is_taken_in_a_form_in_a_form_with_files_and_in_a_header(office, boss, anna):
    path = f"/admin/konton/{anna.id}/roller"
    assert boss.post(path, ROLES).status_code == 303
    assert role_of(office, anna) is Role.PUBLISHER
    assert boss.post(path, {"roll-alfa": "1"}, files={"fil": ("a.zip", b"x")}).status_code == 303
    assert role_of(office, anna) is Role.READER
    assert boss.client.post(path, data={"roll-alfa": "2"}, headers={"x-csrf-token": boss.csrf}).status_code == 303
    assert role_of(office, anna) is Role.EDITOR


def test_the_token_in_the_address_does_not_count(office, boss, anna):
    assert boss.client.post(f"/admin/konton/{anna.id}/roller?csrf={boss.csrf}", data=ROLES).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_need_the_token_too(office, boss, method):
    assert boss.client.request(method, "/admin/konto").status_code == 403


@pytest.mark.parametrize("body", [b"--x\r\n", b"", b"\xff\xfe"])
def test_a_form_that_cannot_be_read_is_refused(office, boss, body):
    answer = boss.client.post("/admin/logga-ut", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 403
    answer = boss.client.post("/admin/logga-ut", content=body, headers={"content-type": "multipart/form-data"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://ond.example"},
        {"origin": "http://testserver.ond.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
)
def test_even_with_the_token_another_site_is_refused(office, boss, anna, headers):
    assert boss.post(f"/admin/konton/{anna.id}/roller", ROLES, headers=headers).status_code == 403
    assert role_of(office, anna) is Role.EDITOR


@pytest.mark.parametrize("headers", [{"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}])
def test_our_own_site_is_let_in(office, boss, anna, headers):
    assert boss.post(f"/admin/konton/{anna.id}/roller", ROLES, headers=headers).status_code == 303


def test_behind_a_proxy_the_public_address_is_our_own_site(make_office):
    office = make_office(address="http://vagvisaren.alfa.se")
    boss = office.as_(Role.ADMINISTRATOR, "*")
    assert boss.post("/admin/konto/sessioner", headers={"origin": "http://vagvisaren.alfa.se"}).status_code == 303


def test_signing_in_needs_the_token_of_the_browser_that_got_the_page(office, anna):
    fields = {"epost": "anna@alfa.se", "losenord": PASSWORD}
    assert office.client().post("/admin/logga-in", data=fields).status_code == 403
    stranger = token_in(office.client().get("/admin/logga-in").text)
    victim = office.client()
    victim.get("/admin/logga-in")
    answer = victim.post("/admin/logga-in", data={**fields, "csrf": stranger})
    assert answer.status_code == 403
    assert "vagvisaren-inloggad" not in victim.cookies


def test_the_cookie_before_sign_in_is_for_us_alone_and_given_once(office):
    client = office.client()
    line = client.get("/admin/logga-in").headers.get_list("set-cookie")
    assert len(line) == 1
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in line[0].split(";")}
    assert client.get("/admin/logga-in").headers.get_list("set-cookie") == []


def test_browsers_tell_our_own_pages_where_forms_come_from(office, boss):
    """With «no-referrer» they would send «Origin: null» with every form."""
    assert boss.get("/admin/konto").headers["referrer-policy"] == "same-origin"
    assert boss.get("/admin/konto").headers["cache-control"] == "no-store"


def test_the_rest_of_the_product_needs_no_token_and_gets_no_cookie(office):
    client = office.client()
    answer = client.post("/api/conversations", json={})
    assert answer.status_code == 201
    assert answer.headers.get_list("set-cookie") == []
    assert client.get("/").headers.get_list("set-cookie") == []
    assert client.get("/administration").headers.get_list("set-cookie") == []
