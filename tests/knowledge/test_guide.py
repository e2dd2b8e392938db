from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from bot.knowledge.guide import Guide

from .packs import CLEAN, NATIONAL, changed, check, municipality, write

LOCAL = "alfa/rutiner/tolk.yml"
TOLK = "nationell/rutiner/tolk.yml"
HEAD = "nationell/paket.yml"
ALFA = "alfa/organisation.yml"
CONTACTS = "alfa/kontakter.yml"


def guide_of(root: Path, files: dict[str, str], organisation: str = "alfa") -> Guide:
    result = check(write(root, files))
    assert not result.errors, result.errors
    return result.guides()[organisation]


def with_local(root: Path, local: str, national: str = "") -> Guide:
    return guide_of(root, {**CLEAN, LOCAL: f"id: tolk\n{local}", TOLK: CLEAN[TOLK] + national})


def texts(guide: Guide, **person: object) -> list[str]:
    routine = guide.routine("tolk", **person)
    assert routine is not None
    return [step.text for step in routine.steps]


# --- overlay ---


def test_without_a_local_file_the_national_routine_is_shown_as_written(guide: Guide) -> None:
    routine = guide.routine("tolk")
    assert routine is not None
    assert (routine.level, routine.local_parts, routine.variant) == ("national", (), None)
    assert (routine.title, routine.answer, routine.owner) == ("Om tolken", "Ring mottagningen.", "Nationell grundtext")
    assert [step.text for step in routine.steps] == ["Ring först.", "Skriv sedan."]
    assert not any(step.local for step in routine.steps)


def test_a_local_file_changes_only_the_keys_it_writes(tmp_path: Path) -> None:
    routine = with_local(tmp_path, "kort_svar: Boka hos oss.\nkontakter: [tolkformedling]\nagare: Tolkansvarig\n").routine("tolk")
    assert routine is not None
    assert (routine.answer, routine.contacts, routine.owner) == ("Boka hos oss.", ("tolkformedling",), "Tolkansvarig")
    assert (routine.title, routine.avoid) == ("Om tolken", ("Vänta inte.",))
    assert (routine.level, routine.local_parts) == ("mixed", ("kort_svar", "kontakter"))


def test_a_local_list_replaces_the_national_one_even_when_empty(tmp_path: Path) -> None:
    routine = with_local(tmp_path, "undvik: []\n").routine("tolk")
    assert routine is not None
    assert routine.avoid == ()
    assert routine.local_parts == ("undvik",)


def test_local_steps_are_laid_round_the_national_ones(tmp_path: Path) -> None:
    guide = with_local(tmp_path, "steg_fore: [Lokalt först]\nsteg_efter: [Lokalt sist]\n")
    assert texts(guide) == ["Lokalt först", "Ring först.", "Skriv sedan.", "Lokalt sist"]
    routine = guide.routine("tolk")
    assert routine is not None
    assert [step.local for step in routine.steps] == [True, False, False, True]
    assert routine.local_parts == ("steg_fore", "steg_efter")


def test_local_steps_replace_the_national_ones_and_keep_what_is_laid_round(tmp_path: Path) -> None:
    assert texts(with_local(tmp_path, "steg: [Bara detta]\nsteg_fore: [Före]\n")) == ["Före", "Bara detta"]


FOUR_LAYERS_LOCAL = """\
steg_fore: [lokal fil före]
steg_efter: [lokal fil efter]
varianter:
  - for: {roll: [barnmorska]}
    steg_fore: [lokal variant före]
    steg_efter: [lokal variant efter]
"""
FOUR_LAYERS_NATIONAL = """\
steg_fore: [nationell fil före]
steg_efter: [nationell fil efter]
varianter:
  - for: {roll: [barnmorska]}
    steg_fore: [nationell variant före]
    steg_efter: [nationell variant efter]
"""


def test_four_layers_of_steps_before_and_after_nest_like_shells(tmp_path: Path) -> None:
    guide = with_local(tmp_path, FOUR_LAYERS_LOCAL, FOUR_LAYERS_NATIONAL)
    assert texts(guide, role="barnmorska") == [
        "lokal fil före",
        "lokal variant före",
        "nationell variant före",
        "nationell fil före",
        "Ring först.",
        "Skriv sedan.",
        "nationell fil efter",
        "nationell variant efter",
        "lokal variant efter",
        "lokal fil efter",
    ]
    assert texts(guide, role="forskollarare") == [
        "lokal fil före",
        "nationell fil före",
        "Ring först.",
        "Skriv sedan.",
        "nationell fil efter",
        "lokal fil efter",
    ]


@pytest.mark.parametrize("said", list(product([False, True], repeat=3)))
def test_the_nearest_layer_that_says_something_wins(tmp_path: Path, said: tuple[bool, ...]) -> None:
    """local variant, then local file, then national variant, then national file."""
    variant = "varianter:\n  - for: {{roll: [barnmorska]}}\n    kort_svar: {}\n"
    local_variant, local_file, national_variant = said
    local = ("kort_svar: lokal fil\n" if local_file else "") + (variant.format("lokal variant") if local_variant else "")
    guide = with_local(tmp_path, local, variant.format("nationell variant") if national_variant else "")
    routine = guide.routine("tolk", role="barnmorska")
    assert routine is not None
    expected = [text for text, here in zip(("lokal variant", "lokal fil", "nationell variant"), said, strict=True) if here]
    assert routine.answer == [*expected, "Ring mottagningen."][0]
    assert ("varianter" in routine.local_parts) == local_variant


