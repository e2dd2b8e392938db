"""The real app behind the browser, over two tiny municipalities and with a Rasa made for tests. It can be stopped and started again."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Locator, Page
from starlette.types import Message, Receive, Scope, Send

from bot.settings import Settings
from bot.web.app import create_app
from tests.web.fake_rasa import FakeRasa
from tests.web.packs import write_packs

GONE_S = 10


@dataclass
class LiveApp:
    """`seen` is every request as "GET /path". A path that ends with one of `silent` is not answered, as on a network that has gone quiet."""

    knowledge: Path
    var: Path
    port: int = 0
    seen: list[str] = field(default_factory=list)
    silent: tuple[str, ...] = ()
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> LiveApp:
        settings = Settings(knowledge=self.knowledge, var=self.var, organisation="alfa", token="x", requests_per_minute=100_000)  # type: ignore[arg-type]
        rasa = FakeRasa(settings)
        app = create_app(settings, rasa.client)
        rasa.app = app
        self.app = app
        config = uvicorn.Config(self._noting(app), host="127.0.0.1", port=self.port, log_level="warning", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < until
            assert self._thread.is_alive()
        found: socket.socket = self._server.servers[0].sockets[0]
        self.port = found.getsockname()[1]
        return self

    def stop(self) -> None:
        assert self._server
        assert self._thread
        self._server.should_exit = True
        self._thread.join(GONE_S)
        assert not self._thread.is_alive()

    def count(self, *endings: str) -> int:
        return sum(line.endswith(endings) for line in self.seen)

    def _noting(self, app: FastAPI) -> Any:
        async def noting(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                self.seen.append(f"{scope['method']} {scope['path']}")
                if scope["path"].endswith(self.silent):
                    await self._until_gone(receive)
                    return
            await app(scope, receive, send)

        return noting

    @staticmethod
    async def _until_gone(receive: Receive) -> None:
        message: Message = await receive()
        while message["type"] != "http.disconnect":
            message = await receive()


@dataclass
class Phone:
    """A person with a phone and what its browser keeps."""

    context: BrowserContext
    page: Page
    app: LiveApp
    trouble: list[str] = field(default_factory=list)

    def open(self, path: str = "/o/alfa") -> Phone:
        self.page.goto(self.app.address + path)
        return self

    def ready(self, path: str = "/o/alfa") -> Phone:
        """The greeting is there and everything is kept for a day without a network."""
        self.open(path).page.get_by_text("Vanliga frågor:", exact=True).first.wait_for()
        self.wait_kept("/offline")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return self

    def wait_kept(self, ending: str) -> None:
        """Until something whose path ends so has been stored."""
        for _ in range(600):
            if any(path.endswith(ending) for path in self.kept()):
                return
            self.page.evaluate("new Promise(requestAnimationFrame)")
        raise AssertionError(self.kept())

    def lose_network(self) -> None:
        self.context.set_offline(True)

    def find_network(self) -> None:
        self.context.set_offline(False)

    @property
    def field(self) -> Locator:
        return self.page.get_by_label("Din fråga")

    def send(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def banner(self) -> Locator:
        return self.page.locator("vv-offline-banner")

    def kept(self) -> list[str]:
        """The paths of what the browser has stored, and what it stored it under."""
        found: list[str] = self.page.evaluate(
            """async () => { const found = [];
            for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
            return found.sort(); }"""
        )
        return found

    def kept_text(self) -> str:
        """Everything stored, as text."""
        found: str = self.page.evaluate(
            """async () => { const found = [];
            for (const name of await caches.keys()) { const store = await caches.open(name);
              for (const request of await store.keys()) found.push(request.url, (await (await store.match(request))?.text()) ?? ''); }
            return found.join('\\n'); }"""
        )
        return found


def packs(folder: Path) -> LiveApp:
    return LiveApp(write_packs(folder / "knowledge"), folder / "var")
