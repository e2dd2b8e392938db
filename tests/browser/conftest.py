"""A page in Chromium for each test: `page_at(width)`. The rest stands in screen.py."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from screen import ARGS, HEIGHTS, STATIC, Api, Handler, Screen, Site, outside


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    if not (STATIC / "vagvisaren.js").is_file():
        pytest.fail("The front end is not built. Run: cd bot/web/client && npm ci && npm run build")
    site = Site("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site))
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Closed after each file: an open Playwright keeps an event loop running, which tests of asyncio code cannot share."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is missing. Run: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page_at(chromium: Browser, site: Site) -> Iterator[Callable[..., Screen]]:
    """`page_at(390)` is a phone with touch, `page_at(1280)` a desk. Afterwards nothing may have gone wrong behind the scenes."""
    opened: list[tuple[BrowserContext, Screen]] = []
    trouble: list[str] = []

    def make(width: int, *, touch: bool | None = None, **options: object) -> Screen:
        touch = width < 600 if touch is None else touch
        settings = {
            "viewport": {"width": width, "height": HEIGHTS[width]},
            "locale": "sv-SE",
            "reduced_motion": "reduce",
            "service_workers": "block",
            **options,
        }
        context = chromium.new_context(has_touch=touch, is_mobile=touch, **settings)  # type: ignore[arg-type]
        context.set_default_timeout(5000)
        screen = Screen(context.new_page(), Api(), site, [])
        context.route("**/*", partial(outside, site, screen.outside))
        context.route(f"{site.address}/api/**", screen.api.handle)
        screen.page.on("pageerror", lambda error: trouble.append(str(error)))
        screen.page.on("console", lambda message: trouble.append(message.text) if "Content Security Policy" in message.text else None)
        opened.append((context, screen))
        return screen

    site.forgotten.clear()
    site.pages.clear()
    yield make
    reached = [address for _, screen in opened for address in screen.outside]
    for context, _ in opened:
        context.close()
    assert trouble == []
    assert all(address.startswith("https://www.1177.se") for address in reached), reached
