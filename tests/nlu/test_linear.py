from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.linear import Linear, Plan, chances
from bot.nlu.meaning import Rows

PLAN = Plan(epochs=30, rate=2e-2)


def two_clouds() -> tuple[Rows, list[str]]:
    random = np.random.default_rng(1)
    dense = np.vstack([random.normal(0.3, 0.1, (40, 8)), random.normal(-0.3, 0.1, (40, 8))]).astype(np.float32)
    sparse = csr_matrix(np.eye(80, 90, dtype=np.float32))
    return Rows(dense, sparse), ["ja"] * 40 + ["nej"] * 40


def guessed(linear: Linear, rows: Rows) -> list[str]:
    return [linear.labels[index] for index in linear.margins(rows).argmax(axis=1)]


def test_it_learns_what_can_be_told_apart() -> None:
    rows, labels = two_clouds()
    assert guessed(Linear.fit(rows, labels, PLAN), rows) == labels


def test_it_learns_from_the_sparse_half_alone() -> None:
    rows, labels = two_clouds()
    blind = Rows(np.zeros_like(rows.dense), csr_matrix(np.repeat(np.eye(2, 90, dtype=np.float32), 40, axis=0)))
    assert guessed(Linear.fit(blind, labels, PLAN), blind) == labels


def test_the_right_label_is_on_the_other_side_of_the_margin() -> None:
    rows, labels = two_clouds()
    margins = Linear.fit(rows, labels, PLAN).margins(rows)
    assert margins[:40, 0].min() > 0 > margins[:40, 1].max()


def test_the_same_examples_give_the_same_weights() -> None:
    rows, labels = two_clouds()
    first, second = (Linear.fit(rows, labels, PLAN).margins(rows) for _ in range(2))
    assert np.array_equal(first, second)


def test_saved_weights_answer_as_before(tmp_path: Path) -> None:
    rows, labels = two_clouds()
    linear = Linear.fit(rows, labels, PLAN)
    linear.save(tmp_path / "linear.npz")
    assert np.allclose(Linear.load(tmp_path / "linear.npz").margins(rows), linear.margins(rows), atol=0.01)


def test_one_label_alone_can_be_learnt() -> None:
    rows, _ = two_clouds()
    assert guessed(Linear.fit(rows, ["a"] * 80, PLAN), rows) == ["a"] * 80


def test_rare_labels_count_as_much_as_common_ones_when_the_plan_says_so() -> None:
    dense = np.repeat(np.eye(2, dtype=np.float32), [97, 3], axis=0)
    rows, labels = Rows(dense, csr_matrix((100, 1), dtype=np.float32)), ["vanlig"] * 97 + ["ovanlig"] * 3
    found = [Linear.fit(rows, labels, Plan(epochs=3, balance=balance)).margins(rows)[-1, 0] for balance in (0.0, 1.0)]
    assert found[1] > found[0]


def test_a_label_given_more_weight_counts_more() -> None:
    dense = np.repeat(np.eye(2, dtype=np.float32), [97, 3], axis=0)
    rows, labels = Rows(dense, csr_matrix((100, 1), dtype=np.float32)), ["vanlig"] * 97 + ["ovanlig"] * 3
    found = [Linear.fit(rows, labels, Plan(epochs=3), weight=weight).margins(rows)[-1, 0] for weight in (None, {"ovanlig": 8.0})]
    assert found[1] > found[0]


def test_chances_sum_to_one_and_keep_the_order() -> None:
    shares = chances(np.array([[0.5, -1.0, 2.0]]), 4.0)
    assert np.allclose(shares.sum(axis=1), 1)
    assert shares[0].argsort().tolist() == [1, 0, 2]
    assert np.isfinite(chances(np.array([[900.0, -900.0]]), 4.0)).all()


def third_cloud(rows: Rows) -> Rows:
    random = np.random.default_rng(2)
    dense = random.normal(0, 0.1, (40, 8)).astype(np.float32) + np.array([0.6, -0.6] * 4, np.float32)
    both = np.vstack([rows.dense, dense])
    return Rows(both, csr_matrix(np.eye(120, 90, dtype=np.float32)))


def test_training_on_keeps_what_was_known_and_adds_a_label() -> None:
    rows, labels = two_clouds()
    more, names = third_cloud(rows), [*labels, *["kanske"] * 40]
    after = Linear.fit(more, names, replace(PLAN, epochs=40), Linear.fit(rows, labels, PLAN))
    assert np.mean(np.array(guessed(after, more)) == names) > 0.95


def test_training_on_leaves_the_first_weights_as_they_were() -> None:
    rows, labels = two_clouds()
    before = Linear.fit(rows, labels, PLAN)
    margins = before.margins(rows)
    Linear.fit(rows[np.arange(40)], labels[:40], PLAN, before)
    assert np.array_equal(before.margins(rows), margins)


def test_labels_at_a_slower_pace_stay_nearer_to_what_they_were() -> None:
    rows, labels = two_clouds()
    before = Linear.fit(rows, labels, PLAN)
    three = [*labels[:30], *(["kanske"] * 10), *labels[40:]]
    free = Linear.fit(rows, three, PLAN, before)
    held = Linear.fit(rows, three, PLAN, before, {"ja": 0.1, "nej": 0.0})

    def moved(linear: Linear, label: str) -> float:
        then, now = before.labels.index(label), linear.labels.index(label)
        return float(np.abs(linear.margins(rows)[:, now] - before.margins(rows)[:, then]).max())

    assert moved(held, "nej") < 1e-5
    assert 0 < moved(held, "ja") < moved(free, "ja")


def test_a_label_that_is_gone_is_forgotten() -> None:
    rows, labels = two_clouds()
    after = Linear.fit(rows[np.arange(40)], labels[:40], PLAN, Linear.fit(rows, labels, PLAN))
    assert after.labels == ["ja"]


def test_wider_rows_are_answered_as_before_while_the_new_columns_mean_nothing() -> None:
    rows, labels = two_clouds()
    linear = Linear.fit(rows, labels, PLAN)
    columns = np.array([*range(50), *range(53, 93)])
    wider = csr_matrix(np.insert(rows.sparse.toarray(), [50, 50, 50], 1.0, axis=1))
    np.testing.assert_allclose(linear.widened(93, columns).margins(Rows(rows.dense, wider)), linear.margins(rows), atol=1e-5)


def test_softmax_learns_the_same_and_its_shares_are_chances() -> None:
    rows, labels = two_clouds()
    linear = Linear.fit(rows, labels, replace(PLAN, soft=True, sparse=0.3))
    assert guessed(linear, rows) == labels
    shares = chances(linear.margins(rows), linear.sharpness)
    assert shares[:40, 0].min() > 0.5


def test_a_lighter_sparse_half_moves_the_margins_less() -> None:
    rows, labels = two_clouds()
    blind = Rows(np.zeros_like(rows.dense), csr_matrix(np.repeat(np.eye(2, 90, dtype=np.float32), 40, axis=0)))
    heavy, light = (Linear.fit(blind, labels, replace(PLAN, steps=1, epochs=1, sparse=weight)).margins(blind)[0, 0] for weight in (1.0, 0.1))
    assert heavy > light


def test_sharpness_is_kept_on_disk(tmp_path: Path) -> None:
    rows, labels = two_clouds()
    for soft in (False, True):
        linear = Linear.fit(rows, labels, replace(PLAN, soft=soft))
        linear.save(tmp_path / "linear.npz")
        assert Linear.load(tmp_path / "linear.npz").sharpness == linear.sharpness
