"""A routine on paper: one A4 page, whatever else is on the screen and on whosever page it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from screen import Screen, fixture

from bot.answers import cards
from bot.answers.hours import STOCKHOLM
from bot.answers.understood import Situation
from bot.knowledge.live import LiveKnowledge
from bot.settings import ROOT

Page = Callable[..., Screen]
PAPER = "[data-vagvisaren-paper]"
SMALLEST_PT = 8
MORNING = datetime(2026, 5, 4, 9, tzinfo=STOCKHOLM)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def pdf(screen: Screen) -> bytes:
    return screen.page.pdf(prefer_css_page_size=True)


def print_button(screen: Screen) -> None:
    screen.page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    screen.button("Skriv ut rutinen").last.click()


def routine_messages(organisation: str) -> list[dict[str, object]]:
    guide = LiveKnowledge(ROOT / "knowledge", lambda: date(2026, 5, 4)).guides[organisation]
    situation = Situation(guide, MORNING)
    return [json.loads(cards.routine_card(situation, routine).model_dump_json()) for routine in guide.routines()]


def show(screen: Screen, message: dict[str, object]) -> None:
    turn = {**fixture("routine"), "messages": [message]}
    screen.api.answers = [partial(screen.api._turn, turn)]
    screen.ask("x")


def test_every_routine_of_the_example_fits_on_one_page(page_at: Page) -> None:
    screen = page_at(1280).ready()
    found = {}
    messages = routine_messages("exempelkommun")
    assert len(messages) > 30
    longest = sorted(messages, key=lambda message: len(json.dumps(message)))[-12:]
    for message in longest:
        show(screen, message)
        print_button(screen)
        size = screen.page.locator(PAPER).evaluate("paper => parseFloat(paper.style.getPropertyValue('--size'))")
        found[message["id"]] = (pages(pdf(screen)), size >= SMALLEST_PT)
    assert set(found.values()) == {(1, True)}, found


def test_the_paper_is_a4(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.ask("orosanmälan", "routine")
    print_button(screen)
    width, height = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf(screen))[0]
    assert (round(float(width)), round(float(height))) == (595, 842)


def test_what_stands_on_the_paper(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("orosanmälan", "routine")
    print_button(screen)
    screen.page.emulate_media(media="print")
    text = " ".join(screen.page.locator(PAPER).evaluate("paper => paper.shadowRoot.textContent").split())
    message = fixture("routine")["messages"][0]  # type: ignore[index]
    expected = [message["title"], message["answer"], message["urgency_label"], *message["avoid"], *(step["text"] for step in message["steps"])]
    for contact in (message["first_contact"], *message["contacts"]):
        expected += [contact["name"], *(phone["display"] for phone in contact["phones"])]
    origin = message["origin"]
    expected += [origin["owner"], origin["reviewed_on"], origin["review_by"], f"{screen.site.address}/o/exempelkommun", "ring 112"]
    expected += [source["url"] for source in message["sources"] if source["url"]]
    assert [part for part in expected if part not in text] == []
    assert "Öppet nu" not in text
    assert screen.page.locator(PAPER).locator("h1").is_visible()


def test_a_contact_that_is_first_only_at_this_hour_does_not_stand_alone(page_at: Page) -> None:
    screen = page_at(1280).ready()
    message = fixture("routine")["messages"][0]  # type: ignore[index]
    usual, at_night = message["first_contact"], message["contacts"][0]
    moved = {**at_night, "why": "Visas först för att mottagningen har stängt nu."}
    show(screen, {**message, "first_contact": moved, "contacts": [usual, *message["contacts"][1:]]})
    print_button(screen)
    first = screen.page.locator(PAPER).evaluate("paper => paper.shadowRoot.querySelector('.first').textContent")
    assert usual["name"] in first
    assert at_night["name"] in first
    assert "stängt nu" not in first
    whole = screen.page.locator(PAPER).evaluate("paper => paper.shadowRoot.textContent")
    assert whole.count(usual["name"]) == 1


def test_nothing_else_is_printed_on_somebody_elses_page(page_at: Page) -> None:
    screen = page_at(1280).open("/intranat")
    screen.button("Fråga Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    screen.ask("orosanmälan", "routine")
    print_button(screen)
    assert screen.page.evaluate("window.printed") == 1
    screen.page.emulate_media(media="print")
    assert screen.page.get_by_role("heading", name="Intranätet").is_hidden()
    assert screen.page.locator("vagvisaren-chat").is_hidden()
    assert screen.page.locator(PAPER).is_visible()
    assert pages(pdf(screen)) == 1


def test_the_paper_is_taken_away_and_the_page_prints_as_before(page_at: Page) -> None:
    screen = page_at(1280).open("/intranat")
    screen.button("Fråga Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    screen.ask("orosanmälan", "routine")
    before = screen.page.evaluate("document.adoptedStyleSheets.length")
    print_button(screen)
    print_button(screen)
    assert screen.page.locator(PAPER).count() == 1
    screen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert screen.page.locator(PAPER).count() == 1
    screen.page.mouse.click(5, 300)
    assert screen.page.locator(PAPER).count() == 0
    assert screen.page.evaluate("document.adoptedStyleSheets.length") == before
    screen.page.emulate_media(media="print")
    assert screen.page.get_by_role("heading", name="Intranätet").is_visible()
    assert screen.page.locator("dialog.panel").is_hidden()


def test_the_browsers_own_print_gives_the_last_routine(page_at: Page) -> None:
    screen = page_at(1280).ready()
    for name in ("contact", "routine", "thanks"):
        screen.ask("Vem kontaktar jag?", name)
    assert pages(pdf(screen)) == 1
    paper = screen.page.locator(PAPER).evaluate("paper => paper.shadowRoot.textContent")
    assert "Göra en orosanmälan" in paper


def test_a_conversation_without_a_routine_is_printed_as_it_is(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.ask("vad betyder hrv", "term")
    pdf(screen)
    assert screen.page.locator(PAPER).count() == 0
    screen.page.emulate_media(media="print")
    assert screen.page.locator("vv-term").is_visible()
    assert screen.page.locator("vv-composer").is_hidden()
    assert screen.page.locator("vv-top-bar").is_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_paper_is_neither_seen_nor_heard_on_the_screen(page_at: Page, width: int) -> None:
    screen = page_at(width).ready()
    screen.ask("orosanmälan", "routine")
    print_button(screen)
    assert screen.page.locator(PAPER).get_attribute("aria-hidden") == "true"
    assert screen.page.locator(PAPER).is_hidden()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
