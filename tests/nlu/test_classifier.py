"""What the classifier adds to a parse: the contract with Rasa and with the actions."""

from __future__ import annotations

import pytest
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import FALLBACK, MeaningClassifier, _danger_flag

TOPICS = {
    "rutin/tolk": ["boka tolk", "tolk till samtal", "hur bokar jag tolk", "behöver tolk imorgon", "tolken kom inte", "tolk på arabiska"],
    "rutin/orosanmalan": [
        "göra orosanmälan",
        "anmäla oro för barn",
        "orolig för ett barn",
        "hur anmäler jag oro",
        "barn far illa",
        "orosanmälan till soc",
    ],
    "utanfor/amne": ["vad blir det för mat", "söka bygglov", "min lön är fel", "boka tvättstuga", "skrivaren är trasig", "när är det jullov"],
    "ja": ["ja", "japp", "ja tack", "jo", "precis", "stämmer"],
}
RESOURCE = Resource("meaning")


def message(embed, text, **data):
    made = Message({TEXT: text, **data})
    made.add_features(Features(embed(text)[None, :], "sentence", TEXT, "embedding"))
    return made


@pytest.fixture
def embed(counting):
    return counting().embed


@pytest.fixture
def load(embed, storage):
    """Trained once and stored; `load(fallback_below=…)` reads it back as Rasa does."""
    found = []
    for label, texts in TOPICS.items():
        for text in texts:
            intent, _, detail = label.partition("/")
            flag = {"metadata": {"example": {"fara": "ja"}}} if text == "barn far illa" else {}
            found.append(message(embed, text, **{INTENT: intent, **({INTENT_RESPONSE_KEY: label} if detail else {}), **flag}))
    assert MeaningClassifier(MeaningClassifier.get_default_config(), storage, RESOURCE).train(TrainingData(found)) == RESOURCE

    def loaded(**config):
        return MeaningClassifier.load({**MeaningClassifier.get_default_config(), **config}, storage, RESOURCE, None)

    return loaded


def parsed(classifier, made):
    classifier.process([made])
    return made.as_dict(only_output_properties=True)


def test_a_routine_is_the_coarse_intent_with_the_full_label_beside_it(load, embed):
    found = parsed(load(), message(embed, "hur bokar jag tolk"))
    assert found["intent"]["name"] == "rutin"
    assert found["intent"]["full_retrieval_intent_name"] == "rutin/tolk"
    assert found["intent"]["confidence"] == found["intent_ranking"][0]["confidence"]
    assert found["vagvisaren"]["label"] == "rutin/tolk"


def test_a_message_with_slips_is_read_as_it_was_meant(load, embed, counting):
    classifier = load(embedder="counting_embedder.Counting")
    meant = parsed(classifier, message(embed, "hur anmäler jag oro för barn"))["vagvisaren"]
    counting.asked.clear()
    assert parsed(classifier, message(embed, "hur anmälerjag oro förbarn"))["vagvisaren"] == meant
    assert counting.asked == ["hur anmälerjag oro förbarn", "hur anmäler jag oro för barn"]


def test_the_signals_are_plain_numbers_between_nought_and_one(load, embed):
    found = parsed(load(), message(embed, "barn far illa"))["vagvisaren"]
    assert set(found) == {"label", "right", "known", "danger"}
    for name in ("right", "known", "danger"):
        assert type(found[name]) is float
        assert 0 <= found[name] <= 1


def test_the_whole_parse_can_be_sent_as_json(load, embed):
    import json

    assert json.loads(json.dumps(parsed(load(), message(embed, "boka tolk"))))["intent"]["name"] == "rutin"


def test_the_ranking_has_full_labels_best_first_and_no_more_than_asked_for(load, embed):
    ranking = parsed(load(candidates=2), message(embed, "boka tolk"))["intent_ranking"]
    assert ranking[0]["name"] == "rutin/tolk"
    assert len(ranking) == 2
    assert ranking[0]["confidence"] >= ranking[1]["confidence"]


def test_rasas_own_tests_see_the_routine_as_a_response_selector(load, embed):
    selector = parsed(load(), message(embed, "boka tolk"))["response_selector"]
    assert selector["all_retrieval_intents"] == ["rutin"]
    assert selector["rutin"]["response"]["intent_response_key"] == "rutin/tolk"


def test_a_label_without_details_has_no_response_selector(load, embed):
    found = parsed(load(), message(embed, "ja"))
    assert found["intent"]["name"] == "ja"
    assert "full_retrieval_intent_name" not in found["intent"]
    assert "response_selector" not in found


def test_a_routine_that_is_hardly_known_is_the_fallback_with_its_signals_kept(load, embed):
    found = parsed(load(fallback_below=1.1), message(embed, "boka tolk"))
    assert found["intent"]["name"] == FALLBACK == "nlu_fallback"
    assert found["intent"]["confidence"] == pytest.approx(1 - found["vagvisaren"]["known"])
    assert found["vagvisaren"]["label"] == "rutin/tolk"
    assert found["intent_ranking"][0]["name"] == "rutin/tolk"


def test_only_routines_fall_back(load, embed):
    found = parsed(load(fallback_below=1.1), message(embed, "söka bygglov"))
    assert found["intent"]["name"] == "utanfor"
    assert found["vagvisaren"]["label"] == "utanfor/amne"


@pytest.mark.parametrize("text", ['/rutin{"rutin": "tolk"}', "/inget"])
def test_a_button_is_left_to_rasas_own_handler(load, text):
    made = Message({TEXT: text})
    found = parsed(load(), made)
    assert found["intent"] == {"name": None, "confidence": 1.0}
    assert found["intent_ranking"] == []
    assert "vagvisaren" not in found


def test_features_of_another_embedding_are_not_taken_for_ours(load, embed):
    made = Message({TEXT: "boka tolk"})
    made.add_features(Features(embed("boka tolk")[None, :], "sentence", TEXT, "annan"))
    assert parsed(load(), made)["intent"]["name"] is None


def test_many_messages_at_once_are_the_same_as_one_by_one(load, embed):
    classifier = load()
    together = [message(embed, text) for text in ("boka tolk", "söka bygglov", "ja")]
    classifier.process(together)
    alone = [parsed(classifier, message(embed, text)) for text in ("boka tolk", "söka bygglov", "ja")]
    assert [made.as_dict(only_output_properties=True) for made in together] == alone


def test_training_data_without_embeddings_is_left_as_it_is(load):
    data = TrainingData([])
    assert load().process_training_data(data) is data


@pytest.mark.parametrize(
    ("metadata", "flag"),
    [
        (None, None),
        ({}, None),
        ({"example": None}, None),
        ({"example": {}}, None),
        ({"example": {"fara": "ja"}}, True),
        ({"example": {"fara": True}}, True),
        ({"example": {"fara": "nej"}}, False),
        ({"example": {"fara": False}}, False),
        ({"example": "fara"}, None),
    ],
)
def test_the_danger_flag_of_an_example(metadata, flag):
    assert _danger_flag(Message({TEXT: "x", "metadata": metadata})) is flag
