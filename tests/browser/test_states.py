"""Each state of the page at a phone's and a desk's width, light and dark: axe-core finds nothing, nothing reaches outside the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Route
from screen import CSP, ROOT, Screen

from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge
from bot.web import documents

AXE = ROOT / "bot" / "web" / "client" / "node_modules" / "axe-core" / "axe.min.js"


def start(screen: Screen) -> None:
    screen.ready()


def answered(*names: str) -> Callable[[Screen], None]:
    def go(screen: Screen) -> None:
        screen.ready()
        for name in names:
            screen.ask("Vem kontaktar jag?", name)

    return go


def unfolded(screen: Screen) -> None:
    answered("routine_urgent_line")(screen)
    for fold in screen.page.locator("summary").all():
        fold.click()


def ticked(screen: Screen) -> None:
    answered("routine")(screen)
    screen.page.get_by_role("checkbox").first.check()
    screen.page.get_by_role("checkbox").nth(1).check()


def feedback_no(screen: Screen) -> None:
    answered("term")(screen)
    screen.button("Nej").click()
    screen.page.locator("vv-feedback").get_by_role("button", name="Skicka").click()


def gap_dialog(screen: Screen) -> None:
    answered("redirect")(screen)
    screen.button("Skicka frågan vidare till den som äger rutinerna").click()
    screen.button("Skicka vidare").wait_for()


def personnummer(screen: Screen) -> None:
    screen.ready()
    screen.type("Det gäller pojken 121212-1212 på Solrosen")
    screen.field.press("Enter")
    screen.button("Ta bort och skicka").wait_for()


def too_long(screen: Screen) -> None:
    screen.ready()
    screen.type("Vi är oroliga för ett barn. " * 22)
    screen.field.press("Enter")


def no_network(screen: Screen) -> None:
    screen.ready()
    screen.api.answers = [lambda route: route.abort()]
    screen.type("Barnet kom inte tillbaka efter lovet")
    screen.field.press("Enter")
    screen.button("Skicka igen").wait_for()


def no_start(screen: Screen) -> None:
    screen.api.start = lambda route: route.abort()
    screen.open().button("Försök igen").wait_for()


def slow(screen: Screen) -> None:
    screen.page.clock.install()
    screen.ready()
    screen.api.answers = [_never]
    screen.type("Vem ringer jag i kväll?")
    screen.field.press("Enter")
    screen.page.locator("vv-said").wait_for()
    screen.page.clock.run_for(800)
    screen.page.get_by_text("Letar …").first.wait_for()


def context_form(screen: Screen) -> None:
    screen.ready()
    screen.page.get_by_role("button", name="Ändra").click()


def widget_closed(screen: Screen) -> None:
    screen.open("/intranat").button("Fråga Vägvisaren").wait_for()


def widget_open(screen: Screen) -> None:
    widget_closed(screen)
    screen.button("Fråga Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()


def widget_answered(screen: Screen) -> None:
    widget_open(screen)
    screen.ask("Hur gör jag en orosanmälan?", "routine")


def statement(screen: Screen) -> None:
    plain_page(screen, "/tillganglighet", documents.statement(guide(), "", "test"))


def example(screen: Screen) -> None:
    plain_page(screen, "/exempel", documents.example(guide(), "test"))
    screen.button("Fråga Vägvisaren").wait_for()


def example_open(screen: Screen) -> None:
    example(screen)
    screen.button("Fråga Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()


def plain_page(screen: Screen, path: str, html: str) -> None:
    screen.site.pages[path] = (html, CSP)
    screen.open(path)


@cache
def guide() -> Guide:
    return LiveKnowledge(ROOT / "knowledge", lambda: date(2026, 5, 4)).guides["exempelkommun"]


def _never(route: Route) -> None:
    """Leaves the request hanging; it ends with the page."""


STATES = {
    "start": start,
    "routine": answered("routine"),
    "routine_unfolded": unfolded,
    "routine_ticked": ticked,
    "acute": answered("acute"),
    "clarify": answered("clarify"),
    "contact": answered("contact"),
    "term": answered("term"),
    "redirect": answered("redirect"),
    "thanks": answered("routine", "thanks"),
    "feedback_no": feedback_no,
    "gap_dialog": gap_dialog,
    "personnummer": personnummer,
    "too_long": too_long,
    "no_network": no_network,
    "no_start": no_start,
    "slow": slow,
    "context_form": context_form,
    "statement": statement,
    "example": example,
    "example_open": example_open,
    "widget_closed": widget_closed,
    "widget_open": widget_open,
    "widget_answered": widget_answered,
}


def violations(screen: Screen) -> list[str]:
    screen.page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found: list[str] = screen.page.evaluate(
        """async () => (await axe.run()).violations
        .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`))"""
    )
    return found


LOOKS = {"light": {}, "dark": {"color_scheme": "dark"}, "forced": {"color_scheme": "light", "forced_colors": "active"}}


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(page_at: Callable[..., Screen], state: str, width: int) -> None:
    screen = page_at(width)
    STATES[state](screen)
    found = {}
    for look, media in LOOKS.items():
        screen.page.emulate_media(**media)
        found[look] = violations(screen)
    assert found == {look: [] for look in LOOKS}
    assert screen.sideways() <= 0


@pytest.mark.parametrize("state", ["start", "routine_unfolded", "acute", "redirect", "personnummer", "context_form"])
def test_text_at_200_percent(page_at: Callable[..., Screen], state: str) -> None:
    screen = page_at(390)
    STATES[state](screen)
    screen.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert violations(screen) == []
    assert screen.sideways() <= 0


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_targets_are_44_px(page_at: Callable[..., Screen], width: int) -> None:
    screen = page_at(width)
    answered("redirect", "routine_urgent_line")(screen)
    small = []
    for role in ("button", "link", "checkbox", "textbox"):
        for target in screen.page.get_by_role(role).all():
            box = target.locator("xpath=ancestor-or-self::*[self::label or self::a or self::button or self::textarea][1]").bounding_box()
            if box and (box["height"] < 44 or box["width"] < 44):
                small.append((target.text_content(), box))
    assert small == []


def test_the_answer_and_the_number_are_on_a_phone_screen_at_once(page_at: Callable[..., Screen]) -> None:
    screen = page_at(390)
    screen.ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    floor = screen.page.locator("vv-composer").bounding_box()
    title = screen.page.get_by_role("heading", name="Göra en orosanmälan").bounding_box()
    call = screen.page.locator("vv-routine .first vv-call").first.bounding_box()
    assert floor
    assert title
    assert call
    assert title["y"] > 60
    assert call["y"] + call["height"] <= floor["y"]


def test_landscape_with_keyboard_keeps_the_field_and_a_message(page_at: Callable[..., Screen]) -> None:
    screen = page_at(390, viewport={"width": 844, "height": 220})
    screen.ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    field, scroll = screen.field.bounding_box(), screen.page.locator(".scroll").bounding_box()
    assert field
    assert scroll
    assert field["y"] + field["height"] <= 220
    assert scroll["height"] >= 80


def test_a_keyboard_that_covers_the_page_shrinks_the_frame(page_at: Callable[..., Screen]) -> None:
    screen = page_at(390)
    screen.ready()
    screen.page.evaluate(
        """() => { Object.defineProperty(visualViewport, 'height', { value: 500, configurable: true });
        visualViewport.dispatchEvent(new Event('resize')); }"""
    )
    frame = screen.page.locator(".frame").bounding_box()
    assert frame
    assert frame["height"] == 500
