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
