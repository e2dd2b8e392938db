"""One story in a real browser against the whole running product: a preschool teacher with a phone in a corridor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.live


@pytest.fixture
def phone(chromium: Browser, running: Any) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(running.address)
    yield page
    context.close()


def ask(page: Page, text: str) -> None:
    field = page.get_by_role("textbox").first
    field.fill(text)
    with page.expect_response(lambda response: response.url.endswith("/messages")) as answered:
        field.press("Enter")
    assert answered.value.ok


def test_a_teacher_asks_gets_the_routine_and_the_number_to_call(phone: Page) -> None:
    expect(phone.get_by_role("log").get_by_text("exempeldata för en påhittad kommun")).to_be_visible()
    ask(phone, "hur gör jag en orosanmälan")
    card = phone.locator("vv-routine").last
    expect(card.get_by_role("heading", name="Göra en orosanmälan")).to_be_visible()
    call = card.get_by_role("link", name="Ring").first
    assert (call.get_attribute("href") or "").startswith("tel:+4640628")
    expect(card.get_by_text("Exempeldata – inte för skarpt bruk").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_unknown_question_is_handed_on_to_a_person(phone: Page) -> None:
    ask(phone, "vad kostar bygglov")
    expect(phone.get_by_role("log").get_by_text("utanför det jag kan")).to_be_visible()
    expect(phone.get_by_role("log").get_by_role("link", name="Ring").first).to_be_visible()


def test_danger_shows_112_first(phone: Page) -> None:
    ask(phone, "han står utanför med kniv")
    expect(phone.get_by_role("log").get_by_role("heading", name="Fara nu? Ring 112")).to_be_visible()
    assert phone.get_by_role("log").get_by_role("link", name="112").first.get_attribute("href") == "tel:112"


def test_rensa_forgets_the_conversation(phone: Page, running: Any) -> None:
    with phone.expect_response(lambda response: response.url.endswith("/messages")) as answered:
        phone.get_by_role("textbox").first.fill("hej")
        phone.get_by_role("textbox").first.press("Enter")
    conversation = answered.value.url.rsplit("/", 2)[1]
    with phone.expect_request(lambda request: request.method == "DELETE") as forgotten:
        phone.get_by_role("button", name="Rensa").click()
    assert conversation in forgotten.value.url