# --- variants ---

VARIANTS = """\
varianter:
  - for: {roll: [barnmorska], verksamhet: [bvc]}
    kort_svar: båda
  - for: {verksamhet: [bvc]}
    kort_svar: bvc
  - for: {roll: [barnmorska]}
    kort_svar: barnmorska
  - for: {roll: [forskollarare, barnmorska]}
    kort_svar: senare
"""


@pytest.mark.parametrize(
    ("role", "unit", "answer"),
    [
        ("barnmorska", "bvc-backen", "båda"),
        ("forskollarare", "bvc-backen", "senare"),
        (None, "bvc-backen", "bvc"),
        ("barnmorska", "solrosen", "senare"),
        ("barnmorska", None, "senare"),
        (None, "solrosen", "Ring mottagningen."),
        (None, None, "Ring mottagningen."),
    ],
)
def test_the_most_precise_variant_wins_and_of_equals_the_later(tmp_path: Path, role: str | None, unit: str | None, answer: str) -> None:
    guide = with_local(tmp_path, "", VARIANTS)
    routine = guide.routine("tolk", unit=guide.organisation.unit(unit), role=role)
    assert routine is not None
    assert routine.answer == answer


def test_it_is_known_whether_the_answer_hangs_on_who_asks(tmp_path: Path) -> None:
    guide = with_local(tmp_path, VARIANTS)
    assert guide.depends_on_person("tolk")
    assert not guide.depends_on_person("orosanmalan")
    assert not guide.depends_on_person("finns_inte")


# --- local routines ---


def test_a_municipality_may_have_a_routine_of_its_own(tmp_path: Path) -> None:
    own = CLEAN[TOLK].replace("id: tolk", "id: lov").replace("tolken", "lovet")
    guide = guide_of(tmp_path, {**CLEAN, "alfa/rutiner/lov.yml": own})
    routine = guide.routine("lov")
    assert routine is not None
    assert (routine.level, routine.local_parts) == ("local", ())
    assert guide.routine_ids == ("orosanmalan", "tolk", "lov")
    assert [found.id for found in guide.routines()] == ["orosanmalan", "tolk", "lov"]


def test_a_routine_nobody_has_is_none(guide: Guide) -> None:
    assert guide.routine("finns_inte") is None


def test_a_local_file_that_says_too_little_shows_nothing_rather_than_half(tmp_path: Path) -> None:
    result = check(write(tmp_path, {**CLEAN, "alfa/rutiner/lov.yml": "id: lov\nkort_svar: Ring.\n"}))
    assert result.errors
    guide = result.guides()["alfa"]
    assert guide.routine("lov") is None
    assert "lov" not in [routine.id for routine in guide.routines()]


def test_what_must_be_checked_is_gathered_from_both_files(tmp_path: Path) -> None:
    routine = with_local(tmp_path, "att_kontrollera: [lokalt]\n", "att_kontrollera: [nationellt]\n").routine("tolk")
    assert routine is not None
    assert routine.to_check == ("nationellt", "lokalt")


# --- contacts ---


def name(guide: Guide, reference: str, unit: str | None = None) -> str | None:
    found = guide.contact(reference, guide.organisation.unit(unit))
    return found.contact.name if found else None


def test_a_local_role_is_the_contact_that_fills_it_here(guide: Guide) -> None:
    found = guide.contact("socialjour")
    assert found is not None
    assert found.contact.name == "Jouren i Alfa"
    assert (found.role.id if found.role else None, found.reserve_for) == ("socialjour", None)


def test_a_unit_may_have_a_contact_of_its_own(guide: Guide) -> None:
    assert name(guide, "tolkformedling") == "Tolkarna i Alfa"
    assert name(guide, "tolkformedling", "bvc-backen") == "Alfas växel"
    assert name(guide, "tolkformedling", "solrosen") == "Tolkarna i Alfa"
    assert name(guide, "chef", "solrosen") == "Rektor på Solrosen i Alfa"


def test_a_contact_may_be_named_directly_and_an_unknown_one_is_none(guide: Guide) -> None:
    found = guide.contact("stodlinjen")
    assert found is not None
    assert (found.contact.name, found.role, found.reserve_for) == ("Stödlinjen", None, None)
    assert guide.contact("finns-inte") is None


def test_a_local_contact_stands_before_a_national_one_with_the_same_id(tmp_path: Path) -> None:
    own = '  - id: stodlinjen\n    namn: Vår linje\n    telefon: "112"\n    dygnet_runt: ja\n    verifierad: "2026-11-01"\n'
    assert name(guide_of(tmp_path, {**CLEAN, CONTACTS: CLEAN[CONTACTS] + own}), "stodlinjen") == "Vår linje"


