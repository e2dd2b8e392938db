"""The handbook's pictures, of the real product on a copy of the knowledge: make handbook-images. Names as arguments take only those.

What is shown is made up here: figures, a missed question, a draft. Nothing of the repository's knowledge or database is touched.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.admin.accounts.cookies import Cookies  # noqa: E402
from bot.evaluation.workplace import Workplace, workplace  # noqa: E402
from bot.usage.store import Outcome, UsageStore  # noqa: E402

FOLDER = ROOT / "docs" / "handbok" / "bilder"
HOME = "/admin/exempelkommun/"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1100, "height": 760}


def fill(place: Workplace) -> None:
    """Weeks of use, questions that nobody could answer."""
    store, today = UsageStore(place.engine), date.today()
    for week in range(12):
        day = today - timedelta(weeks=week)
        for kind, routine, reason, turns in (
            ("answer", "orosanmalan", None, 14 + week % 5),
            ("answer", "tolk", None, 9 + week % 3),
            ("clarify", None, None, 6),
            ("redirect", None, "unknown", 5 + week % 4),
        ):
            for _ in range(turns):
                store.count_turn(day, "exempelkommun", Outcome(kind, routine, reason))
    for question in ("får vi låna lastcykeln på fredag", "Får man låna lastcykeln?", "var finns extra vinteroveraller"):
        store.add_gap(today, "exempelkommun", question, "unknown")


def changed(page: Page) -> None:
    page.goto(HOME + "kontakter/socialjouren")
    page.get_by_label("Nummer").first.fill("040-628 04 42")
    page.get_by_role("button", name="Spara utkast").last.click()


def tried(page: Page) -> None:
    page.goto(HOME + "utkast")
    page.get_by_label("Skriv som personalen skulle skriva").fill("vad har socialjouren för nummer")
    page.get_by_role("button", name="Prova").click()
    page.get_by_text("Det här skulle visas").scroll_into_view_if_needed()


def at(place: str) -> Callable[[Page], None]:
    return lambda page: page.goto(HOME + place) and None


STATES: dict[str, tuple[Callable[[Page], None], dict[str, int]]] = {
    "oversikt": (at(""), DESK),
    "kontakt-telefon": (at("kontakter/socialjouren"), PHONE),
    "sparat-telefon": (changed, PHONE),
    "utkast": (at("utkast"), DESK),
    "prova": (tried, DESK),
    "rutin": (at("rutiner/tolk"), DESK),
    "ny-rutin-telefon": (at("rutiner/ny"), PHONE),
    "rutiner": (at("rutiner"), DESK),
    "granskning": (at("granskning"), DESK),
    "inkorg": (at("inkorg"), DESK),
    "statistik": (at("statistik"), DESK),
    "yaml": (at("yaml/exempelkommun/rutiner/tolk.yml"), DESK),
    "forhandsvisning-telefon": (at("forhandsvisning/tolk?enhet=solrosen"), PHONE),
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[1:]) or set(STATES)
    with tempfile.TemporaryDirectory() as folder, workplace(Path(folder)) as place, sync_playwright() as playwright:
        fill(place)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        cookie = {"name": Cookies(secure=False).session, "value": place.token, "url": place.product.address}
        for name, (go, size) in STATES.items():
            if name not in only:
                continue
            context = browser.new_context(viewport=size, locale="sv-SE", reduced_motion="reduce", base_url=place.product.address)  # type: ignore[arg-type]
            context.add_cookies([cookie])  # type: ignore[list-item]
            page = context.new_page()
            go(page)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
