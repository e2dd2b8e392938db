"""The whole story without a mouse: focus goes where the person sends it and never moves because something arrived."""

from __future__ import annotations

from collections.abc import Callable

from screen import Screen

Page = Callable[..., Screen]


def tab_to(screen: Screen, name: str) -> None:
    """Press Tab until the named thing has focus."""
    for _ in range(80):
        screen.page.keyboard.press("Tab")
        if name in screen.focused():
            return
    raise AssertionError(f"{name} cannot be reached; focus is on {screen.focused()}")


def test_ask_tick_and_tell_with_the_keyboard_only(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.api.will_answer("routine")
    tab_to(screen, "Göra en orosanmälan")
    screen.page.keyboard.press("Enter")
    screen.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    tab_to(screen, "040-628 04 01")
    tab_to(screen, "input")
    screen.page.keyboard.press("Space")
    assert screen.page.get_by_text("1 av 15 klara").is_visible()
    tab_to(screen, "button Ja")
    with screen.page.expect_response("**/feedback"):
        screen.page.keyboard.press("Enter")
    screen.page.get_by_text("Tack!").wait_for()
    assert screen.api.sent[-1][2] == {"turn": "t1", "helpful": True}


def test_focus_stays_in_the_field_on_a_desk(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.ask("Vem ringer jag?", "routine")
    assert screen.focused().startswith("textarea")
    assert screen.field.input_value() == ""


def test_the_keyboard_does_not_cover_the_answer_on_touch(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Vem ringer jag?", "routine")
    assert not screen.focused().startswith("textarea")


def test_shift_enter_makes_a_line(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.field.press_sequentially("ett")
    screen.field.press("Shift+Enter")
    screen.field.press_sequentially("två")
    assert screen.field.input_value() == "ett\ntvå"
    assert screen.api.said() == []


def test_a_pressed_choice_keeps_focus_and_stays_readable(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.ask("oro", "clarify", "routine")
    choice = screen.page.locator("vv-answer").last.get_by_role("button", name="Göra en orosanmälan")
    choice.focus()
    screen.page.keyboard.press("Enter")
    screen.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    used = screen.page.locator("vv-answer").nth(1).get_by_role("button", name="Göra en orosanmälan")
    assert used.get_attribute("aria-disabled") == "true"
    assert used.get_attribute("disabled") is None
    assert screen.focused() == "button Göra en orosanmälan"
    assert screen.page.locator(".note").last.text_content() == "Du: Göra en orosanmälan"
    screen.page.keyboard.press("Enter")
    assert screen.api.said() == [{"text": "oro"}, {"choice": "rutin:orosanmalan"}]


def test_launcher_opens_a_dialog_and_escape_gives_focus_back(page_at: Page) -> None:
    screen = page_at(1280).open("/intranat")
    launcher = screen.button("Fråga Vägvisaren")
    assert launcher.get_attribute("aria-expanded") == "false"
    assert launcher.get_attribute("aria-controls") == screen.page.locator("dialog.panel").get_attribute("id")
    tab_to(screen, "Fråga Vägvisaren")
    screen.page.keyboard.press("Enter")
    dialog = screen.page.get_by_role("dialog", name="Vägvisaren")
    dialog.wait_for()
    assert screen.focused().startswith("textarea")
    assert not dialog.evaluate("dialog => dialog.matches(':modal')")
    screen.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert screen.focused() == "button Fråga Vägvisaren"


def test_the_panel_is_modal_only_where_it_fills_the_screen(page_at: Page) -> None:
    screen = page_at(390).open("/intranat")
    screen.button("Fråga Vägvisaren").click()
    dialog = screen.page.get_by_role("dialog", name="Vägvisaren")
    assert dialog.evaluate("dialog => dialog.matches(':modal')")
    screen.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert screen.focused() == "button Fråga Vägvisaren"


def test_the_widget_keeps_the_person_of_the_page_and_no_false_aria_role(page_at: Page) -> None:
    screen = page_at(1280).open("/intranat")
    assert screen.api.sent == []
    screen.button("Fråga Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    assert screen.api.sent[0][2] == {"organisation": "exempelkommun", "unit": "solrosen", "role": "forskollarare"}
    assert screen.page.locator("vagvisaren-chat").get_attribute("role") is None


def test_gap_dialog_previews_sends_and_gives_focus_back(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.ask("hur gör jag om någon vill låna lokalen", "redirect")
    offer = screen.button("Skicka frågan vidare till den som äger rutinerna")
    offer.focus()
    screen.page.keyboard.press("Enter")
    screen.page.get_by_text("[borttaget] vill låna lokalen").wait_for()
    screen.page.keyboard.press("Escape")
    assert screen.api.count("/gap") == 0
    assert screen.focused().startswith("button Skicka frågan vidare")
    screen.page.keyboard.press("Enter")
    tab_to(screen, "button Skicka vidare")
    screen.page.keyboard.press("Enter")
    screen.page.get_by_text("Tack. Frågan är skickad").first.wait_for()
    assert screen.api.sent[-1][2] == {"turn": "t1"}
    assert offer.get_attribute("aria-disabled") == "true"


def test_workplace_is_changed_with_the_keyboard(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.api.will_answer("unit")
    tab_to(screen, "Ändra")
    screen.page.keyboard.press("Enter")
    assert screen.focused().startswith("select")
    screen.page.keyboard.press("Escape")
    assert "Ändra" in screen.focused()
    screen.page.keyboard.press("Enter")
    screen.page.get_by_label("Var arbetar du?").select_option("solrosen")
    screen.button("Använd").press("Enter")
    screen.page.get_by_text("Exempelkommun · Förskolan Solrosen").wait_for()
    assert screen.api.said() == [{"choice": "enhet:solrosen"}]


def test_feedback_no_asks_why(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.ask("orosanmälan", "routine")
    screen.button("Nej").press("Enter")
    screen.page.locator("vv-feedback").get_by_role("button", name="Skicka").press("Enter")
    assert screen.page.get_by_text("Välj vad som blev fel.").is_visible()
    assert screen.focused().startswith("input")
    screen.page.get_by_label("Fel i rutinen, till exempel ett nummer").check()
    screen.page.get_by_label("Beskriv gärna.").fill("Numret går inte fram")
    screen.page.locator("vv-feedback").get_by_role("button", name="Skicka").press("Enter")
    screen.page.get_by_text("Det går vidare").wait_for()
    assert screen.focused().startswith("p Tack!")
    assert screen.api.sent[-1][2] == {"turn": "t1", "helpful": False, "reason": "fel_i_rutinen", "comment": "Numret går inte fram"}


def test_no_positive_tabindex_and_every_answer_has_its_heading(page_at: Page) -> None:
    screen = page_at(1280).ready()
    screen.ask("orosanmälan", "routine")
    screen.ask("vad betyder hrv", "term")
    assert screen.page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    names = [heading.inner_text() for heading in screen.page.get_by_role("heading", level=2).all()]
    assert names == ["Vägvisaren: Välkommen", "Vägvisaren: Rutin", "Vägvisaren: Begrepp"]
    assert screen.page.locator("vagvisaren-chat").get_attribute("lang") == "sv"
