"""Screenshots for the README from the running product: `make run` in one terminal, `make screenshots` in another."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ADDRESS = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
STATES = {"svar": "hur gör jag en orosanmälan", "vet-inte": "vad kostar bygglov", "fara": "han står utanför med kniv"}
SIZES = {"telefon": {"width": 390, "height": 844}, "dator": {"width": 1280, "height": 800}}


def ask(page: Page, text: str) -> None:
    field = page.get_by_role("textbox").first
    field.fill(text)
    with page.expect_response(lambda response: response.url.endswith("/messages")):
        field.press("Enter")
    page.wait_for_load_state("networkidle")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for size, viewport in SIZES.items():
            for name, question in STATES.items():
                page = browser.new_page(viewport=viewport, reduced_motion="reduce")
                page.goto(ADDRESS)
                ask(page, question)
                page.screenshot(path=FOLDER / f"{name}-{size}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
