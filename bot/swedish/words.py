"""spaCy's Swedish tokeniser with lemmas from the trie, as one pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.swedish.lemmas import lemmas


@dataclass(frozen=True)
class Word:
    """`start` and `end` are character offsets in the text; `key` is the folded lemma."""

    text: str
    start: int
    end: int
    lemma: str
    key: str


@Language.component("vagvisaren_lemmas")
def _set_lemmas(doc: Doc) -> Doc:
    """`token.lemma_` is the lemma, `token.norm_` the folded lemma that matchers compare."""
    table = lemmas()
    for token in doc:
        token.lemma_ = table.lemma(token.text)
        token.norm_ = table.key(token.text)
    return doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Blank Swedish spaCy pipeline: tokeniser and lemmas, nothing statistical."""
    nlp = spacy.blank("sv")
    nlp.add_pipe("vagvisaren_lemmas")
    return nlp


def read(text: str) -> Doc:
    """spaCy Doc with lemma and folded lemma (`norm_`) set."""
    return pipeline()(text)


def words(text: str) -> list[Word]:
    """The words of a text, without punctuation."""
    return [
        Word(token.text, token.idx, token.idx + len(token.text), token.lemma_, token.norm_)
        for token in read(text)
        if any(char.isalnum() for char in token.text)
    ]
