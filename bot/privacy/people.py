"""Names of people, found by what stands round them: "mamman heter …", "pojken Ali", "Saras mamma", "Ali, 4 år".

A capital letter alone proves nothing, and there is no list of names: most people's names would be missing from it. A name is a word
that Swedish does not know, or one with a capital letter, where the words beside it speak of a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.swedish.lemmas import lemmas
from bot.swedish.normalise import fold, fold_letters

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_AGE = re.compile(r"\s*[,(:–-]?\s*(?:(?:är|is)\s+)?(?:\d{1,2}\s*(?:år|mån|veckor|years?)|v(?:ecka)?\.?\s*\d{1,2}\b|f(?:ödd|\.)\s*\d|född\b|born\b)", re.IGNORECASE)
_WARD = re.compile(r"\s+på\s+(?:\w+\s+){0,2}(?:avd|avdelning\w*)\b", re.IGNORECASE)
_CLOSE = frozenset({"", '"', "'", "”", "“", ":"})
_APART = frozenset({",", "(", ", “", ', "'})
_DEFINITE = re.compile(r"(?:n|t|na)s$")
"""Genitive of a noun in definite form, as "flickans"; names seldom end so."""
_ENDINGS = ("en", "n", "et", "t", "er", "ar", "or", "r", "a", "de")
MOST_WORDS = 3
"""First name, middle name, surname."""


@cache
def _words() -> dict[str, frozenset[str]]:
    with (Path(__file__).parent / "names.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, list[str]] = yaml.load(handle, Loader=yaml.BaseLoader)
    return {key: frozenset(fold(word) for word in words) for key, words in loaded.items()}


@dataclass(frozen=True)
class _Word:
    raw: str
    key: str
    start: int
    end: int
    before: str
    """What stands between the word before and this one, without blanks."""
    first: bool
    """It begins a sentence."""

    @property
    def bare(self) -> str:
        return self.raw.rstrip("'’-")


class People:
    """`allowed`: folded words of names that are public here."""

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = allowed

    def names(self, text: str) -> list[tuple[int, int]]:
        """Spans of names, left to right."""
        words = _split(text)
        has_case = any(char.islower() for char in text)
        found: set[int] = set()
        for index, word in enumerate(words):
            if index not in found and self._begins_name(words, index, text, has_case):
                found.update(self._whole(words, index, has_case))
            elif index not in found and self._said_to_be_called(words, index):
                found.add(index)
            elif index - 1 in found and word.before == "" and self._may_be_surname(word, has_case):
                found.add(index)
        return [(words[index].start, words[index].end) for index in sorted(found)]

    def _begins_name(self, words: list[_Word], index: int, text: str, has_case: bool) -> bool:
        word = words[index]
        rest = text[word.end :]
        if not has_case or not word.raw[0].isupper():
            return index > 0 and words[index - 1].key == "ar" and self._strange(word) and bool(_WARD.match(rest))
        if not self._may_be_name(word):
            return False
        before = words[index - 1] if index else None
        if before and _is_person(before.key) and (word.before in _CLOSE or (word.before in _APART and self._strange(word))):
            return True
        if before and self._named_by(words, index):
            return True
        if before and word.before == "" and before.key in _words()["liten"]:
            return before.key == "lille" or self._strange(word)
        after = words[index + 1] if index + 1 < len(words) else None
        if after and after.before == "" and word.key.endswith("s") and after.key in _words()["slakt"]:
            return not word.first or self._strange(word) or not _DEFINITE.search(word.key)
        if not self._strange(word):
            return False
        if _AGE.match(rest) or _WARD.match(rest):
            return True
        if after and after.before == "":
            if after.key in _words()["sager"]:
                return True
            if after.raw[0].isupper() and self._may_be_name(after) and self._strange(after):
                return True
            if after.raw[0].isupper() and self._may_be_name(after) and _AGE.match(text[after.end :]):
                return True
        return bool(before and word.before == "" and before.key in _words()["om_nagon"])

    def _named_by(self, words: list[_Word], index: int) -> bool:
        """ "heter Amina", "namnet är Amina", "name is Amina", but not "skolan heter Ekbacken", "vad heter Amina"."""
        before = words[index - 1]
        if words[index].before not in _CLOSE:
            return False
        if before.key in ("ar", "is") and index >= 2:
            return words[index - 2].key in _words()["namnet"]
        if before.key not in _words()["heter"]:
            return False
        subject = words[index - 2].key if index >= 2 else ""
        return subject not in ("vad", "what") and not subject.endswith(tuple(_words()["ting"]))

    def _said_to_be_called(self, words: list[_Word], index: int) -> bool:
        """Lower case too, when a person is the one who is called so: "hon heter mariam"."""
        word = words[index]
        if index < 2 or word.before not in _CLOSE or word.key in self._excluded or word.key in self._allowed or len(word.key) < 2:
            return False
        before, subject = words[index - 1], words[index - 2]
        return before.key in _words()["heter"] and (subject.key in _words()["den_som"] or _is_person(subject.key)) and not _is_adverb(word)

    def _whole(self, words: list[_Word], index: int, has_case: bool) -> set[int]:
        """The name's other words, and other names listed with it: "Liam och Lova", "Nour, Jamal och Sami"."""
        found = {index}
        length = 1
        position = index + 1
        while position < len(words) and has_case:
            word = words[position]
            joined = word.before == "" and word.key in ("och", "and", "samt") and position + 1 < len(words)
            listed = position + 1 if joined else position
            name = words[listed]
            if not (name.raw[0].isupper() and self._may_be_name(name)):
                break
            if not joined and name.before == "" and length < MOST_WORDS:
                length += 1
            elif (joined and name.before == "") or (not joined and name.before == ","):
                if not self._strange(name):
                    break
                length = 1
            else:
                break
            found.add(listed)
            position = listed + 1
        return found

    def _may_be_surname(self, word: _Word, has_case: bool) -> bool:
        return has_case and word.raw[0].isupper() and self._may_be_name(word)

    @property
    def _excluded(self) -> frozenset[str]:
        return _words()["inte_namn"]

    def _may_be_name(self, word: _Word) -> bool:
        """Written as names are, and not known to be something else: an abbreviation, a place, a day, what is public here."""
        key, genitive = word.key, word.key.removesuffix("s")
        if len(key) < 2 or any(char.isdigit() for char in word.raw) or re.match(r"[A-ZÅÄÖ]{2,5}(?:$|[-:'’s])", word.raw):
            return False
        return not ({key, genitive} & (self._excluded | _words()["namnord"]) or {key, genitive} & set(self._allowed) or key.endswith(tuple(_words()["plats"])))

    def _strange(self, word: _Word) -> bool:
        """Swedish does not know it, neither as a word nor as two words put together."""
        form = word.bare.lower()
        if {word.key, word.key.removesuffix("s")} & (self._excluded | set(self._allowed)) or len(word.key) < 3:
            return False
        return not (_known(form) or _known(form.removesuffix("s")) or _is_compound(form) or _is_person(word.key))


