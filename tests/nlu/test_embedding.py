"""Embeddings, and their cache, which is for training texts alone."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import embedding
from bot.nlu.embedding import SentenceEmbedder
from bot.nlu.vectors import Cache, as_read, many


@pytest.fixture
def cache_path(tmp_path):
    return tmp_path / "djupt" / "embeddings.sqlite"


def embedder(cache_path):
    return SentenceEmbedder({**SentenceEmbedder.get_default_config(), "embedder": "counting_embedder.Counting", "cache": str(cache_path)})


def training(*texts):
    return TrainingData([Message({TEXT: text, INTENT: "rutin"}) for text in texts])


def vector(message):
    (features,) = [features for features in message.features if features.origin == "embedding"]
    assert (features.attribute, features.type) == (TEXT, "sentence")
    return features.features


def test_only_new_texts_are_embedded(counting, cache_path):
    embedder(cache_path).process_training_data(training("ett", "två"))
    assert counting.asked == ["ett", "två"]
    counting.asked.clear()
    data = embedder(cache_path).process_training_data(training("två", "tre", "ett"))
    assert counting.asked == ["tre"]
    for message in data.training_examples:
        np.testing.assert_array_equal(vector(message)[0], counting().embed(message.get(TEXT)))


def test_a_text_that_is_there_twice_is_embedded_once(counting, cache_path):
    data = embedder(cache_path).process_training_data(training("Ett!", "ett!", " ett! "))
    assert counting.asked == ["ett!"]
    assert len(data.training_examples) == 3


def test_another_model_has_vectors_of_its_own(counting, cache_path):
    first = Cache(cache_path, "liten-1").vectors(["ett"], lambda text: np.ones(3, np.float32))
    second = Cache(cache_path, "liten-2").vectors(["ett"], lambda text: np.zeros(3, np.float32))
    assert first["ett"].tolist() == [1, 1, 1]
    assert second["ett"].tolist() == [0, 0, 0]
    assert Cache(cache_path, "liten-1").vectors(["ett"], pytest.fail)["ett"].tolist() == [1, 1, 1]


def test_many_texts_are_found_again(cache_path):
    texts = [f"text {number}" for number in range(1203)]
    Cache(cache_path, "m").vectors(texts, lambda text: np.array([len(text)], np.float32))
    again = Cache(cache_path, "m").vectors(texts, pytest.fail)
    assert {text: int(found[0]) for text, found in again.items()} == {text: len(text) for text in texts}


def test_the_cache_holds_no_text(counting, cache_path):
    embedder(cache_path).process_training_data(training("flickan på gården"))
    assert "gården".encode() not in cache_path.read_bytes()


def test_a_live_message_is_embedded_but_never_cached(counting, cache_path):
    message = Message({TEXT: "Hur gör jag?"})
    embedder(cache_path).process([message])
    assert vector(message).shape == (1, 64)
    assert not cache_path.exists()


def test_a_live_message_is_not_even_looked_up(counting, cache_path, monkeypatch):
    made = embedder(cache_path)
    made.process_training_data(training("ett"))
    monkeypatch.setattr(embedding, "Cache", pytest.fail)
    made.process([Message({TEXT: "ett"}), Message({TEXT: "hemligt"})])
    with sqlite3.connect(cache_path) as stored:
        assert stored.execute("select count(*) from embedding").fetchone() == (1,)
    assert counting.asked == ["ett", "ett", "hemligt"]


@pytest.mark.parametrize("text", ["/rutin", '/rutin{"rutin": "tolk"}', "", None])
def test_a_button_is_not_embedded(counting, cache_path, text):
    message = Message({TEXT: text})
    embedder(cache_path).process([message])
    assert message.features == []
    assert counting.asked == []


def test_live_and_trained_texts_are_read_alike(counting, cache_path):
    made = embedder(cache_path)
    made.process_training_data(training("  Hur gör JAG\u200b en orosanmälan? "))
    made.process([Message({TEXT: "hur gör jag  en orosanmälan?"})])
    assert len(set(counting.asked)) == 1


def test_abbreviations_are_written_out():
    assert as_read("ring SOC") == as_read("ring socialtjänsten")


def test_many_texts_on_many_cores_are_the_same_as_one_by_one(counting, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    texts = [f"text {number}" for number in range(150)]
    np.testing.assert_array_equal(many(texts, len), [len(text) for text in texts])
