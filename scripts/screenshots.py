"""Screenshots of the states from the running product: `make run` in one terminal, `make screenshots` in another. Names as arguments take only those."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ADDRESS = os.environ.get("VAGVISAREN_ADDRESS", "http://127.0.0.1:8000")
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZES = {"telefon": {"width": 390, "height": 844}, "dator": {"width": 1280, "height": 800}}
PAPER = {"width": 703, "height": 1040}
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Go = Callable[[Page], None]


def start(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator("vv-answer").first.wait_for()
    page.get_by_role("button", name="Ändra").wait_for()


def asked(*questions: str) -> Go:
    def go(page: Page) -> None:
        start(page)
        for question in questions:
            ask(page, question)

    return go


def routine(page: Page) -> None:
    start(page)
    page.get_by_role("button", name="Göra en orosanmälan").click()
    page.locator("vv-routine").wait_for()


def ask(page: Page, text: str) -> None:
    answers = page.locator("vv-answer").count()
    field = page.get_by_label("Din fråga")
    field.fill(text)
    field.press("Enter")
    page.locator("vv-answer").nth(answers).wait_for()


def ticked(page: Page) -> None:
    routine(page)
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    page.locator("vv-routine vv-steps").evaluate("steps => steps.scrollIntoView()")


def end_of_card(page: Page) -> None:
    routine(page)
    page.get_by_text("Lag och källor").click()
    page.locator("vv-routine .avoid").evaluate("part => part.scrollIntoView()")


def workplace(page: Page) -> None:
    start(page)
    page.get_by_role("button", name="Ändra").click()


def personnummer(page: Page) -> None:
    start(page)
    page.get_by_label("Din fråga").fill("Det gäller pojken 121212-1212 på Solrosen")
    page.get_by_label("Din fråga").press("Enter")
    page.get_by_role("button", name="Ta bort och skicka").wait_for()


def no_network(page: Page) -> None:
    start(page)
    page.route("**/messages", lambda route: route.abort())
    page.get_by_label("Din fråga").fill("Barnet kom inte tillbaka efter lovet")
    page.get_by_label("Din fråga").press("Enter")
    page.get_by_role("button", name="Skicka igen").wait_for()


def widget(page: Page) -> None:
    page.goto(f"{ADDRESS}/exempel")
    page.get_by_role("button", name="Fråga Vägvisaren").wait_for()


def widget_open(page: Page) -> None:
    widget(page)
    page.get_by_role("button", name="Fråga Vägvisaren").click()
    page.get_by_role("button", name="Göra en orosanmälan").click()
    page.locator("vv-routine").wait_for()


def statement(page: Page) -> None:
    page.goto(f"{ADDRESS}/tillganglighet")


def paper(page: Page) -> None:
    routine(page)
    page.evaluate("() => { window.print = () => undefined; }")
    page.get_by_role("button", name="Skriv ut rutinen").click()
    page.emulate_media(media="print")


STATES: dict[str, Go] = {
    "start": start,
    "svar": routine,
    "steg": ticked,
    "svar-slut": end_of_card,
    "motfraga": asked("oro"),
    "kontakt": asked("vad har socialjouren för nummer"),
    "begrepp": asked("vad betyder HRV"),
    "vet-inte": asked("vad kostar bygglov"),
    "fara": asked("han står utanför med kniv"),
    "arbetsplats": workplace,
    "personnummer": personnummer,
    "inget-nat": no_network,
    "widget": widget,
    "widget-svar": widget_open,
    "tillganglighet": statement,
}
DARK = ("svar", "fara")


def take(browser: Browser, name: str, go: Go, viewport: dict[str, int], scheme: str = "light") -> None:
    phone = viewport["width"] < 600
    page = browser.new_page(  # type: ignore[arg-type]
        viewport=viewport, reduced_motion="reduce", color_scheme=scheme, locale="sv-SE", has_touch=phone, is_mobile=phone
    )
    go(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[1:]) or {*STATES, "utskrift"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for size, viewport in SIZES.items():
            for name in (name for name in STATES if name in only):
                take(browser, f"{name}-{size}", STATES[name], viewport)
                if name in DARK:
                    take(browser, f"{name}-{size}-mork", STATES[name], viewport, "dark")
        if "utskrift" in only:
            take(browser, "utskrift", paper, PAPER)
        browser.close()


if __name__ == "__main__":
    main()
