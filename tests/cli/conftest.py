"""The command line over a small pack of its own: nothing is written beside it, and the day stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from click.testing import Result
from knowledge.packs import CLEAN, TODAY, write
from typer.testing import CliRunner

from bot.cli.main import app

Run = Callable[..., Result]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return write(tmp_path / "knowledge", CLEAN)


@pytest.fixture
def run(knowledge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a command: `run("validate", "--json")`."""
    monkeypatch.setenv("VAGVISAREN_KNOWLEDGE", str(knowledge))
    monkeypatch.setenv("VAGVISAREN_ORGANISATION", "alfa")
    monkeypatch.setattr("bot.cli.compile.ROOT", tmp_path)
    runner = CliRunner()
    with time_machine.travel(TODAY, tick=False):
        yield lambda *arguments: runner.invoke(app, list(arguments), catch_exceptions=False)
