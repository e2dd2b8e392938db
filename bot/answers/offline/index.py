"""The words of the routines for a search in the client, which has neither spaCy nor a lemma table: dictionary forms with the forms seen."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Literal, cast

from bot.answers.offline.model import Index
from bot.answers.search import GOOD_SCORE, carrying
from bot.knowledge.guide import Guide
from bot.knowledge.names import names
from bot.swedish.normalise import fold, fold_letters
from bot.swedish.spelling import abbreviations

STRONG = 2
"""How much more a word of the title or an example question weighs, as in the search on the server."""


class Words:
    """Gathers words; each dictionary form gets a number."""

    def __init__(self) -> None:
        self._forms: dict[str, set[str]] = {}
        self._numbers: dict[str, int] = {}

    def count(self, texts: list[str]) -> Counter[int]:
        """How often each word stands in the texts, by number."""
        counts: Counter[int] = Counter()
        for word in carrying(" . ".join(texts)):
            number = self._numbers.setdefault(word.key, len(self._numbers))
            self._forms.setdefault(word.key, set()).add(fold_letters(word.text))
            counts[number] += 1
        return counts

    def lines(self) -> list[str]:
        return [" ".join([key, *sorted(self._forms[key] - {key})]) for key in self._numbers]


def routine_words(words: Words, guide: Guide, routine_id: str) -> tuple[list[int], list[int]]:
    """Pairs of word and weight over the whole routine, and the words of its title."""
    routine = guide.routine(routine_id)
    assert routine is not None
    files = (guide.national.routines.get(routine_id), guide.local.routines.get(routine_id))
    questions = [question for file in files if file for question in file.questions]
    counts = words.count([routine.answer, *(step.text for step in routine.steps)])
    for number, times in words.count([routine.title, *questions]).items():
        counts[number] += STRONG * times
    return list(chain.from_iterable(sorted(counts.items()))), sorted(words.count([routine.title]))


def index(words: Words, guide: Guide) -> Index:
    """Made last, when all words have been counted."""
    return Index(
        words=words.lines(),
        good_score=GOOD_SCORE,
        abbreviations=abbreviations(),
        names=_names(guide),
        danger=_expressions(guide, "fara"),
        damping=_expressions(guide, "dampar"),
    )


def _names(guide: Guide) -> list[tuple[Literal["kontakt", "begrepp"], str, str]]:
    found = ((phrase.kind, phrase.id, fold(phrase.text)) for phrase in names(guide) if phrase.kind in ("kontakt", "begrepp"))
    return [cast('tuple[Literal["kontakt", "begrepp"], str, str]', name) for name in dict.fromkeys(found) if len(name[2]) > 1]


def _expressions(guide: Guide, level: str) -> list[str]:
    patterns = (*guide.national.danger, *guide.local.danger)
    return [expression for pattern in patterns if pattern.level == level for expression in pattern.expressions]
