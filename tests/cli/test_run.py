"""What `run` says when it cannot start. Nothing is started here."""

from __future__ import annotations

import shlex
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Run


class Started(Exception):
    """The checks let it through."""


@pytest.fixture
def port() -> Iterator[int]:
    """A port on loopback that another program holds."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


@pytest.fixture
def ports(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Two ports that are free."""
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        found = one.getsockname()[1], two.getsockname()[1]
    monkeypatch.setenv("VAGVISAREN_PORT", str(found[0]))
    monkeypatch.setenv("VAGVISAREN_RASA_PORT", str(found[1]))
    return found


@pytest.fixture(autouse=True)
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if everything were set up; reaching the training means that the checks found nothing."""
    for name in ("python", "lemmas.marisa", "static/vagvisaren.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr("bot.cli.run.RASA_PYTHON", tmp_path / "python")
    monkeypatch.setattr("bot.cli.run.DEFAULT_PATH", tmp_path / "lemmas.marisa")
    monkeypatch.setattr("bot.cli.run.STATIC", tmp_path / "static")

    def train(settings: object) -> Path:
        raise Started

    monkeypatch.setattr("bot.cli.run.ensure_model", train)


def said(run: Run) -> str:
    done = run("run")
    assert done.exit_code == 1
    assert done.stdout == ""
    return done.stderr


def test_when_nothing_is_in_the_way_it_goes_on(run: Run, ports: tuple[int, int]) -> None:
    with pytest.raises(Started):
        run("run")


@pytest.mark.parametrize(("variable", "index"), [("VAGVISAREN_PORT", 0), ("VAGVISAREN_RASA_PORT", 1)])
def test_a_taken_port_is_told_with_another_to_choose(
    run: Run, ports: tuple[int, int], port: int, monkeypatch: pytest.MonkeyPatch, variable: str, index: int
) -> None:
    monkeypatch.setenv(variable, str(port))
    assert said(run) == f"Port {port} är upptagen. Stäng det andra programmet, eller välj en annan port: {variable}={port + 10} make run\n"


def test_equal_ports_are_told(run: Run, ports: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGVISAREN_RASA_PORT", str(ports[0]))
    assert said(run) == f"VAGVISAREN_PORT och VAGVISAREN_RASA_PORT är båda {ports[0]}. Välj olika portar.\n"


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        ("python", "Rasas miljö saknas. Kör «make setup» en gång; den skapar allt som behövs.\n"),
        ("lemmas.marisa", "Tabellen med svenska ordformer saknas. Kör «make setup» en gång; den skapar allt som behövs.\n"),
        ("static/vagvisaren.js", "Sidan är inte byggd. Kör «make setup» en gång; den skapar allt som behövs.\n"),
    ],
)
def test_what_is_missing_is_told_with_how_to_get_it(run: Run, ports: tuple[int, int], tmp_path: Path, lost: str, sentence: str) -> None:
    (tmp_path / lost).unlink()
    assert said(run) == sentence


def test_a_secret_that_begins_with_a_dash_is_no_option(ports: tuple[int, int], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One secret in 64 did, and Rasa would not start."""
    commands: dict[str, list[str]] = {}

    class Recorder:
        returncode = 0

        def __init__(self, printer: object) -> None: ...

        def add_process(self, name: str, command: str, **kwargs: object) -> None:
            commands[name] = shlex.split(command)

        def loop(self) -> None: ...

    monkeypatch.setattr("bot.cli.run.Manager", Recorder)
    monkeypatch.setattr("bot.cli.run.ensure_model", lambda settings: tmp_path / "model.tar.gz")
    monkeypatch.setenv("VAGVISAREN_TOKEN", "-hemlig")
    assert run("run").exit_code == 0
    assert "--auth-token=-hemlig" in commands["rasa"]
