from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.swedish.words import pipeline, read, words


def test_words_know_their_places_and_lemmas() -> None:
    text = "Mamman slår barnen, tror jag!"
    found = words(text)
    assert [text[word.start : word.end] for word in found] == ["Mamman", "slår", "barnen", "tror", "jag"]
    assert [word.lemma for word in found][:3] == ["mamma", "slå", "barn"]
    assert [word.key for word in found][:3] == ["mamma", "sla", "barn"]


def test_punctuation_is_read_but_is_no_word() -> None:
    assert words("?! ...") == []
    assert len(read("hej!")) == 2


@given(st.text(max_size=80))
def test_any_text_can_be_read_and_places_fit(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text


def test_nothing_statistical_is_loaded() -> None:
    assert pipeline().pipe_names == ["vagvisaren_lemmas"]
    assert pipeline() is pipeline()
