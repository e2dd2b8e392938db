"""Promises about the real content. When one breaks, the content is wrong, not the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from bot.knowledge.build import DAYS
from bot.knowledge.guide import Guide
from bot.knowledge.model import Pack, Routine, RoutineFile, RoutineParts
from bot.knowledge.parse import shapes
from bot.knowledge.validate import Result, validate
from bot.swedish.normalise import fold

from .packs import ROOT, TODAY

KNOWLEDGE = ROOT / "knowledge"
MUNICIPALITIES = {"exempelkommun", "malmo", "skelleftea"}

# The list in the design's topics.md: the product's fixed set.
NATIONAL_IDS = (
    "akut_fara",
    "orosanmalan",
    "anmalningsplikt",
    "radfraga_socialtjansten",
    "efter_anmalan",
    "informera_vardnadshavare",
    "dokumentera_oro",
    "polisanmalan",
    "misstanke_heder",
    "tecken_heder",
    "konsultation_heder",
    "bortforande",
    "barnaktenskap_tvangsaktenskap",
    "konsstympning",
    "barn_uteblir",
    "vald_nara_relation",
    "fraga_om_vald",
    "barn_berattar",
    "egen_utsatthet",
    "stodlinjer",
    "hot_mot_personal",
    "skyddade_uppgifter",
    "hamtning",
    "sekretess_samtycke",
    "samverkan_familjecentral",
    "natverk_ambassador",
    "chef_stod",
    "privat_verksamhet",
    "foraldrastod",
    "nyanlanda_foraldrar",
    "rattigheter_information",
    "inskolning",
    "svara_samtal",
    "tolk",
    "ny_medarbetare",
    "utbildning",
    "apt_dialog",
    "rutin_oversyn",
)

# Series that Post- och telestyrelsen keeps for books and films, in E.164: they reach nobody.
FICTION = (
    range(46701740605, 46701740699 + 1),
    range(46846500400, 46846500499 + 1),
    range(46313900600, 46313900699 + 1),
    range(46406280400, 46406280499 + 1),
    range(46980319200, 46980319299 + 1),
)
# The same series as people write them: area code and first digits, with anything but digits between.
_FIRST_DIGITS = ("7017406", "8465004", "3139006", "4062804", "9803192")
FICTION_WRITTEN = re.compile("|".join(r"(?:0|\+46\D{0,3})" + r"\D{0,3}".join(digits) for digits in _FIRST_DIGITS))
# Anything that can be dialled: a short number, or six digits and more with blanks and dashes. Laws ("2025:400"), years and dates pass.
DIALLED = re.compile(r"(?<![\d:.-])(?:1177|114 ?14|11[3-9] ?\d{2,3}|\+?\d[\d -]{4,}\d)(?![\d:])")
A_YEAR_OR_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4} ?[-–] ?\d{4}")


@pytest.fixture(scope="module")
def result() -> Result:
    return validate(KNOWLEDGE, TODAY)


@pytest.fixture(scope="module")
def national(result: Result) -> Pack:
    return result.packs["nationell"]


@pytest.fixture(scope="module")
def example(result: Result) -> Guide:
    return result.guides()["exempelkommun"]


def fiction(number: str) -> bool:
    digits = number.removeprefix("+")
    return digits.isdigit() and any(int(digits) in series for series in FICTION)


# --- whole ---


def test_there_are_no_errors(result: Result) -> None:
    assert [f"{found.path}:{found.line}: {found.text}" for found in result.errors] == []


def test_the_packs_are_the_national_one_and_three_municipalities(result: Result) -> None:
    assert set(result.packs) == {"nationell", *MUNICIPALITIES}


def test_the_national_routines_are_exactly_the_product_s_list(national: Pack) -> None:
    assert sorted(national.routines) == sorted(NATIONAL_IDS)
    assert sorted(path.stem for path in (KNOWLEDGE / "nationell/rutiner").iterdir()) == sorted(NATIONAL_IDS)


def test_every_routine_can_be_shown_to_every_role_and_unit(result: Result) -> None:
    for guide in result.guides().values():
        for routine_id in guide.routine_ids:
            for unit in (None, *guide.organisation.units):
                for role in (None, *guide.roles):
                    routine = guide.routine(routine_id, unit=unit, role=role)
                    assert routine is not None
                    assert routine.answer
                    assert routine.steps


@pytest.mark.parametrize("routine_id", NATIONAL_IDS)
def test_a_national_routine_is_whole(national: Pack, routine_id: str) -> None:
    routine = national.routines[routine_id]
    parts = routine.parts
    assert len({fold(text) for text in routine.questions}) >= 15
    assert len({fold(text) for text in routine.test_questions}) >= 3
    assert parts.sources
    assert parts.laws or any("lag" in text.lower() for text in routine.to_check), "law, or a stated reason why there is none"
    assert parts.owner == "Nationell grundtext"
    assert parts.urgency is not None
    assert parts.contacts
    assert 2 <= len(parts.related or ()) <= 5
    assert parts.reviewed_on is not None
    assert parts.review_by is not None
    assert parts.reviewed_on < parts.review_by


def test_only_what_cannot_wait_is_marked_so(national: Pack) -> None:
    assert national.routines["akut_fara"].parts.urgency == "nu"
    assert "sos-112" in (national.routines["akut_fara"].parts.contacts or ())


# --- training ---


def trained(national: Pack, result: Result) -> Iterator[str]:
    for path in sorted((ROOT / "data/nlu").rglob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            yield from (line.removeprefix("- ") for line in str(item.get("examples", "")).splitlines())
    for pack in result.packs.values():
        for routine in pack.routines.values():
            yield from routine.questions


def test_no_test_question_is_trained_on(national: Pack, result: Result) -> None:
    seen = {fold(re.sub(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})", r"\1", text)) for text in trained(national, result)}
    assert len(seen) > 1000
    asked = {text for pack in result.packs.values() for routine in pack.routines.values() for text in routine.test_questions}
    assert len(asked) >= 3 * len(NATIONAL_IDS)
    assert sorted(text for text in asked if fold(text) in seen) == []


# --- numbers ---


def test_every_number_of_the_example_is_one_that_reaches_nobody(result: Result) -> None:
    numbers = [phone.number for contact in result.packs["exempelkommun"].contacts.values() for phone in contact.phones]
    assert len(numbers) > 30
    assert [number for number in numbers if not fiction(number)] == []


def test_no_number_made_for_fiction_stands_in_another_pack() -> None:
    others = [path for path in KNOWLEDGE.rglob("*.yml") if path.relative_to(KNOWLEDGE).parts[0] != "exempelkommun"]
    assert len(others) > len(NATIONAL_IDS)
    found = {path.relative_to(KNOWLEDGE).as_posix(): FICTION_WRITTEN.findall(path.read_text(encoding="utf-8")) for path in others}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_the_fiction_series_are_recognised_as_written() -> None:
    for text in ("040-628 04 01", "040-6280401", "+46 40 628 04 01", "070-174 06 05", "08-465 004 00", "031-390 06 12", "0980-31 92 00"):
        assert FICTION_WRITTEN.search(text), text
    assert not FICTION_WRITTEN.search("010-223 57 60")


@pytest.mark.parametrize("municipality", ["malmo", "skelleftea"])
def test_a_draft_from_the_sources_names_no_number(result: Result, municipality: str) -> None:
    pack = result.packs[municipality]
    assert [contact.id for contact in pack.contacts.values() if contact.phones] == []
    assert pack.organisation is not None
    assert pack.organisation.status == "utkast"


def spoken(parts: RoutineParts) -> Iterator[str]:
    """What is read out on a card."""
    yield from (text for text in (parts.title, parts.answer, parts.owner) if text)
    for steps in (parts.steps, parts.steps_before, parts.steps_after):
        yield from (step.text for step in steps or ())
    yield from parts.avoid or ()
    for law in parts.laws or ():
        yield from (text for text in (law.law, law.paragraph, law.about) if text)


def all_spoken(routine: RoutineFile) -> Iterator[str]:
    yield from spoken(routine.parts)
    for variant in routine.variants:
        yield from spoken(variant.parts)


def test_no_routine_text_names_a_number_but_112(result: Result) -> None:
    """Numbers stand with their contact, where they are checked and changed."""
    named = [
        (pack.id, routine.id, hit)
        for pack in result.packs.values()
        for routine in pack.routines.values()
        for text in all_spoken(routine)
        for hit in DIALLED.findall(A_YEAR_OR_DATE.sub("", text))
    ]
    assert named == []


def test_numbers_in_a_text_would_be_seen() -> None:
    for text in ("Ring 040-628 04 01.", "Ring 114 14.", "Ring 1177!", "Ring 116 016.", "Ring 020-50 50 50", "Ring +46 77 114 14 00"):
        assert DIALLED.search(text), text
    for text in ("Ring 112.", "Socialtjänstlagen (2025:400) 19 kap. 1 §", "barn 0-6 år", "2026-11-22", "FN 1989"):
        assert not DIALLED.search(A_YEAR_OR_DATE.sub("", text)), text


# --- terms and contacts ---


def test_there_are_terms_enough_each_with_its_source(national: Pack) -> None:
    assert len(national.terms) >= 40
    assert all(term.source.title for term in national.terms.values())


def test_every_national_contact_has_its_source(national: Pack) -> None:
    assert [contact.id for contact in national.contacts.values() if contact.source is None] == []


def test_a_national_number_nobody_has_verified_is_listed_for_the_admin(national: Pack, result: Result) -> None:
    unverified = {contact.id for contact in national.contacts.values() if contact.phones and contact.verified_on is None}
    listed = [found for found in result.problems if found.code == "kontakt-aldrig-verifierad" and found.path == "nationell/kontakter.yml"]
    assert unverified <= {found.source.rsplit("id: ", 1)[-1].strip() for found in listed}


# --- the example is whole ---


def test_every_local_role_is_filled_in_the_example(example: Guide) -> None:
    for role in example.local_roles:
        found = example.contact(role)
        assert found is not None, role
        assert found.reserve_for is None, role
        assert found.contact.phones, role


@pytest.mark.parametrize(
    "kind", ["forskola", "fristaende_forskola", "bvc", "mvc", "oppen_forskola", "familjecentral", "foraldraradgivning", "skola", "sfi", "forening"]
)
def test_the_example_has_a_unit_of_each_kind_that_asks(example: Guide, kind: str) -> None:
    units = [unit for unit in example.organisation.units if unit.kind == kind]
    assert units
    for unit in units:
        chef = example.contact("chef", unit)
        assert chef is not None
        assert chef.reserve_for is None
        assert unit.local_roles["chef"] == chef.contact.id


def test_every_contact_of_every_card_of_the_example_is_found(example: Guide) -> None:
    def references(routine: Routine) -> list[str]:
        return [*routine.contacts, *(step.contact for step in routine.steps if step.contact)]

    for unit in example.organisation.units:
        for routine_id in example.routine_ids:
            routine = example.routine(routine_id, unit=unit)
            assert routine is not None
            assert [reference for reference in references(routine) if example.contact(reference, unit) is None] == []
            assert all(example.routine(related) for related in routine.related)


def test_whoever_asks_anywhere_is_handed_on_to_somebody_with_a_number(result: Result) -> None:
    for guide in result.guides().values():
        for unit in (None, *guide.organisation.units):
            assert any(found.contact.phones for found in guide.onward(unit))


def test_the_example_says_that_it_is_one(example: Guide) -> None:
    assert example.organisation.status == "exempel"
    assert all(contact.email is None or contact.email.endswith(".example") for contact in example.local.contacts.values())


def test_every_key_that_a_municipality_writes_has_its_place_in_the_handbook() -> None:
    """The days between mandag and sondag are told as a range; the danger words (fara.yml) explain themselves in the file."""
    words = set(re.findall(r"[a-z_]+", (ROOT / "docs/knowledge-format.md").read_text(encoding="utf-8")))
    keys = {key for name, shape in shapes().items() if name not in {"farafil", "farouttryck"} for key in shape}
    assert sorted(keys - words - set(DAYS)) == []
