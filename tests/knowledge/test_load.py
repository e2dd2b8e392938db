from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.knowledge import load
from bot.knowledge.load import Reader

from .packs import CLEAN, write


def parsed_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed from now on, in order."""
    seen: list[str] = []
    real = load.parse

    def counting(path: str, data: bytes):
        seen.append(path)
        return real(path, data)

    monkeypatch.setattr(load, "parse", counting)
    return seen


def touch(path: Path, text: str) -> None:
    """Write and move the time on, so that the change shows also where the clock of the disk is coarse."""
    path.write_text(text, encoding="utf-8")
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 5_000_000_000))


def test_each_folder_is_a_pack(clean: Path) -> None:
    write(clean, {"schema/rutin.json": "{}", ".git/config": "x", "README.md": "x"})
    files = Reader(clean).read()
    assert list(files) == ["alfa", "nationell"]
    assert files["nationell"].pack is not None
    assert files["nationell"].pack.national is not None
    assert files["alfa"].pack is not None
    assert files["alfa"].pack.organisation is not None


def test_a_missing_folder_gives_no_packs(tmp_path: Path) -> None:
    assert Reader(tmp_path / "finns-inte").read() == {}


def test_only_changed_files_are_parsed_again(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = parsed_names(monkeypatch)
    reader = Reader(clean)
    reader.read()
    assert sorted(seen) == sorted(CLEAN)
    seen.clear()
    reader.read()
    assert seen == []
    touch(clean / "alfa/kontakter.yml", CLEAN["alfa/kontakter.yml"].replace("628 05 01", "628 05 99"))
    reader.read()
    assert seen == ["alfa/kontakter.yml"]


def test_a_new_file_is_found_and_a_removed_one_forgotten(clean: Path) -> None:
    reader = Reader(clean)
    reader.read()
    write(clean, {"alfa/rutiner/tolk.yml": "id: tolk\ntitel: Vår tolk\n"})
    assert "alfa/rutiner/tolk.yml" in reader.read()["alfa"].parsed
    (clean / "alfa/rutiner/tolk.yml").unlink()
    assert "alfa/rutiner/tolk.yml" not in reader.read()["alfa"].parsed


@pytest.mark.parametrize("bad", ["id: tolken\n", "titel:\n"])
def test_reading_again_does_not_pile_up_problems(clean: Path, bad: str) -> None:
    write(clean, {"alfa/rutiner/tolk.yml": bad})
    reader = Reader(clean)
    once = reader.read()["alfa"].problems
    assert once
    assert reader.read()["alfa"].problems == once
    assert reader.read()["alfa"].problems == once


def test_a_routine_with_an_error_is_left_out_and_the_others_stay(clean: Path) -> None:
    write(clean, {"nationell/rutiner/tolk.yml": CLEAN["nationell/rutiner/tolk.yml"] + "xyz: 1\n"})
    pack = Reader(clean).read()["nationell"].pack
    assert pack is not None
    assert set(pack.routines) == {"orosanmalan"}


def test_a_file_under_another_name_than_its_id_is_left_out(clean: Path) -> None:
    write(clean, {"alfa/rutiner/tolkar.yml": "id: tolk\ntitel: Vår tolk\n"})
    files = Reader(clean).read()["alfa"]
    assert files.pack is not None
    assert files.pack.routines == {}
    assert [found.code for found in files.problems] == ["id-ej-filnamn"]


def test_the_first_of_two_with_one_id_counts(clean: Path) -> None:
    extra = '  - id: jouren\n    namn: Annan jour\n    telefon: "112"\n'
    write(clean, {"alfa/kontakter.yml": CLEAN["alfa/kontakter.yml"] + extra})
    files = Reader(clean).read()["alfa"]
    assert files.pack is not None
    assert files.pack.contacts["jouren"].name == "Jouren i Alfa"


def test_leftovers_of_editors_are_passed_over(clean: Path) -> None:
    write(clean, {f"alfa/rutiner/{name}": "x" for name in (".tolk.yml.swp", "tolk.yml~", "#tolk.yml#", ".DS_Store")})
    assert Reader(clean).read()["alfa"].problems == []


def test_a_pack_without_a_readable_head_is_no_pack(clean: Path) -> None:
    write(clean, {"alfa/organisation.yml": "- x\n", "nationell/paket.yml": "id: nationell\n"})
    files = Reader(clean).read()
    assert (files["alfa"].pack, files["nationell"].pack) == (None, None)
    assert files["alfa"].head_path == "alfa/organisation.yml"
    assert files["nationell"].head_path == "nationell/paket.yml"


def test_terms_and_danger_words_are_a_matter_of_choice_for_a_municipality_and_a_must_nationally(clean: Path) -> None:
    for name in ("begrepp.yml", "fara.yml"):
        (clean / "nationell" / name).unlink()
    files = Reader(clean).read()
    assert files["alfa"].problems == []
    assert [(found.code, found.path) for found in files["nationell"].problems] == [
        ("fil-saknas", "nationell/begrepp.yml"),
        ("fil-saknas", "nationell/fara.yml"),
    ]
