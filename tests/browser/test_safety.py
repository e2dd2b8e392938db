"""Leaving in a hurry leaves nothing; nothing personal is sent by mistake; nothing is kept but an id."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from screen import STATIC, Screen

Page = Callable[..., Screen]
NEUTRAL = "https://www.1177.se/"


def left(screen: Screen) -> None:
    screen.page.wait_for_url(NEUTRAL)
    assert screen.wait_forgotten() == ["/api/conversations/samtal-1"]
    screen.page.goto(screen.site.address + "/static/icon.svg")
    assert screen.stored() == {}


def test_quick_exit_leaves_nothing(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    before = screen.page.evaluate("history.length")
    screen.page.evaluate("sessionStorage.setItem('annat', 'x')")
    screen.page.get_by_role("button", name="Lämna sidan snabbt").click()
    screen.page.wait_for_url(NEUTRAL)
    assert screen.page.evaluate("history.length") == before
    left(screen)


def test_three_presses_of_shift(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.field.focus()
    for _ in range(3):
        screen.page.keyboard.press("Shift")
    left(screen)


def test_capital_letters_and_two_presses_are_not_leaving(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.field.focus()
    for letter in "ABCD":
        screen.page.keyboard.press(f"Shift+{letter}")
    screen.page.keyboard.press("Shift")
    screen.page.keyboard.press("Shift")
    screen.page.keyboard.press("a")
    screen.page.keyboard.press("Shift")
    assert screen.field.input_value() == "ABCDa"
    assert screen.site.forgotten == []


def test_the_page_is_blank_before_the_neutral_page_has_come(page_at: Page) -> None:
    screen = page_at(390).ready()
    # an address on the same page leads nowhere, so that what is left can be looked at
    screen.page.locator("vagvisaren-chat").evaluate("chat => chat.setAttribute('exit-url', '#')")
    screen.page.get_by_role("button", name="Lämna sidan snabbt").click()
    assert screen.page.evaluate("document.documentElement.childElementCount") == 0
    assert screen.page.title() == ""


def test_another_neutral_page_can_be_chosen(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.page.locator("vagvisaren-chat").evaluate("(chat, url) => chat.setAttribute('exit-url', url)", screen.site.address + "/static/icon.svg")
    screen.page.get_by_role("button", name="Lämna sidan snabbt").click()
    screen.page.wait_for_url("**/static/icon.svg")


def test_a_closed_widget_does_not_take_the_page_away(page_at: Page) -> None:
    screen = page_at(1280).open("/intranat")
    screen.button("Fråga Vägvisaren").wait_for()
    for _ in range(3):
        screen.page.keyboard.press("Shift")
    assert screen.page.get_by_role("heading", name="Intranätet").is_visible()
    assert screen.page.url.endswith("/intranat")


@pytest.mark.parametrize("state", ["start", "answered", "scrolled"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_112_and_the_way_out_are_always_on_screen(page_at: Page, width: int, state: str) -> None:
    screen = page_at(width).ready()
    if state != "start":
        screen.ask("Hur gör jag en orosanmälan?", "routine")
    if state == "scrolled":
        screen.page.locator(".scroll").evaluate("scroll => scroll.scrollTo(0, scroll.scrollHeight)")
    for target in (screen.page.locator("vv-top-bar a[href='tel:112']"), screen.page.get_by_role("button", name="Lämna sidan snabbt")):
        box = target.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] < 120
        assert box["x"] + box["width"] <= width


def test_only_the_conversations_id_is_stored(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    screen.page.get_by_role("checkbox").first.check()
    assert screen.stored() == {"vagvisaren": "samtal-1"}
    assert screen.page.evaluate("localStorage.length") == 0
    assert screen.page.evaluate("document.cookie") == ""
    assert screen.page.context.cookies() == []


def test_clear_forgets_and_begins_anew(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    screen.type("halvskrivet")
    screen.page.get_by_role("button", name="Rensa samtalet").click()
    screen.page.locator("vv-routine").wait_for(state="detached")
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    assert screen.field.input_value() == ""
    assert screen.wait_forgotten() == ["/api/conversations/samtal-1"]
    assert screen.stored() == {"vagvisaren": "samtal-2"}


@pytest.mark.parametrize(
    "written",
    ["121212-1212", "20121212-1212", "201212121212", "1212121212", "121212 1212", "121212+1212", "121272-1219", "20121272–1219"],
)
def test_a_personnummer_is_not_sent(page_at: Page, written: str) -> None:
    screen = page_at(1280).ready()
    screen.listen()
    screen.api.will_answer("thanks")
    screen.type(f"Gäller {written} på Solrosen")
    screen.field.press("Enter")
    screen.wait_heard("Det ser ut som ett personnummer.")
    assert screen.api.said() == []
    assert screen.focused().startswith("textarea")
    screen.button("Ta bort och skicka").click()
    screen.page.locator("vv-answer").nth(1).wait_for()
    assert screen.api.said() == [{"text": "Gäller [borttaget] på Solrosen"}]
    assert screen.page.locator(".note").text_content() == "Du: Gäller [borttaget] på Solrosen"


def test_a_personnummer_can_be_edited_away(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.api.will_answer("thanks")
    screen.type("Gäller 121212-1212 på Solrosen")
    screen.field.press("Enter")
    screen.button("Ändra själv").click()
    screen.page.keyboard.type("en pojke")
    screen.field.press("Enter")
    screen.page.locator("vv-answer").nth(1).wait_for()
    assert screen.api.said() == [{"text": "Gäller en pojke på Solrosen"}]


@pytest.mark.parametrize("written", ["040-628 04 01", "121212-1213", "129912-1212", "2026-11-22", "dnr 2025:400", "1212121212345"])
def test_other_numbers_are_sent_as_they_are(page_at: Page, written: str) -> None:
    screen = page_at(1280).ready()
    screen.ask(f"Vad är {written}?", "thanks")
    assert screen.api.said() == [{"text": f"Vad är {written}?"}]


def test_neutral_title_and_icon(page_at: Page) -> None:
    screen = page_at(390).ready()
    assert screen.page.title() == "Vägvisaren"
    assert screen.page.locator("link[rel=icon]").get_attribute("href") == "/static/icon.svg?v=test"


def test_the_script_stays_within_its_budget() -> None:
    assert len(gzip.compress((STATIC / "vagvisaren.js").read_bytes())) <= 40 * 1024
