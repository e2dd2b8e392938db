from __future__ import annotations

from pathlib import Path

from bot.knowledge.load import Reader
from bot.knowledge.problems import Severity
from bot.knowledge.validate import validate

from .packs import CLEAN, TODAY, changed, check, municipality, write


def test_a_clean_folder_gives_its_packs_and_guides(clean: Path) -> None:
    result = check(clean)
    assert result.problems == ()
    assert set(result.packs) == {"alfa", "nationell"}
    assert set(result.guides()) == {"alfa"}
    assert result.broken_packs() == frozenset()


def test_a_missing_or_empty_folder_is_one_error(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "finns-inte"):
        result = check(root)
        assert [(found.path, found.code) for found in result.problems] == [("nationell/paket.yml", "fil-saknas")]
        assert result.guides() == {}


def test_a_municipality_without_the_national_pack_is_not_served(tmp_path: Path) -> None:
    result = check(write(tmp_path, municipality()))
    assert result.errors
    assert result.guides() == {}


def test_problems_are_sorted_by_place_and_each_told_once(tmp_path: Path) -> None:
    result = check(write(tmp_path, {**CLEAN, "alfa/rutiner/tolk.yml": "id: tolk\nxyz: 1\nqqq: 2\ntitel:\n", "alfa/rutiner/a.yml": "x"}))
    places = [(found.path, found.line, found.column) for found in result.problems]
    assert places == sorted(places)
    assert len(set(result.problems)) == len(result.problems)


def test_a_broken_municipality_does_not_break_another(tmp_path: Path) -> None:
    result = check(write(tmp_path, {**CLEAN, **municipality("beta", "02"), "beta/kontakter.yml": "kontakter: [\n"}))
    assert result.broken_packs() == {"beta"}
    assert {found.path for found in result.errors} == {"beta/kontakter.yml", "beta/organisation.yml"}


def test_advice_does_not_break_a_pack(tmp_path: Path) -> None:
    result = check(write(tmp_path, changed(CLEAN, "alfa/organisation.yml", "status: granskad", "status: utkast")))
    assert result.broken_packs() == frozenset()
    assert (result.count(Severity.ERROR), result.count(Severity.WARNING), result.count(Severity.CHECK)) == (0, 1, 0)


def test_the_same_files_give_the_same_result_with_and_without_memory(clean: Path) -> None:
    write(clean, {"alfa/rutiner/tolken.yml": "id: tolk\n"})
    reader = Reader(clean)
    first = validate(clean, TODAY, reader)
    assert first.problems
    assert validate(clean, TODAY, reader) == first == check(clean)
