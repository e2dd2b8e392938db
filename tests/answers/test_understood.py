"""Labels, state and situation, and state across the wire."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understood import State, Understood, local_label
from bot.answers.wire import state_from_json, state_to_json

from .packs import situation

states = st.builds(
    State,
    unit=st.none() | st.text(max_size=8),
    role=st.none() | st.text(max_size=8),
    routine=st.none() | st.text(max_size=8),
    step=st.integers(0, 20),
    stage=st.sampled_from(["", "answered", "clarify", "redirect"]),
    asked=st.booleans(),
    suggested=st.none() | st.text(max_size=8),
)


@pytest.mark.parametrize(
    ("label", "family", "detail"),
    [("rutin/tolk", "rutin", "tolk"), ("ja", "ja", ""), ("foljd/", "foljd", ""), ("", "", ""), ("rutin/a.b/c", "rutin", "a.b/c")],
)
def test_a_label_is_a_family_and_a_detail(label, family, detail):
    assert (Understood(label).family, Understood(label).detail) == (family, detail)


@pytest.mark.parametrize(
    ("label", "routine"),
    [
        ("rutin/tolk", "tolk"),
        ("rutin/alfa.lovlista", "lovlista"),
        ("rutin/lovlista", "lovlista"),
        ("rutin/beta.lovlista", None),
        ("rutin/borta", None),
        ("rutin/", None),
        ("foljd/tolk", None),
        ("tolk", None),
    ],
)
def test_a_label_means_a_routine_only_where_the_municipality_has_it(guide, label, routine):
    assert local_label(label, guide) == routine


def test_units_and_roles_that_do_not_exist_count_as_none(guide):
    where = situation(guide, unit="nedlagd", role="trollkarl")
    assert (where.unit, where.role) == (None, None)


def test_a_new_answer_starts_its_steps_over_and_keeps_who_is_asking():
    before = State(unit="solrosen", role="barnmorska", routine="tolk", step=3, stage="clarify", asked=True)
    after = before.answered("orosanmalan")
    assert after == State(unit="solrosen", role="barnmorska", routine="orosanmalan", step=0, stage="answered", asked=True)


@given(states)
def test_state_survives_the_wire(state):
    assert state_from_json(json.loads(json.dumps(state_to_json(state)))) == state


@pytest.mark.parametrize("data", [None, {}, {"okänd": 1}])
def test_no_state_is_a_fresh_one(data):
    assert state_from_json(data) == State()


def test_keys_of_an_older_or_newer_version_are_dropped():
    assert state_from_json({"unit": "solrosen", "from_the_future": True}) == State(unit="solrosen")
