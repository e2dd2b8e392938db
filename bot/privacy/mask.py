"""Spot and mask personal data in what a person typed.

Personnummer and samordningsnummer are checked with python-stdnum (Skatteverket's form, Luhn check digit); telephone numbers
with libphonenumber; names only in context ("mamman heter …", "pojken Ali"), since a capital letter alone proves nothing.
What the municipality itself is called by (units, contacts, lines) is never masked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import phonenumbers
import yaml
from stdnum.se import personnummer

from bot.swedish.normalise import fold

MASK = "[borttaget]"

_IDENTITY = re.compile(r"(?<![\d-])(?:\d{8}|\d{6})\s?[-+–]?\s?[\dTtXx]{4}(?![\d-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STREET = re.compile(
    r"\b[A-ZÅÄÖa-zåäö][\wåäö]*(?:gatan|gata|vägen|väg|gränd|gränden|torget|stigen|stig|allén|backen|platsen|plan|esplanaden|leden)\s+\d{1,4}\s?[A-Ha-h]?\b(?:,?\s*\d{3}\s?\d{2}\s+[A-ZÅÄÖ][\wåäö]+)?"
)
_POSTAL = re.compile(r"\b\d{3}\s\d{2}\s+[A-ZÅÄÖ][\wåäö]+\b")
_WORD = re.compile(r"[A-Za-zÅÄÖåäöÉéÜüÀ-ÿ][\wÀ-ÿ'’-]*")


@dataclass(frozen=True)
class Masked:
    """`text` with each find replaced by MASK. `kinds`: personnummer | telefon | epost | adress | namn, in order, each once."""

    text: str
    kinds: tuple[str, ...] = ()

    @property
    def nothing_left(self) -> bool:
        """Too little is left to answer: at most two words beside the masks."""
        return bool(self.kinds) and len(fold(self.text.replace(MASK, " ")).split()) <= 2


@cache
def _words() -> dict[str, frozenset[str]]:
    with (Path(__file__).parent / "names.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, list[str]] = yaml.load(handle, Loader=yaml.BaseLoader)  # noqa: S506 (text only: nothing is guessed)
    return {key: frozenset(fold(word) for word in words) for key, words in loaded.items()}


class Masker:
    """`allowed`: names that are public here (units, contacts, lines), matched word by word when masking names and whole when masking numbers."""

    def __init__(self, allowed: Iterable[str] = (), numbers: Iterable[str] = ()) -> None:
        self._allowed = frozenset(word for name in allowed for word in fold(name).split())
        self._numbers = frozenset(numbers)

    def mask(self, text: str) -> Masked:
        kinds: list[str] = []

        def replace(pattern: re.Pattern[str], kind: str, is_real: Callable[[re.Match[str]], bool]) -> None:
            nonlocal text

            def one(match: re.Match[str]) -> str:
                if not is_real(match):
                    return match.group()
                kinds.append(kind)
                return MASK

            text = pattern.sub(one, text)

        replace(_EMAIL, "epost", lambda match: True)
        replace(_IDENTITY, "personnummer", lambda match: _is_identity(match.group()))
        text = self._phones(text, kinds)
        replace(_STREET, "adress", lambda match: True)
        replace(_POSTAL, "adress", lambda match: True)
        text = self._names(text, kinds)
        return Masked(text, tuple(dict.fromkeys(kinds)))

    def _phones(self, text: str, kinds: list[str]) -> str:
        for match in sorted(phonenumbers.PhoneNumberMatcher(text, "SE", leniency=phonenumbers.Leniency.POSSIBLE), key=lambda found: -found.start):
            number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            digits = re.sub(r"\D", "", match.raw_string)
            if len(digits) < 8 or number in self._numbers or not match.raw_string.lstrip().startswith(("0", "+", "(")):
                continue
            kinds.append("telefon")
            text = text[: match.start] + MASK + text[match.end :]
        return text

    def _names(self, text: str, kinds: list[str]) -> str:
        lists = _words()
        found: list[tuple[int, int]] = []
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words[:-1]):
            key = fold(word.group())
            if key not in lists["namnord"]:
                continue
            after = index + 1
            while after < len(words) and self._is_name(words[after], text, words[after - 1], capital=key not in lists["heter"]):
                found.append(words[after].span())
                after += 1
                if after - index > 3:
                    break
        for start, end in reversed(found):
            text = text[:start] + MASK + text[end:]
            kinds.append("namn")
        return re.sub(rf"{re.escape(MASK)}(\s+{re.escape(MASK)})+", MASK, text)

    def _is_name(self, word: re.Match[str], text: str, before: re.Match[str], *, capital: bool) -> bool:
        """The next word is a name: right after, not a known other word; with a capital unless it follows "heter"."""
        raw, key = word.group(), fold(word.group())
        if text[before.end() : word.start()].strip() not in ("", '"', "'", "”", ":"):
            return False
        if key in _words()["inte_namn"] or key in self._allowed or len(key) < 2:
            return False
        return raw[0].isupper() or (not capital and fold(before.group()) in _words()["heter"])


def _is_identity(raw: str) -> bool:
    compact = re.sub(r"\s", "", raw.replace("–", "-"))
    return personnummer.is_valid(compact) or _looks_like_birth(compact)


def _looks_like_birth(number: str) -> bool:
    """A slip in the check digit still tells who it is: a birth date and four digits with a hyphen count."""
    match = re.fullmatch(r"(?:\d{2})?\d{2}(\d{2})(\d{2})[-+]?[\dTtXx]{4}", number)
    if not match:
        return False
    month, day = int(match.group(1)), int(match.group(2))
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
