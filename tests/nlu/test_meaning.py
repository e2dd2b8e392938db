"""Text and embedding → one row of numbers."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.meaning import Counts, Features, Ledger, Memory, grams, words

TEXTS = ["boka tolk", "tolk till samtal", "göra orosanmälan", "anmäla oro för barn", "söka bygglov", "hej på dig"]


def test_grams_are_within_words_and_without_accents():
    found = grams("Få gå")
    assert found[" f"] == 1
    assert found["fa"] == 1
    assert found["a "] == 2
    assert not [gram for gram in found if " " in gram.strip()]


def test_words_and_pairs_of_neighbours_with_the_ends():
    assert words("Boka tolk, idag") == {"boka": 1, "tolk": 1, "idag": 1, "^ boka": 1, "boka tolk": 1, "tolk idag": 1, "idag $": 1}
    assert words("…") == {"^ $": 1}


def test_what_is_seen_once_is_not_kept():
    counts = Counts.fit(words, ["boka tolk", "boka tid"])
    assert set(counts.vocabulary) == {"boka", "^ boka"}


def test_unknown_words_are_a_row_of_zeros_and_known_ones_of_unit_length():
    rows = Counts.fit(grams, ["boka tolk", "boka tid", "tolk tid"]).rows(["zzzz", "boka tolk", ""])
    assert rows.shape[0] == 3
    assert np.asarray(rows.multiply(rows).sum(axis=1)).ravel() == pytest.approx([0, 1, 0], abs=1e-5)


def test_rare_parts_weigh_more_than_common_ones():
    counts = Counts.fit(words, ["boka tolk", "boka tolk", *["boka tid"] * 8])
    row = counts.rows(["boka tolk"])[0]
    assert row[0, counts.vocabulary["tolk"]] > row[0, counts.vocabulary["boka"]]


def test_features_are_the_same_after_saving(counting, tmp_path):
    vectors = np.stack([counting().embed(text) for text in TEXTS])
    features = Features.fit(TEXTS, vectors)
    features.save(tmp_path)
    one, other = features.rows(TEXTS, vectors), Features.load(tmp_path).rows(TEXTS, vectors)
    np.testing.assert_array_equal(one.dense, other.dense)
    np.testing.assert_allclose(one.sparse.toarray(), other.sparse.toarray(), atol=1e-3)


def test_rows_are_chosen_in_both_halves(counting):
    vectors = np.stack([counting().embed(text) for text in TEXTS])
    rows = Features.fit(TEXTS, vectors).rows(TEXTS, vectors)
    chosen = rows[np.array([2, 0])]
    assert len(chosen) == 2
    np.testing.assert_array_equal(chosen.dense, rows.dense[[2, 0]])
    np.testing.assert_array_equal(chosen.sparse.toarray(), rows.sparse.toarray()[[2, 0]])


def test_features_are_extended_with_what_is_new_and_what_was_there_is_found_again(counting):
    vectors = np.stack([counting().embed(text) for text in TEXTS])
    before = Features.fit(TEXTS, vectors)
    after, columns = before.extended([*TEXTS, "cykla hem", "cykla ut"])
    assert after.width > before.width == len(columns)
    old, new = before.rows(TEXTS, vectors).sparse.toarray(), after.rows(["boka tolk"], vectors[:1]).sparse.toarray()
    np.testing.assert_array_equal(new[0, columns], old[TEXTS.index("boka tolk")])
    assert after.rows(["cykla"], vectors[:1]).sparse.nnz > before.rows(["cykla"], vectors[:1]).sparse.nnz


@pytest.mark.parametrize("count", [grams, words])
def test_a_text_that_was_counted_before_gives_the_same_row(count):
    ledger = Ledger(count)
    Counts.fit(count, ["något helt annat", "något annat"], ledger=ledger)
    counts = Counts.fit(count, TEXTS, ledger=ledger)
    assert counts.vocabulary == Counts.fit(count, TEXTS).vocabulary
    for texts in (TEXTS, ["zzzz", TEXTS[0], ""]):
        assert (counts.rows(texts, ledger) != counts.rows(texts)).nnz == 0


def test_a_memory_changes_nothing_but_the_time():
    vectors = np.random.default_rng(1).standard_normal((len(TEXTS), 4)).astype(np.float32)
    memory = Memory()
    Features.fit(["annat", "annat igen"], vectors[:2], memory)
    with_memory, without = Features.fit(TEXTS, vectors, memory), Features.fit(TEXTS, vectors)
    one, other = with_memory.rows(TEXTS, vectors, memory), without.rows(TEXTS, vectors)
    np.testing.assert_array_equal(one.dense, other.dense)
    assert (one.sparse != other.sparse).nnz == 0


def test_what_is_saved_is_what_was_fitted(tmp_path):
    counts = Counts.fit(grams, TEXTS)
    counts.save(tmp_path / "letters.json")
    np.testing.assert_array_equal(counts._idf, Counts.load(grams, tmp_path / "letters.json")._idf)
