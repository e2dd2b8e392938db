"""Word search over the routines (BM25), for when the language understanding is down. Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from bot.answers.understood import Candidate
from bot.knowledge.guide import Guide
from bot.swedish.spelling import written_out
from bot.swedish.words import Word, words

K1, B = 1.2, 0.75
_STOP = frozenset(
    [
        "jag",
        "du",
        "vi",
        "ni",
        "han",
        "hon",
        "den",
        "det",
        "de",
        "en",
        "man",
        "som",
        "att",
        "och",
        "eller",
        "men",
        "om",
        "i",
        "pa",
        "av",
        "for",
        "med",
        "till",
        "fran",
        "hur",
        "vad",
        "vem",
        "var",
        "nar",
        "vilken",
        "ska",
        "kan",
        "far",
        "maste",
        "vilja",
        "vara",
        "ha",
        "bli",
        "gora",
        "inte",
        "nu",
        "har",
        "dar",
        "sa",
        "sin",
        "min",
        "var",
        "nagon",
        "nagot",
        "hej",
    ]
)
GOOD_SCORE = 4.8
"""A sum at which a routine shares something to go by with the message; below it search says it does not know."""


def carrying(text: str) -> list[Word]:
    """The words that carry meaning."""
    return [word for word in words(written_out(text)) if word.key not in _STOP and len(word.key) > 1]


def keys(text: str) -> list[str]:
    """Folded lemmas that carry meaning."""
    return [word.key for word in carrying(text)]


class WordSearch:
    """Index of one municipality's routines. Title and questions weigh twice the rest; a word of the title counts once more by how
    few titles hold it, since what stands in every routine ("orosanmälan") still names one of them."""

    def __init__(self, guide: Guide) -> None:
        self._documents: dict[str, Counter[str]] = {}
        self._titles = {routine.id: frozenset(keys(routine.title)) for routine in guide.routines()}
        for routine in guide.routines():
            files = (guide.national.routines.get(routine.id), guide.local.routines.get(routine.id))
            questions = [question for file in files if file for question in file.questions]
            strong = " . ".join([routine.title, *questions])
            counts = Counter(keys(strong))
            for key in list(counts):
                counts[key] *= 2
            counts.update(keys(" . ".join([routine.answer, *(step.text for step in routine.steps)])))
            self._documents[routine.id] = counts
        self._length = {routine_id: sum(counts.values()) for routine_id, counts in self._documents.items()}
        self._mean = sum(self._length.values()) / max(1, len(self._length))
        self._idf = _idf(self._documents.values())
        self._title_idf = _idf(self._titles.values())

    def search(self, text: str, most: int = 3) -> list[Candidate]:
        """Best routines first; the score is squashed to 0–1 so that it reads like the classifier's."""
        wanted = set(keys(text))
        scores: dict[str, float] = {}
        for routine_id, counts in self._documents.items():
            norm = K1 * (1 - B + B * self._length[routine_id] / self._mean)
            score = sum(self._idf[key] * counts[key] * (K1 + 1) / (counts[key] + norm) for key in wanted if key in counts)
            score += sum(self._title_idf[key] for key in wanted & self._titles[routine_id])
            if score > 0:
                scores[routine_id] = score
        best = sorted(scores.items(), key=lambda pair: -pair[1])[:most]
        return [Candidate(f"rutin/{routine_id}", score / (score + GOOD_SCORE)) for routine_id, score in best]


def _idf(documents: Collection[Iterable[str]]) -> dict[str, float]:
    containing = Counter(key for document in documents for key in document)
    return {key: math.log(1 + (len(documents) - count + 0.5) / (count + 0.5)) for key, count in containing.items()}


@lru_cache(maxsize=64)
def word_search(guide: Guide) -> WordSearch:
    return WordSearch(guide)
