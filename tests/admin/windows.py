"""Real browsers for the workplace: the app on a port of its own, Chromium with or without JavaScript, axe."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from admin.conftest import COOKIES, Office

AXE = Path(__file__).resolve().parents[2] / "bot/web/client/node_modules/axe-core/axe.min.js"
VIOLATIONS = "async () => (await axe.run()).violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' | ')}`)"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is missing. Run: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--no-first-run"])
        yield browser
        browser.close()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """The app on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(office.app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Open]:
    """`open_page(320, token, javascript=False)`: a new browser, signed in by the token when there is one. `bypass_csp` for axe, which writes styles."""
    contexts, trouble = [], []

    def make(width: int, token: str = "", javascript: bool = True, **more: bool) -> Page:
        size = {"width": width, "height": 800}
        context = chromium.new_context(viewport=size, locale="sv-SE", java_script_enabled=javascript, base_url=address, **more)
        context.set_default_timeout(5000)
        if token:
            context.add_cookies([{"name": COOKIES.session, "value": token, "url": address}])
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text) if "Content Security Policy" in message.text else None)
        contexts.append(context)
        return page

    yield make
    for context in contexts:
        context.close()
    assert trouble == []


def sound(page: Page) -> None:
    """Nothing for axe, light or dark, nothing outside the screen, one heading, and what one presses is big enough."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(VIOLATIONS)
        assert found == [], (page.url, scheme, found)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (page.url, "wide")
    assert page.locator("h1").count() == 1, page.url
    low = page.evaluate("[...document.querySelectorAll('button')].filter(one => one.getBoundingClientRect().height < 44).map(one => one.innerText)")
    assert low == [], page.url
