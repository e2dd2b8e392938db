"""Single values: is this text a date, an opening-hours interval, a telephone number? One function a type."""

from __future__ import annotations

import re
from datetime import date

import phonenumbers

from bot.knowledge.model import DayHours, Interval, Phone

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_INTERVAL = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zåäö]{2,}\Z", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"(1\d{2}|11\s?4\s?14|114\s?14|11\d\s?\d{2,3}|9\d{4}|1177)\Z")
RESERVED = frozenset({"kalender", "konto", "konton", "lank", "logg", "logga-in", "logga-ut", "oidc"})
"""Ids no pack may have: the workplace has pages of its own at /admin/<these>."""
CLOSED_WORDS = frozenset({"stängt", "stangt"})


def is_id(text: str, style: str) -> bool:
    return bool((_SNAKE if style == "snake" else _KEBAB).match(text))


def as_date(text: str) -> date | None:
    """ISO 8601 calendar date, four-digit year; None when it is not one."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def guess_date(text: str) -> str:
    """A date somebody wrote another way ("1/3 2026", "2026.03.01", "20260301"), as ISO; empty when there is no telling."""
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(digits[0]) == 8:
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
    if len(digits) != 3:
        return ""
    year, month, day = digits if len(digits[0]) == 4 else (digits[2], digits[1], digits[0])
    iso = f"{year}-{month:0>2}-{day:0>2}"
    return iso if as_date(iso) else ""


def as_interval(text: str) -> Interval | None:
    """ "08:00-16:30" → minutes. "24:00" is the end of the day; an end at or before the start passes midnight."""
    match = _INTERVAL.match(text.strip())
    if not match:
        return None
    hour, minute, end_hour, end_minute = (int(part) for part in match.groups())
    if minute > 59 or end_minute > 59 or hour > 23 or end_hour * 60 + end_minute > 1440:
        return None
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if start == end:
        return None
    return Interval(start, end if end > start else end + 1440)


def guess_interval(text: str) -> str:
    """Hours somebody wrote another way ("8.00-16.30", "8-16", "kl 8 till 16"), as "08:00-16:30"; empty when there is no telling."""
    numbers = re.findall(r"(\d{1,2})(?:[.:,](\d{2}))?", text)
    if len(numbers) != 2:
        return ""
    (hour, minute), (end_hour, end_minute) = numbers
    guess = f"{hour:0>2}:{minute or '00'}-{end_hour:0>2}:{end_minute or '00'}"
    return guess if as_interval(guess) else ""


def as_hours(texts: list[str]) -> DayHours | None:
    """One day: ["stängt"] → (), ["09:00-11:00", "13:00-15:00"] → two intervals; None when one of them is wrong."""
    if len(texts) == 1 and texts[0].strip().lower() in CLOSED_WORDS:
        return ()
    intervals = [as_interval(text) for text in texts]
    if any(interval is None for interval in intervals):
        return None
    return tuple(sorted((interval for interval in intervals if interval), key=lambda interval: interval.start))


def is_https(text: str) -> bool:
    return bool(re.match(r"https://[^\s/]+\.[^\s]+\Z", text))


def is_email(text: str) -> bool:
    return bool(_EMAIL.match(text))


def as_phone(text: str, name: str | None = None) -> Phone | None:
    """A Swedish number as people write it → E.164, or a short number kept short (ITU-T E.164; PTS numbering plan); None when it is neither."""
    if re.search(r"[^\d\s+()\-–]", text):
        return None
    short = re.sub(r"[\s-]", "", text)
    if _SHORT_NUMBER.match(text.strip()) or short in {"11414"}:
        return Phone(short, text.strip(), name)
    try:
        number = phonenumbers.parse(text.replace("–", "-"), "SE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), text.strip(), name)
