"""The workplace as a coordinator meets it, in a real browser: on a phone and at a desk, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
import yaml

from admin.publishing.conftest import KONTAKTER, desk
from admin.windows import address, chromium, open_page, sound
from bot.admin.people import Role
from bot.usage.store import UsageStore

__all__ = ["address", "chromium", "desk", "open_page"]


@pytest.fixture
def office(desk):
    return desk.office


def first_contact(office) -> dict:
    return yaml.safe_load((office.knowledge / KONTAKTER).read_text())["kontakter"][0]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_number_is_changed_on_the_bus(office, open_page, javascript):
    publisher = office.as_(Role.PUBLISHER)
    contact = first_contact(office)
    page = open_page(390, publisher.token, javascript=javascript)
    page.goto("/admin/alfa/kontakter")
    page.get_by_role("link", name=contact["namn"]).click()
    page.get_by_label("Nummer").first.fill("040-628 04 99")
    page.get_by_role("button", name="Spara utkast").click()
    assert page.get_by_text("Sparat i ditt utkast").is_visible()
    page.get_by_role("link", name="Granska och publicera").click()
    assert "99" in page.locator("main").inner_text()
    page.get_by_label("Vad har ändrats, och varför?").fill("Nytt nummer från 1 december")
    page.get_by_role("button", name="Publicera").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nytt nummer från 1 december"
    live = office.desk.live.guides["alfa"].contacts[contact["id"]]
    assert live.phones[0].display == "040-628 04 99"


@pytest.mark.parametrize(("at", "place"), [("statistik", "Statistik"), ("kontakter/ny", "Kontakter"), ("", "Översikt"), ("filer", "Filer")])
def test_on_a_phone_the_row_of_places_shows_where_one_is(office, open_page, at, place):
    page = open_page(390, office.as_(Role.EDITOR).token)
    page.goto(f"/admin/alfa/{at}")
    here = page.locator(".places [aria-current]")
    assert here.all_inner_texts() == [place]
    box = here.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_a_new_routine_with_three_mistakes_mended(office, open_page):
    editor = office.as_(Role.EDITOR)
    page = open_page(1280, editor.token)
    page.goto("/admin/alfa/rutiner")
    page.get_by_role("link", name="Ny rutin").click()
    page.get_by_label("Rubrik").fill("Låna barnvagn")
    page.get_by_label("Första exempelfrågan").fill("får vi låna vagnen")
    page.get_by_role("button", name="Skapa utkast").click()
    page.get_by_label("Kort svar").fill("Fråga kollegan. " * 25)
    page.get_by_label("Ägare").fill("Samordnaren")
    page.get_by_role("button", name="Lägg till en rad under Steg", exact=True).click()
    page.get_by_label("Steg", exact=True).fill("Ring.")
    page.get_by_label("Granskas senast").fill("2026-01-01")
    page.get_by_label("Granskad den").fill("2026-06-01")
    page.get_by_role("button", name="Spara utkast").click()
    assert page.get_by_role("alert").filter(has_text="fel stoppar publiceringen").is_visible()
    assert page.get_by_label("Kort svar").get_attribute("aria-invalid") == "true"
    assert page.get_by_label("Granskas senast").get_attribute("aria-invalid") == "true"
    page.get_by_label("Kort svar").fill("Fråga kollegan som har nyckeln.")
    page.get_by_label("Granskas senast").fill("2030-01-01")
    page.get_by_role("button", name="Spara utkast").click()
    assert page.get_by_role("alert").count() == 0
    page.get_by_role("button", name="Förhandsgranska").click()
    card = page.locator("vv-preview")
    assert card.get_by_role("heading", name="Låna barnvagn").is_visible()
    assert card.get_by_text("Fråga kollegan som har nyckeln.").is_visible()


def test_the_yaml_editor_points_at_the_mistake_mends_it_and_lets_the_keyboard_out(office, open_page):
    editor = office.as_(Role.EDITOR)
    page = open_page(1280, editor.token)
    page.goto("/admin/alfa/yaml/alfa/rutiner/prov.yml")
    field = page.get_by_role("textbox", name="Filens text")
    field.click()
    page.keyboard.insert_text("id: prov\ntitel: Prov\nbrad")
    page.keyboard.press("Control+Space")
    page.get_by_role("option", name=re.compile("bradska")).wait_for()
    page.get_by_role("option", name=re.compile("bradska")).click()
    page.keyboard.insert_text("planera\ngranskad: 2026-01-01\n")
    page.locator(".cm-lintRange-error").first.wait_for()
    page.locator(".cm-lintRange-error", has_text="2026-01-01").hover()
    page.get_by_role("button", name="Rätta åt mig").first.click()
    field.press("Control+s")
    assert page.get_by_text("Sparat i ditt utkast").is_visible()
    assert 'granskad: "2026-01-01"' in page.locator("textarea").input_value()
    page.get_by_role("textbox", name="Filens text").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Spara utkast"


def test_two_editors_of_one_file_both_keep_their_work(office, open_page):
    contact = first_contact(office)["id"]
    anna, bo = office.as_(Role.PUBLISHER, name="Anna"), office.as_(Role.PUBLISHER, name="Bo")
    first, second = open_page(1280, anna.token), open_page(390, bo.token)
    for page, text in ((first, "Annas text"), (second, "Bos text")):
        page.goto(f"/admin/alfa/kontakter/{contact}")
        page.get_by_label("För vem").fill(text)
        page.get_by_role("button", name="Spara utkast").click()
    assert second.get_by_text("Anna har ett utkast på samma fil").is_visible()
    first.goto("/admin/alfa/utkast")
    first.get_by_label("Vad har ändrats, och varför?").fill("Annas ändring")
    first.get_by_role("button", name="Publicera").click()
    second.goto(f"/admin/alfa/kontakter/{contact}")
    second.get_by_role("link", name="Se båda och välj").click()
    assert second.get_by_text("Annas text").first.is_visible()
    assert second.get_by_text("Bos text").first.is_visible()
    second.get_by_role("button", name="Behåll mitt utkast").click()
    second.get_by_label("Vad har ändrats, och varför?").fill("Bos ändring")
    second.get_by_role("button", name="Publicera").click()
    assert office.desk.live.guides["alfa"].contacts[contact].for_whom == "Bos text"


def test_from_the_inbox_to_an_example_in_the_draft(office, open_page):
    from datetime import date

    UsageStore(office.engine).add_gap(date.today(), "alfa", "hur skaffar jag tolk i kväll", "unknown")
    editor = office.as_(Role.EDITOR)
    page = open_page(390, editor.token, javascript=False)
    page.goto("/admin/alfa/")
    page.get_by_role("link", name="Öppna inkorgen").click()
    page.get_by_text("Boten borde ha förstått").click()
    page.get_by_label("Rutin").select_option(index=1)
    page.get_by_role("button", name="Lägg till som exempel").click()
    assert page.get_by_text("Tillagd i ditt utkast").is_visible()
    page.get_by_role("link", name="Prova och publicera").click()
    assert page.get_by_text("hur skaffar jag tolk i kväll").first.is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_for_axe_on_any_page_that_edits_or_lists(office, open_page, width):
    from datetime import date

    from bot.usage.store import Outcome

    store = UsageStore(office.engine)
    store.add_gap(date.today(), "alfa", "en fråga utan svar", "unknown")
    for _ in range(9):
        store.count_turn(date.today(), "alfa", Outcome("answer", "akut_fara", None))
        store.count_turn(date.today(), "alfa", Outcome("redirect", None, "outside"))
    editor = office.as_(Role.EDITOR)
    contact = first_contact(office)["id"]
    unit = yaml.safe_load((office.knowledge / "alfa/organisation.yml").read_text())["enheter"][0]["id"]
    editor.send("/admin/alfa/granskning/adress")
    wrong = "id: fel\ntitel: Fel\nbradska: kanske\nsteg:\n  - text: Ring.\n    kontakt: ingen\n"
    editor.post("/admin/alfa/yaml/alfa/rutiner/fel.yml", {"text": wrong, "gor": "tvinga"})
    page = open_page(width, editor.token, bypass_csp=True)
    places = [
        "",
        "rutiner",
        "rutiner/ny",
        "rutiner/akut_fara",
        "rutiner/fel",
        "kontakter",
        "kontakter/ny",
        f"kontakter/{contact}",
        "begrepp",
        "begrepp/ny",
    ]
    places += [
        "enheter",
        f"enheter/{unit}",
        "enheter/kommunen",
        "yaml/alfa/rutiner/fel.yml",
        "yaml/alfa/kontakter.yml",
        "filer",
        "granskning",
        "inkorg",
    ]
    places += ["statistik", "kontroll", "forhandsvisning/akut_fara", "forhandsvisning/fel", "rutiner/finns_inte"]
    for place in places:
        page.goto(f"/admin/alfa/{place}")
        sound(page)
