"""Word search: what answers when the language understanding is down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.search import keys, word_search

from .packs import LOCAL, NATIONAL, make_guide


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("hur bokar jag tolk", "tolk"),
        ("hur gor jag en orosanmalan", "orosanmalan"),
        ("misstänker heder", "misstanke_heder"),
        ("var finns lovlistan", "lovlista"),
        ("ANMÄLNINGSPLIKTEN?", "anmalningsplikt"),
    ],
)
def test_the_routine_with_the_words_comes_first(guide, text, first):
    assert word_search(guide).search(text)[0].label == f"rutin/{first}"


@pytest.mark.parametrize("text", ["", "   ", "jag ska ha en och den", "xyzzy", "🙂"])
def test_nothing_to_go_by_finds_nothing(guide, text):
    assert word_search(guide).search(text) == []


@given(st.text(alphabet="abcdefghijklmnoprstuvåäö tolk orosanmälan", max_size=80), st.integers(1, 5))
def test_scores_are_shares_in_falling_order_and_no_more_than_asked_for(guide, text, most):
    found = word_search(guide).search(text, most)
    assert len(found) <= most
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_case_and_order_do_not_matter(guide):
    search = word_search(guide).search
    assert search("hur bokar jag tolk") == search("TOLK BOKA")


def test_the_questions_of_both_files_are_searched(tmp_path):
    changed = {**LOCAL["rutiner/orosanmalan.yml"], "fragor": ["var ligger blåklinten"]}
    guide = make_guide(tmp_path, local={"rutiner/orosanmalan.yml": changed})
    assert word_search(guide).search("blåklinten")[0].label == "rutin/orosanmalan"


def test_a_municipality_finds_only_its_own_routines(tmp_path):
    guide = make_guide(tmp_path, local={"rutiner/lovlista.yml": None})
    assert word_search(guide).search("lovlistan") == []


def test_the_title_tells_routines_apart_when_the_word_stands_in_all_of_them(tmp_path):
    everywhere = {name: {**content, "kort_svar": "Gör en orosanmälan."} for name, content in NATIONAL.items() if name.startswith("rutiner/")}
    guide = make_guide(tmp_path, national=everywhere)
    best, second = word_search(guide).search("orosanmälan")[:2]
    assert best.label == "rutin/orosanmalan"
    assert best.score > second.score + 0.1


def test_words_are_compared_by_what_they_mean_not_by_their_filling():
    assert keys("Hur gör jag med barnets föräldrar?") == keys("barn förälder")


@pytest.mark.parametrize(
    ("text", "routine"),
    [
        ("hur gör jag en orosanmälan", "orosanmalan"),
        ("orosanmälan", "orosanmalan"),
        ("boka tolk", "tolk"),
    ],
)
def test_the_commonest_questions_are_answered_from_the_real_content(example, text, routine):
    best = word_search(example).search(text)[0]
    assert best.label == f"rutin/{routine}"
    assert best.score >= 0.45
