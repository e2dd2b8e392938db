"""config.yml, domain.yml, endpoints.yml, credentials.yml, rules and stories load in this Rasa and agree with each other."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest
import yaml
from rasa.core.tracker_store import TrackerStore
from rasa.engine.graph import GraphComponent
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

ROOT = Path(__file__).resolve().parents[2]
NLU = sorted(path for path in (ROOT / "data/nlu").rglob("*.yml") if "generated" not in path.parts)


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def named(path):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


@pytest.fixture(scope="module")
def domain():
    return Domain.load(ROOT / "domain.yml")


def steps(name):
    reader = YAMLStoryReader(Domain.load(ROOT / "domain.yml"))
    return [event for step in reader.read_from_file(ROOT / name) for event in step.events if event is not None]


def test_rasa_reads_the_whole_project(domain):
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data/rules"), str(ROOT / "data/stories")]
    )
    assert set(importer.get_domain().user_actions) >= set(domain.user_actions)
    assert importer.get_stories().story_steps


@pytest.mark.parametrize("name", [component["name"] for component in read("config.yml")["pipeline"]])
def test_every_component_of_the_pipeline_is_there_and_takes_its_settings(name):
    component = named(name)
    assert issubclass(component, GraphComponent)
    given = next(item for item in read("config.yml")["pipeline"] if item["name"] == name)
    assert set(given) - {"name"} <= set(component.get_default_config())


def test_our_components_are_registered_with_rasas_recipe():
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    for name in [component["name"] for component in read("config.yml")["pipeline"]]:
        assert named(name).__name__ in DefaultV1Recipe._registered_components


def test_the_embedding_comes_before_the_classifier_that_reads_it():
    names = [component["name"].rpartition(".")[2] for component in read("config.yml")["pipeline"]]
    assert names.index("SentenceEmbedder") < names.index("MeaningClassifier")


def test_no_policy_learns_by_tensorflow_and_the_fallback_is_an_action_of_ours(domain):
    policies = {policy["name"]: policy for policy in read("config.yml")["policies"]}
    assert set(policies) <= {"RulePolicy", "MemoizationPolicy", "AugmentedMemoizationPolicy"}
    assert policies["RulePolicy"]["core_fallback_action_name"] in domain.user_actions


def test_conversations_are_kept_in_the_store_that_forgets():
    endpoints = read("endpoints.yml")
    store = named(endpoints["tracker_store"]["type"])
    assert issubclass(store, TrackerStore)
    settings = set(endpoints["tracker_store"]) - {"type"}
    assert settings <= {*inspect.signature(store.__init__).parameters, "max_event_history"}


def test_rasa_itself_makes_the_store_from_endpoints_yml(monkeypatch):
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    from bot.nlu.store import ForgetfulTrackerStore

    monkeypatch.setenv("VAGVISAREN_CONVERSATION_MINUTES", "7.5")
    monkeypatch.setenv("VAGVISAREN_ACTIONS_URL", "http://127.0.0.1:8000/internal/actions/webhook?token=x")
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    assert isinstance(endpoints.tracker_store, EndpointConfig)
    store = TrackerStore.create(endpoints.tracker_store, Domain.empty())
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    assert isinstance(store, ForgetfulTrackerStore)
    assert store._idle == 7.5 * 60
    assert store.max_event_history == read("endpoints.yml")["tracker_store"]["max_event_history"]
    assert endpoints.action.url == "http://127.0.0.1:8000/internal/actions/webhook?token=x"


def test_the_only_channel_is_ours_which_wants_the_token():
    from rasa.core.channels.channel import InputChannel

    (name,) = read("credentials.yml")
    assert issubclass(named(name), InputChannel)
    assert named(name).name() == "guide"


@pytest.mark.parametrize("path", NLU, ids=lambda path: path.stem)
def test_every_training_file_is_read_by_rasa_and_its_intents_are_in_the_domain(path, domain):
    reader = RasaYAMLReader()
    content = path.read_text(encoding="utf-8")
    assert RasaYAMLReader.is_yaml_nlu_file(path)
    data = reader.reads(content)
    intents = {example.get("intent") for example in data.intent_examples}
    assert data.intent_examples
    assert intents <= set(domain.intents)


def test_every_intent_but_those_of_buttons_and_fallback_has_examples(domain):
    trained = {group["intent"].split("/")[0] for path in NLU for group in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]}
    rasas_own = {"restart", "back", "session_start", "out_of_scope"}
    # `inget` is a button; `nlu_fallback`, the classifier's own answer, has the messages that teach danger alone
    assert set(domain.intents) - rasas_own - trained == {"inget"}


def test_every_intent_has_one_rule_of_one_action(domain):
    rules = read("data/rules/rules.yml")["rules"]
    assert [set(step) for rule in rules for step in rule["steps"]] == [{"intent"}, {"action"}] * len(rules)
    told = [rule["steps"][0]["intent"] for rule in rules]
    assert len(told) == len(set(told))
    assert set(told) == set(read_intents())


def read_intents():
    return [next(iter(intent)) if isinstance(intent, dict) else intent for intent in read("domain.yml")["intents"]]


@pytest.mark.parametrize("name", ["data/rules/rules.yml", "data/stories/stories.yml"])
def test_rules_and_stories_use_what_the_domain_has(name, domain):
    from rasa.shared.core.events import ActionExecuted, UserUttered

    events = steps(name)
    intents = {event.intent_name for event in events if isinstance(event, UserUttered)}
    actions = {event.action_name for event in events if isinstance(event, ActionExecuted)} - {"action_listen", "...", "action_session_start"}
    assert intents
    assert intents <= set(read_intents())
    assert actions
    assert actions <= set(read("domain.yml")["actions"])


def test_stories_contradict_no_rule():
    rules = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in read("data/rules/rules.yml")["rules"]}
    for story in read("data/stories/stories.yml")["stories"]:
        told = [step.get("intent") or step.get("action") for step in story["steps"]]
        assert [rules[intent] for intent in told[::2]] == told[1::2], story["story"]


def test_every_action_of_the_domain_is_in_the_actions_package_and_the_other_way_round(domain):
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))
    assert sorted(re.findall(r'return "(action_\w+)"', text)) == sorted(read("domain.yml")["actions"])


def test_every_slot_the_actions_set_is_in_the_domain(domain):
    text = (ROOT / "actions/answer.py").read_text(encoding="utf-8")
    set_by_actions = set(re.findall(r'SlotSet\("(\w+)"', text))
    assert set_by_actions
    assert set_by_actions == set(read("domain.yml")["slots"])


def test_nothing_said_is_kept_in_a_slot(domain):
    assert all(
        not mappings or mappings == [{"type": "custom"}] for mappings in (slot.get("mappings") for slot in read("domain.yml")["slots"].values())
    )


def test_every_entity_a_button_or_name_may_carry_is_in_the_domain(domain):
    assert {"rutin", "smalprat", "enhet", "roll", "kontakt", "begrepp"} == set(domain.entities)


def test_no_routine_is_named_in_the_domain():
    """It does not grow with the number of routines."""
    text = (ROOT / "domain.yml").read_text(encoding="utf-8")
    assert not [path.stem for path in (ROOT / "knowledge/nationell/rutiner").glob("*.yml") if path.stem != "tolk" and path.stem in text]


def test_telemetry_is_off_in_the_entry_point():
    text = (ROOT / "bot/nlu/__main__.py").read_text(encoding="utf-8")
    assert 'setdefault("RASA_TELEMETRY_ENABLED", "false")' in text
