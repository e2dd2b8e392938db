"""The pages in a real browser: the way from draft to undo without JavaScript, and nothing for axe to find."""

from __future__ import annotations

import re

import pytest

from admin.conftest import Office
from admin.windows import address, chromium, open_page, sound
from bot.admin.people import Role

from .conftest import KONTAKTER, LOVLISTA, Desk, asks, title

__all__ = ["address", "chromium", "open_page"]


@pytest.fixture
def office(desk: Desk) -> Office:
    return desk.office


def test_from_draft_to_undo_without_javascript(desk, open_page):
    karin = desk.office.as_(Role.PUBLISHER, name="Karin")
    desk.draft(karin.person, LOVLISTA, title("Lovlistan i hela Alfa"))
    page = open_page(320, karin.token, javascript=False)
    page.goto("/admin/alfa/utkast")
    page.get_by_label("Skriv som personalen skulle skriva").fill("hur bokar jag tolk")
    page.get_by_role("button", name="Prova").click()
    assert page.get_by_role("heading", name="Det här skulle visas").is_visible()
    page.get_by_label("Vad har ändrats, och varför?").fill("Tydligare rubrik")
    page.get_by_role("button", name="Publicera").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Tydligare rubrik"
    page.get_by_role("button", name="Ångra ändringen").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ångrade: Tydligare rubrik"
    assert "Lovlistan i Alfa" in desk.read(LOVLISTA)


def visit(desk: Desk) -> list[tuple[str, str]]:
    """Token and path of every page, with as much on it as there can be."""
    karin, lars = desk.office.as_(Role.PUBLISHER, name="Karin"), desk.office.as_(Role.EDITOR, name="Lars med ett långt efternamn")
    desk.draft(karin.person, LOVLISTA, title("Först en annan rubrik"))
    commit = karin.send("/admin/alfa/utkast/publicera", {"mening": "En mening om vad som har ändrats och varför, ganska lång"})
    desk.worker.near = [
        {"own": {"text": "lovlistan", "likeness": 0.5}, "other": {"text": "hur bokar jag tolk", "label": "rutin/tolk", "likeness": 0.97}}
    ]
    desk.draft(karin.person, LOVLISTA, lambda content: (asks("hur får jag tag i tolk")(content), content.update(provfragor=["visa lovlistan"])))
    desk.draft(karin.person, KONTAKTER, lambda content: content["kontakter"][0].update(namn="Nya växeln"))
    desk.draft(lars.person, LOVLISTA, lambda content: content.pop("kort_svar"))
    lars.send("/admin/alfa/utkast/skicka")
    karin.see("/admin/alfa/utkast")
    desk.trainer.drafts.wait(5)
    desk.worker.reads["visa lovlistan"] = "rutin/tolk"
    return [
        (karin.token, "/admin/alfa/utkast"),
        (karin.token, f"/admin/alfa/utkast/{lars.person.id}"),
        (desk.office.as_(Role.EDITOR).token, "/admin/alfa/utkast?klart=slangt"),
        (karin.token, "/admin/alfa/historik"),
        (karin.token, commit),
        (karin.token, "/admin/alfa/traning"),
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_sound(desk, open_page, width):
    for token, path in visit(desk):
        page = open_page(width, token, bypass_csp=True)
        page.goto(path)
        sound(page)


def test_a_stopped_training_and_what_is_being_trained_are_sound(desk, open_page):
    karin = desk.office.as_(Role.PUBLISHER)
    desk.worker.reads["visa lovlistan"] = "rutin/tolk"
    desk.draft(karin.person, LOVLISTA, lambda content: (asks("lovlistan nu")(content), content.update(provfragor=["visa lovlistan"])))

    def meanwhile():
        shown.append(karin.see("/admin/alfa/traning"))

    shown: list[str] = []
    desk.worker.during = meanwhile
    karin.send("/admin/alfa/utkast/publicera", {"mening": "Fler frågor"})
    assert desk.done() == "stoppad"
    page = open_page(320, karin.token, bypass_csp=True)
    page.goto("/admin/alfa/traning")
    sound(page)
    page.set_content(re.sub("<script.*?</script>", "", shown[0]))
    sound(page)
