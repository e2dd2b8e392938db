"""Conversations in memory: forgotten in time, bounded, and without words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.messages import Outcome
from bot.answers.understood import State
from bot.web.conversations import Conversations, TurnRecord


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_it_is_there_until_it_has_been_idle_too_long(clock):
    kept = Conversations(60, clock)
    conversation = kept.start("alfa", State())
    clock.now = 59.9
    assert kept.get(conversation.id) is conversation
    clock.now = 119.8
    assert kept.get(conversation.id) is conversation  # begun anew by the first look
    clock.now = 179.8
    assert kept.get(conversation.id) is None


def test_what_expired_between_sweeps_is_still_told_so_that_rasa_forgets_it(clock):
    kept = Conversations(60, clock)
    first = kept.start("alfa", State())
    clock.now = 61
    second = kept.start("alfa", State())
    assert kept.get(first.id) is None
    assert kept.sweep() == [first.id]
    assert kept.sweep() == []
    clock.now = 200
    assert kept.sweep() == [second.id]
    assert len(kept) == 0


def test_memory_is_bounded_and_the_idlest_goes_first(clock):
    kept = Conversations(1000, clock, limit=3)
    ids = []
    for clock.now in range(5):
        ids.append(kept.start("alfa", State()).id)
        kept.get(ids[0])
    assert len(kept) == 3
    assert [kept.get(each) is not None for each in ids] == [True, False, False, True, True]


def test_forgetting_says_whether_there_was_anything(clock):
    kept = Conversations(60, clock)
    conversation = kept.start("alfa", State())
    assert kept.forget(conversation.id) is True
    assert kept.forget(conversation.id) is False


def test_only_the_latest_forty_turns_are_kept(clock):
    conversation = Conversations(60, clock).start("alfa", State())
    for _ in range(100):
        conversation.record(conversation.next_turn(), TurnRecord(Outcome(kind="answer")))
    assert list(conversation.turns) == [f"t{number}" for number in range(61, 101)]


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.sampled_from(["start", "get", "forget", "sweep"]), st.integers(0, 9), st.floats(0, 50)), max_size=60))
def test_whatever_happens_it_is_never_too_many_and_never_too_old(steps):
    clock, ids = Clock(), []
    kept = Conversations(60, clock, limit=4)
    touched = {}
    for what, which, wait in steps:
        clock.now += wait
        if what == "start":
            ids.append(kept.start("alfa", State()).id)
            touched[ids[-1]] = clock.now
        elif what == "sweep":
            kept.sweep()
        elif ids:
            chosen = ids[which % len(ids)]
            found = kept.get(chosen) if what == "get" else kept.forget(chosen)
            if what == "get" and found:
                assert clock.now - touched[chosen] < 60
                touched[chosen] = clock.now
        assert len(kept) <= 4
