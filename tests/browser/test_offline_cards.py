"""What the client makes of the offline file is what the server would have shown: every card, for every kind of person, at awkward hours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from screen import Site

from bot.answers import cards
from bot.answers.hours import STOCKHOLM
from bot.answers.offline.build import build
from bot.answers.smalltalk import greeting
from bot.answers.understood import Situation, State
from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge
from bot.settings import ROOT

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=STOCKHOLM)
MOMENTS = [
    NOW,
    datetime(2026, 5, 4, 16, 30, tzinfo=STOCKHOLM),  # as the office closes
    datetime(2026, 5, 9, 3, 15, tzinfo=STOCKHOLM),  # a night between Friday and Saturday
    datetime(2026, 6, 18, 17, 5, tzinfo=STOCKHOLM),  # before Midsummer
    datetime(2026, 12, 23, 23, 59, 59, tzinfo=STOCKHOLM),  # before a row of holidays
    datetime(2027, 1, 1, 0, 0, tzinfo=STOCKHOLM),
    datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM, fold=1),  # the hour that comes twice
    datetime(2027, 3, 28, 3, 0, tzinfo=STOCKHOLM),  # the hour that is left out
    datetime(2031, 5, 5, 9, 0, tzinfo=STOCKHOLM),  # when every review is overdue
]
MAKE = """async ({ file, asked }) => {
  const { Engine } = await import('/static/offline.js');
  const engine = new Engine(file, null);
  return asked.map(({ id, unit, role, text }) => {
    const context = engine.context(unit, role);
    if (text) return engine.answer({ text }, context).messages[2];
    if (id === null) return [engine.greeting(context), engine.numbers(context)];
    return engine.answer({ choice: `rutin:${id}` }, context).messages[1];
  });
}"""
Asked = list[tuple[str | None, State]]


@pytest.fixture(scope="module")
def guides() -> dict[str, Guide]:
    return dict(LiveKnowledge(ROOT / "knowledge", lambda: NOW.date()).guides)


@pytest.fixture(scope="module")
def tab(chromium: Browser, site: Site) -> Iterator[Page]:
    context = chromium.new_context(timezone_id="America/New_York")  # a phone may be set to anything
    page = context.new_page()
    page.goto(site.address + "/static/icon.svg")
    yield page
    context.close()


def made(tab: Page, guide: Guide, now: datetime, asked: Asked) -> list[Any]:
    return evaluated(tab, guide, now, [{"id": routine, "unit": state.unit, "role": state.role} for routine, state in asked])


def evaluated(tab: Page, guide: Guide, now: datetime, given: list[dict[str, str | None]]) -> list[Any]:
    tab.clock.set_fixed_time(now)
    # the file is from another day: nothing in it may hang on when it was made
    file = json.loads(build(guide, NOW).model_dump_json())
    found: list[Any] = tab.evaluate(MAKE, {"file": file, "asked": given})
    return found


def card(guide: Guide, now: datetime, routine_id: str, state: State) -> dict[str, Any]:
    situation = Situation(guide, now, state)
    routine = guide.routine(routine_id, unit=situation.unit, role=situation.role)
    assert routine
    return cards.routine_card(situation, routine).model_dump(mode="json")


def same(tab: Page, guide: Guide, now: datetime, asked: list[tuple[str, State]]) -> None:
    for (routine, state), shown in zip(asked, made(tab, guide, now, list(asked)), strict=True):
        assert shown == card(guide, now, routine, state), (routine, state)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo", "skelleftea"])
def test_every_routine_at_every_hour(tab: Page, guides: dict[str, Guide], organisation: str, now: datetime) -> None:
    guide = guides[organisation]
    unit = State(unit=guide.organisation.units[0].id)
    same(tab, guide, now, [(routine, state) for routine in guide.routine_ids for state in (State(), unit)])


@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo"])
def test_every_routine_for_everybody(tab: Page, guides: dict[str, Guide], organisation: str) -> None:
    guide = guides[organisation]
    people = [State(unit=unit.id) for unit in guide.organisation.units]
    people += [State(role=role) for role in guide.roles]
    people += [State(unit=unit.id, role=role) for unit, role in zip(guide.organisation.units, guide.roles, strict=False)]
    same(tab, guide, NOW, [(routine, state) for routine in guide.routine_ids for state in people])


def test_greeting_emergency_and_onward(tab: Page, guides: dict[str, Guide]) -> None:
    guide = guides["exempelkommun"]
    people = [State(), *(State(unit=unit.id) for unit in guide.organisation.units)]
    for now in MOMENTS:
        for state, (greeted, numbers) in zip(people, made(tab, guide, now, [(None, state) for state in people]), strict=True):
            situation = Situation(guide, now, state)
            expected = [cards.emergency_card(situation), cards.onward_card(situation)]
            assert numbers == [message.model_dump(mode="json") for message in expected]
            told = [message.model_dump(mode="json") for message in greeting(situation)]
            told[-1]["choices"] = [choice for choice in told[-1]["choices"] if choice["choice"].startswith("rutin:")]
            assert greeted == [*told, expected[1].model_dump(mode="json")]


@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo", "skelleftea"])
def test_a_contact_with_who_answers_when_it_has_closed(tab: Page, guides: dict[str, Guide], organisation: str) -> None:
    guide = guides[organisation]
    asked = {"numret till socialtjänsten": "socialtjanst-mottagning", "numret till socialjouren": "socialjour", "telefon till växeln": "vaxel"}
    asked = {text: role for text, role in asked.items() if guide.contact(role)}
    assert asked
    people = [State(), *(State(unit=unit.id) for unit in guide.organisation.units)]
    given = [{"id": None, "unit": state.unit, "role": None, "text": text} for state in people for text in asked]
    for now in MOMENTS:
        situations = [Situation(guide, now, state) for state in people]
        expected = [
            cards.asked_card(one, guide.resolve_all((role,), one.unit)).model_dump(mode="json") for one in situations for role in asked.values()
        ]
        assert evaluated(tab, guide, now, given) == expected
