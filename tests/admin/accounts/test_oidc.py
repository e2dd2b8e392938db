"""The municipality's own sign-in, against a real provider that runs in a thread."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import flask
import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from admin.conftest import Office
from bot.admin.accounts import oidc, people
from bot.admin.people import Grant, Role

from .conftest import told

CLIENT_ID = "vagvisaren"
USERS = [
    User(sub="anna", claims={"email": "Anna@alfa.se", "email_verified": True, "name": "Anna Berg"}),
    User(sub="okand", claims={"email": "okand@alfa.se", "email_verified": True}),
    User(sub="obekraftad", claims={"email": "anna@alfa.se", "email_verified": False}),
    User(sub="tiger", claims={"email": "anna@alfa.se"}),
    User(sub="entra", claims={"email": "anna@alfa.se", "xms_edov": "1"}),
    User(sub="utan", claims={}),
]


VERIFIERS: list[str] = []


def note_verifier() -> None:
    """The provider does not compare it with the challenge; the test does."""
    if "code_verifier" in flask.request.form:
        VERIFIERS.append(flask.request.form["code_verifier"])


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(require_nonce=True, user_claims=USERS) as server:
        server.app.before_request(note_verifier)
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def office(make_office, provider) -> Office:
    """On SQLite: what is tested here does not differ."""
    return make_office(
        oidc_issuer=provider, oidc_client_id=CLIENT_ID, oidc_client_secret="hemlig", oidc_name="alfas inloggning", address="http://testserver"
    )


@pytest.fixture
def anna(office):
    """Invited, has not been here yet."""
    with Session(office.engine) as session, session.begin():
        return people.add(session, "anna@alfa.se", grants=[Grant(Role.EDITOR, "alfa")])


@dataclass
class Trip:
    """What went out to the provider and what it answered."""

    asked: dict[str, list[str]]
    back: str


def travel(client: TestClient, who: str, start: str = "/admin/oidc/start") -> Trip:
    """To the provider, where `who` says yes; not yet back."""
    out = client.get(start)
    assert out.status_code == 302, out.text
    there = httpx.post(out.headers["location"], data={"sub": who}, trust_env=False)
    assert there.status_code == 302, there.text
    back = urlsplit(there.headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == "http://testserver/admin/oidc/klar"
    return Trip(parse_qs(urlsplit(out.headers["location"]).query), f"{back.path}?{back.query}")


def test_an_invited_person_comes_in_by_her_confirmed_email(office, anna):
    client = office.client()
    answer = client.get(travel(client, "anna").back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/")
    assert "Anna Berg" in client.get("/admin/konto").text
    assert told(office) == ["inloggad_oidc"]


def test_the_button_is_a_link_with_the_way_back(office, anna):
    html = office.client().get("/admin/logga-in?till=/admin/konto").text
    assert '<a class="button" href="/admin/oidc/start?till=/admin/konto">Logga in med alfas inloggning</a>' in html
    client = office.client()
    answer = client.get(travel(client, "anna", "/admin/oidc/start?till=/admin/konto").back)
    assert answer.headers["location"] == "/admin/konto"


def test_the_way_back_never_leads_elsewhere(office, anna):
    client = office.client()
    answer = client.get(travel(client, "anna", "/admin/oidc/start?till=https://ond.example/").back)
    assert answer.headers["location"] == "/admin/"


def test_the_request_has_a_challenge_a_state_and_a_nonce(office):
    asked = travel(office.client(), "anna").asked
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20


def test_entras_word_for_a_confirmed_email_counts(office, anna):
    client = office.client()
    assert client.get(travel(client, "entra").back).status_code == 303


def test_who_has_no_account_is_told_who_can_invite_her_and_gets_none(office, anna):
    office.person(Grant(Role.ADMINISTRATOR, "*"), name="Chefen", email="chef@alfa.se")
    client = office.client()
    answer = client.get(travel(client, "okand").back)
    assert answer.status_code == 403
    assert "okand@alfa.se" in answer.text
    assert "mailto:chef@alfa.se" in answer.text
    assert client.get("/admin/konto").status_code == 303


@pytest.mark.parametrize("who", ["obekraftad", "tiger", "utan"])
def test_an_email_that_the_provider_has_not_confirmed_opens_nothing(office, anna, who):
    client = office.client()
    answer = client.get(travel(client, who).back)
    assert answer.status_code == 403
    assert "inloggad_oidc" not in told(office)
    assert client.get("/admin/konto").status_code == 303


def test_a_closed_account_stays_closed(office, anna):
    boss = office.as_(Role.ADMINISTRATOR, "*")
    boss.send(f"/admin/konton/{anna}/oppet", {"oppet": "nej"})
    client = office.client()
    assert client.get(travel(client, "anna").back).status_code == 403


def test_a_code_that_another_browser_fetched_is_refused(office, anna):
    back = travel(office.client(), "anna").back
    victim = office.client()
    assert victim.get(back).status_code == 401
    travel(victim, "anna")
    assert victim.get(back).status_code == 401
    assert victim.get("/admin/konto").status_code == 303


def test_a_code_works_once(office, anna):
    client = office.client()
    cookie = None
    back = travel(client, "anna").back
    cookie = client.cookies["vagvisaren-oidc"]
    assert client.get(back).status_code == 303
    again = office.client()
    again.cookies.set("vagvisaren-oidc", cookie)
    assert again.get(back).status_code == 401


def changed(cookie, **values):
    """The cookie with other contents of the kept state."""
    kept = json.loads(base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)))
    for entry in kept["state"].values():
        entry["data"].update(values)
    return base64.urlsafe_b64encode(json.dumps(kept).encode()).decode().rstrip("=")


def test_another_nonce_is_refused(office, anna):
    client = office.client()
    back = travel(client, "anna").back
    cookie = client.cookies["vagvisaren-oidc"]
    client.cookies.clear()
    client.cookies.set("vagvisaren-oidc", changed(cookie, nonce="en annan"))
    answer = client.get(back)
    assert answer.status_code == 401
    assert "Det gick inte att logga in med alfas inloggning" in answer.text


def test_the_code_is_fetched_with_the_verifier_of_the_challenge(office, anna):
    client = office.client()
    trip = travel(client, "anna")
    client.get(trip.back)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIERS[-1].encode()).digest()).decode().rstrip("=")
    assert trip.asked["code_challenge"] == [challenge]


@pytest.mark.parametrize("cookie", ["", "skrap", "%FF", "bm9sbA", "eyJzdGF0ZSI6MX0", "W10"])
def test_a_cookie_that_cannot_be_read_is_no_fault_of_ours(office, anna, cookie):
    client = office.client()
    back = travel(client, "anna").back
    client.cookies.clear()
    assert client.get(back, headers={"cookie": f"vagvisaren-oidc={cookie}"}).status_code == 401


@pytest.mark.parametrize("query", ["", "?error=access_denied&state=x", "?code=x", "?state=x", "?code=x&state=x"])
def test_what_did_not_come_from_the_provider_is_refused(office, anna, query):
    client = office.client()
    travel(client, "anna")
    assert client.get(f"/admin/oidc/klar{query}").status_code == 401


def test_an_id_token_for_another_application_is_refused(office, anna, monkeypatch):
    client = office.client()
    back = travel(client, "anna").back
    own = oidc._of(office.settings)
    real = own.parse_id_token

    async def for_another(token, **more):
        more["claims_options"] = {**more["claims_options"], "aud": {"essential": True, "value": "en-annan"}}
        return await real(token, **more)

    monkeypatch.setattr(own, "parse_id_token", for_another)
    assert client.get(back).status_code == 401


def test_a_provider_that_does_not_answer_is_told_as_such(make_office):
    office = make_office(oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT_ID, oidc_client_secret="hemlig")
    answer = office.client().get("/admin/oidc/start")
    assert answer.status_code == 503
    assert "svarar inte just nu" in answer.text


def test_without_it_there_is_neither_button_nor_page(make_office):
    client = make_office().client()
    assert "oidc" not in client.get("/admin/logga-in").text
    assert client.get("/admin/oidc/start").status_code == 404
    assert client.get("/admin/oidc/klar").status_code == 404


def test_the_state_is_kept_in_a_cookie_for_us_alone(office):
    line = next(line for line in office.client().get("/admin/oidc/start").headers.get_list("set-cookie") if line.startswith("vagvisaren-oidc="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"} <= {part.strip() for part in line.split(";")}
