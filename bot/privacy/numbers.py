"""Numbers that tell who somebody is: personnummer, samordningsnummer, telephone numbers.

Personnummer are checked with python-stdnum (Skatteverket's form, Luhn check digit); telephone numbers with libphonenumber.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import phonenumbers
from stdnum import luhn
from stdnum.se import personnummer

_IDENTITY = re.compile(r"(?<![\d-])(?:\d{4}[\s.-]\d{2}[\s.-]\d{2}|\d{8}|\d{6})\s?[-+–]?\s?[\dTtXx]{4}(?![\d-])")
_TEMPORARY = re.compile(r"[TtXx]")
_BEGINS = re.compile(r"(?<=\d)\s+(?=\(?0\d{1,3}\)?\s?-\s?\d|0\d{7}|\+\d\d)")
"""Where a number begins right after another figure ("rum 4 070-…"), which libphonenumber would read as one."""
SHORTEST_PHONE = 8
"""Digits; shorter ones are lines such as 112, 114 14 and 116 111."""


def identities(text: str, public: Collection[str]) -> Iterator[tuple[int, int]]:
    """Spans of personnummer and samordningsnummer. `public`: telephone numbers in E.164 that must not be taken for one."""
    for match in _IDENTITY.finditer(text):
        if _is_identity(match.group()) and _as_phone(match.group()) not in public:
            yield match.span()


def phones(text: str, public: Collection[str]) -> Iterator[tuple[int, int]]:
    """Spans of telephone numbers that are not `public`."""
    starts = [0, *(match.end() for match in _BEGINS.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        for match in phonenumbers.PhoneNumberMatcher(text[start:end], "SE", leniency=phonenumbers.Leniency.POSSIBLE):
            number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            digits = re.sub(r"\D", "", match.raw_string)
            if len(digits) >= SHORTEST_PHONE and number not in public and match.raw_string.startswith(("0", "+", "(")):
                yield start + match.start, start + match.end


def _as_phone(raw: str) -> str | None:
    try:
        return phonenumbers.format_number(phonenumbers.parse(raw, "SE"), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return None


def _is_identity(raw: str) -> bool:
    """Valid, or close enough to tell who it is: a slip in the check digit counts, a mobile number or a date with a time does not."""
    number = re.sub(r"[\s.]", "", raw.replace("–", "-"))
    joined = re.sub(r"[-+]", "", number)
    if not _begins_with_birth(joined):
        return False
    if personnummer.is_valid(number) or luhn.is_valid(joined[-10:]):
        return True
    if len(joined) == 10 and number == joined:
        # ten digits in a row that fail the check are a telephone number when they begin with 0, and nothing sure when typed apart
        return not joined.startswith("0") and raw.isdigit()
    return number != joined or bool(_TEMPORARY.search(joined)) or joined.startswith(("19", "20"))


def _begins_with_birth(joined: str) -> bool:
    """The digits before the last four are a day; 60 is added to the day of a samordningsnummer."""
    month, day = int(joined[-8:-6]), int(joined[-6:-4])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
