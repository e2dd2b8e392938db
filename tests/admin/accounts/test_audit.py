"""The log: what it says, who may read which part, pages of it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from bot.admin.accounts import audit
from bot.admin.accounts.tables import AuditRow
from bot.admin.people import Grant, Role
from bot.storage.moment import now

MAIL = "x@alfa.se"


def texts(html):
    return re.findall(r'data-label="Vad">([^<]*)<', html)


@pytest.fixture
def boss(office):
    return office.as_(Role.ADMINISTRATOR, "*", name="Chefen")


def test_an_entry_says_who_what_where_and_when_in_swedish_time(office, boss, clock):
    audit.record(office.engine, boss.person.id, "bjod_in", "alfa", MAIL)
    html = boss.see("/admin/logg")
    assert re.findall(r'data-label="\w+">([^<]*)<', html) == ["2026-11-23 10:00", "Chefen", "Bjöd in x@alfa.se.", "Alfa kommun"]


def test_what_nobody_signed_in_did_and_what_concerns_no_place_is_told_as_such(office, boss):
    audit.record(office.engine, None, "fel_losenord")
    html = boss.see("/admin/logg")
    assert "Ingen inloggad" in html
    assert "Hela Vägvisaren" in html


def test_the_newest_is_first_and_there_are_pages(office, boss):
    for number in range(audit.PAGE + 1):
        audit.record(office.engine, None, "bjod_in", "alfa", str(number))
    first = boss.see("/admin/logg")
    assert texts(first)[0] == f"Bjöd in {audit.PAGE}."
    assert len(texts(first)) == audit.PAGE
    assert "sida=2" in first
    second = boss.see("/admin/logg?sida=2")
    assert texts(second) == ["Bjöd in 0."]
    assert "sida=1" in second
    assert "sida=3" not in second


def test_it_can_be_read_place_by_place(office, boss):
    for place in ("alfa", "beta", ""):
        audit.record(office.engine, None, "bjod_in", place, place or "ingen")
    assert texts(boss.see("/admin/logg")) == ["Bjöd in ingen.", "Bjöd in beta.", "Bjöd in alfa."]
    assert texts(boss.see("/admin/logg?organisation=beta")) == ["Bjöd in beta."]


def test_a_local_administrator_reads_of_her_own_places_only(office):
    local = office.sign_in(office.person(Grant(Role.ADMINISTRATOR, "alfa"), Grant(Role.PUBLISHER, "beta")))
    for place in ("alfa", "beta", ""):
        audit.record(office.engine, None, "bjod_in", place, place or "ingen")
    assert texts(local.see("/admin/logg")) == ["Bjöd in alfa."]
    assert local.get("/admin/logg?organisation=beta").status_code == 403
    assert local.get("/admin/logg?organisation=nationell").status_code == 403


def test_a_code_without_a_sentence_is_our_own_fault(office):
    with pytest.raises(KeyError):
        audit.record(office.engine, None, "finns_inte")
    assert audit.entries(office.engine, None) == ([], False)


def test_a_code_of_a_newer_version_is_shown_as_it_is(office):
    with Session(office.engine) as session, session.begin():
        session.add(AuditRow(at=now(), person_id=None, what="framtida", organisation="", about=""))
    assert audit.entries(office.engine, None)[0][0].text == "framtida"


def test_what_it_is_about_is_cut_and_shown_as_text(office, boss):
    audit.record(office.engine, None, "bjod_in", "alfa", "<b>" + "x" * 400)
    html = boss.see("/admin/logg")
    assert f"&lt;b&gt;{'x' * 297}." in html
    assert "<b>" not in html


def test_every_sentence_is_a_sentence():
    for code, sentence in audit.sentences().items():
        assert re.fullmatch(r"[a-z_]{3,40}", code), code
        assert re.fullmatch(r"[A-ZÅÄÖ].*(\.|: \{om\})", sentence), code
        assert set(re.findall(r"\{(.*?)\}", sentence)) <= {"om"}, code
