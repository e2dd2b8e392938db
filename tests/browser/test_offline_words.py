"""The word search in the client, on messages that nothing was made from: as good as the server's own, and 112 above every answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser
from screen import Site

from bot.answers.hours import STOCKHOLM
from bot.answers.offline.build import build
from bot.knowledge.live import LiveKnowledge
from bot.settings import ROOT

SETS = ROOT / "tests" / "evaluation"
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=STOCKHOLM)
LOAD = """async (file) => {
  const { Engine } = await import('/static/offline.js');
  const engine = new Engine(file, new Date(2026, 4, 1));
  window.ask = (texts) => texts.map((text) => engine.answer({ text }, engine.context(null, null)));
}"""


class Client:
    """Answers many messages at once."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def answers(self, texts: list[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._page.evaluate("texts => window.ask(texts)", texts)
        return found

    def answer(self, text: str) -> dict[str, Any]:
        return self.answers([text])[0]


@pytest.fixture(scope="module")
def client(chromium: Browser, site: Site) -> Iterator[Client]:
    guide = LiveKnowledge(ROOT / "knowledge", lambda: NOW.date()).guides["exempelkommun"]
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.address + "/static/icon.svg")
    page.evaluate(LOAD, json.loads(build(guide, NOW).model_dump_json()))
    yield Client(page)
    context.close()


def loaded(name: str) -> Any:
    return yaml.safe_load((SETS / name).read_text(encoding="utf-8"))


def card_of(answer: dict[str, Any]) -> str | None:
    return next((message["id"] for message in answer["messages"] if message["type"] == "routine"), None)


def offered(answer: dict[str, Any]) -> list[str]:
    buttons = [choice["choice"] for message in answer["messages"] if message["type"] == "choices" for choice in message["choices"]]
    return [found for found in (card_of(answer), *(button.removeprefix("rutin:") for button in buttons)) if found]


@pytest.mark.parametrize("name", ["amnen.yml", "kontroll/amnen.yml"])
def test_the_right_routine_is_shown_or_offered(client: Client, name: str) -> None:
    asked = [(item["text"], {topic, *item.get("aven", [])}) for topic, items in loaded(name).items() for item in items]
    answers = client.answers([text for text, _ in asked])
    right = [bool(topics & set(offered(answer))) for (_, topics), answer in zip(asked, answers, strict=True)]
    sure = [(card_of(answer), topics) for (_, topics), answer in zip(asked, answers, strict=True) if answer["kind"] == "answer"]
    assert sum(right) / len(right) >= 0.74
    assert len(sure) / len(asked) >= 0.25
    assert sum(card in topics for card, topics in sure) / len(sure) >= 0.85


@pytest.mark.parametrize("name", ["fara.yml", "kontroll/fara.yml"])
def test_danger_gets_the_card_often_and_everyday_questions_seldom(client: Client, name: str) -> None:
    groups = loaded(name)
    acute = {kind: [answer["kind"] == "acute" for answer in client.answers([item["text"] for item in items])] for kind, items in groups.items()}
    assert sum(acute["fara"]) / len(acute["fara"]) >= 0.37
    assert sum(acute["inte_fara"]) / len(acute["inte_fara"]) <= 0.06


def test_112_and_the_words_about_simplified_mode_stand_above_every_answer(client: Client) -> None:
    for text in (
        "pappan slår henne nu",
        "hur gör jag en orosanmälan",
        "vad betyder HRV",
        "numret till socialjouren",
        "recept på kanelbullar",
        "xyzzy",
        "🙂",
    ):
        first, second, *_ = client.answer(text)["messages"]
        assert first["type"] == "emergency"
        assert first["phone"]["number"] == "112"
        assert second["text"].startswith("Förenklat läge – utan nät. Hämtat 1 maj.")


@pytest.mark.parametrize(
    ("text", "routine"),
    [
        ("hur gör jag en orosanmälan", "orosanmalan"),
        ("hur gor jag en orosanmalan", "orosanmalan"),
        ("HUR GÖR JAG EN OROS ANMÄLAN??", "orosanmalan"),
        ("vem tar emot en oa", "orosanmalan"),
        ("vilken tolkhjälp finns", "tolk"),
        ("familjecentralsmöte", "samverkan_familjecentral"),
    ],
)
def test_slips_compounds_and_abbreviations(client: Client, text: str, routine: str) -> None:
    assert offered(client.answer(text))[0] == routine


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("numret till socialjouren", "Socialjouren"),
        ("socialjourens telefon", "Socialjouren"),
        ("har socialjouren öppet nu", "Socialjouren"),
        ("Bris", "Bris"),
    ],
)
def test_a_contact_that_is_asked_for(client: Client, text: str, name: str) -> None:
    answer = client.answer(text)
    assert answer["kind"] == "contact"
    contact = answer["messages"][2]["contacts"][0]
    assert name in f"{contact['role']} {contact['name']}"
    assert contact["phones"]


@pytest.mark.parametrize("text", ["vad betyder HRV", "vad är hedersrelaterat våld?", "begreppet könsstympning"])
def test_a_term_that_is_asked_for(client: Client, text: str) -> None:
    assert client.answer(text)["kind"] == "term"


@pytest.mark.parametrize("text", ["ska jag ringa socialjouren om ett barn har blåmärken", "mamman ringer och säger att barnet blir slaget"])
def test_a_number_in_passing_is_not_what_is_asked_for(client: Client, text: str) -> None:
    assert client.answer(text)["kind"] != "contact"


@pytest.mark.parametrize("text", ["xyzzy", "", "🙂", "det och den"])
def test_nothing_found_hands_on_to_a_human(client: Client, text: str) -> None:
    answer = client.answer(text)
    assert answer["kind"] == "redirect"
    assert answer["messages"][-1]["contacts"][0]["phones"]
