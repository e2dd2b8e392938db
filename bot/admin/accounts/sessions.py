"""Who is signed in, in which browser. The token is in the browser's cookie; the database keeps its hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts.people import account
from bot.admin.accounts.secrets import new_token, stored
from bot.admin.accounts.tables import PersonRow, SessionRow
from bot.admin.people import Person
from bot.settings import Settings
from bot.storage.moment import now

TOUCH_EVERY = timedelta(minutes=1)
"""Not at every click: reading a page need not write."""


@dataclass(frozen=True)
class Limits:
    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True)
class SignedIn:
    """A session as its owner sees it."""

    id: int
    made_at: datetime
    seen_at: datetime
    browser: str


def limits(settings: Settings) -> Limits:
    return Limits(timedelta(hours=settings.session_idle_hours), timedelta(days=settings.session_days))


def begin(session: Session, person_id: int, browser: str) -> str:
    """The new token. Always a new one: what the browser held before sign-in is worth nothing after it."""
    token, moment = new_token(), now()
    session.add(SessionRow(token_hash=stored(token), person_id=person_id, made_at=moment, seen_at=moment, browser=browser[:60]))
    return token


def signed_in_as(engine: Engine, token: str, allowed: Limits) -> tuple[Person, int] | None:
    """Whose session this is, and its id; None when there is none, it is too old or the account is not active."""
    moment = now()
    with Session(engine) as session, session.begin():
        row = session.scalar(select(SessionRow).where(SessionRow.token_hash == stored(token)))
        if row is None:
            return None
        owner = session.get(PersonRow, row.person_id)
        if owner is None or not owner.active or _over(row, moment, allowed):
            session.delete(row)
            return None
        if moment - row.seen_at > TOUCH_EVERY:
            row.seen_at = moment
        return account(session, owner).person, row.id


def _over(row: SessionRow, moment: datetime, allowed: Limits) -> bool:
    return moment - row.seen_at > allowed.idle or moment - row.made_at > allowed.absolute


def of(engine: Engine, person_id: int) -> Sequence[SignedIn]:
    """Newest use first."""
    with Session(engine) as session:
        rows = session.scalars(select(SessionRow).where(SessionRow.person_id == person_id).order_by(SessionRow.seen_at.desc(), SessionRow.id)).all()
        return [SignedIn(row.id, row.made_at, row.seen_at, row.browser) for row in rows]


def end(engine: Engine, person_id: int, session_id: int) -> None:
    """One of the person's own; somebody else's is left alone."""
    with Session(engine) as session, session.begin():
        session.execute(delete(SessionRow).where(SessionRow.id == session_id, SessionRow.person_id == person_id))


def end_this(engine: Engine, token: str) -> None:
    """By its token: SQLite may give a new session the number of an old one."""
    with Session(engine) as session, session.begin():
        session.execute(delete(SessionRow).where(SessionRow.token_hash == stored(token)))


def end_all(session: Session, person_id: int) -> None:
    session.execute(delete(SessionRow).where(SessionRow.person_id == person_id))


def sweep(engine: Engine, allowed: Limits) -> None:
    """Takes away what nobody can use any longer."""
    moment = now()
    with Session(engine) as session, session.begin():
        session.execute(delete(SessionRow).where(or_(SessionRow.seen_at < moment - allowed.idle, SessionRow.made_at < moment - allowed.absolute)))
