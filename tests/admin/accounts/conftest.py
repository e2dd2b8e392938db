"""Accounts are tested on both databases, with a clock that tests set, and with people who have passwords."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from admin.conftest import MakeOffice, Office
from bot.admin.accounts import passwords
from bot.admin.accounts.tables import AuditRow
from bot.admin.people import Grant, Person, Role

QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
PASSWORD = "korrekt häst batteri"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of the same kind, but with little work; what is used otherwise is tested with the passwords."""
    monkeypatch.setattr(passwords, "_hasher", lambda: QUICK)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """Stands still until `clock.shift(seconds)`."""
    with time_machine.travel(START, tick=False) as found:
        yield found


@pytest.fixture
def office(make_office: MakeOffice, database_url: str) -> Office:
    """On both databases."""
    return _on(make_office, database_url)


def _on(make_office: MakeOffice, database_url: str, **more: object) -> Office:
    return make_office(**more) if database_url.startswith("sqlite") else make_office(database_url=database_url, **more)


@pytest.fixture
def anna(office: Office) -> Person:
    """An editor of Alfa with a password."""
    return office.person(Grant(Role.EDITOR, "alfa"), name="Anna Berg", email="anna@alfa.se", password=passwords.hashed(PASSWORD))


def token_in(html: str) -> str:
    """The token of the page's forms."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', html)
    assert found, html[:1000]
    return found[1]


@pytest.fixture
def sign_in() -> Callable[..., object]:
    """`sign_in(client, email, password, till=…)`: through the page, as a person does. Gives the answer."""

    def sign_in(client: TestClient, email: str, password: str = PASSWORD, **more: str) -> object:
        csrf = token_in(client.get("/admin/logga-in").text)
        return client.post("/admin/logga-in", data={"csrf": csrf, "epost": email, "losenord": password, **more})

    return sign_in


def told(office: Office) -> list[str]:
    """The codes of the log, oldest first."""
    with Session(office.engine) as session:
        return list(session.scalars(select(AuditRow.what).order_by(AuditRow.id)))
