"""What is to be reviewed when: by month, and as a calendar that an owner's own calendar can follow (RFC 5545)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.lists.contacts import ContactState
from bot.admin.lists.routines import RoutineState
from bot.admin.lists.tables import FeedRow
from bot.knowledge.checks import VERIFIED_FOR


@dataclass(frozen=True)
class Due:
    """`place`: the address under the organisation ("rutiner/tolk")."""

    day: date
    title: str
    who: str
    place: str


def due(routines: Iterable[RoutineState], contacts: Iterable[ContactState]) -> list[Due]:
    """Reviews of routines, and contacts to be checked a year after the last time; the earliest first."""
    found = [Due(each.due, each.title, each.owner, f"rutiner/{each.id}") for each in routines if each.due]
    known = [state.contact for state in contacts]
    found += [Due(each.verified_on + VERIFIED_FOR, each.name, "", f"kontakter/{each.id}") for each in known if each.verified_on]
    return sorted(found, key=lambda each: (each.day, each.title))


def by_month(found: Sequence[Due]) -> list[tuple[date, list[Due]]]:
    """First day of the month → what is due in it."""
    return [(month, list(days)) for month, days in groupby(found, key=lambda each: each.day.replace(day=1))]


def calendar(name: str, organisation: str, address: str, found: Sequence[Due]) -> bytes:
    """All-day events. `address`: the public address of the workplace. An event keeps its UID when its day changes, so that it is moved, not doubled."""
    made = Calendar()
    made.add("prodid", "-//Vägvisaren//Granskning//SV")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Vägvisaren, granskning: {name}")
    made.add("refresh-interval;value=duration", "P1D")
    for each in found:
        event = Event()
        event.add("uid", f"{each.place.replace('/', '-')}@{organisation}.vagvisaren")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        kind = "Granska" if each.place.startswith("rutiner") else "Kontrollera"
        event.add("summary", f"{kind}: {each.title}")
        event.add("description", (f"Ägare: {each.who}\n" if each.who else "") + f"{address}/admin/{organisation}/{each.place}")
        event.add("url", f"{address}/admin/{organisation}/{each.place}")
        made.add_component(event)
    return bytes(made.to_ical())


def token_of(engine: Engine, organisation: str) -> str:
    """The secret of the feed's address; "" until one is made."""
    with Session(engine) as session:
        row = session.get(FeedRow, organisation)
        return row.token if row else ""


def new_token(engine: Engine, organisation: str) -> str:
    """The old address stops working."""
    token = secrets.token_urlsafe(24)
    with Session(engine) as session, session.begin():
        session.merge(FeedRow(organisation=organisation, token=token))
    return token


def organisation_of(engine: Engine, token: str) -> str:
    """Whose calendar the token opens; "" for none."""
    with Session(engine) as session:
        found = session.scalar(select(FeedRow.organisation).where(FeedRow.token == token)) if token else None
        return found or ""
