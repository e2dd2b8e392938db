"""A tracker in; one custom message and four slots out, whichever action the dialogue chose."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
import yaml
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions import guides as served
from bot.answers import messages as m
from bot.answers.wire import state_from_json

ROOT = Path(__file__).resolve().parents[2]
ALL = {made.name(): made for made in (getattr(actions, name)() for name in actions.__all__)}
SLOTS = ["enhet", "roll", "senaste_rutin", "laget"]


def run(tracker, action="action_visa_rutin"):
    """The reply, the state to remember and the slots set."""
    dispatcher = CollectingDispatcher()
    events = ALL[action].run(dispatcher, tracker, {})
    assert len(dispatcher.messages) == 1
    custom = dispatcher.messages[0]["custom"]
    assert set(custom) == {"reply", "state"}
    assert [(event["event"], event["name"]) for event in events] == [("slot", name) for name in SLOTS]
    return m.Reply.model_validate(custom["reply"]), state_from_json(custom["state"]), {event["name"]: event["value"] for event in events}


def types(reply):
    return [message.type for message in reply.messages]


def test_the_domain_names_exactly_the_actions_and_slots_there_are():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(domain["actions"]) == set(ALL)
    assert set(domain["slots"]) == set(SLOTS)


def test_every_action_of_rules_and_stories_exists_and_every_action_is_used():
    used = set()
    for path in (ROOT / "data" / "rules" / "rules.yml", ROOT / "data" / "stories" / "stories.yml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for told in (*data.get("rules", ()), *data.get("stories", ())):
            used |= {step["action"] for step in told["steps"] if "action" in step}
    assert used - {"action_listen"} == set(ALL)


@pytest.mark.parametrize(
    ("action", "label", "kind"),
    [
        ("action_visa_rutin", "rutin/tolk", "answer"),
        ("action_kontakt", "kontaktfraga", "contact"),
        ("action_begrepp", "begreppsfraga", "term"),
        ("action_foljdfraga", "foljd/steg", "answer"),
        ("action_om_mig", "om_mig", "answer"),
        ("action_smalprat", "smalprat/tack", "smalltalk"),
        ("action_ja_nej", "nej", "smalltalk"),
        ("action_hanvisa", "utanfor/amne", "redirect"),
    ],
)
def test_each_action_answers_its_kind_of_message(tracker, action, label, kind):
    named = (("kontakt", "alfa:jouren"), ("begrepp", "nationell:hrv"), ("enhet", "alfa:solrosen")) if "/" not in label else ()
    reply, _, _ = run(tracker("något", label, entities=named, state={"routine": "tolk", "stage": "answered"}), action)
    assert reply.outcome.kind == kind
    assert reply.messages


@pytest.mark.parametrize("action", sorted(ALL))
def test_every_action_hands_on_what_nobody_understood(tracker, action):
    reply, state, slots = run(tracker("xyzzy", "nlu_fallback", score=0.0), action)
    assert (reply.outcome.kind, reply.outcome.reason) == ("redirect", "unknown")
    assert (state.stage, slots["laget"]) == ("redirect", "redirect")


def test_a_tracker_with_only_a_text_is_handed_on(tracker):
    bare = tracker("hej")
    bare.latest_message = {"text": "hej", "metadata": {"organisation": "alfa"}}
    reply, _, _ = run(bare)
    assert reply.outcome.reason == "unknown"


def test_the_slots_are_what_the_state_says(tracker):
    _, state, slots = run(tracker("tolk", "rutin/tolk", state={"unit": "solrosen", "role": "barnmorska"}))
    assert (state.unit, state.role, state.routine, state.stage) == ("solrosen", "barnmorska", "tolk", "answered")
    assert slots == {"enhet": "solrosen", "roll": "barnmorska", "senaste_rutin": "tolk", "laget": "answered"}


def test_a_slot_without_a_value_is_empty_not_an_empty_text(tracker):
    _, _, slots = run(tracker("hej", "smalprat/halsning"), "action_smalprat")
    assert slots == dict.fromkeys(SLOTS)


def test_the_state_the_app_sent_beats_the_slots(tracker):
    reply, _, _ = run(
        tracker("och sen", "foljd/steg", slots={"senaste_rutin": "orosanmalan"}, state={"routine": "tolk", "step": 1}), "action_foljdfraga"
    )
    assert reply.outcome.routine == "tolk"
    assert "Steg 2 av 2" in reply.messages[0].text


def test_without_the_app_the_slots_remember(tracker):
    reply, _, _ = run(tracker("och sen", "foljd/steg", slots={"senaste_rutin": "orosanmalan", "laget": None}), "action_foljdfraga")
    assert reply.outcome.routine == "orosanmalan"


def test_a_question_is_sent_on_under_the_number_of_the_turn(tracker):
    reply, _, _ = run(tracker("vad", turn="t7"))
    assert reply.messages[-1].choices[0].choice == "gap:t7"


# --- danger --------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", sorted(ALL))
def test_danger_that_the_app_saw_comes_first_whichever_action_runs(tracker, action):
    reply, _, _ = run(tracker("något", "smalprat/tack", danger="card"), action)
    assert reply.outcome.kind == "acute"
    assert (types(reply)[0], reply.messages[0].card) == ("emergency", True)


@pytest.mark.parametrize(
    ("given", "chance", "shown"), [(None, 0.0, None), (None, 0.99, True), ("line", 0.0, False), ("line", 0.99, True), ("card", 0.0, True)]
)
def test_the_more_serious_of_the_two_detectors_is_believed(tracker, given, chance, shown):
    reply, _, _ = run(tracker("något", "smalprat/tack", danger=given, danger_chance=chance))
    cards = [message.card for message in reply.messages if message.type == "emergency"]
    assert cards == ([] if shown is None else [shown])


def test_without_the_app_the_actions_read_the_danger_patterns_themselves(tracker):
    reply, _, _ = run(tracker("han hotar oss med kniv", "smalprat/tack"))
    assert reply.outcome.kind == "acute"


def test_a_pressed_button_is_no_danger_whatever_the_detector_says(tracker):
    reply, _, _ = run(tracker("/rutin", "rutin", entities=(("rutin", "tolk"),), danger_chance=0.99, danger="card"))
    assert (reply.outcome.kind, reply.outcome.routine, reply.outcome.urgent) == ("answer", "tolk", False)


# --- buttons -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "intent", "entity", "kind"),
    [
        ("action_visa_rutin", "rutin", ("rutin", "orosanmalan"), "answer"),
        ("action_smalprat", "smalprat", ("smalprat", "borja_om"), "smalltalk"),
        ("action_om_mig", "om_mig", ("enhet", "solrosen"), "smalltalk"),
        ("action_hanvisa", "inget", ("", ""), "redirect"),
    ],
)
def test_a_pressed_button_needs_no_certainty(tracker, action, intent, entity, kind):
    reply, _, _ = run(tracker(f"/{intent}", intent, score=0.0, entities=(entity,) if entity[0] else ()), action)
    assert reply.outcome.kind == kind


def test_the_button_of_a_unit_is_remembered(tracker):
    _, state, slots = run(tracker("/om_mig", "om_mig", entities=(("enhet", "solrosen"),)), "action_om_mig")
    assert (state.unit, slots["enhet"]) == ("solrosen", "solrosen")


def test_a_button_for_a_routine_that_is_gone_hands_on(tracker):
    reply, _, _ = run(tracker("/rutin", "rutin", entities=(("rutin", "borttagen"),)))
    assert reply.outcome.reason == "unknown"


# --- names and municipalities --------------------------------------------------------------------------------------------------------------


def test_a_name_of_another_municipality_is_not_heard(tracker):
    _, state, _ = run(tracker("jag jobbar på Vitsippan", "om_mig", entities=(("enhet", "beta:vitsippan"),)), "action_om_mig")
    assert state.unit is None


def test_a_contact_of_another_municipality_is_not_mistaken_for_ours_with_the_same_id(tracker):
    reply, _, _ = run(tracker("numret", "kontaktfraga", entities=(("kontakt", "beta:jouren"),)), "action_kontakt")
    assert reply.outcome.kind == "redirect"
    ours, _, _ = run(tracker("numret", "kontaktfraga", entities=(("kontakt", "alfa:jouren"),)), "action_kontakt")
    assert ours.outcome.contact == "jouren"


def test_a_name_with_a_slip_of_the_pen_is_found(tracker):
    _, state, _ = run(tracker("jag jobbar på solrossen", "om_mig"), "action_om_mig")
    assert state.unit == "solrosen"


def test_a_misspelt_name_is_looked_for_only_when_it_is_asked_for(tracker):
    _, state, _ = run(tracker("hur bokar jag tolk på solrossen", "rutin/tolk"))
    assert state.unit is None


@pytest.mark.parametrize(("organisation", "contact"), [("alfa", "Jouren i Alfa"), ("beta", "Jouren i Beta")])
def test_the_answer_is_that_of_the_municipality_named_in_the_message(tracker, organisation, contact):
    reply, _, _ = run(tracker("tolk", "rutin/tolk", organisation=organisation))
    assert reply.messages[-1].first_contact.name == contact


def test_an_unknown_municipality_is_an_error_and_not_answered_from_another(tracker):
    with pytest.raises(KeyError):
        run(tracker("tolk", "rutin/tolk", organisation="gamma"))


def test_the_guides_handed_over_by_the_app_are_the_ones_read(alfa):
    assert served.guide_for("alfa") is alfa


@pytest.mark.parametrize(("now", "state"), [("2026-11-23T10:00:00+01:00", "open"), ("2026-11-23T20:00:00+01:00", "closed")])
def test_opening_hours_are_read_at_the_moment_of_the_answer(tracker, now, state):
    with time_machine.travel(now, tick=False):
        reply, _, _ = run(tracker("tolk", "rutin/tolk"))
    assert reply.messages[-1].first_contact.open.state == state
