"""A day without a network: what is kept, what is answered, how it comes back, and that nothing a person wrote is ever stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from live import LiveApp, Phone, packs
from playwright.sync_api import Browser, BrowserContext
from test_states import violations

QUESTION = "hur gör jag en orosanmälan för en flicka som heter Zaida"
UNSENT = "Inget svar från nätet."
KEPT = ["/api/organisations/alfa/offline", "/o/alfa", "/static/icon.svg", "/static/offline.js", "/static/page.css", "/static/vagvisaren.js"]
OpenPhone = Callable[..., Phone]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[LiveApp]:
    app = packs(tmp_path).start()
    yield app
    app.stop()


@pytest.fixture
def phone(chromium: Browser, app: LiveApp) -> Iterator[OpenPhone]:
    opened: list[BrowserContext] = []
    trouble: list[str] = []

    def make(width: int = 390, height: int = 844, **options: object) -> Phone:
        touch = width < 600
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale="sv-SE",
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: trouble.append(message.text) if "Content Security Policy" in message.text else None)
        return Phone(context, page, app)

    yield make
    for context in opened:
        context.close()
    assert trouble == []


# Losing the network


def test_a_question_is_answered_by_words_with_the_number_to_call(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.banner.wait_for()
    person.send(QUESTION)
    card = person.page.locator("vv-routine")
    card.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert card.get_by_role("link", name="Ring Mottagningen alfahemlig").first.get_attribute("href") == "tel:+46406280403"
    assert person.page.get_by_text("Förenklat läge – utan nät.").first.is_visible()
    assert person.page.locator("vv-emergency-line a[href='tel:112']").is_visible()
    assert person.page.get_by_text(QUESTION).is_visible()
    assert person.page.get_by_text(UNSENT).is_visible()


def test_no_feedback_is_asked_for_what_the_server_knows_nothing_of(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.send(QUESTION)
    person.page.locator("vv-routine").wait_for()
    assert person.page.locator("vv-feedback").count() == 0


def test_a_reload_without_a_network_works(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.page.reload()
    person.banner.wait_for()
    assert person.page.title() == "Vägvisaren"
    person.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    assert person.page.get_by_role("link", name="Ring Alfas växel").first.get_attribute("href") == "tel:+46406280401"
    person.send("hur bokar jag tolk")
    person.page.get_by_role("heading", name="Boka tolk").wait_for()


def test_so_does_opening_it_anew_and_at_the_root(phone: OpenPhone) -> None:
    person = phone().ready("/")
    person.page.close()
    person.lose_network()
    person.page = person.context.new_page()
    person.open("/")
    person.banner.wait_for()
    person.button("Göra en orosanmälan").click()
    person.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert person.page.get_by_text(UNSENT).count() == 0  # a stored routine is the one the button asks for


def test_every_routine_can_be_browsed(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.button("Alla rutiner").click()
    listed = person.page.locator("vv-browse")
    listed.wait_for()
    assert listed.get_by_role("heading", level=4).all_text_contents() == ["Gör det nu", "Gör det idag", "Gå igenom i lugn och ro"]
    assert listed.get_by_role("button").all_inner_texts() == ["Någon är i fara nu", "Göra en orosanmälan", "Boka tolk", "Lovlistan i Alfa"]
    listed.get_by_role("button", name="Lovlistan i Alfa").click()
    person.page.get_by_text("Lovlistan hämtas hos alfahemlig.", exact=True).wait_for()


def test_the_numbers_that_matter_are_one_press_away(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.button("Nummer").click()
    person.page.locator("vv-emergency a[href='tel:112']").wait_for()
    assert person.page.get_by_role("link", name="Ring Mottagningen alfahemlig").first.is_visible()
    assert person.page.get_by_role("link", name="Ring Nationella stödtelefonen").first.is_visible()


def test_where_one_works_can_be_said_without_a_network_and_is_told_later(phone: OpenPhone, app: LiveApp) -> None:
    person = phone().ready()
    person.lose_network()
    person.banner.wait_for()
    person.page.get_by_role("button", name="Ändra var du arbetar").click()
    person.page.get_by_label("Var arbetar du?").select_option(label="Förskolan Solrosen")
    person.button("Använd").click()
    person.page.get_by_text("Alfa kommun · Förskolan Solrosen").wait_for()
    person.button("Nummer").click()
    assert person.page.get_by_role("link", name="Ring Rektor alfahemlig").first.is_visible()
    person.find_network()
    person.banner.wait_for(state="detached")
    with person.page.expect_request(lambda request: request.url.endswith("/api/conversations")) as begun:
        person.send("numret till chefen")
    assert json.loads(begun.value.post_data or "") == {"organisation": "alfa", "unit": "solrosen"}
    person.page.get_by_text("numret till chefen").wait_for()


def test_what_only_the_server_can_do_keeps_its_words(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.button("Ny här? Fem saker att veta").click()
    person.button("Skicka igen").wait_for()


# Coming back


def test_the_banner_goes_when_the_network_is_back_and_the_question_can_be_sent(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.send(QUESTION)
    person.page.locator("vv-routine").wait_for()
    person.find_network()
    person.banner.wait_for(state="detached")
    with person.page.expect_request(lambda request: request.url.endswith("/messages")) as sent:
        person.button("Skicka igen").click()
    assert json.loads(sent.value.post_data or "") == {"text": QUESTION}
    person.page.get_by_text(UNSENT).wait_for(state="detached")
    person.page.locator("vv-feedback").wait_for()
    assert person.page.locator("vv-routine").count() == 1  # the server's answer stands in the place of the stored one


def test_after_a_start_without_a_network_the_conversation_begins_when_it_is_back(phone: OpenPhone) -> None:
    person = phone().ready()
    person.page.evaluate("sessionStorage.clear()")
    person.lose_network()
    person.page.reload()
    person.banner.wait_for()
    assert person.page.evaluate("sessionStorage.length") == 0
    person.find_network()
    person.banner.wait_for(state="detached")
    person.button("Ny här? Fem saker att veta").wait_for()  # only the server's greeting has it
    assert person.page.get_by_text("Vanliga frågor:", exact=True).count() == 1
    assert person.page.evaluate("sessionStorage.length") == 1


def test_a_server_that_is_gone_is_as_a_network_that_is_gone(phone: OpenPhone, app: LiveApp) -> None:
    person = phone().ready()
    app.stop()
    person.send(QUESTION)
    person.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    person.banner.wait_for()
    person.page.reload()
    person.banner.wait_for()
    app.start()
    person.button("Försök igen").click()
    person.banner.wait_for(state="detached")


def test_a_proxy_without_a_server_is_the_same(phone: OpenPhone) -> None:
    person = phone().ready()
    person.page.route("**/messages", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    person.send(QUESTION)
    person.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert person.button("Skicka igen").is_visible()


# A slow network


def test_a_slow_network_offers_the_stored_routines_and_keeps_the_words(phone: OpenPhone, app: LiveApp) -> None:
    person = phone()
    person.page.clock.install()
    person.ready()
    app.silent = ("/messages",)
    person.send(QUESTION)
    person.page.get_by_text("Letar …", exact=True).first.wait_for()
    assert person.button("Sök utan nät").count() == 0
    person.page.clock.fast_forward(5000)
    person.button("Sök utan nät").click()
    person.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert person.page.get_by_text("Letar …", exact=True).count() == 0
    assert person.button("Skicka igen").is_visible()
    app.silent = ()
    person.button("Skicka igen").click()
    person.page.get_by_text(UNSENT).wait_for(state="detached")


def test_when_it_was_gone_a_moment_ago_nobody_has_to_ask_for_them(phone: OpenPhone, app: LiveApp) -> None:
    person = phone().ready()
    app.silent = ("/messages", "/healthz")
    person.lose_network()
    person.banner.wait_for()
    person.find_network()
    person.send(QUESTION)
    person.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()


def test_a_slow_page_is_shown_from_what_is_kept(phone: OpenPhone, app: LiveApp) -> None:
    person = phone().ready()
    app.silent = ("/o/alfa",)
    person.page.reload()
    person.page.get_by_text("Vanliga frågor:", exact=True).first.wait_for()


# What is stored


def test_nothing_of_a_conversation_is_ever_stored(phone: OpenPhone, app: LiveApp) -> None:
    person = phone().ready()
    before = person.kept()
    person.send(QUESTION)
    person.page.locator("vv-routine").wait_for()
    person.page.reload()
    person.page.get_by_text("Vanliga frågor:", exact=True).first.wait_for()
    person.lose_network()
    person.send("vad betyder HRV, undrar Zaida")
    person.page.get_by_text(UNSENT).wait_for()
    assert before == person.kept() == KEPT
    stored = person.kept_text()
    assert "Zaida" not in stored
    assert "/conversations" not in "".join(person.kept())
    identity = person.page.evaluate("sessionStorage.getItem('vagvisaren')")
    assert identity
    assert identity not in stored
    assert person.page.evaluate("localStorage.length") == 0
    assert person.page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_a_conversation_goes_past_the_service_worker(phone: OpenPhone) -> None:
    person = phone().ready()
    with person.page.expect_response("**/messages") as answered:
        person.send(QUESTION)
    assert not answered.value.from_service_worker
    with person.page.expect_response("**/offline") as kept:
        person.page.evaluate("fetch('/api/organisations/alfa/offline').then((response) => response.text())")
    assert kept.value.from_service_worker


def test_a_new_number_is_there_at_the_next_visit(phone: OpenPhone, app: LiveApp) -> None:
    person = phone().ready()
    path = app.knowledge / "alfa" / "kontakter.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("040-628 04 03", "040-628 04 99"), encoding="utf-8")
    live = app.app.state.service.live
    for _ in range(300):  # the app sees the edit by itself within a second
        if "040-628 04 99" in str(live.guides["alfa"].contacts["mottagningen-har"].phones):
            break
        person.page.evaluate("new Promise(requestAnimationFrame)")
    with person.page.expect_response("**/offline"):
        person.page.reload()
    person.page.get_by_text("Vanliga frågor:", exact=True).first.wait_for()
    for _ in range(300):
        if "040-628 04 99" in person.kept_text():
            break
        person.page.evaluate("new Promise(requestAnimationFrame)")
    person.lose_network()
    person.send(QUESTION)
    assert person.page.locator("vv-routine a[href='tel:+46406280499']").first.get_attribute("href")


def test_files_of_an_earlier_build_are_let_go(phone: OpenPhone, app: LiveApp) -> None:
    person = phone().ready()
    app.app.state.build = "nybygge"
    person.page.reload()
    person.page.get_by_text("Vanliga frågor:", exact=True).first.wait_for()
    for _ in range(300):
        if person.kept_text().count("?v=nybygge\n") == 4 and person.kept() == KEPT:
            break
        person.page.evaluate("new Promise(requestAnimationFrame)")
    assert person.kept() == KEPT


def test_another_municipality_is_not_shown_in_the_place_of_one_that_is_not_kept(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    with pytest.raises(Exception, match="ERR_"):
        person.open("/o/beta")


# Leaving


@pytest.mark.parametrize("way", ["button", "shift"])
@pytest.mark.parametrize("network", ["there", "gone"])
def test_leaving_leaves_nothing_but_what_everybody_has(phone: OpenPhone, app: LiveApp, way: str, network: str) -> None:
    person = phone(390 if way == "button" else 1280).ready()
    # a page of ours that stands for the neutral one, so that what is left can be looked at
    neutral = app.address + "/static/icon.svg"
    person.page.locator("vagvisaren-chat").evaluate("(chat, url) => chat.setAttribute('exit-url', url)", neutral)
    person.send(QUESTION)
    person.page.locator("vv-routine").wait_for()
    if network == "gone":
        person.lose_network()
        person.banner.wait_for()
    before = person.page.evaluate("history.length")
    if way == "button":
        person.page.get_by_role("button", name="Lämna sidan snabbt").click()
    else:
        for _ in range(3):
            person.page.keyboard.press("Shift")
    if network == "gone":
        person.find_network()
        person.page.goto(neutral)
    person.page.wait_for_url(neutral)
    assert person.page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert person.page.evaluate("history.length") <= before + (network == "gone")
    assert person.kept() == KEPT
    assert "Zaida" not in person.kept_text()
    if network == "there":
        for _ in range(300):
            if any(line.startswith("DELETE /api/conversations/") for line in app.seen):
                break
            person.page.evaluate("new Promise(requestAnimationFrame)")
        assert any(line.startswith("DELETE /api/conversations/") for line in app.seen)


def test_clear_without_a_network_forgets_what_is_on_the_screen(phone: OpenPhone) -> None:
    person = phone().ready()
    person.lose_network()
    person.send(QUESTION)
    person.page.locator("vv-routine").wait_for()
    person.page.get_by_role("button", name="Rensa samtalet").click()
    person.page.locator("vv-routine").wait_for(state="detached")
    person.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    assert person.page.get_by_text("Zaida").count() == 0
    assert person.page.evaluate("sessionStorage.length") == 0


# Seen and heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390), (1280, 800)])
def test_every_state_without_a_network_can_be_used_by_everyone(phone: OpenPhone, width: int, height: int, scheme: str) -> None:
    person = phone(width, height, color_scheme=scheme)
    person.ready().lose_network()
    person.banner.wait_for()
    found = [violations(person)]
    person.send(QUESTION)
    person.page.locator("vv-routine").wait_for()
    found.append(violations(person))
    person.button("Alla rutiner").click()
    person.page.locator("vv-browse").wait_for()
    found.append(violations(person))
    assert found == [[], [], []]
    assert person.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_it_is_told_aloud_and_focus_stays(phone: OpenPhone) -> None:
    person = phone(1280, 800).ready()
    person.page.evaluate(
        """() => { window.heard = []; const walk = (root) => { for (const element of root.querySelectorAll('*')) {
        if (element.getAttribute('aria-live') === 'polite') new MutationObserver(() => element.textContent && window.heard.push(element.textContent))
          .observe(element, { childList: true, characterData: true, subtree: true });
        if (element.shadowRoot) walk(element.shadowRoot); } }; walk(document); }"""
    )
    person.lose_network()
    person.banner.wait_for()
    person.send(QUESTION)
    person.page.wait_for_function("() => window.heard.some((text) => text.includes('Förenklat läge') && text.includes('Göra en orosanmälan'))")
    focused = person.page.evaluate(
        "() => { let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at.localName; }"
    )
    assert focused == "textarea"
    person.find_network()
    person.page.wait_for_function("() => window.heard.some((text) => text.includes('Kontakten är tillbaka.'))")


# Elsewhere


def test_a_widget_on_another_page_answers_from_memory_and_stores_nothing(phone: OpenPhone) -> None:
    person = phone(1280, 800)
    with person.page.expect_response("**/offline"):
        person.open("/exempel").button("Fråga Vägvisaren").click()
    person.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    person.lose_network()
    person.banner.wait_for()
    person.send(QUESTION)
    person.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert person.kept() == []


def test_without_service_workers_all_else_works(phone: OpenPhone) -> None:
    person = phone(service_workers="block")
    with person.page.expect_response("**/offline"):
        person.open()
    person.send(QUESTION)
    person.page.locator("vv-routine").wait_for()
    assert person.kept() == []


def test_chromium_finds_nothing_that_hinders_installing(phone: OpenPhone) -> None:
    person = phone().ready()
    inspector = person.context.new_cdp_session(person.page)
    hinders = inspector.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [hinder["errorId"] for hinder in hinders] == ["in-incognito"]  # as every window of a test is
    read = inspector.send("Page.getAppManifest")
    assert read["errors"] == []
    assert read["url"] == person.app.address + "/o/alfa/manifest.webmanifest"