def test_a_role_nobody_fills_gives_its_reserve_and_says_for_whom(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, changed(CLEAN, ALFA, "  socialjour: jouren\n", ""))
    found = guide.contact("socialjour")
    assert found is not None
    assert (found.contact.id, found.role) == ("sos-112", None)
    assert found.reserve_for is guide.local_roles["socialjour"]
    assert guide.holder("socialjour") is None


def test_a_reserve_may_be_a_role_whose_holder_then_answers(guide: Guide) -> None:
    found = guide.contact("chef")
    assert found is not None
    assert found.contact.name == "Alfas växel"
    assert (found.role.id if found.role else None, found.reserve_for.id if found.reserve_for else None) == ("vaxel", "chef")


def test_a_chain_of_reserves_is_followed_to_its_end(tmp_path: Path) -> None:
    files = changed(CLEAN, ALFA, "  vaxel: vaxeln\n", "")
    assert name(guide_of(tmp_path, files), "chef") == "Stödlinjen"


def test_a_contact_that_cannot_be_reached_gives_way_to_the_reserve(tmp_path: Path) -> None:
    files = changed(CLEAN, CONTACTS, '    telefon: "040-628 05 01"\n    dygnet_runt: ja\n', "")
    guide = guide_of(tmp_path, files)
    assert name(guide, "socialjour") == "SOS Alarm"
    holder = guide.holder("socialjour")
    assert holder is not None
    assert holder.missing


def test_a_role_without_reserve_that_nobody_fills_is_none(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, changed(CLEAN, ALFA, "  tolkformedling: tolkarna\n", ""))
    assert guide.contact("tolkformedling") is None
    assert name(guide, "tolkformedling", "bvc-backen") == "Alfas växel"


def test_reserves_in_a_circle_end(tmp_path: Path) -> None:
    files = changed(changed(CLEAN, HEAD, "reserv: stodlinjen", "reserv: chef"), ALFA, "  vaxel: vaxeln\n", "")
    result = check(write(tmp_path, files))
    assert [found.code for found in result.errors] == ["reserv-cirkel", "reserv-cirkel"]
    assert result.guides()["alfa"].contact("chef") is None


def test_contacts_come_in_the_order_given_and_each_once(guide: Guide) -> None:
    found = guide.resolve_all(("vaxel", "finns-inte", "stodlinjen", "chef"))
    assert [resolved.contact.id for resolved in found] == ["vaxeln", "stodlinjen"]


def test_the_onward_chain_is_the_municipality_s_or_else_the_national(tmp_path: Path, guide: Guide) -> None:
    assert [found.contact.id for found in guide.onward()] == ["vaxeln", "jouren"]
    assert [found.contact.id for found in guide.onward(guide.organisation.unit("solrosen"))] == ["rektorn", "jouren"]
    without = guide_of(tmp_path / "other", changed(CLEAN, ALFA, "hanvisning: [chef, socialjour]\n", ""))
    assert [found.contact.id for found in without.onward()] == ["vaxeln", "stodlinjen"]


# --- two municipalities ---


def test_two_municipalities_share_ids_and_nothing_else(tmp_path: Path) -> None:
    files = {**NATIONAL, **municipality("alfa", "01"), **municipality("beta", "02"), LOCAL: "id: tolk\nkort_svar: Bara i Alfa.\n"}
    files["beta/rutiner/hemlig.yml"] = CLEAN[TOLK].replace("id: tolk", "id: hemlig").replace("tolken", "betas hemlighet")
    files["beta/begrepp.yml"] = CLEAN["nationell/begrepp.yml"].replace("hrv", "betaord").replace("HRV", "Betaord")
    result = check(write(tmp_path, files))
    assert not result.errors
    alfa, beta = result.guides()["alfa"], result.guides()["beta"]
    assert name(alfa, "socialjour") == "Jouren i Alfa"
    assert name(beta, "socialjour") == "Jouren i Beta"
    assert name(alfa, "chef", "solrosen") == "Rektor på Solrosen i Alfa"
    assert name(beta, "chef", "solrosen") == "Rektor på Solrosen i Beta"
    routines = {guide.organisation.id: {routine.id: routine.answer for routine in guide.routines()} for guide in (alfa, beta)}
    assert routines["alfa"] == {"orosanmalan": "Ring mottagningen.", "tolk": "Bara i Alfa."}
    assert routines["beta"] == {"orosanmalan": "Ring mottagningen.", "tolk": "Ring mottagningen.", "hemlig": "Ring mottagningen."}
    assert (set(alfa.terms), set(beta.terms)) == ({"hrv"}, {"hrv", "betaord"})
    for guide, other in ((alfa, "Beta"), (beta, "Alfa")):
        everything = repr((guide.organisation, guide.contacts, guide.terms, list(guide.routines()), guide.onward()))
        assert other not in everything


def test_kinds_and_roles_are_found_by_id(guide: Guide) -> None:
    assert guide.kinds["bvc"].name == "BVC"
    assert guide.roles["barnmorska"].name == "Barnmorska"
