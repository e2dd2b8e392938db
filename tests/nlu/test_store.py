import asyncio
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import store as module
from bot.nlu.store import ForgetfulTrackerStore

ROOT = Path(__file__).resolve().parents[2]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    module._rows.clear()
    return Clock()


def make(clock: Clock, **options: object) -> ForgetfulTrackerStore:
    return ForgetfulTrackerStore(Domain.empty(), clock=clock, **options)  # type: ignore[arg-type]


def save(store: ForgetfulTrackerStore, sender: str, turns: int = 1) -> None:
    events = [event for turn in range(turns) for event in (UserUttered(f"hej {turn}"), ActionExecuted("action_listen"))]
    asyncio.run(store.save(DialogueStateTracker.from_events(sender, events)))


def known(store: ForgetfulTrackerStore, sender: str) -> bool:
    return asyncio.run(store.retrieve(sender)) is not None


def test_a_conversation_is_forgotten_when_idle(clock: Clock) -> None:
    store = make(clock, idle_minutes=60)
    save(store, "a")
    clock.now = 3599
    assert known(store, "a")
    clock.now = 3600
    assert not known(store, "a")


def test_it_survives_a_model_swap(clock: Clock) -> None:
    save(make(clock), "a")
    assert known(make(clock), "a")


def test_it_is_forgotten_at_once_on_request(clock: Clock) -> None:
    store = make(clock)
    save(store, "a")
    assert asyncio.run(store.delete("a"))
    assert not known(store, "a")
    assert not asyncio.run(store.delete("a"))


def test_there_is_a_limit_and_the_idlest_goes_first(clock: Clock) -> None:
    store = make(clock, limit=2)
    for sender in "abc":
        clock.now += 1
        save(store, sender)
    assert asyncio.run(store.keys()) == ["b", "c"]


def test_the_history_is_capped(clock: Clock) -> None:
    store = make(clock, max_event_history=10)
    save(store, "a", turns=50)
    tracker = asyncio.run(store.retrieve("a"))
    assert tracker is not None
    assert len(tracker.events) <= 10
