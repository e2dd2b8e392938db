"""Readings and their doubt, fitted on a tiny set made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.meaning import Example
from bot.nlu.understanding import FEW_PLAN, MEANING_PLAN, UNLABELLED, Doubt, Understanding, fit, meaning_plan, signals

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
    "smalprat/hej": ["hej", "hejsan", "god morgon", "tjena", "hallå där", "hej på dig"],
}


@pytest.fixture
def embed(counting):
    return counting().embed


def examples(topics=TOPICS, dangers=("barn far illa",)):
    return [Example(text, label, True if text in dangers else None) for label, texts in topics.items() for text in texts]


def fitted(embed, chosen):
    return fit(chosen, np.stack([embed(example.text) for example in chosen]))


@pytest.fixture
def understanding(embed):
    return fitted(embed, examples())


def test_what_it_was_taught_it_knows(understanding, embed):
    right = [understanding.read(example.text, embed(example.text)).label == example.label for example in examples()]
    assert sum(right) >= 0.9 * len(right)


def test_a_reading_ranks_every_label_and_the_chances_are_chances(understanding, embed):
    reading = understanding.read("boka tolk", embed("boka tolk"))
    assert reading.label == reading.ranking[0][0] == "rutin/tolk"
    assert {label for label, _ in reading.ranking} == set(TOPICS)
    scores = [score for _, score in reading.ranking]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1, abs=1e-4)
    assert all(0 <= chance <= 1 for chance in (reading.right, reading.known, reading.danger))


def test_the_same_examples_give_the_same_readings(embed):
    first, second = fitted(embed, examples()), fitted(embed, examples())
    for text in ("boka tolk", "något helt annat", "hej", ""):
        assert first.read(text, embed(text)) == second.read(text, embed(text))


def test_what_is_saved_and_loaded_reads_the_same(understanding, embed, tmp_path):
    understanding.save(tmp_path)
    first, second = Understanding.load(tmp_path), Understanding.load(tmp_path)
    for text in ("boka tolk", "anmäla oro", "barn far illa", "något helt annat", "söka bygglov"):
        kept, loaded = understanding.read(text, embed(text)), first.read(text, embed(text))
        assert loaded == second.read(text, embed(text))
        assert [label for label, _ in loaded.ranking[:1]] == [label for label, _ in kept.ranking[:1]]
        # half precision on disk
        assert [score for _, score in loaded.ranking] == pytest.approx([score for _, score in kept.ranking], abs=5e-3)
        assert (loaded.right, loaded.known, loaded.danger) == pytest.approx((kept.right, kept.known, kept.danger), abs=5e-3)


def test_loading_and_saving_again_changes_nothing(understanding, embed, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    understanding.save(tmp_path / "a")
    loaded = Understanding.load(tmp_path / "a")
    loaded.save(tmp_path / "b")
    assert Understanding.load(tmp_path / "b").read("boka tolk", embed("boka tolk")) == loaded.read("boka tolk", embed("boka tolk"))


def test_a_label_with_one_example_is_learnt_too(embed):
    understanding = fitted(embed, [*examples(), Example("simhallens öppettider", "rutin/ensam")])
    reading = understanding.read("simhallens öppettider", embed("simhallens öppettider"))
    assert "rutin/ensam" in dict(reading.ranking)
    assert reading.label == "rutin/ensam"


def test_one_routine_alone_has_no_runner_up_and_still_reads(embed):
    topics = {label: texts for label, texts in TOPICS.items() if label != "rutin/tolk"}
    assert fitted(embed, examples(topics)).read("göra orosanmälan", embed("göra orosanmälan")).label == "rutin/orosanmalan"


def test_with_too_little_to_learn_doubt_from_a_likely_routine_is_still_believed(understanding, embed):
    """24 examples: none to spare. The curves are then the plain ones."""
    sure, outside = understanding.read("hur bokar jag tolk", embed("hur bokar jag tolk")), understanding.read("söka bygglov", embed("söka bygglov"))
    assert sure.known > 0.5 > outside.known


@pytest.mark.parametrize(("truth", "certain"), [(True, 1.0), (False, 0.0)])
def test_with_only_one_answer_to_learn_from_it_is_always_that(truth, certain):
    rows = np.random.default_rng(1).standard_normal((40, 4))
    right, known = Doubt.fit(rows, np.full(40, truth), np.full(40, truth)).chances(rows)
    assert right == pytest.approx(np.full(40, certain), abs=1e-6)
    assert known == pytest.approx(np.full(40, certain), abs=1e-6)


def test_doubt_learns_which_scores_can_be_trusted():
    truth = np.arange(100) % 2 == 0
    rows = np.column_stack([np.where(truth, 2.0, -2.0)] * 4)
    right, _ = Doubt.fit(rows, truth, truth).chances(rows)
    assert right[truth].min() > 0.8
    assert right[~truth].max() < 0.2


def test_signals_tell_the_best_its_distances_the_likeness_and_the_crowd():
    rows = signals(np.array([[0.6, 0.3, 0.1]]), np.array([True, True, False]), np.array([0.7]), 2.0)
    assert rows[0] == pytest.approx([0.6, 0.3, 0.5, 0.7, np.log(1 + np.exp(-2.0 * 0.3))])


def test_one_routine_among_nothing_else_has_signals_too():
    assert np.isfinite(signals(np.array([[1.0]]), np.array([True]), np.array([1.0]), 4.0)).all()


def test_danger_is_learnt_from_flags_whatever_the_label(embed):
    flagged = [Example(text, "rutin/orosanmalan", True) for text in ("han har kniv", "kniv mot halsen", "han slår nu", "kniv i handen")]
    safe = [Example("en film om kniv", "rutin/orosanmalan", False)]
    understanding = fitted(embed, [*examples(dangers=()), *flagged, *safe])
    assert understanding.read("han har kniv", embed("han har kniv")).danger > understanding.read("boka tolk", embed("boka tolk")).danger


def test_without_any_danger_to_learn_from_there_is_no_second_detector_and_no_error(embed, tmp_path):
    understanding = fitted(embed, examples(dangers=()))
    understanding.save(tmp_path)
    assert not (tmp_path / "dangers.npz").exists()
    assert Understanding.load(tmp_path).read("han har kniv", embed("han har kniv")).danger == 0.0


def test_unflagged_examples_of_the_danger_routine_teach_neither_danger_nor_its_absence(embed):
    plain = fitted(embed, examples())
    more = fitted(embed, [*examples(), Example("barn far illa nu", "rutin/akut_fara")])
    assert more.alarm.linear.labels == plain.alarm.linear.labels == ["fara", "inte"]


@pytest.mark.parametrize("text", ["", " ", "😀", "xyz" * 300, "???"])
def test_any_text_can_be_read(understanding, embed, text):
    assert np.isfinite(understanding.read(text, embed(text)).known)


def test_messages_without_a_label_teach_danger_alone(embed):
    unsaid = [Example("brandövning med kniv på torsdag", UNLABELLED, False) for _ in range(6)]
    flagged = [Example(text, "rutin/orosanmalan", True) for text in ("han har kniv", "kniv mot halsen", "han slår nu", "kniv i handen")]
    understanding = fitted(embed, [*examples(dangers=()), *flagged, *unsaid])
    reading = understanding.read("brandövning med kniv på torsdag", embed("brandövning med kniv på torsdag"))
    assert UNLABELLED not in dict(reading.ranking)
    assert reading.danger < understanding.read("han har kniv", embed("han har kniv")).danger


def test_few_examples_a_label_are_learnt_in_another_way_than_many():
    assert meaning_plan(["a", "b"] * 19) == FEW_PLAN
    assert meaning_plan(["a", "b"] * 20) == MEANING_PLAN
