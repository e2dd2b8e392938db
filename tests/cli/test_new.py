from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from knowledge.packs import check

from bot.knowledge.load import NATIONAL

from .conftest import Run


def test_a_new_routine_is_put_in_the_chosen_municipality_and_is_right(run: Run, knowledge: Path) -> None:
    done = run("new", "routine", "lovrutin")
    path = knowledge / "alfa/rutiner/lovrutin.yml"
    assert (done.exit_code, done.stdout) == (0, f"Skapade {path}. Fyll i den och kör «vagvisaren validate».\n")
    assert check(knowledge).errors == ()
    assert check(knowledge).guides()["alfa"].routine("lovrutin") is not None


def test_a_routine_that_exists_nationally_becomes_an_overlay(run: Run, knowledge: Path) -> None:
    assert run("new", "routine", "tolk", "-o", "alfa").exit_code == 0
    text = (knowledge / "alfa/rutiner/tolk.yml").read_text(encoding="utf-8")
    assert "id: tolk\n" in text
    assert "# steg_efter:" in text
    assert check(knowledge).errors == ()


def test_a_national_routine_is_written_whole(run: Run, knowledge: Path) -> None:
    assert run("new", "routine", "lovrutin", "--organisation", NATIONAL).exit_code == 0
    assert "kort_svar:" in (knowledge / "nationell/rutiner/lovrutin.yml").read_text(encoding="utf-8")
    assert check(knowledge).errors == ()


def test_a_file_that_exists_is_left_alone(run: Run, knowledge: Path) -> None:
    run("new", "routine", "lovrutin")
    path = knowledge / "alfa/rutiner/lovrutin.yml"
    path.write_text("mitt arbete", encoding="utf-8")
    done = run("new", "routine", "lovrutin")
    assert done.exit_code == 1
    assert done.stderr.endswith(f"{path} finns redan. Välj ett annat id eller ta bort filen.\n")
    assert path.read_text(encoding="utf-8") == "mitt arbete"


@pytest.mark.parametrize(
    ("command", "given", "suggested"),
    [
        ("routine", "Lov rutin", "lov_rutin"),
        ("routine", "../../etc", "etc"),
        ("organisation", "Nyköping", "nykoping"),
        ("organisation", "..", "nytt-id"),
        ("organisation", "logg", "logg-kommun"),
    ],
)
def test_what_cannot_be_an_id_is_refused_with_one_that_can(run: Run, knowledge: Path, command: str, given: str, suggested: str) -> None:
    before = sorted(knowledge.rglob("*"))
    done = run("new", command, given)
    assert (done.exit_code, done.stderr) == (1, f"«{given}» kan inte vara ett id. Prova «{suggested}».\n")
    assert sorted(knowledge.rglob("*")) == before


def test_an_unknown_municipality_is_told_with_those_there_are(run: Run) -> None:
    done = run("new", "routine", "lovrutin", "-o", "beta")
    assert (done.exit_code, done.stderr) == (1, "Kommunen «beta» finns inte. De som finns är: alfa, nationell.\n")


def test_a_new_municipality_is_right_as_it_stands(run: Run, knowledge: Path) -> None:
    done = run("new", "organisation", "storkoping", "--name", 'Storköping "S"')
    assert done.exit_code == 0
    result = check(knowledge)
    assert result.errors == ()
    assert result.guides()["storkoping"].organisation.name == 'Storköping "S"'
    assert run("new", "organisation", "storkoping").exit_code == 1


def test_the_first_municipality_can_be_made_when_there_is_none(run: Run, knowledge: Path) -> None:
    shutil.rmtree(knowledge / "alfa")
    assert run("new", "organisation", "forst").exit_code == 0
    assert set(check(knowledge).guides()) == {"forst"}


def test_without_the_national_pack_nothing_is_made(run: Run, knowledge: Path) -> None:
    shutil.rmtree(knowledge / "nationell")
    assert run("new", "organisation", "storkoping").exit_code == 1
    assert not (knowledge / "storkoping").exists()
