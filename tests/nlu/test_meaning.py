"""Text and embedding → one row of numbers."""

from __future__ import annotations

import numpy as np

from bot.nlu.meaning import Features, Ngrams, Settings, grams
from bot.nlu.network import Network, Plan

TEXTS = ["boka tolk", "tolk till samtal", "göra orosanmälan", "anmäla oro för barn", "söka bygglov", "hej på dig"]


def test_grams_are_within_words_and_without_accents():
    found = grams("Få gå")
    assert found[" f"] == 1
    assert found["fa"] == 1
    assert found["a "] == 2
    assert not [gram for gram in found if " " in gram.strip()]


def test_grams_of_unknown_words_are_a_row_of_zeros():
    ngrams = Ngrams.fit(["boka tolk", "boka tid", "tolk tid"], size=2)
    assert not ngrams.vectors(["zzzz"]).any()
    assert ngrams.vectors(["boka tolk"]).any()


def test_features_are_nearly_the_same_after_saving(counting, tmp_path):
    texts = TEXTS
    vectors = np.stack([counting().embed(text) for text in texts])
    features = Features.fit(texts, vectors, Settings())
    features.save(tmp_path)
    np.testing.assert_allclose(Features.load(tmp_path).rows(texts, vectors), features.rows(texts, vectors), atol=1e-3)


def test_a_network_with_one_label_is_sure_of_it():
    network = Network.fit(np.eye(4, dtype=np.float32), ["a"] * 4, Plan(hidden=8, epochs=2))
    assert network.probabilities(np.eye(4, dtype=np.float32)).tolist() == [[1.0]] * 4


def test_rare_labels_count_as_much_as_common_ones_when_the_plan_says_so():
    rows = np.repeat(np.eye(2, dtype=np.float32), [97, 3], axis=0)
    labels = ["vanlig"] * 97 + ["ovanlig"] * 3
    chances = [
        Network.fit(rows, labels, Plan(hidden=16, epochs=3, balance=balance)).probabilities(np.eye(2, dtype=np.float32)[1:])[0, 0]
        for balance in (0.0, 1.0)
    ]
    assert chances[1] > chances[0]
