"""The on-screen keyboard and a phone on its side: 112, the newest message and the field stay in view."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from screen import Screen

Page = Callable[..., Screen]

KEYBOARD = """([height, top, scale]) => {
  Object.defineProperties(visualViewport, {
    height: { configurable: true, get: () => height }, offsetTop: { configurable: true, get: () => top }, scale: { configurable: true, get: () => scale },
  });
  visualViewport.dispatchEvent(new Event('resize'));
}"""


def keyboard(screen: Screen, height: int, top: int = 0, scale: float = 1) -> None:
    """As iOS does it: the page keeps its height, the visible part of it shrinks and may be pushed up."""
    screen.page.evaluate(KEYBOARD, [height, top, scale])


def box(screen: Screen, selector: str) -> dict[str, float]:
    found = screen.page.locator(selector).first.bounding_box()
    assert found
    return dict(found)


def in_view(screen: Screen, selector: str, top: float, bottom: float) -> None:
    found = box(screen, selector)
    assert found["y"] >= top - 1, selector
    assert found["y"] + found["height"] <= bottom + 1, selector


@pytest.mark.parametrize("pushed", [0, 200])
@pytest.mark.parametrize("path", ["/o/exempelkommun", "/intranat"])
def test_the_frame_fits_what_the_keyboard_leaves(page_at: Page, path: str, pushed: int) -> None:
    screen = page_at(390).open(path)
    if path == "/intranat":
        screen.button("Fråga Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    keyboard(screen, 420, pushed)
    for selector in ("vv-top-bar a[href='tel:112']", "vv-top-bar .away", "vv-composer textarea", "vv-composer .send"):
        in_view(screen, selector, pushed, pushed + 420)
    assert box(screen, ".scroll")["height"] >= 120
    keyboard(screen, 844)
    in_view(screen, "vv-composer textarea", 700, 844)


def test_a_pinch_to_zoom_is_left_alone(page_at: Page) -> None:
    screen = page_at(390).ready()
    before = box(screen, ".frame")
    keyboard(screen, 420, 100, 2)
    assert box(screen, ".frame") == before


def test_a_browser_that_resizes_the_page_needs_no_help(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    screen.page.set_viewport_size({"width": 390, "height": 420})
    assert not screen.page.locator("vagvisaren-chat").evaluate("chat => chat.hasAttribute('keyboard')")
    for selector in ("vv-top-bar a[href='tel:112']", "vv-composer textarea"):
        in_view(screen, selector, 0, 420)


@pytest.mark.parametrize(("width", "height"), [(844, 390), (568, 320), (844, 200)])
def test_on_its_side_one_message_and_the_field_are_in_view(page_at: Page, width: int, height: int) -> None:
    """200 px is what the keyboard leaves of a phone on its side."""
    screen = page_at(390)
    screen.page.set_viewport_size({"width": width, "height": height})
    screen.ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    for selector in ("vv-top-bar a[href='tel:112']", "vv-top-bar .away", "vv-composer textarea", "vv-composer .send"):
        in_view(screen, selector, 0, height)
    assert box(screen, ".scroll")["height"] >= (60 if height == 200 else 100)
    assert screen.sideways() <= 0


def test_the_safe_area_is_asked_for(page_at: Page) -> None:
    screen = page_at(390).ready()
    assert "viewport-fit=cover" in (screen.page.locator("meta[name=viewport]").get_attribute("content") or "")
    assert "user-scalable" not in (screen.page.locator("meta[name=viewport]").get_attribute("content") or "")
