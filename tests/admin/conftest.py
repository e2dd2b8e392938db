"""The workplace over the tiny packs of tests/web, with people signed in as a test needs them. Nothing leaves the process."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from starlette.testclient import TestClient
from web.fake_rasa import FakeRasa
from web.packs import write_packs

from bot.admin.accounts import people, sessions
from bot.admin.accounts.cookies import Cookies
from bot.admin.accounts.secrets import csrf_of
from bot.admin.desk import Desk
from bot.admin.people import Grant, Person, Role
from bot.settings import Settings
from bot.web.app import create_app

COOKIES = Cookies(secure=False)
GIT = ("git", "-c", "user.name=Test", "-c", "user.email=test@example.se", "-c", "commit.gpgSign=false")


@dataclass
class Staff:
    """A browser in which `person` is signed in. Redirects are not followed: a test sees where they lead."""

    person: Person
    client: TestClient
    token: str

    @property
    def csrf(self) -> str:
        return csrf_of(self.token)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.client.get(path, **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """As the page's own form sends it: with its token. `files` as httpx has them."""
        return self.client.post(path, data={"csrf": self.csrf, **(data or {})}, **more)

    def see(self, path: str) -> str:
        """The page's HTML. Fails when the page is not shown."""
        answer = self.get(path)
        assert answer.status_code == 200, (answer.status_code, answer.headers.get("location"), answer.text[:2000])
        return answer.text

    def send(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> str:
        """Where the form leads. Fails when it was not taken."""
        answer = self.post(path, data, **more)
        assert answer.status_code == 303, (answer.status_code, answer.text[:2000])
        return answer.headers["location"]


@dataclass
class Office:
    """One running app. `knowledge` is a copy under git that a test may edit."""

    app: FastAPI
    settings: Settings
    knowledge: Path
    made: int = field(default=0)

    @property
    def desk(self) -> Desk:
        found: Desk = self.app.state.desk
        return found

    @property
    def engine(self) -> Engine:
        return self.desk.engine

    def client(self) -> TestClient:
        """A browser in which nobody is signed in."""
        return TestClient(self.app, raise_server_exceptions=False, follow_redirects=False)

    def person(self, *grants: Grant, name: str = "", email: str = "", password: str = "") -> Person:
        """An account; `password` is a hash."""
        self.made += 1
        email = email or f"person{self.made}@example.se"
        with Session(self.engine) as session, session.begin():
            found = people.add(session, email, name or f"Person {self.made}", password, grants)
        known = people.find(self.engine, found)
        assert known is not None
        return known.person

    def sign_in(self, person: Person) -> Staff:
        """Another browser of the person's."""
        with Session(self.engine) as session, session.begin():
            token = sessions.begin(session, person.id, "Firefox, Windows")
        client = self.client()
        client.cookies.set(COOKIES.session, token)
        return Staff(person, client, token)

    def as_(self, role: Role | None, organisation: str = "alfa", **more: str) -> Staff:
        """A new person with this role, signed in. None: an account without any role."""
        grants = () if role is None else (Grant(role, organisation),)
        return self.sign_in(self.person(*grants, **more))


MakeOffice = Callable[..., Office]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("VAGVISAREN_"):
            monkeypatch.delenv(name)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """The packs of tests/web, committed."""
    root = write_packs(tmp_path / "knowledge")
    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "--all"), ("commit", "--quiet", "--message=Start")):
        subprocess.run([*GIT, *words], cwd=root, check=True, capture_output=True)
    return root


@pytest.fixture
def make_office(tmp_path: Path, knowledge: Path) -> Iterator[MakeOffice]:
    """`make_office(session_idle_hours=1)`: any setting may be named."""
    made: list[Office] = []

    def make(**given: Any) -> Office:
        values = {"knowledge": knowledge, "var": tmp_path / f"var{len(made)}", "organisation": "alfa", "token": "hemlig-nyckel", **given}
        settings = Settings(**values)
        rasa = FakeRasa(settings)
        app = create_app(settings, rasa.client)
        rasa.app = app
        made.append(Office(app, settings, knowledge))
        return made[-1]

    yield make
    for office in made:
        office.engine.dispose()


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    return make_office()
