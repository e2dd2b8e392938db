"""Is a contact open now, and when does it open? Europe/Stockholm, Swedish public holidays (library `holidays`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays

from bot.answers.texts import entry, text
from bot.knowledge.model import Contact, DayHours, OpeningHours

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LOOK_AHEAD = 21
"""Days searched for the next opening: over Christmas and New Year with bridge days there are at most eleven closed in a row."""

State = Literal["open", "closed", "always", "unknown"]


@dataclass(frozen=True)
class OpenState:
    state: State
    label: str

    @property
    def reachable(self) -> bool:
        return self.state in ("open", "always")


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    # de_facto: Midsummer's Eve, Christmas Eve and New Year's Eve, when municipal offices are closed
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_holiday(day: date) -> bool:
    """Swedish public holiday or one of the three eves. Sundays in themselves are not counted."""
    return day in _holidays(day.year)


def holiday_dates(years: Iterable[int]) -> list[date]:
    """The days that `is_holiday` knows, in order."""
    return sorted(day for year in years for day in _holidays(year))


def hours_on(hours: OpeningHours, day: date) -> DayHours:
    """The intervals that begin on `day`."""
    for exception in hours.exceptions:
        if exception.day == day:
            return exception.hours
    if hours.holidays is not None and is_holiday(day):
        return hours.holidays
    return hours.week[day.weekday()]


def _spans(hours: OpeningHours, start: date, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Opening spans in local wall time, joined where one ends as the next begins."""
    current: tuple[datetime, datetime] | None = None
    for offset in range(days):
        day = start + timedelta(days=offset)
        midnight = datetime.combine(day, time())
        for interval in hours_on(hours, day):
            begin, end = midnight + timedelta(minutes=interval.start), midnight + timedelta(minutes=interval.end)
            if current and begin <= current[1]:
                current = (current[0], max(current[1], end))
            else:
                if current:
                    yield current
                current = (begin, end)
    if current:
        yield current


def open_state(contact: Contact, now: datetime) -> OpenState:
    """`now` must be zone-aware. The label is a short Swedish sentence."""
    if contact.always_open:
        return OpenState("always", text("oppet.alltid"))
    if contact.hours is None:
        return OpenState("unknown", text("oppet.okant"))
    local = now.astimezone(STOCKHOLM).replace(tzinfo=None)
    for begin, end in _spans(contact.hours, local.date() - timedelta(days=1), LOOK_AHEAD + 1):
        if begin <= local < end:
            return OpenState("open", _closes(local, end))
        if begin > local:
            return OpenState("closed", _opens(local, begin))
    return OpenState("closed", text("oppet.stangt"))


def _closes(now: datetime, end: datetime) -> str:
    if end - now > timedelta(days=7):
        return text("oppet.alltid")
    if end.date() == now.date() or end == datetime.combine(now.date() + timedelta(days=1), time()):
        return text("oppet.oppet", tid=clock(end))
    return text("oppet.oppet_natt", dag=entry("dagar")[end.weekday()], tid=clock(end))


def _opens(now: datetime, begin: datetime) -> str:
    ahead = (begin.date() - now.date()).days
    values = {"tid": clock(begin)}
    if ahead == 0:
        return text("oppet.stangt_idag", **values)
    if ahead == 1:
        return text("oppet.stangt_imorgon", **values)
    if ahead < 7:
        return text("oppet.stangt_dag", dag=entry("dagar")[begin.weekday()], **values)
    return text("oppet.stangt_datum", datum=f"{begin.day} {entry('manader')[begin.month - 1]}", **values)


def clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def week_lines(contact: Contact) -> list[tuple[str, str]]:
    """Opening hours for reading: [("måndag–torsdag", "08:00–16:30"), …]; equal days are put together."""
    if contact.always_open:
        return [("", text("oppet.dygnet_runt"))]
    if contact.hours is None:
        return []
    days = entry("dagar")
    lines: list[tuple[str, str]] = []
    start = 0
    for index in range(1, 8):
        if index == 7 or contact.hours.week[index] != contact.hours.week[start]:
            name = days[start] if index - start == 1 else f"{days[start]}–{days[index - 1]}"
            lines.append((name, describe(contact.hours.week[start])))
            start = index
    if contact.hours.holidays is not None:
        lines.append((text("oppet.helgdagar"), describe(contact.hours.holidays)))
    return lines


def describe(hours: DayHours) -> str:
    if not hours:
        return text("oppet.stangd_dag")
    return ", ".join(f"{_minutes(interval.start)}–{_minutes(interval.end)}" for interval in hours)


def _minutes(minutes: int) -> str:
    if minutes > 1440:
        minutes -= 1440
    return f"{minutes // 60:02}:{minutes % 60:02}"
