"""The widget on other people's pages: one script tag, a strict policy, hostile CSS and scripts, colours that cannot be read."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser
from screen import ARGS, CSP, STATIC, Screen, Site
from test_states import violations

from bot.settings import ROOT, Settings
from bot.web.app import create_app
from tests.web.fake_rasa import FakeRasa
from tests.web.packs import write_packs

Page = Callable[..., Screen]

SCRIPT = '<script type="module" src="/static/vagvisaren.js" data-organisation="exempelkommun"{}></script>'
BARE = (
    '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Intranätet</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head><body>{body}</body></html>'
)
MAIN = '<main><h1>Intranätet</h1><p>Nyheter. <a href="#nyhet">Läs mer</a></p></main>'
STRICTEST = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
HOSTILE = """<style>
* { all: unset !important; font-size: 50px !important; color: lime !important; background: lime !important; display: none !important;
    visibility: hidden !important; direction: rtl !important; text-transform: uppercase !important; letter-spacing: 1em !important;
    line-height: 3 !important; cursor: none !important; pointer-events: none !important; position: static !important; opacity: 0 !important;
    transform: rotate(9deg) !important; writing-mode: vertical-rl !important }
html { font-size: 16px !important }
html, body, .cage { display: block !important; visibility: visible !important; opacity: 1 !important; transform: none !important;
    pointer-events: auto !important; writing-mode: horizontal-tb !important }
