"""Finds the names an organisation uses (units, roles, contacts, terms) in what somebody typed, with spaCy's phrase matcher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher

from bot.swedish.lemmas import lemmas
from bot.swedish.words import pipeline, read


@dataclass(frozen=True)
class Phrase:
    """A name to look for. `kind`: enhet | roll | kontakt | begrepp. `owner`: the pack it belongs to ("nationell" is everybody's)."""

    kind: str
    id: str
    text: str
    owner: str


@dataclass(frozen=True)
class Found:
    """Character offsets in the text, end exclusive. `score` 1.0 for the words themselves, below for a slip of the pen."""

    kind: str
    id: str
    owner: str
    start: int
    end: int
    text: str
    score: float = 1.0


class Phrases:
    """Compares folded lemmas, so that inflection, case and accents do not matter."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        nlp = pipeline()
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self._meaning: dict[str, list[Phrase]] = {}
        for phrase in dict.fromkeys(phrases):
            key = " ".join(lemmas().key(token.text) for token in nlp.tokenizer(phrase.text))
            if not key.strip():
                continue
            if key not in self._meaning:
                self._matcher.add(key, [read(phrase.text)])
            self._meaning.setdefault(key, []).append(phrase)

    def find(self, text: str, owners: frozenset[str] | None = None) -> list[Found]:
        """The longest names, left to right, none inside another; every meaning of each. `owners` limits to some packs."""
        doc = read(text)
        spans = sorted(((start, end, key) for key, start, end in self._matcher(doc)), key=lambda span: (-(span[1] - span[0]), span[0]))
        taken: set[int] = set()
        found: list[Found] = []
        for start, end, key in spans:
            meanings = [phrase for phrase in self._meaning[doc.vocab.strings[key]] if owners is None or phrase.owner in owners]
            if not meanings or taken & set(range(start, end)):
                continue
            taken |= set(range(start, end))
            first, last = doc[start], doc[end - 1]
            stop = last.idx + len(last.text)
            found.extend(Found(phrase.kind, phrase.id, phrase.owner, first.idx, stop, text[first.idx : stop]) for phrase in meanings)
        return sorted(found, key=lambda item: item.start)
