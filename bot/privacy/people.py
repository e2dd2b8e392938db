"""Names of people, found without a list of names: most people's would be missing from it.

A capital letter inside a sentence, on a word that Swedish does not know, is a name; so is a word with a capital letter, and after
"heter" one without, where the words beside it speak of a person: "pojken Björn", "Saras mamma", "Ali, 4 år", "hon heter lova".
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
_AGE = re.compile(
    r"\s*[,(:–-]?\s*(?:(?:som\s+)?(?:är|is)\s+)?(?:\d{1,2}\s*(?:år|mån|veckor|years?)|v(?:ecka)?\.?\s*\d{1,2}\b|f(?:ödd|\.)\s*\d|född\b|born\b)",
    re.IGNORECASE,
)
_IS_YEARS = re.compile(r"\s+(?:som\s+)?är\s+\d{1,2}\s*år\b", re.IGNORECASE)
_WARD = re.compile(r"\s+på\s+(?:\w+\s+){0,2}(?:avd|avdelning\w*)\b", re.IGNORECASE)
_CLOSE = frozenset({"", '"', "'", "”", "“", ":"})
_APART = frozenset({",", "(", ", “", ', "'})
_DEFINITE = re.compile(r"(?:n|t|na)s$")
"""Genitive of a noun in definite form, as "flickans"; names seldom end so."""
_NOT_WRITTEN_SO = re.compile(r"\d|^[A-ZÅÄÖ]{2,5}(?:$|[-:'’s])|^[A-ZÅÄÖ]-|[a-zåäö][A-ZÅÄÖ]+$")
"""Abbreviations and what begins with one: BVC, BVC:s, SoL, P12-laget, D-vitamin."""
_SURNAME = re.compile(r"^[a-z]{2,}(?:sson|strom|qvist|kvist|berg|gren|dahl|blad|stedt)s?$")
_ABSTRACT = re.compile(r"(?:n?ing|het|else|skap|ism|tion|tanke)(?:en|ar|er|s)?$")
"""Ends of words that no table can hold all of, and that no name has."""
_TRAVEL = ("res", "ak", "flyt", "flyg", "kor", "bilj", "skick", "travel", "fly", "mov", "buss", "bat", "farj")
_ENDINGS = ("en", "et", "t", "er", "ar", "r", "de")
MOST_WORDS = 3
"""First name, middle name, surname."""


@cache
def _as_written() -> dict[str, frozenset[str]]:
    with (Path(__file__).parent / "names.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, list[str]] = yaml.safe_load(handle)
    return {key: frozenset(words) for key, words in loaded.items()}


@cache
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(map(fold, words)) for key, words in _as_written().items()}


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


class People:
    """`allowed`: folded words of names that are public here."""

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = frozenset(allowed)

    def names(self, text: str) -> list[tuple[int, int]]:
        """Spans of names, left to right."""
        words = _split(text)
        has_case = any(char.islower() for char in text)
        found = self._written_with_capitals(words, text) if has_case else set()
        found |= {index for index in range(len(words)) if index not in found and self._in_lower_case(words, index, text)}
        return [(words[index].start, words[index].end) for index in sorted(found)]

    def _written_with_capitals(self, words: list[_Word], text: str) -> set[int]:
        found: set[int] = set()
        for index, word in enumerate(words):
            if index in found or not word.raw[0].isupper() or not self._may_be_name(word):
                continue
            if self._named_before(words, index) or self._named_after(words, index, text) or self._out_of_place(words, index):
                found |= self._whole(words, index)
        return found

    def _named_before(self, words: list[_Word], index: int) -> bool:
        """What stands before says that a name comes: "pojken Ali", "pappan, Reza", "heter Amina", "lilla Tindra"."""
        if index == 0:
            return False
        word, before = words[index], words[index - 1]
        if _is_person(before.key) and (word.before in _CLOSE or word.before in _APART):
            return True
        return _comes_name(words, index) or (word.before == "" and before.key in _words()["liten"])

    def _named_after(self, words: list[_Word], index: int, text: str) -> bool:
        """What stands after says that it was a name: "Saras mamma", "Ali, 4 år", "Sara på röda avdelningen", "Sara vill"."""
        word, rest = words[index], text[words[index].end :]
        after = words[index + 1] if index + 1 < len(words) and words[index + 1].before == "" else None
        if after and word.key.endswith("s") and after.key in _words()["slakt"]:
            return not word.first or self._strange(word) or not _DEFINITE.search(word.key)
        if not self._strange(word):
            return False
        if _AGE.match(rest) or _WARD.match(rest):
            return True
        if after is None:
            return False
        if after.raw[0].isupper() and self._may_be_name(after):
            return self._strange(after) or bool(_AGE.match(text[after.end :]))
        return word.first and after.raw.lower() in _as_written()["gor"]  # unfolded: "har" is not "här"

    def _out_of_place(self, words: list[_Word], index: int) -> bool:
        """A strange word with a capital inside a sentence, unless it is said where something is or what a thing is called."""
        word = words[index]
        if word.first or not self._strange(word) or index == 0:
            return False
        before = words[index - 1].key
        if word.before == "" and before == "till":
            return not any(other.key.startswith(_TRAVEL) for other in words[:index])
        return not (word.before in _CLOSE and (before in _words()["platsord"] or before.endswith(tuple(_words()["ting"]))))

    def _in_lower_case(self, words: list[_Word], index: int, text: str) -> bool:
        """ "hon heter mariam", "det är yusuf på gula avdelningen", "amira som är 5 år"."""
        word = words[index]
        if {word.key} & (self._excluded | self._allowed) or len(word.key) < 2 or word.raw[0].isupper():
            return False
        if _IS_YEARS.match(text[word.end :]) and self._strange(word):
            return True
        if index < 2 or not _joined(word):
            return False
        before, subject = words[index - 1].key, words[index - 2].key
        if before in _words()["heter"]:
            return subject in _words()["den_som"] or _is_person(subject)
        return before == "ar" and self._strange(word) and bool(_WARD.match(text[word.end :]))

    def _whole(self, words: list[_Word], index: int) -> set[int]:
        """The name's other words, and other names listed with it: "Liam och Lova", "Nour, Jamal och Sami"."""
        found = {index}
        length = 1
        position = index + 1
        while position < len(words):
            also = words[position].before == "" and words[position].key in _words()["och"] and position + 1 < len(words)
            position += also
            word = words[position]
            surname = not also and word.before == "" and length < MOST_WORDS
            listed = word.before == "" if also else word.before == ","
            if not (surname or listed) or not word.raw[0].isupper() or not self._may_be_name(word):
                break
            length = length + 1 if surname else 1
            found.add(position)
            position += 1
        return found

    @property
    def _excluded(self) -> frozenset[str]:
        return _words()["inte_namn"]

    def _may_be_name(self, word: _Word) -> bool:
        """Written as names are, and not known to be something else: an abbreviation, a place, a day, what is public here."""
        if len(word.key) < 2 or _NOT_WRITTEN_SO.search(word.raw):
            return False
        forms = {word.key, word.key.removesuffix("s")}
        return not forms & (self._excluded | self._allowed | _words()["namnord"]) and not word.key.endswith(tuple(_words()["plats"]))

    def _strange(self, word: _Word) -> bool:
        """Swedish does not know it, neither as a word nor as two words put together; or knows it as a name too."""
        if {word.key, word.key.removesuffix("s")} & (self._excluded | self._allowed) or len(word.key) < 2:
            return False
        if {word.key, word.key.removesuffix("s")} & _words()["ocksa_namn"] or _SURNAME.search(word.key):
            return True
        forms = {part for form in (word.raw.lower(), word.raw.lower().rsplit("-", 1)[-1]) for part in (form, form.removesuffix("s"))}
        return not (_ABSTRACT.search(word.key) or any(_known(form) or _is_compound(form) for form in forms) or _is_person(word.key))


def _comes_name(words: list[_Word], index: int) -> bool:
    """ "heter Amina", "namnet är Amina", "name is Amina"; not "skolan heter Ekbacken" nor "vad heter Amina"."""
    before, subject = words[index - 1], words[index - 2].key if index >= 2 else ""
    if not _joined(words[index]):
        return False
    if before.key in ("ar", "is"):
        return subject in _words()["namnet"]
    return before.key in _words()["heter"] and subject not in ("vad", "what") and not subject.endswith(tuple(_words()["ting"]))


def _joined(word: _Word) -> bool:
    return word.before in _CLOSE


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


def _known(form: str) -> bool:
    """The table lists inflected forms; a dictionary form is known when one of its inflections leads to it. Not cached: that would keep people's words."""
    table = lemmas()
    if not form:
        return False
    if table.known(form) or table.key(form) != fold_letters(form):
        return True
    if form.endswith("a") and table.lemma(form[:-1] + "or") == form:
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
