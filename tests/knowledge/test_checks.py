"""The borders of the checks. That each sentence is said at all is held in test_messages.py."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.knowledge import checks
from bot.knowledge.wording import looks_personal

from .packs import CLEAN, TODAY, changed, check, codes, questions, write

LOCAL = "alfa/rutiner/tolk.yml"
TOLK = "nationell/rutiner/tolk.yml"
ALFA = "alfa/organisation.yml"
CONTACTS = "alfa/kontakter.yml"


def said(root: Path, files: dict[str, str], today: date = TODAY) -> list[str]:
    return codes(check(write(root, files), today))


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2027, 5, 23), "rutin-forsenad"),
        (date(2027, 5, 22), "rutin-granskas-snart"),
        (date(2027, 5, 22) - checks.REVIEW_SOON, "rutin-granskas-snart"),
        (date(2027, 5, 21) - checks.REVIEW_SOON, None),
    ],
)
def test_a_review_is_due_on_its_day_and_late_the_day_after(clean: Path, today: date, code: str | None) -> None:
    reviews = [found.code for found in check(clean, today).problems if found.path == TOLK]
    assert reviews == ([code] if code else [])


def test_numbers_hold_for_a_year(clean: Path) -> None:
    verified = date(2026, 11, 1)
    assert "kontakt-ej-verifierad" not in codes(check(clean, verified + timedelta(days=365)))
    assert codes(check(clean, verified + timedelta(days=366))).count("kontakt-ej-verifierad") == 6


def test_an_exception_of_today_is_not_old(tmp_path: Path) -> None:
    files = changed(CLEAN, CONTACTS, "    dygnet_runt: ja\n", '    dygnet_runt: ja\n    avvikelser: [{datum: "2026-11-23", tider: stängt}]\n')
    assert said(tmp_path, files) == []
    assert codes(check(tmp_path, TODAY + timedelta(days=1))) == ["avvikelse-gammal"]


def test_a_local_reference_may_go_to_national_and_local_things(tmp_path: Path) -> None:
    local = "id: tolk\nkontakter: [stodlinjen, jouren, socialjour]\nrelaterade: [orosanmalan]\nsteg: [{text: Ring, kontakt: chef, rutin: tolk}]\n"
    assert said(tmp_path, {**CLEAN, LOCAL: local}) == []


def test_a_national_file_may_not_name_a_municipality_s_contact(tmp_path: Path) -> None:
    assert said(tmp_path, changed(CLEAN, TOLK, "kontakter: [socialjour, chef]", "kontakter: [rektorn, chef]")) == ["kontakt-saknas"]


def test_a_local_role_may_not_be_filled_by_another_role(tmp_path: Path) -> None:
    assert said(tmp_path, changed(CLEAN, ALFA, "  socialjour: jouren", "  socialjour: tolkformedling")) == ["kontakt-saknas"]


def test_a_reference_to_a_broken_routine_is_not_a_second_error(tmp_path: Path) -> None:
    assert said(tmp_path, {**CLEAN, TOLK: CLEAN[TOLK] + "titel: igen\n"}) == ["nyckel-dubbel"]


def test_an_overlay_needs_few_questions_and_an_own_routine_many(tmp_path: Path) -> None:
    assert said(tmp_path / "a", {**CLEAN, LOCAL: "id: tolk\nfragor: [hur bokar jag hos oss]\n"}) == []
    own = CLEAN[TOLK].replace("id: tolk", "id: lov").replace(questions("tolken"), "fragor: [när är det lov]\n")
    assert sorted(said(tmp_path / "b", {**CLEAN, "alfa/rutiner/lov.yml": own})) == ["fragor-fa", "provfragor-fa"]


def test_the_same_question_twice_in_one_routine_is_not_a_clash(tmp_path: Path) -> None:
    assert said(tmp_path, changed(CLEAN, TOLK, "  - hur tolken\n", "  - hur tolken\n  - Hur tolken?\n")) == []


def test_a_local_question_that_stands_nationally_is_told_with_its_line(tmp_path: Path) -> None:
    result = check(write(tmp_path, {**CLEAN, LOCAL: "id: tolk\nfragor: [HUR ANMÄLAN?]\n"}))
    assert [(found.code, found.path) for found in result.problems] == [("fraga-dubbel", LOCAL)]
    assert "nationell/rutiner/orosanmalan.yml, rad 4" in result.problems[0].text


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("hur gör jag med 121212-1212", True),
        ("barnet 20121212-1212 är borta", True),
        ("barnet 201212121212", True),
        ("ring mig på 040-628 04 01", True),
        ("ring mig på 070 174 06 05", True),
        ("skriv till anna@kommun.se", True),
        ("vad säger lagen (2025:400)", False),
        ("är det 112 eller 114 14", False),
        ("gäller det från 2026-01-01", False),
        ("barn 3-5 år kl 08:00-16:30", False),
    ],
)
def test_personal_data_in_questions_is_seen_and_laws_and_short_numbers_pass(text: str, personal: bool) -> None:
    assert looks_personal(text) is personal


def test_a_fault_is_told_without_what_only_follows_from_it(tmp_path: Path) -> None:
    assert said(tmp_path / "a", changed(CLEAN, CONTACTS, '"040-628 04 01"', '"040-628 04 01 vx"')) == ["telefon-fel"]
    assert said(tmp_path / "b", changed(CLEAN, CONTACTS, '"08:00-16:30"', '"8-16"')) == ["tider-fel"]
    assert said(tmp_path / "c", {**CLEAN, "nationell/rutiner/tolk.yml": "titel: a: b\n"}) == ["yaml-kolon"]
    assert said(tmp_path / "d", changed(CLEAN, TOLK, "fragor:\n  - hur tolken\n", "frogor:\n  - hur tolken\n")) == [
        "nyckel-saknas",
        "nyckel-okand-nara",
    ]


def test_every_danger_word_of_every_level_is_tried(tmp_path: Path) -> None:
    files = {**CLEAN, "nationell/fara.yml": CLEAN["nationell/fara.yml"] + "signal:\n  - {id: sax, uttryck: [sax], prov: [en sax, en kniv]}\n"}
    result = check(write(tmp_path, files))
    assert [(found.code, found.crumb) for found in result.problems] == [("fara-prov-missar", "signal[0].prov[1]")]


def test_open_points_come_from_every_depth(tmp_path: Path) -> None:
    files = changed(CLEAN, CONTACTS, "    dygnet_runt: ja\n", "    dygnet_runt: ja\n    att_kontrollera: [numret]\n")
    files[ALFA] += "att_kontrollera: [namnet]\n"
    result = check(write(tmp_path, files))
    assert [(found.crumb, found.text) for found in result.problems] == [
        ("kontakter[1].att_kontrollera[0]", "numret"),
        ("att_kontrollera[0]", "namnet"),
    ]
    assert not result.errors
