"""From the SQLite file to the database that is set, from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.storage.engine import open_engine
from bot.storage.migrate import migrate
from bot.usage.store import UsageStore

from .conftest import Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    engine = open_engine(f"sqlite:///{tmp_path}/var/vagvisaren.sqlite")
    migrate(engine)
    UsageStore(engine).add_gap(date(2026, 11, 23), "alfa", "var är nyckeln", "unknown")
    engine.dispose()
    return tmp_path / "var" / "vagvisaren.sqlite"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_content_is_moved_and_the_second_time_refused(run: Run, file: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGVISAREN_DATABASE_URL", database_url)
    done = run("move-database", str(file))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Flyttade 1 rader.")
    assert [gap.question for gap in UsageStore(open_engine(database_url)).gaps("alfa")] == ["var är nyckeln"]
    again = run("move-database", str(file))
    assert again.exit_code == 1
    assert "har redan innehåll (tabellen gap)" in again.stderr


def test_without_another_database_nothing_is_done(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGVISAREN_VAR", str(file.parent))
    done = run("move-database", str(file))
    assert (done.exit_code, done.stderr) == (1, "Ange först PostgreSQL i VAGVISAREN_DATABASE_URL. Nu är det samma fil.\n")


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    assert run("move-database", str(tmp_path / "borta.sqlite")).exit_code == 2
