"""An app over two tiny municipalities, with a Rasa made for tests. Nothing leaves the process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.web.app import create_app
from bot.web.service import Service

from .fake_rasa import FakeRasa
from .packs import write_packs

TOKEN = "hemlig-nyckel"


@dataclass
class Site:
    """One running app. `client` never raises the app's exceptions: it sees what a browser would see."""

    app: FastAPI
    client: TestClient
    rasa: FakeRasa
    settings: Settings

    @property
    def service(self) -> Service:
        found: Service = self.app.state.service
        return found

    def start(self, **body: Any) -> str:
        answer = self.client.post("/api/conversations", json=body)
        assert answer.status_code == 201, answer.text
        found: str = answer.json()["id"]
        return found

    def post(self, conversation: str, **body: Any) -> httpx.Response:
        return self.client.post(f"/api/conversations/{conversation}/messages", json=body)

    def say(self, conversation: str, text: str) -> dict[str, Any]:
        return self._turn(self.post(conversation, text=text))

    def press(self, conversation: str, choice: str) -> dict[str, Any]:
        return self._turn(self.post(conversation, choice=choice))

    @staticmethod
    def _turn(answer: httpx.Response) -> dict[str, Any]:
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


Make = Callable[..., Site]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("VAGVISAREN_"):
            monkeypatch.delenv(name)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return write_packs(tmp_path / "knowledge")


@pytest.fixture
def make_site(tmp_path: Path, knowledge: Path) -> Iterator[Make]:
    """`make_site(turns_per_minute=3)`: any setting may be named."""
    made: list[Site] = []

    def make(**given: Any) -> Site:
        values = {
            "knowledge": knowledge,
            "var": tmp_path / f"var{len(made)}",
            "organisation": "alfa",
            "token": TOKEN,
            "requests_per_minute": 100_000,
            **given,
        }
        settings = Settings(**values)
        rasa = FakeRasa(settings)
        app = create_app(settings, rasa.client)
        rasa.app = app
        made.append(Site(app, TestClient(app, raise_server_exceptions=False), rasa, settings))
        return made[-1]

    yield make
    for site in made:
        site.service.usage.close()


@pytest.fixture
def site(make_site: Make) -> Site:
    return make_site()
