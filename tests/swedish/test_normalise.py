from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish.normalise import clean, fold, fold_letters, has_words

ANY = st.text(st.characters(codec=None))  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  hej \t\n du  ", "hej du"),
        ("a\u0308r du", "är du"),
        ("oro\u200bsan\ufeffmälan", "oro san mälan"),
        ("a\x00b", "a b"),
        ("hej\u202edu", "hej du"),
        ("\ud800", "?"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_taken_away(text: str, cleaned: str) -> None:
    assert clean(text).replace("\ufffd", "?") == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ('Görs en "orosanmälan"?', "gors en orosanmalan"),
        ("ÅÄÖ éü", "aao eu"),
        ("BVC-sköterska", "bvc skoterska"),
        ("19 kap. 1 §", "19 kap 1"),
        ("...", ""),
    ],
)
def test_folded_texts_compare_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


@given(ANY)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert set(fold(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.text("abcåäöÅÄÖéü ,.!0"))
def test_folded_letters_keep_their_places(text: str) -> None:
    assert len(fold_letters(text)) == len(text)


@pytest.mark.parametrize(("text", "words"), [("hej", True), ("7", True), ("Å", True), ("👍🏽 !!", False), ("...", False), ("", False)])
def test_emoji_and_punctuation_alone_are_no_words(text: str, words: bool) -> None:
    assert has_words(text) is words
