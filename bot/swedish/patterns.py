"""Phrase patterns over lemmas, with spaCy's matcher.

A pattern is words in order, in dictionary form. `a/b` is a or b, `*` is up to three words between. Patterns and messages are
compared on folded lemmas, so inflection and missing accents do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.matcher import Matcher

from bot.swedish.lemmas import lemmas
from bot.swedish.normalise import fold_letters
from bot.swedish.spelling import written_out
from bot.swedish.words import pipeline, read

GAP = 3


class Patterns:
    """Many named patterns at once."""

    def __init__(self, expressions: Mapping[str, Iterable[str]]) -> None:
        self._matcher = Matcher(pipeline().vocab)
        for name, each in expressions.items():
            self._matcher.add(name, [_tokens(expression) for expression in each])

    def found(self, text: str) -> set[str]:
        """Names of the patterns that stand in the text."""
        doc = read(written_out(text).lower())
        return {doc.vocab.strings[key] for key, _, _ in self._matcher(doc)}


def _tokens(expression: str) -> list[dict[str, object]]:
    tokens: list[dict[str, object]] = []
    for part in expression.lower().split():
        if part == "*":
            tokens += [{"OP": "?"}] * GAP
        else:
            # the word itself too: the table takes some dictionary forms for forms of another word
            forms = {found for form in part.split("/") for found in (lemmas().key(form), fold_letters(form))}
            tokens.append({"NORM": {"IN": sorted(forms)}})
    return tokens
