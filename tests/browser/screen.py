"""What the browser tests stand on: page and files from a tiny server, the API from fixtures/, everything else unreachable."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from string import Template

from playwright.sync_api import Locator, Page, Route

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = Path(__file__).parent / "fixtures"
STATIC = ROOT / "bot" / "web" / "static"
PAGE = ROOT / "bot" / "web" / "pages" / "chat.html"
HEIGHTS = {320: 568, 390: 844, 1280: 800}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
INTRANET = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Intranätet</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/static/page.css">
<script type="module" src="/static/vagvisaren.js"></script></head>
<body><main><h1>Intranätet</h1><p>Nyheter. <a href="#nyhet">Läs mer</a></p></main>
<vagvisaren-chat mode="widget" organisation="exempelkommun" unit="solrosen" role="forskollarare"></vagvisaren-chat></body></html>"""
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
LISTEN = """() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.getAttribute('aria-live') === 'polite') found.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  window.heard = [];
  for (const region of found) {
    new MutationObserver(() => region.textContent && window.heard.push(region.textContent))
      .observe(region, { childList: true, characterData: true, subtree: true });
  }
  return found.length;
}"""


def fixture(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@dataclass
class Site:
    """The local server. `forgotten` are the conversations it was told to delete, `pages` further pages: path → HTML and its CSP."""

    address: str
    forgotten: list[str] = field(default_factory=list)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *rest: object) -> None:
        self.site = site
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            self._send((STATIC / Path(path).name).read_bytes(), TYPES[Path(path).suffix])
        elif path == "/intranat":
            self._send(INTRANET.encode(), "text/html; charset=utf-8")
        elif path in self.site.pages:
            html, policy = self.site.pages[path]
            self._send(html.encode(), "text/html; charset=utf-8", policy)
        elif path == "/" or path.startswith("/o/"):
            values = {"organisation": "exempelkommun", "title": "Exempelkommun", "version": "test", "home": "/o/exempelkommun"}
            self._send(Template(PAGE.read_text(encoding="utf-8")).substitute(values).encode(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def do_DELETE(self) -> None:
        self.site.forgotten.append(self.path)
        self.send_response(204)
        self.end_headers()

    def _send(self, body: bytes, kind: str, policy: str = CSP) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass
class Api:
    """Answers with fixtures and remembers what was asked. `answers` is used up in order; the last one stays."""

    answers: list[Callable[[Route], None]] = field(default_factory=list)
    sent: list[tuple[str, str, dict[str, object] | None]] = field(default_factory=list)
    start: Callable[[Route], None] | None = None

    def will_answer(self, *names: str) -> None:
        self.answers = [partial(self._turn, fixture(name)) for name in names]

    def handle(self, route: Route) -> None:
        request = route.request
        path = "/api" + request.url.split("/api", 1)[1]
        if request.method == "DELETE":
            route.continue_()
            return
        self.sent.append((request.method, path, request.post_data_json if request.post_data else None))
        if path.endswith("/conversations"):
            (self.start or self.started)(route)
        elif path.endswith("/messages"):
            (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])(route)
        elif path.endswith("/offline"):
            route.fulfill(status=404)
        elif "/organisations/" in path:
            route.fulfill(json=fixture("organisation"))
        elif "/gap?" in path:
            route.fulfill(json=fixture("gap"))
        else:
            route.fulfill(status=204)

    def started(self, route: Route) -> None:
        count = sum(path.endswith("/conversations") for _, path, _ in self.sent)
        route.fulfill(status=201, json={**fixture("started"), "id": f"samtal-{count}"})

    def said(self) -> list[dict[str, object] | None]:
        return [body for _, path, body in self.sent if path.endswith("/messages")]

    def count(self, ending: str) -> int:
        return sum(path.endswith(ending) for _, path, _ in self.sent)

    def _turn(self, turn: dict[str, object], route: Route) -> None:
        route.fulfill(json={**turn, "turn": f"t{len(self.said())}"})


@dataclass
class Screen:
    """What a person does and sees."""

    page: Page
    api: Api
    site: Site
    outside: list[str]

    def open(self, path: str = "/o/exempelkommun") -> Screen:
        self.page.goto(self.site.address + path)
        return self

    def ready(self) -> Screen:
        self.open().page.get_by_text("Vanliga frågor:", exact=True).wait_for()
        return self

    @property
    def field(self) -> Locator:
        return self.page.get_by_label("Din fråga")

    def type(self, text: str) -> None:
        self.field.fill(text)

    def ask(self, text: str, *answers: str) -> None:
        """Ask, and wait until as many answers as have been asked for are there."""
        if answers:
            self.api.will_answer(*answers)
        turns = self.page.locator("vv-answer").count()
        self.type(text)
        self.field.press("Enter")
        self.page.locator("vv-answer").nth(turns).wait_for()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def listen(self) -> None:
        """From now on `heard()` tells what was put into the live region."""
        assert self.page.evaluate(LISTEN) == 2

    def heard(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.heard")
        return found

    def wait_heard(self, part: str) -> None:
        self.page.wait_for_function("part => window.heard.some((text) => text.includes(part))", arg=part)

    def focused(self) -> str:
        """The innermost focused element: its tag, and its name or text."""
        found: str = self.page.evaluate(
            """() => { let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            return at ? `${at.localName} ${at.getAttribute('aria-label') ?? at.textContent.trim()}`.trim() : ''; }"""
        )
        return found

    def wait_forgotten(self) -> list[str]:
        """What the server was told to delete, once it has been told; the request may outlive its page."""
        for _ in range(300):
            if self.site.forgotten:
                break
            self.page.evaluate("new Promise(requestAnimationFrame)")
        return self.site.forgotten

    def stored(self) -> dict[str, str]:
        found: dict[str, str] = self.page.evaluate("({ ...sessionStorage })")
        return found

    def sideways(self) -> int:
        """How many pixels anything reaches beyond the screen's right edge."""
        found: int = self.page.evaluate(
            """() => { let most = document.documentElement.scrollWidth - innerWidth;
            const walk = (root) => { for (const element of root.querySelectorAll('*')) {
              if (element.shadowRoot) walk(element.shadowRoot);
              if (getComputedStyle(element).clipPath === 'none' && element.getClientRects().length)
                most = Math.max(most, Math.round(element.getBoundingClientRect().right - innerWidth));
            } };
            walk(document); return most; }"""
        )
        return found


def outside(site: Site, seen: list[str], route: Route) -> None:
    if route.request.url.startswith(site.address):
        route.fallback() if "/api/" in route.request.url else route.continue_()
        return
    seen.append(route.request.url)
    route.fulfill(body="<!doctype html><title>Neutral</title>", content_type="text/html")
