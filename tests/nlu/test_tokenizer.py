"""Swedish tokens for Rasa: their places in the text, and their lemmas."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tokenizer import SwedishTokenizer


def tokens(text):
    return SwedishTokenizer(SwedishTokenizer.get_default_config()).tokenize(Message({TEXT: text}), TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "Hur gör jag en orosanmälan?",
        "barnen  berättade\tigår\nhemma",
        " inledande blank",
        "BVC-sköterskan ringde 031-390 06 12, kl. 08:00!",
        "😀 förskolan 👩‍👩‍👧 Solrosen",
        "å ä ö é e\u0301 a\u030a",
        "soc/vh/hrv (se ovan) – «citat»",
        "",
        "   ",
    ],
)
def test_each_token_stands_where_it_says(text):
    found = tokens(text)
    assert [text[token.start : token.end] for token in found] == [token.text for token in found]
    assert all(token.text.strip() for token in found)
    places = [(token.start, token.end) for token in found]
    assert places == sorted(places)
    assert "".join(text[start:end] for start, end in places) == "".join(text.split())


@pytest.mark.parametrize(("word", "lemma"), [("barnen", "barn"), ("Förskolans", "förskola"), ("anmälningar", "anmälan"), ("ringde", "ringa")])
def test_the_lemma_is_the_swedish_one(word, lemma):
    (token,) = tokens(word)
    assert token.text == word
    assert token.get("lemma") == lemma or token.lemma == lemma


def test_the_packages_it_needs_are_named_so_that_rasa_can_say_which_is_missing():
    assert SwedishTokenizer.required_packages() == ["spacy", "marisa_trie"]
