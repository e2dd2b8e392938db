"""Sign in and out: cookies, fixation, where one is sent, what is told, lock-out."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from bot.admin.accounts import passwords
from bot.admin.accounts.browser import local_path
from bot.admin.accounts.tables import AttemptRow, PersonRow, SessionRow
from bot.admin.people import Grant, Role

from .conftest import PASSWORD, token_in, told

INSIDE = "/admin/konto"
WRONG_WORDS = "E-postadressen och lösenordet hör inte ihop"


def cookies_of(answer):
    return {line.split("=", 1)[0]: line for line in answer.headers.get_list("set-cookie")}


def test_the_right_password_opens_the_door(office, anna, sign_in):
    client = office.client()
    answer = sign_in(client, "anna@alfa.se")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/")
    assert "Anna Berg" in client.get(INSIDE).text
    assert told(office) == ["inloggad"]


def test_case_and_what_cannot_be_seen_in_the_email_do_not_matter(office, anna, sign_in):
    assert sign_in(office.client(), "  Anna@Alfa.SE\0 ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("anna@alfa.se", "korrekt häst batter"),
        ("anna@alfa.se", ""),
        ("anna@alfa.se", "x" * 5000),
        ("ingen@alfa.se", PASSWORD),
        ("", ""),
        ("anna", PASSWORD),
        ("anna@alfa.se", f"{PASSWORD}\0"),
        ("ingen\0@alfa.se", PASSWORD),
    ],
)
def test_what_does_not_belong_together_is_refused_in_the_same_words(office, anna, sign_in, email, password):
    client = office.client()
    answer = sign_in(client, email, password)
    assert answer.status_code == 401
    assert WRONG_WORDS in answer.text
    assert "vagvisaren-inloggad" not in cookies_of(answer)
    assert client.get(INSIDE).status_code == 303
    assert told(office) == ["fel_losenord"]


def test_an_account_without_a_password_has_none_that_works(office, sign_in):
    office.person(Grant(Role.EDITOR, "alfa"), email="ny@alfa.se")
    assert sign_in(office.client(), "ny@alfa.se", "").status_code == 401
    assert sign_in(office.client(), "ny@alfa.se", "ett lösenord som ingen har").status_code == 401


def test_a_closed_account_is_refused_in_the_same_words(office, anna, sign_in):
    with Session(office.engine) as session, session.begin():
        session.get_one(PersonRow, anna.id).active = False
    answer = sign_in(office.client(), "anna@alfa.se")
    assert answer.status_code == 401
    assert WRONG_WORDS in answer.text


@pytest.mark.parametrize("email", ["anna@alfa.se", "ingen@alfa.se"])
def test_a_hash_is_computed_whether_there_is_an_account_or_not(office, anna, sign_in, monkeypatch, email):
    seen = []
    monkeypatch.setattr(type(passwords._hasher()), "verify", lambda _self, _password, stored: bool(seen.append(stored)))
    sign_in(office.client(), email, "fel lösenord här")
    assert len(seen) == 1
    assert seen[0].startswith("$argon2id$")


def test_the_password_is_not_in_the_page_that_says_it_was_wrong(office, anna, sign_in):
    answer = sign_in(office.client(), "anna@alfa.se", "nästan-rätt-lösenord")
    assert "nästan-rätt-lösenord" not in answer.text
    assert 'value="anna@alfa.se"' in answer.text


def test_the_cookie_is_for_us_alone(office, anna, sign_in):
    line = cookies_of(sign_in(office.client(), "anna@alfa.se"))["vagvisaren-inloggad"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"} <= {part.strip() for part in line.split(";")}
    assert "Domain" not in line
    assert "Secure" not in line


@pytest.mark.parametrize("way", ["https", "proxy", "address"])
def test_with_https_the_cookie_is_secure_and_bound_to_the_host(make_office, sign_in, way):
    settings = {"https": {}, "proxy": {"trust_proxy": True}, "address": {"address": "https://testserver"}}[way]
    office = make_office(**settings)
    office.person(Grant(Role.EDITOR, "alfa"), email="anna@alfa.se", password=passwords.hashed(PASSWORD))
    headers = {"x-forwarded-proto": "https"} if way == "proxy" else {}
    client = TestClient(office.app, base_url="https://testserver", headers=headers, follow_redirects=False)
    if way != "https":
        client = TestClient(office.app, base_url="http://testserver", headers=headers, follow_redirects=False)
        client.cookies.set("__Host-vagvisaren-besok", "x" * 43)  # httpx, unlike the proxy's client, sees http and keeps no secure cookies
    answer = sign_in(client, "anna@alfa.se")
    line = cookies_of(answer)["__Host-vagvisaren-inloggad"]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in line.split(";")}
    assert "Domain" not in line


def test_who_says_https_without_being_trusted_is_not_believed(office, anna, sign_in):
    client = office.client()
    client.headers["x-forwarded-proto"] = "https"
    assert "vagvisaren-inloggad" in cookies_of(sign_in(client, "anna@alfa.se"))


def test_the_database_does_not_hold_the_token(office, anna, sign_in):
    client = office.client()
    sign_in(client, "anna@alfa.se")
    with Session(office.engine) as session:
        kept = session.scalars(select(SessionRow.token_hash)).one()
    assert client.cookies["vagvisaren-inloggad"] not in kept
    assert len(kept) == 64


def test_a_session_that_was_planted_before_is_not_the_one_one_gets(office, anna, sign_in):
    client = office.client()
    client.cookies.set("vagvisaren-inloggad", "planterad", domain="testserver.local", path="/")
    answer = sign_in(client, "anna@alfa.se")
    assert "planterad" not in cookies_of(answer)["vagvisaren-inloggad"]
    thief = office.client()
    thief.cookies.set("vagvisaren-inloggad", "planterad")
    assert thief.get(INSIDE).status_code == 303


def test_signing_in_again_ends_the_session_before(office, anna, sign_in):
    client = office.client()
    sign_in(client, "anna@alfa.se")
    old = client.cookies["vagvisaren-inloggad"]
    csrf = token_in(client.get(INSIDE).text)
    client.post("/admin/logga-in", data={"csrf": csrf, "epost": "anna@alfa.se", "losenord": PASSWORD})
    thief = office.client()
    thief.cookies.set("vagvisaren-inloggad", old)
    assert thief.get(INSIDE).status_code == 303
    assert client.get(INSIDE).status_code == 200


def test_the_form_token_is_another_after_sign_in(office, anna, sign_in):
    client = office.client()
    before = token_in(client.get("/admin/logga-in").text)
    sign_in(client, "anna@alfa.se")
    assert token_in(client.get(INSIDE).text) != before


def test_signing_out_ends_the_session_on_the_server_too(office, anna, sign_in):
    client = office.client()
    sign_in(client, "anna@alfa.se")
    token = client.cookies["vagvisaren-inloggad"]
    answer = client.post("/admin/logga-ut", data={"csrf": token_in(client.get(INSIDE).text)})
    assert answer.headers["location"] == "/admin/logga-in?klart=utloggad"
    assert "Max-Age=0" in cookies_of(answer)["vagvisaren-inloggad"]
    assert "Du är utloggad" in client.get(answer.headers["location"]).text
    client.cookies.set("vagvisaren-inloggad", token)
    assert client.get(INSIDE).status_code == 303
    assert told(office) == ["inloggad", "utloggad"]


def test_who_is_not_signed_in_is_led_to_the_door_and_back(office, anna, sign_in):
    client = office.client()
    answer = client.get("/admin/logg?organisation=alfa&sida=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/admin/logga-in?till=/admin/logg%3Forganisation%3Dalfa%26sida%3D2"
    assert 'name="till" value="/admin/logg?organisation=alfa&amp;sida=2"' in client.get(answer.headers["location"]).text
    answer = sign_in(client, "anna@alfa.se", till="/admin/logg?organisation=alfa&sida=2")
    assert answer.headers["location"] == "/admin/logg?organisation=alfa&sida=2"


@pytest.mark.parametrize(
    "till",
    [
        "https://ond.example/admin/",
        "//ond.example/admin/",
        "/\\ond.example",
        "\\\\ond.example",
        "/admin//ond.example",
        "/admin/../../ond",
        "/admin/\r\nLocation: https://ond.example",
        "/admin/\t/ond.example",
        "javascript:alert(1)",
        "/administration",
        "/adminond.example",
        "admin/",
        "@ond.example",
        "/",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(office, anna, sign_in, till):
    assert local_path(till) == "/admin/"
    answer = sign_in(office.client(), "anna@alfa.se", till=till)
    assert answer.headers["location"] == "/admin/"


@pytest.mark.parametrize("till", ["/admin", "/admin/", "/admin/alfa/rutiner/tolk", "/admin/logg?organisation=alfa&sida=2"])
def test_pages_of_the_workplace_are_ways_back(till):
    assert local_path(till) == till


# Lock-out


def wrong(sign_in, client, email="anna@alfa.se", times=5):
    return [sign_in(client, email, "fel lösenord här").status_code for _ in range(times)]


@pytest.mark.parametrize("email", ["anna@alfa.se", "ingen@alfa.se"])
def test_after_five_wrong_ones_one_has_to_wait_whoever_it_is(office, anna, sign_in, clock, email):
    assert wrong(sign_in, office.client(), email) == [401] * 5
    answer = sign_in(office.client(), email)
    assert answer.status_code == 429
    assert "Vänta 15 minuter" in answer.text
    assert told(office) == ["fel_losenord"] * 4 + ["sparrad"]


def test_waiting_helps_and_trying_meanwhile_does_not_make_it_longer(office, anna, sign_in, clock):
    wrong(sign_in, office.client())
    clock.shift(14 * 60)
    answer = sign_in(office.client(), "anna@alfa.se")
    assert answer.status_code == 429
    assert "Vänta 1 minut och" in answer.text
    clock.shift(61)
    assert sign_in(office.client(), "anna@alfa.se").status_code == 303


def test_the_right_password_makes_the_wrong_ones_forgotten(office, anna, sign_in, clock):
    wrong(sign_in, office.client(), times=4)
    assert sign_in(office.client(), "anna@alfa.se").status_code == 303
    assert wrong(sign_in, office.client(), times=4) == [401] * 4
    assert sign_in(office.client(), "anna@alfa.se").status_code == 303


def test_one_locked_account_locks_no_other(office, anna, sign_in, clock):
    wrong(sign_in, office.client(), "bo@alfa.se")
    assert sign_in(office.client(), "anna@alfa.se").status_code == 303


def test_who_tries_many_accounts_from_one_address_has_to_wait(office, anna, sign_in, clock):
    for number in range(20):
        assert sign_in(office.client(), f"person{number}@alfa.se", "fel lösenord här").status_code == 401
    assert sign_in(office.client(), "anna@alfa.se").status_code == 429


def test_a_right_password_in_between_does_not_forgive_the_address(office, anna, sign_in, clock):
    for number in range(20):
        sign_in(office.client(), f"person{number}@alfa.se", "fel lösenord här")
        if number == 18:
            assert sign_in(office.client(), "anna@alfa.se").status_code == 303
    assert sign_in(office.client(), "anna@alfa.se").status_code == 429


def test_the_address_is_not_what_the_client_says_unless_a_proxy_is_trusted(office, anna, sign_in, clock):
    for number in range(20):
        client = office.client()
        client.headers["x-forwarded-for"] = f"192.0.2.{number}"
        sign_in(client, f"person{number}@alfa.se", "fel lösenord här")
    assert sign_in(office.client(), "anna@alfa.se").status_code == 429


def test_what_was_typed_as_email_is_not_kept(office, sign_in):
    sign_in(office.client(), "mitt hemliga lösenord", "x")
    with Session(office.engine) as session:
        keys = session.scalars(select(AttemptRow.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 64 and key.isalnum() for key in keys)


def test_attempts_are_thrown_away_when_they_no_longer_count(office, sign_in, clock):
    wrong(sign_in, office.client(), "ingen@alfa.se", 3)
    clock.shift(16 * 60)
    wrong(sign_in, office.client(), "annan@alfa.se", 1)
    with Session(office.engine) as session:
        assert len(session.scalars(select(AttemptRow.id)).all()) == 2
