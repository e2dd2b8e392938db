from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.nlu.network import Network, Plan, softmax

PLAN = Plan(hidden=16, epochs=30)


def two_clouds() -> tuple[np.ndarray, list[str]]:
    random = np.random.default_rng(1)
    rows = np.vstack([random.normal(0.3, 0.1, (40, 8)), random.normal(-0.3, 0.1, (40, 8))]).astype(np.float32)
    return rows, ["ja"] * 40 + ["nej"] * 40


def test_it_learns_what_can_be_told_apart() -> None:
    rows, labels = two_clouds()
    network = Network.fit(rows, labels, PLAN)
    guessed = [network.labels[index] for index in network.probabilities(rows).argmax(axis=1)]
    assert guessed == labels


def test_each_row_of_probabilities_sums_to_one() -> None:
    rows, labels = two_clouds()
    assert np.allclose(Network.fit(rows, labels, PLAN).probabilities(rows).sum(axis=1), 1, atol=1e-5)


def test_the_same_examples_give_the_same_network() -> None:
    rows, labels = two_clouds()
    first, second = (Network.fit(rows, labels, PLAN).probabilities(rows) for _ in range(2))
    assert np.array_equal(first, second)


def test_a_saved_network_answers_as_before(tmp_path: Path) -> None:
    rows, labels = two_clouds()
    network = Network.fit(rows, labels, PLAN)
    network.save(tmp_path / "network.npz")
    assert np.allclose(Network.load(tmp_path / "network.npz").probabilities(rows), network.probabilities(rows), atol=0.01)


def test_softmax_stands_large_scores() -> None:
    assert np.allclose(softmax(np.array([[1000.0, 0.0]])), [[1.0, 0.0]])


def test_training_on_keeps_what_was_known_and_adds_a_label() -> None:
    rows, labels = two_clouds()
    before = Network.fit(rows, labels, PLAN)
    random = np.random.default_rng(2)
    third = random.normal(0, 0.1, (40, 8)).astype(np.float32) + np.array([0.6, -0.6] * 4, np.float32)
    after = Network.fit(np.vstack([rows, third]), [*labels, *["kanske"] * 40], replace(PLAN, epochs=60), before)
    guessed = [after.labels[index] for index in after.probabilities(np.vstack([rows, third])).argmax(axis=1)]
    assert np.mean(np.array(guessed) == [*labels, *["kanske"] * 40]) > 0.95


def test_training_on_leaves_the_first_network_as_it_was() -> None:
    rows, labels = two_clouds()
    before = Network.fit(rows, labels, PLAN)
    chances = before.probabilities(rows)
    Network.fit(rows[:40], labels[:40], PLAN, before)
    assert np.array_equal(before.probabilities(rows), chances)


def test_a_label_that_is_gone_is_forgotten() -> None:
    rows, labels = two_clouds()
    after = Network.fit(rows[:40], labels[:40], PLAN, Network.fit(rows, labels, PLAN))
    assert after.labels == ["ja"]
