"""The start page, one's own account, sessions and how long they last."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.accounts import sessions
from bot.admin.accounts.tables import PersonRow, SessionRow
from bot.admin.people import Grant, Role

from .conftest import PASSWORD, token_in, told

NEW = "blåbär i augusti regn"
HOUR = 3600


def test_one_place_to_go_is_gone_to(office):
    assert office.as_(Role.EDITOR, "beta").get("/admin/").headers["location"] == "/admin/beta/"


def test_several_are_offered_and_no_others(office):
    html = office.sign_in(office.person(Grant(Role.EDITOR, "alfa"), Grant(Role.READER, "beta"))).see("/admin/")
    assert re.findall(r'href="/admin/(\w+)/">', html) == ["alfa", "beta"]
    assert "Alfa kommun" in html
    assert "/admin/konton" not in html


def test_who_may_everywhere_reaches_the_national_pack_and_the_accounts(office):
    html = office.as_(Role.ADMINISTRATOR, "*").see("/admin/")
    assert set(re.findall(r'href="/admin/(\w+)/">', html)) == {"alfa", "beta", "nationell"}
    assert "/admin/konton" in html


def test_an_administrator_of_one_place_stays_to_choose(office):
    assert "/admin/konton" in office.as_(Role.ADMINISTRATOR, "alfa").see("/admin/")


def test_who_has_no_role_is_told_whom_to_ask(office):
    office.as_(Role.ADMINISTRATOR, "*", name="Chefen", email="chef@alfa.se")
    html = office.as_(None).see("/admin/")
    assert "ingen kommun än" in html
    assert '<a href="mailto:chef@alfa.se">Chefen</a>' in html


def test_own_account_shows_roles_in_words(office):
    html = office.as_(Role.PUBLISHER, "alfa").see("/admin/konto")
    assert "Publicerare: Alfa kommun" in html


# Password


def change(staff, current, new, again=None):
    return staff.post("/admin/konto/losenord", {"nuvarande": current, "losenord": new, "losenord_igen": again or new})


def test_a_changed_password_ends_all_other_sessions_and_renews_this_one(office, anna, sign_in):
    here, there = office.sign_in(anna), office.sign_in(anna)
    answer = change(here, PASSWORD, NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/konto?klart=losenord")
    assert "Lösenordet är bytt" in here.see(answer.headers["location"])
    assert there.get("/admin/konto").status_code == 303
    old = office.client()
    old.cookies.set("vagvisaren-inloggad", here.token)
    assert old.get("/admin/konto").status_code == 303
    assert sign_in(office.client(), "anna@alfa.se", PASSWORD).status_code == 401
    assert sign_in(office.client(), "anna@alfa.se", NEW).status_code == 303
    assert "losenord_bytt" in told(office)


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        ("fel lösenord här", NEW, NEW, "inte ditt nuvarande lösenord"),
        (PASSWORD, "kort", "kort", "Använd minst 12 tecken"),
        (PASSWORD, "x" * 257, "x" * 257, "högst 256 tecken"),
        (PASSWORD, NEW, "något annat", "inte lika"),
        (PASSWORD, "min anna@alfa.se min", "min anna@alfa.se min", "innehålla din e-postadress"),
    ],
)
def test_what_is_wrong_with_it_is_told_and_nothing_changes(office, anna, sign_in, current, new, again, sentence):
    staff = office.sign_in(anna)
    answer = change(staff, current, new, again)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sign_in(office.client(), "anna@alfa.se", PASSWORD).status_code == 303


def test_guessing_the_current_password_is_stopped(office, anna, clock):
    staff = office.sign_in(anna)
    assert [change(staff, "fel lösenord här", NEW).status_code for _ in range(5)] == [422] * 5
    answer = change(staff, PASSWORD, NEW)
    assert answer.status_code == 429
    assert "Vänta 15 minuter" in answer.text


def test_without_a_password_there_is_none_to_change(office):
    staff = office.as_(Role.EDITOR)
    assert 'name="nuvarande"' not in staff.see("/admin/konto")
    assert change(staff, "", NEW).status_code == 422


# Sessions


def session_ids(html):
    return [int(found) for found in re.findall(r'action="/admin/konto/sessioner/(\d+)"', html)]


def test_other_browsers_are_listed_and_can_be_signed_out(office, anna):
    here, there = office.sign_in(anna), office.sign_in(anna)
    html = here.see("/admin/konto")
    assert html.count("Firefox, Windows</strong>") == 2
    assert html.count("den här</span>") == 1
    (other,) = session_ids(html)
    location = here.send(f"/admin/konto/sessioner/{other}")
    assert "utloggad" in here.see(location)
    assert there.get("/admin/konto").status_code == 303
    assert told(office) == ["utloggad_dar"]


def test_somebody_elses_session_cannot_be_ended(office, anna):
    other = office.as_(Role.EDITOR)
    with Session(office.engine) as session:
        theirs = session.scalar(select(SessionRow.id).where(SessionRow.person_id == other.person.id))
    office.sign_in(anna).send(f"/admin/konto/sessioner/{theirs}")
    assert other.get("/admin/konto").status_code == 200


def test_sign_out_everywhere_is_everywhere(office, anna):
    here, there, other = office.sign_in(anna), office.sign_in(anna), office.as_(Role.EDITOR)
    assert here.send("/admin/konto/sessioner") == "/admin/logga-in?klart=overallt"
    assert [staff.get("/admin/konto").status_code for staff in (here, there, other)] == [303, 303, 200]


def test_eight_hours_without_a_click_end_it(office, anna, clock):
    staff = office.sign_in(anna)
    for _ in range(3):
        clock.shift(8 * HOUR - 1)
        assert staff.get("/admin/konto").status_code == 200
    clock.shift(8 * HOUR + 61)
    assert staff.get("/admin/konto").status_code == 303


def test_seven_days_end_it_whatever_happens(office, anna, clock):
    staff = office.sign_in(anna)
    for _ in range(7 * 4):
        assert staff.get("/admin/konto").status_code == 200
        clock.shift(6 * HOUR)
    clock.shift(1)
    assert staff.get("/admin/konto").status_code == 303


def test_the_limits_are_settings(make_office, clock):
    office = make_office(session_idle_hours=1, session_days=0.125)
    staff = office.as_(Role.EDITOR)
    for _ in range(3):
        clock.shift(HOUR - 1)
        assert staff.get("/admin/konto").status_code == 200
    clock.shift(4)
    assert staff.get("/admin/konto").status_code == 303


def test_a_closed_account_is_out_at_once(office, anna):
    staff = office.sign_in(anna)
    with Session(office.engine) as session, session.begin():
        session.get_one(PersonRow, anna.id).active = False
    assert staff.get("/admin/konto").status_code == 303


def test_what_is_too_old_is_swept_away(office, anna, clock):
    office.sign_in(anna)
    clock.shift(9 * HOUR)
    office.sign_in(anna)
    sessions.sweep(office.engine, sessions.limits(office.settings))
    with Session(office.engine) as session:
        assert len(session.scalars(select(SessionRow.id)).all()) == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8", ""),
    ],
)
def test_only_the_browsers_name_is_kept(office, anna, sign_in, agent, name):
    client = office.client()
    client.headers["user-agent"] = agent
    sign_in(client, "anna@alfa.se")
    with Session(office.engine) as session:
        assert session.scalars(select(SessionRow.browser)).one() == name
    assert (name or "Okänd webbläsare") in client.get("/admin/konto").text


def test_a_page_that_does_not_exist_is_told_in_swedish(office):
    answer = office.as_(Role.EDITOR).get("/admin/alfa/finns/inte/alls/här")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


def test_a_question_that_cannot_be_read_is_told_in_swedish(office):
    answer = office.as_(Role.ADMINISTRATOR, "*").get("/admin/logg?sida=noll")
    assert answer.status_code == 422
    assert "Det gick inte" in answer.text


def test_every_page_has_a_token_of_its_own_session(office, anna):
    staff = office.sign_in(anna)
    assert token_in(staff.see("/admin/konto")) == staff.csrf
