"""One-time links: the first administrator, invitations, new passwords. Shown once; the database keeps a hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts.people import anybody
from bot.admin.accounts.secrets import new_token, stored
from bot.admin.accounts.tables import LinkRow, PersonRow
from bot.storage.moment import now


class Kind(StrEnum):
    FIRST = "first"
    INVITE = "invite"
    RESET = "reset"


VALID = {Kind.FIRST: timedelta(hours=24), Kind.INVITE: timedelta(hours=72), Kind.RESET: timedelta(hours=72)}


@dataclass(frozen=True)
class Link:
    id: int
    kind: Kind
    person_id: int | None
    """None: the first administrator."""
    email: str
    name: str


def make(session: Session, kind: Kind, person_id: int | None = None) -> str:
    """The token. Earlier unused links of the same person are worth nothing from now on."""
    withdraw(session, person_id)
    token = new_token()
    session.add(LinkRow(token_hash=stored(token), kind=kind.value, person_id=person_id, expires_at=now() + VALID[kind]))
    return token


def withdraw(session: Session, person_id: int | None) -> None:
    """Unused links of the person are worth nothing from now on."""
    session.execute(delete(LinkRow).where(LinkRow.person_id == person_id, LinkRow.used_at.is_(None)))


def first_link(engine: Engine) -> str | None:
    """A token for the first administrator; None when there are accounts."""
    if anybody(engine):
        return None
    with Session(engine) as session, session.begin():
        return make(session, Kind.FIRST)


def look(engine: Engine, token: str) -> Link | None:
    """What the link is for, without using it; None when it is wrong, used, too old or for a closed account."""
    with Session(engine) as session:
        return _valid(session, token)


def use(session: Session, token: str) -> Link | None:
    """As `look`, and nobody can use it again, however close behind."""
    link = _valid(session, token)
    if link is None:
        return None
    taken = session.execute(update(LinkRow).where(LinkRow.id == link.id, LinkRow.used_at.is_(None)).values(used_at=now()))
    return link if taken.rowcount == 1 else None  # type: ignore[attr-defined]


def _valid(session: Session, token: str) -> Link | None:
    row = session.scalar(select(LinkRow).where(LinkRow.token_hash == stored(token)))
    if row is None or row.used_at is not None or row.expires_at <= now():
        return None
    kind = Kind(row.kind)
    if kind is Kind.FIRST:
        someone = session.scalar(select(PersonRow.id).limit(1))
        return None if someone is not None else Link(row.id, kind, None, "", "")
    owner = session.get(PersonRow, row.person_id)
    return Link(row.id, kind, owner.id, owner.email, owner.name) if owner and owner.active else None
