from __future__ import annotations

from pathlib import Path

from knowledge.packs import write

from .conftest import Run


def test_training_data_is_written_once_and_then_is_up_to_date(run: Run, tmp_path: Path) -> None:
    first, second = run("compile"), run("compile")
    assert (first.exit_code, first.stdout) == (0, "Skrev 3 filer med träningsdata.\n")
    assert (second.exit_code, second.stdout) == (0, "Träningsdatan är redan aktuell.\n")
    assert (tmp_path / "data/nlu/generated/rutiner.yml").is_file()


def test_errors_are_shown_and_what_is_right_is_compiled(run: Run, knowledge: Path, tmp_path: Path) -> None:
    write(knowledge, {"nationell/rutiner/tolk.yml": "id: tolk\nxyz: 1\n"})
    done = run("compile")
    assert done.exit_code == 0
    assert "knowledge/nationell/rutiner/tolk.yml:2:1:" in done.stderr
    made = (tmp_path / "data/nlu/generated/rutiner.yml").read_text(encoding="utf-8")
    assert "rutin/orosanmalan" in made
    assert "rutin/tolk" not in made


def test_without_the_national_pack_nothing_is_compiled(run: Run, knowledge: Path, tmp_path: Path) -> None:
    (knowledge / "nationell/paket.yml").unlink()
    done = run("compile")
    assert done.exit_code == 1
    assert done.stderr.endswith("Kunskapsfilerna har fel. Kör «vagvisaren validate» och rätta dem först.\n")
    assert not (tmp_path / "data").exists()
