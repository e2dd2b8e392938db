"""The pages in a real browser: the whole way in without JavaScript, and nothing for axe to find at a phone's and a desk's width."""

from __future__ import annotations

import re

import pytest

from admin.conftest import Office
from admin.windows import address, chromium, open_page, sound
from bot.admin.accounts import audit, links, passwords
from bot.admin.people import Grant, Role

from .conftest import PASSWORD

__all__ = ["address", "chromium", "open_page"]


@pytest.fixture
def office(make_office) -> Office:
    return make_office()


def test_the_whole_way_in_without_javascript(office, open_page):
    first = open_page(390, javascript=False)
    first.goto(f"/admin/lank/{links.first_link(office.engine)}")
    first.get_by_label("E-postadress").fill("chef@alfa.se")
    first.get_by_label("Namn").fill("Chefen Själv")
    first.get_by_label("Lösenord", exact=True).fill("kort")
    first.get_by_label("Lösenordet en gång till").fill("kort")
    first.get_by_role("button", name="Spara och logga in").click()
    assert first.get_by_text("Använd minst 12 tecken").is_visible()
    assert first.get_by_label("Namn").input_value() == "Chefen Själv"
    first.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    first.get_by_label("Lösenordet en gång till").fill(PASSWORD)
    first.get_by_role("button", name="Spara och logga in").click()
    assert first.get_by_role("heading", level=1).inner_text() == "Hej Chefen Själv"

    first.get_by_role("link", name="Konton").click()
    first.get_by_label("E-postadress").fill("ny@alfa.se")
    first.get_by_label("Roll").select_option(label="Redaktör")
    first.get_by_label("Var").select_option(label="Alfa kommun")
    first.get_by_role("button", name="Bjud in").click()
    link = first.get_by_label("Länk").input_value()

    second = open_page(1280, javascript=False)
    second.goto(re.sub(r"^https?://[^/]+", "", link))
    second.get_by_label("Namn").fill("Ny Nilsson")
    second.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    second.get_by_label("Lösenordet en gång till").fill(PASSWORD)
    second.get_by_role("button", name="Spara och logga in").click()
    assert second.url.endswith("/admin/alfa/")

    second.get_by_role("link", name="Ditt konto").click()
    second.get_by_role("button", name="Logga ut", exact=True).click()
    assert second.get_by_text("Du är utloggad.").is_visible()
    second.goto("/admin/konto")
    second.get_by_label("E-postadress").fill("ny@alfa.se")
    second.get_by_label("Lösenord").fill(PASSWORD)
    second.get_by_role("button", name="Logga in").click()
    assert second.url.endswith("/admin/konto")
    assert second.get_by_text("Redaktör: Alfa kommun").is_visible()


def test_a_form_on_another_site_changes_nothing(office, open_page, address):
    """The browser itself: the same host with another port is another origin, and SameSite does not keep its cookies back."""
    staff = office.as_(Role.ADMINISTRATOR, "*")
    page = open_page(1280, staff.token)
    other = address.replace("127.0.0.1", "localhost")
    form = (
        f'<form method="post" action="{address}/admin/konto/sessioner"><input name="csrf" value="{staff.csrf}"><button>Vinn en resa</button></form>'
    )
    page.route(f"{other}/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto(f"{other}/locka")
    page.get_by_role("button").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Formuläret gick inte att skicka"
    assert staff.get("/admin/konto").status_code == 200


def pages(office: Office) -> list[tuple[str, str]]:
    """Token ("" for nobody) and path of every page, with something on it."""
    boss = office.as_(Role.ADMINISTRATOR, "*", name="Chefen", email="chef@land.se", password=passwords.hashed(PASSWORD))
    other = office.person(Grant(Role.EDITOR, "alfa"), name="Anna Berg med ett ganska långt namn", email="anna.berg.med.lang.adress@exempelkommun.se")
    office.sign_in(boss.person)
    for code in ("bjod_in", "inloggad"):
        audit.record(office.engine, boss.person.id, code, "alfa", other.email)
    return [
        ("", "/admin/logga-in?klart=utloggad"),
        ("", "/admin/lank/x"),
        (office.as_(None).token, "/admin/"),
        (office.as_(Role.READER).token, "/admin/konton"),
        (boss.token, "/admin/"),
        (boss.token, "/admin/finns/inte/alls"),
        (boss.token, "/admin/konto"),
        (boss.token, "/admin/konton?klart=roll"),
        (boss.token, f"/admin/konton/{other.id}"),
        (boss.token, "/admin/logg"),
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_sound(office, open_page, width):
    browsers = {}
    for token, path in pages(office):
        page = browsers.setdefault(token, open_page(width, token, bypass_csp=True))
        page.goto(path)
        sound(page)


def test_no_page_needs_more_than_the_content_security_policy_lets(office, open_page):
    """What the browser refuses is seen when the pages are closed."""
    for token, path in pages(office):
        page = open_page(1280, token)
        page.goto(path)
        assert page.locator("h1").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_forms_that_say_what_is_wrong_are_sound(office, open_page, width):
    page = open_page(width, bypass_csp=True)
    page.goto(f"/admin/lank/{links.first_link(office.engine)}")
    page.evaluate("document.querySelectorAll('input').forEach(one => one.required = false)")
    page.get_by_role("button", name="Spara och logga in").click()
    assert page.locator("[aria-invalid=true]").count() == 3
    sound(page)
    boss = office.sign_in(office.person(Grant(Role.ADMINISTRATOR, "*"), name="Chefen", password=passwords.hashed(PASSWORD)))
    page = open_page(width, boss.token, bypass_csp=True)
    page.goto(f"/admin/konton/{boss.person.id}")
    page.get_by_role("button", name="Stäng kontot").click()
    assert page.get_by_text("minst en administratör").is_visible()
    sound(page)
    page.goto(f"/admin/konton/{boss.person.id}")
    page.get_by_role("button", name="Gör en länk").click()
    sound(page)
