"""When the network or the server does not do its part, no words are lost."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Route
from screen import Screen, fixture

Page = Callable[..., Screen]
FORGOTTEN = {"type": "/problem/samtal-finns-inte", "title": "Samtalet är avslutat", "detail": "Samtalet finns inte längre."}


def problem(status: int, headers: dict[str, str] | None = None, **fields: object) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        body = {"status": status, "title": "Fel", **fields}
        route.fulfill(status=status, json=body, headers={"Content-Type": "application/problem+json", **(headers or {})})

    return answer


def turn(name: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(json=fixture(name))


def send(screen: Screen, text: str) -> None:
    screen.type(text)
    screen.field.press("Enter")


def from_the_top(screen: Screen, *parts: str) -> bool:
    boxes = [screen.page.locator("vv-log").get_by_text(part).first.bounding_box() for part in parts]
    places = [box["y"] for box in boxes if box]
    return len(places) == len(parts) and places == sorted(places)


def test_a_failed_message_keeps_its_text_and_can_be_sent_again(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.api.answers = [lambda route: route.abort(), turn("routine")]
    send(screen, "Hur gör jag en orosanmälan?")
    again = screen.button("Skicka igen")
    again.wait_for()
    box, floor = again.bounding_box(), screen.page.locator("vv-composer").bounding_box()
    assert box
    assert floor
    assert box["y"] + box["height"] <= floor["y"]
    assert screen.page.get_by_text("Hur gör jag en orosanmälan?").is_visible()
    again.click()
    screen.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert screen.api.said() == [{"text": "Hur gör jag en orosanmälan?"}] * 2
    assert again.count() == 0


def test_too_many_questions_says_when(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.api.answers = [problem(429, {"Retry-After": "20"}, detail="Vänta en liten stund.")]
    send(screen, "Vem ringer jag?")
    screen.page.get_by_text("Försök igen om 20 sekunder, kl.").first.wait_for()
    assert screen.button("Skicka igen").is_visible()


def test_an_error_of_ours_is_told_in_the_servers_words(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.api.answers = [problem(500, detail="Försök igen. Är det akut: ring 112.")]
    send(screen, "Vem ringer jag?")
    screen.page.get_by_text("Försök igen. Är det akut: ring 112.").first.wait_for()
    assert screen.button("Skicka igen").is_visible()


def test_a_forgotten_conversation_is_begun_anew_and_the_words_sent_again(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.api.answers = [turn("unit"), problem(404, **FORGOTTEN), turn("routine")]
    send(screen, "jag jobbar på Solrosen")
    screen.page.get_by_text("Exempelkommun · Förskolan Solrosen").wait_for()
    send(screen, "Hur gör jag en orosanmälan?")
    screen.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert screen.page.get_by_text("Ett nytt har börjat").first.is_visible()
    assert screen.api.said()[-2:] == [{"text": "Hur gör jag en orosanmälan?"}] * 2
    starts = [body for _, path, body in screen.api.sent if path.endswith("/conversations")]
    assert starts == [{"organisation": "exempelkommun"}, {"organisation": "exempelkommun", "unit": "solrosen"}]
    assert screen.api.sent[-1][1] == "/api/conversations/samtal-2/messages"
    assert screen.stored() == {"vagvisaren": "samtal-2"}


def test_forgotten_again_at_once_is_an_error_not_a_loop(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.api.answers = [problem(404, **FORGOTTEN)]
    send(screen, "Vem ringer jag?")
    screen.button("Skicka igen").wait_for()
    assert screen.api.count("/conversations") == 2
    assert screen.api.count("/messages") == 2


def test_a_reload_greets_again_under_the_same_id(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.api.will_answer("begin_again")
    screen.page.reload()
    screen.page.get_by_text("Vi börjar om.").first.wait_for()
    assert screen.page.get_by_text("Exempeldata – inte för skarpt bruk").first.is_visible()
    assert screen.api.count("/conversations") == 1
    assert screen.api.said() == [{"choice": "borja_om"}]
    assert screen.stored() == {"vagvisaren": "samtal-1"}


def test_a_reload_after_the_server_forgot_begins_anew(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.api.answers = [problem(404, **FORGOTTEN)]
    screen.page.reload()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
    assert screen.stored() == {"vagvisaren": "samtal-2"}


def test_no_contact_at_the_start_can_be_tried_again(page_at: Page) -> None:
    screen = page_at(390)
    screen.api.start = lambda route: route.abort()
    screen.open()
    again = screen.button("Försök igen")
    again.wait_for()
    assert screen.page.locator("vv-top-bar a[href='tel:112']").is_visible()
    screen.api.start = None
    again.click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()


def test_a_question_written_before_contact_is_sent_with_it(page_at: Page) -> None:
    screen = page_at(390)
    screen.api.start = lambda route: route.abort()
    screen.open().button("Försök igen").wait_for()
    screen.api.start = None
    screen.api.will_answer("routine")
    send(screen, "Hur gör jag en orosanmälan?")
    screen.page.get_by_role("heading", name="Göra en orosanmälan").wait_for()
    assert from_the_top(screen, "Hej!", "Hur gör jag en orosanmälan?", "Anmäl själv och genast")


def test_two_quick_questions_are_answered_each_below_its_own(page_at: Page) -> None:
    screen = page_at(390).ready()
    held: list[Route] = []
    screen.api.answers = [held.append, turn("thanks")]
    send(screen, "första frågan")
    send(screen, "andra frågan")
    screen.page.get_by_text("andra frågan").wait_for()
    held[0].fulfill(json=fixture("unit"))
    screen.page.get_by_text("Varsågod.").first.wait_for()
    assert from_the_top(screen, "första frågan", "Nu visar jag", "andra frågan", "Varsågod.")


def test_too_long_is_told_before_sending_and_the_text_stays(page_at: Page) -> None:
    screen = page_at(1280).ready()
    send(screen, "x" * 601)
    assert screen.page.get_by_text("Korta ner till högst 600 tecken.").first.is_visible()
    assert len(screen.field.input_value()) == 601
    assert screen.api.said() == []


def test_feedback_that_does_not_get_through_can_be_given_again(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("orosanmälan", "routine")
    screen.page.route("**/feedback", lambda route: route.abort())
    screen.button("Ja").click()
    screen.page.get_by_text("Det gick inte att skicka.").wait_for()
    screen.page.unroute("**/feedback")
    screen.button("Ja").click()
    screen.page.get_by_text("Tack!").wait_for()
