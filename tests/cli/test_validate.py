from __future__ import annotations

import json
from pathlib import Path

import pytest
from knowledge.packs import CLEAN, changed, write

from .conftest import Run

BAD = {"alfa/rutiner/tolk.yml": "id: tolk\nbradska: strax\n"}
DRAFT = changed(CLEAN, "alfa/organisation.yml", "status: granskad", "status: utkast")


def test_clean_files_are_told_in_one_line(run: Run) -> None:
    done = run("validate")
    assert (done.exit_code, done.stdout) == (0, "Inga fel. 0 fel, 0 varningar, 0 punkter att kontrollera.\n")


def test_errors_are_told_with_their_place_and_end_in_failure(run: Run, knowledge: Path) -> None:
    write(knowledge, BAD)
    done = run("validate")
    assert done.exit_code == 1
    assert f"{knowledge}/alfa/rutiner/tolk.yml:2:10: bradska:" in done.stdout
    assert done.stdout.endswith("Rätta felen; tills dess visas den senaste versionen som var rätt.\n")


def test_the_place_is_written_as_seen_from_where_one_stands(run: Run, knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(knowledge, BAD)
    monkeypatch.chdir(knowledge.parent)
    assert "\nknowledge/alfa/rutiner/tolk.yml:2:10:" in run("validate").stdout


def test_another_folder_may_be_named(run: Run, tmp_path: Path) -> None:
    other = write(tmp_path / "other", {**CLEAN, **BAD})
    assert run("validate", str(other)).exit_code == 1
    assert run("validate").exit_code == 0


@pytest.mark.parametrize("name", ["finns-inte", "tom"])
def test_a_folder_without_packs_is_told_plainly(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "tom").mkdir()
    done = run("validate", str(tmp_path / name))
    assert done.exit_code == 2
    assert done.stderr == f"Mappen «{tmp_path / name}» finns inte eller innehåller inga paket. Ange mappen där «nationell» ligger.\n"


def test_json_is_json_alone(run: Run, knowledge: Path) -> None:
    write(knowledge, BAD)
    done = run("validate", "--json")
    assert done.exit_code == 1
    assert [found["code"] for found in json.loads(done.stdout)["problems"]] == ["val-fel"]


def test_advice_is_a_failure_only_when_asked(run: Run, knowledge: Path) -> None:
    write(knowledge, DRAFT)
    assert run("validate").exit_code == 0
    assert "Varningar (1)" in run("validate").stdout
    assert run("validate", "--strict").exit_code == 1


def test_advice_can_be_left_out(run: Run, knowledge: Path) -> None:
    write(knowledge, {**DRAFT, **BAD})
    done = run("validate", "--errors-only")
    assert "Fel (1)" in done.stdout
    assert "Varningar" not in done.stdout
