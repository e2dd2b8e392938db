"""Lock-out: after some wrong sign-ins one has to wait. The same whether the account exists or not."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts.people import clean_email
from bot.admin.accounts.tables import AttemptRow
from bot.storage.moment import now

WINDOW = timedelta(minutes=15)
OF_ACCOUNT = 5
OF_ADDRESS = 20


class Wait(Exception):
    """Too many wrong ones. `minutes`: until it is worth trying again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


@dataclass(frozen=True)
class Attempt:
    """One that is being made. It counts as wrong until `forgive` says otherwise."""

    ids: tuple[int, int]
    account: str
    last: bool
    """Whether the account is locked if this one is wrong."""


def begin(engine: Engine, email: str, address: str) -> Attempt:
    """Written before it is counted, so that many at the same time do not slip past. Raises Wait; then it does not count."""
    keys = _key("konto", clean_email(email)), _key("adress", address)
    with Session(engine) as session, session.begin():
        session.execute(delete(AttemptRow).where(AttemptRow.at <= now() - WINDOW))
        rows = [AttemptRow(key=key, at=now()) for key in keys]
        session.add_all(rows)
        session.flush()
        ids = rows[0].id, rows[1].id
    with Session(engine) as session, session.begin():
        found = [session.scalars(select(AttemptRow.at).where(AttemptRow.key == key).order_by(AttemptRow.at)).all() for key in keys]
        for moments, limit in zip(found, (OF_ACCOUNT, OF_ADDRESS), strict=True):
            if len(moments) > limit:
                session.execute(delete(AttemptRow).where(AttemptRow.id.in_(ids)))
                session.commit()
                raise Wait(math.ceil((moments[-limit - 1] + WINDOW - now()) / timedelta(minutes=1)))
    return Attempt(ids, keys[0], len(found[0]) == OF_ACCOUNT)


def forgive(session: Session, attempt: Attempt) -> None:
    """It was right: the account's wrong ones are forgotten, the address's others are not."""
    session.execute(delete(AttemptRow).where(AttemptRow.id.in_(attempt.ids)))
    session.execute(delete(AttemptRow).where(AttemptRow.key == attempt.account))


def unlock(session: Session, email: str) -> None:
    session.execute(delete(AttemptRow).where(AttemptRow.key == _key("konto", clean_email(email))))


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
