"""The editing pages in a real browser: sound at a phone's and a desk's width, and at home under the content security policy."""

from __future__ import annotations

import re

import pytest

from admin.windows import address, chromium, open_page, sound
from bot.admin.editing.sheet import drafts_of
from bot.admin.people import Role

__all__ = ["address", "chromium", "open_page"]

WRONG = "id: fel\ntitel: Fel\nbradska: kanske\ngranskad: 2026-01-01\nsteg:\n  - text: Ring.\n    kontakt: ingen\nvarianter:\n  - kort_svar: Fel\n"


@pytest.fixture
def open_editor(office, open_page):
    """`open_editor("rutiner/prov.yml")`: a page with the YAML editor in focus."""
    token = office.as_(Role.EDITOR).token

    def opened(path: str):
        page = open_page(1280, token)
        page.goto(f"/admin/alfa/yaml/alfa/{path}")
        page.get_by_role("textbox", name="Filens text").click()
        return page

    return opened


def pages(office, editor) -> list[str]:
    """As much on them as there can be."""
    other, drafts = office.as_(Role.EDITOR, "*", name="Anna Andersson-Bergström"), drafts_of(office.desk)
    drafts.save("alfa", "alfa/rutiner/fel.yml", editor.person.id, WRONG)
    drafts.save("alfa", "alfa/kontakter.yml", editor.person.id, (office.knowledge / "alfa/kontakter.yml").read_text() + "# mitt\n", base="x")
    drafts.save("alfa", "alfa/kontakter.yml", other.person.id, "kontakter: []\n")
    drafts.save("alfa", "alfa/rutiner/lovlista.yml", editor.person.id, None)
    return [
        "alfa/rutiner/ny",
        "alfa/rutiner/fel?klart=sparat",
        "alfa/rutiner/lovlista",
        "alfa/rutiner/orosanmalan",
        "alfa/kontakter/ny",
        "alfa/kontakter/vaxeln-har?klart=bekrafta",
        "alfa/begrepp",
        "alfa/enheter",
        "alfa/enheter/solrosen",
        "alfa/enheter/kommunen",
        "alfa/signalord",
        "alfa/yaml/alfa/rutiner/fel.yml",
        "alfa/jamfor/alfa/kontakter.yml",
        "alfa/filer?klart=slangt",
        "alfa/forhandsvisning/fel",
        "alfa/forhandsvisning/orosanmalan",
        "nationell/enheter/kommunen",
        "nationell/faroord/kniv",
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_sound(office, open_page, width):
    editor = office.as_(Role.EDITOR, "*")
    page = open_page(width, editor.token, bypass_csp=True)
    for place in pages(office, editor):
        page.goto(f"/admin/{place}")
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        sound(page)


def test_no_page_needs_more_than_the_content_security_policy_lets(office, open_page):
    """`open_page` fails the test when the browser reports that it refused something."""
    editor = office.as_(Role.EDITOR, "*")
    page = open_page(1280, editor.token)
    for place in pages(office, editor):
        page.goto(f"/admin/{place}")
    page.goto("/admin/alfa/yaml/alfa/rutiner/fel.yml")
    page.locator(".cm-lintRange-error").first.wait_for()
    assert page.locator(".cm-gutters").evaluate("each => getComputedStyle(each).display") == "flex", "the editor has its styles"


def test_the_editor_offers_ids_of_contacts_and_the_file_may_be_saved_without_it(office, open_page):
    editor = office.as_(Role.EDITOR)
    page = open_page(1280, editor.token)
    page.goto("/admin/alfa/yaml/alfa/rutiner/prov.yml")
    page.get_by_role("textbox", name="Filens text").click()
    page.keyboard.insert_text("id: prov\nsteg:\n  - text: Ring.\n    kontakt: vax")
    page.keyboard.press("Control+Space")
    page.get_by_role("option", name=re.compile("vaxeln-har")).click()
    page.keyboard.press("Control+s")
    page.get_by_text("Sparat i ditt utkast").wait_for()
    assert drafts_of(office.desk).one("alfa/rutiner/prov.yml", editor.person.id).text.endswith("kontakt: vaxeln-har")
    plain = open_page(390, editor.token, javascript=False)
    plain.goto("/admin/alfa/yaml/alfa/rutiner/prov.yml")
    plain.get_by_label("Filens text").fill("id: prov\nbradska: kanske\n")
    plain.get_by_role("button", name="Spara utkast").click()
    assert plain.get_by_text("rad 2, kolumn 10").is_visible()


@pytest.mark.parametrize(
    ("path", "text", "offered"),
    [
        ("organisation.yml", "id: alfa\nlokala_roller:\n  ", "socialjour"),
        ("organisation.yml", "id: alfa\nlokala_roller:\n  vaxel: ", "vaxeln-har"),
        ("organisation.yml", "id: alfa\nenheter:\n  - id: a\n    typ: ", "forskola"),
        ("organisation.yml", "id: alfa\nenheter:\n  - id: a\n    lokala_roller:\n      chef: ", "rektorn-har"),
        ("rutiner/prov.yml", "id: prov\nbradska: ", "planera"),
        ("rutiner/prov.yml", "id: prov\nkontakter: [chef, vax", "vaxeln-har"),
        ("rutiner/prov.yml", "id: prov\nrelaterade:\n  - tol", "tolk"),
        ("rutiner/prov.yml", "id: prov\nvarianter:\n  - for:\n      ", "verksamhet"),
        ("rutiner/prov.yml", "id: prov\nvarianter:\n  - for:\n      roll: [barn", "barnmorska"),
        ("kontakter.yml", "kontakter:\n  - id: a\n    ", "oppettider"),
    ],
)
def test_what_is_offered_where(open_editor, path, text, offered):
    page = open_editor(path)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")  # writing over what is marked makes Chromium itself try an inline style
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Space")
    page.get_by_role("option", name=re.compile(rf"^{offered}")).wait_for()


def test_two_tabs_without_javascript(office, open_page):
    editor = office.as_(Role.EDITOR)
    page = open_page(390, editor.token, javascript=False)
    other = page.context.new_page()
    for each in (page, other):
        each.goto("/admin/alfa/kontakter/vaxeln-har")
    page.get_by_label("Nummer").fill("040-628 04 77")
    page.get_by_role("button", name="Spara utkast").click()
    other.get_by_label("Nummer").fill("040-628 04 88")
    other.get_by_role("button", name="Spara utkast").click()
    assert other.get_by_role("heading", level=1).inner_text() == "Filen har ändrats sedan du öppnade den"
    assert other.locator(".bort", has_text="040-628 04 77").is_visible()
    other.get_by_role("button", name="Spara min version").click()
    assert other.get_by_label("Nummer").input_value() == "040-628 04 88"


def test_the_number_is_the_first_thing_on_a_phone(office, open_page):
    """Seen without scrolling, together with the button that saves."""
    page = open_page(390, office.as_(Role.EDITOR).token)
    page.goto("/admin/alfa/kontakter/vaxeln-har")
    number, save = page.get_by_label("Nummer").bounding_box(), page.get_by_role("button", name="Spara utkast").bounding_box()
    assert number is not None
    assert save is not None
    assert number["y"] + number["height"] < save["y"] < 800
