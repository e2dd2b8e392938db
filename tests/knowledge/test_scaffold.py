from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge import scaffold
from bot.knowledge.guide import Guide
from bot.knowledge.model import NationalPack
from bot.knowledge.parse import shapes
from bot.knowledge.validate import validate

from .packs import CLEAN, NATIONAL, ROOT, TODAY, check, codes, write


@pytest.fixture
def base(guide: Guide) -> NationalPack:
    return guide.base


def test_a_new_local_routine_has_no_errors_and_asks_for_more_questions(tmp_path: Path) -> None:
    result = check(write(tmp_path, {**CLEAN, "alfa/rutiner/lov.yml": scaffold.routine("lov", TODAY)}))
    assert result.errors == ()
    assert sorted(codes(result)) == ["fragor-fa", "provfragor-fa"]
    routine = result.guides()["alfa"].routine("lov")
    assert routine is not None
    assert routine.reviewed_on == TODAY
    assert routine.review_by == TODAY + scaffold.REVIEW_EVERY


def test_a_new_national_routine_has_no_errors(tmp_path: Path) -> None:
    assert check(write(tmp_path, {**CLEAN, "nationell/rutiner/lov.yml": scaffold.routine("lov", TODAY)})).errors == ()


def test_a_new_overlay_changes_nothing_until_it_is_filled_in(tmp_path: Path, guide: Guide) -> None:
    result = check(write(tmp_path / "new", {**CLEAN, "alfa/rutiner/tolk.yml": scaffold.overlay("tolk")}))
    assert codes(result) == []
    assert result.guides()["alfa"].routine("tolk") == guide.routine("tolk")


def test_an_overlay_filled_in_line_by_line_is_right(tmp_path: Path) -> None:
    text = scaffold.overlay("tolk").replace("# steg_efter:", "steg_efter: [Ring oss.]").replace("# granskad:", 'granskad: "2026-11-01"')
    assert codes(check(write(tmp_path, {**CLEAN, "alfa/rutiner/tolk.yml": text}))) == []


def test_a_new_municipality_has_no_errors_and_lists_every_role_it_lacks(tmp_path: Path, base: NationalPack) -> None:
    files = {"gamma/organisation.yml": scaffold.organisation("gamma", "Gamma: kommunen", base), "gamma/kontakter.yml": scaffold.contacts(base)}
    result = check(write(tmp_path / "new", {**NATIONAL, **files}))
    assert result.errors == ()
    assert codes(result).count("roll-ej-fylld") == len(base.local_roles) - 1
    assert result.guides()["gamma"].organisation.name == "Gamma: kommunen"


def test_a_name_with_quotes_and_backslashes_is_kept(tmp_path: Path, base: NationalPack) -> None:
    name = 'Kommunen "G" \\ H'
    files = {"gamma/organisation.yml": scaffold.organisation("gamma", name, base), "gamma/kontakter.yml": scaffold.contacts(base)}
    result = check(write(tmp_path / "new", {**NATIONAL, **files}))
    assert result.errors == ()
    assert result.guides()["gamma"].organisation.name == name


def test_a_municipality_filled_in_as_its_comments_say_is_right(tmp_path: Path, base: NationalPack) -> None:
    head = scaffold.organisation("gamma", "Gamma", base)
    head = head.replace("enheter: []\n# - id", "enheter:\n - id").replace("\n#   ", "\n   ").replace("lokala_roller: {}", "lokala_roller:")
    for role in base.local_roles:
        head = head.replace(f"  # {role.id}: {role.id}-gamma", f"  {role.id}: {role.id}-gamma")
    contacts = scaffold.contacts(base).replace("kontakter: []\n# - id", "kontakter:\n - id").replace("\n#   ", "\n   ").replace("0XX-XX XX XX", "112")
    assert contacts.count("- id") == 1
    lines = "".join(f' - {{id: {role.id}-gamma, namn: {role.name}, telefon: "112"}}\n' for role in base.local_roles)
    contacts += lines + ' - {id: rektor-solrosen, namn: Rektorn, telefon: "112"}\n'
    result = check(write(tmp_path / "new", {**NATIONAL, "gamma/organisation.yml": head, "gamma/kontakter.yml": contacts}))
    assert result.errors == ()
    assert [unit.id for unit in result.guides()["gamma"].organisation.units] == ["solrosen"]


def test_every_key_is_explained_in_its_place() -> None:
    made = scaffold.routine("lov", TODAY).splitlines()
    for key, spec in shapes()["rutin"].items():
        at = next((number for number, line in enumerate(made) if line.startswith(f"{key}:")), None)
        if at is not None:
            assert made[at - 1] == f"# {spec['hjalp']}"
        assert at is not None or spec.get("kravs") not in {"egen", "alltid", "nationell"}


def test_the_real_national_pack_makes_a_municipality_without_errors(tmp_path: Path) -> None:
    base = validate(ROOT / "knowledge", TODAY).packs["nationell"].national
    assert base is not None
    write(tmp_path, {path.relative_to(ROOT / "knowledge").as_posix(): path.read_bytes() for path in (ROOT / "knowledge/nationell").rglob("*.yml")})
    write(
        tmp_path,
        {"storkoping/organisation.yml": scaffold.organisation("storkoping", "Storköping", base), "storkoping/kontakter.yml": scaffold.contacts(base)},
    )
    assert [found for found in check(tmp_path).errors if found.path.startswith("storkoping/")] == []
