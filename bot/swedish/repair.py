"""Slips of the thumb mended before a message is read: "hurgör man en oros anmälann" → "hur gör man en orosanmälan".

A noisy channel (Kernighan, Church & Gale 1990): where a word is unknown, the letters from the word before it to the word after are cut anew into the
likeliest words; each blank that moves and each letter that changes has its price. Sentences of known words, English, capitalised names and
numbers are left as they are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from spacy.lang.sv.stop_words import STOP_WORDS

from bot.swedish.lemmas import Lemmas, lemmas
from bot.swedish.normalise import fold_letters
from bot.swedish.spelling import abbreviations

COMMON, OFTEN = 2, 5
"""Times among the training messages from which a word is known, and from which a slip may be mended to it."""
BLANK, LETTER, SEEN, COMPOUND, UNKNOWN = -2.0, -7.0, -14.0, -18.0, -26.0
"""Logarithms: a blank that moved, a letter that changed, a word that only the dictionary knows, a compound of such, a word that nobody knows.
Found on tests/evaluation with slips put into it."""
LONGEST = 30
"""Letters of the longest word that is looked for."""
SHORTEST = 4
"""Letters of a word that is looked up in the dictionary, mended, or part of a compound: shorter ones are near too many others."""
JOINED = 8
"""Letters of a word that two known words may be joined to: "tystnads plikten"."""
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_ENGLISH = frozenset(
    {
        "the",
        "what",
        "how",
        "who",
        "does",
        "is",
        "my",
        "and",
        "of",
        "to",
        "she",
        "he",
        "his",
        "her",
        "we",
        "our",
        "with",
        "from",
        "are",
        "when",
        "where",
    }
)
_ALONE = "i"
_CACHE = 50_000


class Repair:
    """Knows the words of `texts`, the training messages, and those of the dictionary."""

    def __init__(self, counts: dict[str, int], spelling: dict[str, str], apart: Iterable[str], dictionary: Lemmas | None = None) -> None:
        """`counts`: folded word → times; `spelling`: folded word → as it is mostly written, where that differs; `apart`: known words that
        are also written as two, joined."""
        self._counts, self._spelling, self._apart = counts, spelling, frozenset(apart)
        self._dictionary = dictionary or lemmas()
        total = max(1, sum(counts.values()))
        self._logarithm = {word: math.log(times / total) for word, times in counts.items()}
        self._short = frozenset(fold_letters(word) for word in (*abbreviations(), *STOP_WORDS))
        self._near: dict[str, str] = {}
        for word, times in counts.items():
            if times >= OFTEN and len(word) >= SHORTEST:
                for form in _forms(word):
                    self._near[form] = f"{self._near[form]} {word}" if form in self._near else word
        self._value = lru_cache(_CACHE)(self._find_value)
        self._mended = lru_cache(_CACHE)(self._find_mended)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Repair:
        written: Counter[str] = Counter()
        pairs: set[str] = set()
        for text in texts:
            words = [word.lower() for word in _WORD.findall(text)]
            written.update(words)
            pairs.update(fold_letters(one + other) for one, other in pairwise(words))
        counts: Counter[str] = Counter()
        for word, times in written.items():
            counts[fold_letters(word)] += times
        known = {word: times for word, times in sorted(counts.items()) if times >= COMMON}
        mostly = {fold_letters(word): word for word, _ in sorted(written.items(), key=lambda pair: (pair[1], pair[0]))}
        return cls(known, {folded: mostly[folded] for folded in known if mostly[folded] != folded}, sorted(pairs & known.keys()))

    def kept(self) -> dict[str, Any]:
        """What the constructor needs, for JSON."""
        return {"counts": self._counts, "spelling": self._spelling, "apart": sorted(self._apart)}

    def __call__(self, text: str) -> str:
        """The same text when nothing is wrong."""
        folded = fold_letters(text)
        if len(folded) != len(text) or len(_ENGLISH.intersection(_WORD.findall(folded))) > 1:
            return text
        return _RUN.sub(lambda match: self._run(match.group(), match.start() == 0), text)

    def _run(self, run: str, first: bool) -> str:
        words = run.split(" ")
        windows = _joined([*self._unknown(words, first), *self._parted(words)])
        done: list[str] = []
        at = 0
        for start, end in windows:
            done += [*words[at:start], *self._cut(words[start:end])]
            at = end
        return " ".join([*done, *words[at:]])

    def _unknown(self, words: list[str], first: bool) -> list[tuple[int, int]]:
        """Stretches from the word before each unknown word to the one after. A capital inside a sentence is a name."""
        return [
            (max(0, place - 1), min(len(words), place + 2))
            for place, word in enumerate(words)
            if len(word) > 2 and not (_is_name(word) and (place or not first)) and self._value(fold_letters(word)) == UNKNOWN
        ]

    def _parted(self, words: list[str]) -> list[tuple[int, int]]:
        """Compounds that were typed apart. "kallar en" is no "källaren"; without any dots around, both parts must be long."""
        dotted = any(fold_letters(word) != word.lower() for word in words)
        found = []
        for place, (one, other) in enumerate(pairwise(words)):
            joined = (one + other).lower()
            folded = fold_letters(joined)
            right = joined == self._spelling.get(folded, folded) or (not dotted and min(len(one), len(other)) >= SHORTEST)
            if right and len(joined) >= JOINED and self._counts.get(folded, 0) >= OFTEN and folded not in self._apart:
                found.append((place, place + 2))
        return found

    def _cut(self, words: list[str]) -> list[str]:
        """The likeliest words of the same letters."""
        letters = "".join(words)
        folded = fold_letters(letters)
        ends = [sum(map(len, words[: place + 1])) for place in range(len(words))]
        whole = set(pairwise([0, *ends]))
        best: list[tuple[float, list[str]]] = [(0.0, [])]
        for end in range(1, len(letters) + 1):
            found: tuple[float, list[str]] = (-math.inf, [])
            for start in range(max(0, end - LONGEST), end):
                before, taken = best[start]
                value, word = self._read(folded[start:end], letters[start:end], (start, end) in whole)
                moved = (end not in ends) + sum(start < each < end for each in ends)
                value += before + BLANK * moved
                if value > found[0]:
                    found = value, [*taken, word]
            best.append(found)
        return best[-1][1]

    def _read(self, folded: str, letters: str, whole: bool) -> tuple[float, str]:
        """What the letters are worth as one word, and that word. `whole`: they were typed as one."""
        if whole:
            value = self._value(folded)
            if value > UNKNOWN:
                return value, letters
        elif folded in self._logarithm and (len(folded) > 1 or folded in _ALONE):
            return self._logarithm[folded], self._spelling.get(folded, folded)
        mended = self._mended(folded)
        if mended is not None:
            return self._logarithm[mended] + LETTER, self._spelling.get(mended, mended)
        if not whole and len(folded) >= SHORTEST and self._dictionary.known_folded(folded):
            return SEEN, letters
        return (UNKNOWN if whole else -math.inf), letters

    def _find_value(self, word: str) -> float:
        if word in self._logarithm:
            return self._logarithm[word]
        if word in self._short or len(word) == 1 or (len(word) >= SHORTEST and self._dictionary.known_folded(word)):
            return SEEN
        return COMPOUND if self._is_compound(word) else UNKNOWN

    def _is_compound(self, word: str) -> bool:
        for cut in range(SHORTEST, len(word) - SHORTEST + 1):
            head, tail = word[:cut], word[cut:]
            if self._is_part(tail) and (self._is_part(head) or (head.endswith("s") and self._is_part(head[:-1]))):
                return True
        return False

    def _is_part(self, word: str) -> bool:
        return len(word) >= SHORTEST and (word in self._counts or self._dictionary.known_folded(word))

    def _find_mended(self, word: str) -> str | None:
        """The commonest word that is one slip away (Damerau 1964)."""
        if len(word) < SHORTEST:
            return None
        near = {each for form in _forms(word) for each in self._near.get(form, "").split() if _one_slip(word, each)}
        return max(near, key=lambda each: (self._counts[each], each), default=None)


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _joined(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order; those that overlap are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _forms(word: str) -> set[str]:
    """The word, and the word without each of its letters: two words that are one slip apart share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _one_slip(one: str, other: str) -> bool:
    """One letter too many, too few or another, or two that changed places."""
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, wanted = one[start:], other[start:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]
