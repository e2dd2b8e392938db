"""What a screen reader is told: each finished answer once, waiting once, numbers digit by digit."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Route
from screen import Screen, fixture

Page = Callable[..., Screen]


def test_the_log_is_silent_and_the_answer_is_said_once(page_at: Page) -> None:
    screen = page_at(390).ready()
    log = screen.page.get_by_role("log")
    assert log.get_attribute("aria-live") == "off"
    screen.listen()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    screen.wait_heard("Göra en orosanmälan.")
    assert len(screen.heard()) == 1
    said = screen.heard()[0]
    assert "Gör det idag. Anmäl själv och genast" in said
    assert "Kontakta först:" in said
    assert "Ring 0 4 0 6 2 8 0 4 0 1. Öppet nu, stänger 16:30." in said
    assert "1. Fara just nu?" in said
    assert "Exempeldata – inte för skarpt bruk" in said


def test_same_answer_twice_is_said_twice_in_two_slots(page_at: Page) -> None:
    screen = page_at(390)
    screen.page.clock.install(time="2026-11-23T10:00:00")
    screen.ready()
    screen.page.clock.pause_at("2026-11-23T11:00:00")
    screen.listen()
    screen.ask("tack", "thanks")
    screen.ask("tack", "thanks")
    assert screen.heard() == ["Varsågod. Skriv igen när du behöver."] * 2
    slots = screen.page.locator("vv-speech [aria-live]")
    assert sorted(slots.all_text_contents()) == ["", "Varsågod. Skriv igen när du behöver."]
    screen.page.clock.run_for(1100)
    assert slots.all_text_contents() == ["", ""]


def test_searching_is_said_once_and_only_when_slow(page_at: Page) -> None:
    screen = page_at(390)
    screen.page.clock.install(time="2026-11-23T10:00:00")
    screen.ready()
    screen.page.clock.pause_at("2026-11-23T11:00:00")
    screen.listen()
    held: list[Route] = []
    screen.api.answers = [held.append]
    screen.type("Vem ringer jag?")
    screen.field.press("Enter")
    screen.page.locator("vv-said").wait_for()
    screen.page.clock.run_for(600)
    assert screen.heard() == []
    assert screen.page.locator(".searching").count() == 0
    screen.page.clock.run_for(5000)
    assert screen.heard() == ["Letar …"]
    assert screen.page.locator(".searching").is_visible()
    held[0].fulfill(json=fixture("thanks"))
    screen.wait_heard("Varsågod")
    assert screen.heard() == ["Letar …", "Varsågod. Skriv igen när du behöver."]
    assert screen.page.locator(".searching").count() == 0


def test_who_said_what_is_heard_when_reading_the_log(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    assert screen.page.locator(".note").text_content() == "Du: Hur gör jag en orosanmälan?"
    assert screen.page.locator("vv-answer h2").last.text_content() == "Vägvisaren: Rutin"


def test_numbers_have_a_spaced_label(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Fara", "acute")
    assert screen.page.get_by_role("link", name="Ring 1 1 2").first.get_attribute("href") == "tel:112"
    call = screen.page.get_by_role("link", name="0 4 0 6 2 8 0 4 0 1").first
    assert (call.get_attribute("href") or "").startswith("tel:+46")


def test_the_counter_is_said_only_near_the_end(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.listen()
    screen.type("x" * 520)
    assert screen.page.get_by_text("80 tecken kvar").is_visible()
    assert screen.heard() == []
    screen.type("x" * 560)
    screen.wait_heard("40 tecken kvar")
    screen.type("x" * 603)
    screen.wait_heard("3 tecken för mycket")
    assert len(screen.heard()) == 2


def test_an_error_at_the_field_is_tied_to_it_and_said(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.listen()
    screen.button("Skicka").click()
    screen.wait_heard("Skriv några ord först.")
    assert screen.focused().startswith("textarea")
    assert screen.field.get_attribute("aria-invalid") == "true"
    described = (screen.field.get_attribute("aria-describedby") or "").split()
    assert [screen.page.locator(f"vv-composer #{part}").text_content() for part in described] == [
        "Skriv inte namn eller personnummer.",
        "Skriv några ord först.",
    ]
    screen.type("orosanmälan")
    assert screen.field.get_attribute("aria-invalid") is None


def test_a_failed_message_is_said_without_moving_focus(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.listen()
    screen.api.answers = [lambda route: route.abort()]
    screen.type("Vem ringer jag?")
    screen.field.press("Enter")
    screen.wait_heard("Inte skickat. Ingen kontakt med nätet.")
    assert screen.focused().startswith("textarea")