def _split(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        before = text[end : match.start()]
        first = not words or bool(re.search(r"[.!?\n]", before))
        words.append(_Word(match.group(), fold(match.group()), *match.span(), before.strip(), first))
        end = match.end()
    return words


def _is_person(key: str) -> bool:
    """ "mamman", "fostermamman", "tvillingarna": a word for a person, alone or last in a compound."""
    if not key:
        return False
    people = _words()["namnord"]
    return key in people or any(len(person) >= 5 and key.endswith(person) for person in people)


def _is_adverb(word: _Word) -> bool:
    return bool(re.search(r"\d", word.raw))


@cache
def _known(form: str) -> bool:
    """The table lists inflected forms; a dictionary form is known when one of its inflections leads to it."""
    table = lemmas()
    if not form:
        return False
    if table.known(form) or table.key(form) != fold_letters(form):
        return True
    return any(table.lemma(form + ending) == form for ending in _ENDINGS)


def _is_compound(form: str) -> bool:
    """A known word behind a known word, with or without a binding s: "socialsekreteraren"."""
    if len(form) < 8:
        return False
    for cut in range(3, len(form) - 3):
        head, tail = form[:cut], form[cut:]
        if _known(tail) and (_known(head) or _known(head.removesuffix("s")) or _known(head + "a") or _known(head + "e")):
            return True
    return False