:focus, :focus-visible { outline: none !important; box-shadow: none !important }
button { display: none !important; width: 1px !important }
</style>"""
CAGE = """<style>
.cage { position: relative; z-index: 1; width: 200px; height: 100px; overflow: hidden; transform: translateX(10px); filter: blur(0); contain: paint }
.lid { position: fixed; inset: 0; z-index: 2147483647; background: #fff }
</style>"""
SHORTCUTS = """document.addEventListener('keydown', (event) => { window.caught = (window.caught ?? '') + event.key; event.preventDefault(); });
for (const type of ['keyup', 'keypress', 'input', 'paste']) document.addEventListener(type, (event) => { window.caught = (window.caught ?? '') + type; });"""


def page_of(screen: Screen, *, head: str = "", body: str = MAIN, policy: str = CSP) -> Screen:
    screen.site.pages["/vard"] = (BARE.format(head=head, body=body), policy)
    return screen.open("/vard")


def opened(screen: Screen) -> Screen:
    screen.button("Fråga Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    return screen


def style(screen: Screen, selector: str, *names: str) -> list[str]:
    found: list[str] = screen.page.locator(selector).first.evaluate(
        "(element, names) => names.map((name) => getComputedStyle(element)[name])", list(names)
    )
    return found


def test_one_script_tag_is_enough(page_at: Page) -> None:
    attributes = ' data-unit="solrosen" data-role="forskollarare" data-position="left" data-exit-url="https://www.1177.se/annan"'
    screen = opened(page_of(page_at(1280), head=SCRIPT.format(attributes)))
    assert screen.page.locator("vagvisaren-chat").count() == 1
    assert screen.api.sent[0][2] == {"organisation": "exempelkommun", "unit": "solrosen", "role": "forskollarare"}
    screen.button("Stäng").click()
    box = screen.button("Fråga Vägvisaren").bounding_box()
    assert box
    assert box["x"] == 20
    opened(screen).page.get_by_role("button", name="Lämna sidan snabbt").click()
    screen.page.wait_for_url("https://www.1177.se/annan")


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_tag_written_by_hand_is_not_doubled(page_at: Page, where: str) -> None:
    tag = '<vagvisaren-chat organisation="exempelkommun" unit="solrosen"></vagvisaren-chat>'
    script = SCRIPT.format("")
    screen = opened(page_of(page_at(1280), body=MAIN + (script + tag if where == "before" else tag + script)))
    assert screen.page.locator("vagvisaren-chat").count() == 1
    assert screen.api.sent[0][2] == {"organisation": "exempelkommun", "unit": "solrosen"}


def test_the_script_alone_puts_nothing_on_the_page(page_at: Page) -> None:
    screen = page_of(page_at(1280), head='<script type="module" src="/static/vagvisaren.js"></script>')
    screen.page.wait_for_function("customElements.get('vagvisaren-chat') !== undefined")
    assert screen.page.locator("vagvisaren-chat").count() == 0


def test_the_script_may_come_late_and_with_a_version(page_at: Page) -> None:
    screen = page_of(page_at(1280))
    screen.page.evaluate(
        """() => { const script = document.createElement('script'); script.type = 'module'; script.async = true;
        script.src = '/static/vagvisaren.js?ver=6.8'; script.dataset.organisation = ''; document.head.append(script); }"""
    )
    opened(screen)
    assert screen.api.sent[0][2] == {}


def test_the_strictest_policy_is_enough(page_at: Page) -> None:
    """No inline style, no image, no frame, trusted types: what docs/embedding.md says the page must allow is all it must allow."""
    screen = opened(page_of(page_at(1280), body=MAIN + SCRIPT.format(' data-primary="#7a1fa2"'), policy=STRICTEST))
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    screen.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    screen.button("Skriv ut rutinen").click()
    assert screen.page.evaluate("window.printed")
    assert screen.sideways() <= 0


HANDBOOK = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
EMBED = (ROOT / "bot" / "web" / "client" / "src" / "core" / "embed.ts").read_text(encoding="utf-8")


def test_the_policy_of_the_handbook_is_the_tested_one() -> None:
    policy = HANDBOOK.split("```http")[1].split("```")[0]
    assert re.findall(r"([a-z-]+-src) ", policy) == ["script-src", "connect-src"]
    assert "trusted-types lit-html" in HANDBOOK


def test_every_attribute_is_in_the_handbook() -> None:
    code = EMBED.split("const ATTRIBUTES = [")[1].split("]")[0]
    assert set(re.findall(r'"([a-z-]+)"', code)) == set(re.findall(r"`data-([a-z-]+)`", HANDBOOK))


def test_every_custom_property_is_in_the_handbook() -> None:
    look = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "web" / "client" / "src" / "look").glob("*.ts"))
    used = set(re.findall(r"--vagvisaren-([a-z-]+[a-z])", look)) | {"primary", "on-primary"}
    assert used == set(re.findall(r"--vagvisaren-([a-z-]+[a-z]):", HANDBOOK))


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_css_does_not_reach_in(page_at: Page, width: int) -> None:
    policy = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    plain, screen = page_at(width), page_at(width)
    seen = []
    for one, head in ((plain, ""), (screen, HOSTILE)):
        opened(page_of(one, head=head + SCRIPT.format(""), policy=policy))
        one.ask("Hur gör jag en orosanmälan?", "routine")
        names = ("color", "fontSize", "display", "visibility", "direction", "textTransform", "letterSpacing", "cursor", "writingMode", "transform")
        seen.append(
            [
                *style(one, "vv-routine h3", *names),
                *style(one, "vv-routine .first vv-call a", *names),
                one.page.locator("dialog.panel").bounding_box(),
                one.page.locator("vv-routine .first vv-call a").bounding_box(),
            ]
        )
    assert seen[0] == seen[1]
    screen.field.focus()
    screen.page.keyboard.press("Tab")
    assert screen.focused().startswith("button Skicka")
    assert style(screen, "vv-composer .send", "outlineStyle", "outlineWidth") == ["solid", "3px"]


@pytest.mark.parametrize("rem", ["62.5%", "100%", "50px"])
def test_the_size_of_the_pages_rem_is_not_the_size_of_our_text(page_at: Page, rem: str) -> None:
    policy = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    screen = opened(page_of(page_at(1280), head=f"<style>html {{ font-size: {rem} }}</style>" + SCRIPT.format(""), policy=policy))
    (field,) = style(screen, "textarea", "fontSize")
    assert field == ("20px" if rem == "50px" else "16px")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_box_of_the_page_holds_it_or_lies_above_it(page_at: Page, width: int) -> None:
    policy = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    body = f'<div class="cage"><vagvisaren-chat organisation="exempelkommun"></vagvisaren-chat></div><div class="lid"></div>{SCRIPT.format("")}'
    screen = page_of(page_at(width), head=CAGE, body=body, policy=policy)
    box = screen.button("Fråga Vägvisaren").bounding_box()
    viewport = screen.page.viewport_size
    assert box
    assert viewport
    assert round(box["x"] + box["width"]) == viewport["width"] - 20
    assert round(box["y"] + box["height"]) == viewport["height"] - 20
    opened(screen)
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    panel = screen.page.locator("dialog.panel").bounding_box()
    assert panel
    assert panel["height"] >= min(760, viewport["height"] - 40)


def test_it_follows_when_the_page_moves_it(page_at: Page) -> None:
    screen = page_of(page_at(1280), head=SCRIPT.format(""))
    screen.button("Fråga Vägvisaren").wait_for()
    screen.page.evaluate("document.querySelector('main').append(document.querySelector('vagvisaren-chat'))")
    opened(screen)


def test_the_pages_shortcuts_hear_nothing_of_what_is_typed(page_at: Page) -> None:
    screen = page_of(page_at(1280), head=SCRIPT.format(""))
    screen.page.evaluate(SHORTCUTS)
    opened(screen)
    screen.field.press_sequentially("jag undrar /?")
    assert screen.field.input_value() == "jag undrar /?"
    screen.ask("Hur gör jag?", "routine")
    screen.page.get_by_role("checkbox").first.press("Space")
    assert screen.page.get_by_text("1 av 15 klara").is_visible()
    assert screen.page.evaluate("window.caught") is None
    screen.page.keyboard.press("Escape")
    assert screen.button("Fråga Vägvisaren").is_visible()


def test_three_presses_of_shift_leave_from_the_open_panel_too(page_at: Page) -> None:
    screen = opened(page_of(page_at(1280), head=SCRIPT.format("")))
    for _ in range(3):
        screen.page.keyboard.press("Shift")
    screen.page.wait_for_url("https://www.1177.se/")


# Colours

COLOURS = [
    ("#7a1fa2", "#ffffff", ""),
    ("#ffd100", "#000000", ""),
    ("rebeccapurple", "", ""),
    ("oklch(0.45 0.15 250)", "white", ""),
    ("#0b3d91", "#ffffff", ""),
    ("#ffd100", "#ffffff", "kontrasten 1,5:1"),
    ("#777777", "#888888", "kontrasten 1,3:1"),
    ("#123", "rgb(255 255 255 / 40%)", "går inte att använda"),
    ("kommunblå", "#fff", "går inte att använda"),
    ("transparent", "", "går inte att använda"),
    ("rgb(10 20 30 / 50%)", "", "går inte att använda"),
]


@pytest.mark.parametrize("given", ["attribute", "property"])
@pytest.mark.parametrize(("primary", "on_primary", "warning"), COLOURS)
def test_a_chosen_colour_can_always_be_read(page_at: Page, primary: str, on_primary: str, warning: str, given: str) -> None:
    screen = page_at(1280)
    said: list[str] = []
    screen.page.on("console", lambda message: said.append(message.text) if message.type == "warning" else None)
    policy = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    attributes = f' data-primary="{primary}" data-on-primary="{on_primary}"' if given == "attribute" else ""
    rule = f"--vagvisaren-primary: {primary};" + (f"--vagvisaren-on-primary: {on_primary}" if on_primary else "")
    head = f"<style>:root {{ {rule} }}</style>" if given == "property" else ""
    opened(page_of(screen, head=head + SCRIPT.format(attributes), policy=policy))
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    screen.page.get_by_role("checkbox").first.check()
    found = [violations(screen)]
    screen.page.emulate_media(color_scheme="dark")
    found.append(violations(screen))
    assert found == [[], []]
    assert [line for line in said if warning and warning in line] if warning else said == []


def test_a_good_pair_is_used_as_it_is(page_at: Page) -> None:
    screen = opened(page_of(page_at(1280), head=SCRIPT.format(' data-primary="#7a1fa2" data-on-primary="#fffde7"')))
    assert style(screen, "vv-composer .send", "backgroundColor", "color") == ["rgb(122, 31, 162)", "rgb(255, 253, 231)"]
    assert style(screen, "vv-top-bar h2", "color") == ["rgb(122, 31, 162)"]


def test_our_own_colours_when_the_page_has_chosen_none(page_at: Page) -> None:
    screen = opened(page_of(page_at(1280), head=SCRIPT.format("")))
    assert style(screen, "vv-composer .send", "backgroundColor", "color") == ["rgb(20, 82, 74)", "rgb(255, 255, 255)"]


# From another origin: the real app, its CORS and a page of somebody else's


@pytest.fixture
def app_elsewhere(tmp_path: Path, site: Site) -> Iterator[str]:
    """The app under uvicorn, letting in the pages of `site`."""
    settings = Settings(
        knowledge=write_packs(tmp_path / "knowledge"), var=tmp_path / "var", organisation="alfa", token="x", embed_origins=site.address
    )
    rasa = FakeRasa(settings)
    app = create_app(settings, rasa.client)
    rasa.app = app
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def test_from_another_origin_with_the_policy_of_the_handbook(chromium: Browser, site: Site, app_elsewhere: str) -> None:
    policy = f"default-src 'none'; script-src {app_elsewhere}; connect-src {app_elsewhere}"
    script = f'<script type="module" src="{app_elsewhere}/static/vagvisaren.js" data-organisation="alfa"></script>'
    site.pages["/annan"] = (BARE.format(head=script, body=MAIN), policy)
    context = chromium.new_context()
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(f"{site.address}/annan")
    page.get_by_role("button", name="Fråga Vägvisaren").click()
    field = page.get_by_label("Din fråga")
    field.fill("orosanmälan")
    field.press("Enter")
    page.locator("vv-answer").nth(1).wait_for()
    assert page.get_by_role("link", name="Tillgänglighet").get_attribute("href") == f"{app_elsewhere}/o/alfa/tillganglighet"
    with page.expect_request(lambda request: request.method == "DELETE") as deleted:
        page.get_by_role("button", name="Rensa samtalet och börja om").click()
    page.get_by_role("button", name="Rensa samtalet och börja om").wait_for()
    assert deleted.value.url.startswith(app_elsewhere)
    page.locator("vv-answer").first.wait_for()
    context.close()
    assert [line for line in trouble if "favicon" not in line] == []


def test_the_script_names_no_address_of_its_own() -> None:
    """Where the app is comes from the script's own address."""
    assert "http://" not in (STATIC / "vagvisaren.js").read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    assert ARGS  # the browser of these tests resolves no other host than 127.0.0.1
