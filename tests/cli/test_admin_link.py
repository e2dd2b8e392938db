"""A way in from the server's command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts import links, people
from bot.admin.people import Grant, Role
from bot.settings import Settings
from bot.storage.engine import open_engine
from bot.storage.migrate import migrate

from .conftest import Run


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The database that the command will open."""
    monkeypatch.setenv("VAGVISAREN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("VAGVISAREN_ADDRESS", "https://vagvisaren.alfa.se")
    made = open_engine(Settings().database)
    migrate(made)
    return made


def add(engine: Engine, email: str, *grants: Grant) -> int:
    with Session(engine) as session, session.begin():
        return people.add(session, email, email, grants=grants)


def printed(output: str) -> str:
    """The token of the link."""
    start = "https://vagvisaren.alfa.se/admin/lank/"
    assert start in output
    return output.split(start)[1].split()[0]


def test_the_first_administrator_gets_a_link(run: Run, engine: Engine) -> None:
    found = links.look(engine, printed(run("admin-link").stdout))
    assert found is not None
    assert found.kind is links.Kind.FIRST


def test_an_administrator_who_is_locked_out_gets_a_link(run: Run, engine: Engine) -> None:
    person_id = add(engine, "chef@alfa.se", Grant(Role.ADMINISTRATOR, "*"))
    found = links.look(engine, printed(run("admin-link", "Chef@Alfa.se").stdout))
    assert found is not None
    assert (found.kind, found.person_id) == (links.Kind.RESET, person_id)


@pytest.mark.parametrize("email", ["redaktor@alfa.se", "ingen@alfa.se", ""])
def test_nobody_else_does_and_the_administrators_are_named(run: Run, engine: Engine, email: str) -> None:
    add(engine, "chef@alfa.se", Grant(Role.ADMINISTRATOR, "alfa"))
    add(engine, "redaktor@alfa.se", Grant(Role.EDITOR, "*"))
    done = run("admin-link", *([email] if email else []))
    assert done.exit_code == 1
    assert "chef@alfa.se" in done.stderr
    assert "/admin/lank/" not in done.output


def test_it_makes_the_database_if_there_is_none(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGVISAREN_VAR", str(tmp_path / "ny"))
    monkeypatch.setenv("VAGVISAREN_ADDRESS", "https://vagvisaren.alfa.se")
    assert printed(run("admin-link").stdout)
