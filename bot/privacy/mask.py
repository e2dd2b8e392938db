"""Spot and mask personal data in what a person typed.

Numbers are found in bot/privacy/numbers.py, names in bot/privacy/people.py; here are the rest and the order.
What the municipality itself is called by and called on (units, contacts, lines) is never masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.privacy.numbers import identities, phones
from bot.privacy.people import People
from bot.swedish.normalise import fold

MASK = "[borttaget]"
_RUN = re.compile(rf"{re.escape(MASK)}(?:\s+{re.escape(MASK)})+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STREET = re.compile(
    r"\b[A-ZÅÄÖa-zåäö][\wåäö]*(?:gatan|gata|vägen|väg|gränd|gränden|torget|stigen|stig|allén|backen|platsen|plan|esplanaden|leden)\s+\d{1,4}(?:\s?[A-Ha-h])?\b(?:,?\s*lgh\s*\d{1,4})?(?:,?\s*\d{3}\s?\d{2}\s+[A-ZÅÄÖ][\wåäö]+)?"
)
_POSTAL = re.compile(r"\b\d{3}\s\d{2}\s+[A-ZÅÄÖ][\wåäö]+\b")


@dataclass(frozen=True)
class Masked:
    """`text` with each find replaced by MASK. `kinds`: personnummer | telefon | epost | adress | namn, in order, each once."""

    text: str
    kinds: tuple[str, ...] = ()

    @property
    def nothing_left(self) -> bool:
        """Too little is left to answer: at most two words beside the masks."""
        return bool(self.kinds) and len(fold(self.text.replace(MASK, " ")).split()) <= 2


class Masker:
    """`allowed`: names that are public here (units, contacts, lines), matched word by word. `numbers`: public telephone numbers in E.164."""

    def __init__(self, allowed: Iterable[str] = (), numbers: Iterable[str] = ()) -> None:
        self._numbers = frozenset(numbers)
        self._people = People(frozenset(word for name in allowed for word in fold(name).split()))

    def mask(self, text: str) -> Masked:
        kinds: list[str] = []

        def remove(kind: str, spans: Iterable[tuple[int, int]]) -> None:
            nonlocal text
            for start, end in sorted(spans, reverse=True):
                text = text[:start] + MASK + text[end:]
                kinds.append(kind)

        remove("epost", _spans(_EMAIL, text))
        remove("personnummer", identities(text, self._numbers))
        remove("telefon", phones(text, self._numbers))
        remove("adress", _spans(_STREET, text))
        remove("adress", _spans(_POSTAL, text))
        remove("namn", self._people.names(text))
        return Masked(_RUN.sub(MASK, text), tuple(dict.fromkeys(kinds)))


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
