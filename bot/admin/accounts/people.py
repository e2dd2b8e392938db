"""Accounts in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts.tables import GrantRow, PersonRow
from bot.admin.people import EVERYWHERE, Grant, Person, Role


@dataclass(frozen=True)
class Account:
    """A person as the ones who manage accounts see her."""

    person: Person
    active: bool
    can_sign_in_by_password: bool


def printable(given: str) -> str:
    """Without what cannot be seen; PostgreSQL takes no zero bytes."""
    return "".join(sign for sign in given if sign.isprintable()).strip()


def clean_email(given: str) -> str:
    """As it is stored and compared."""
    return printable(given).lower()


def account(session: Session, row: PersonRow) -> Account:
    grants = session.scalars(select(GrantRow).where(GrantRow.person_id == row.id).order_by(GrantRow.organisation)).all()
    person = Person(row.id, row.name, row.email, tuple(Grant(Role(one.role), one.organisation) for one in grants))
    return Account(person, row.active, bool(row.password))


def accounts(engine: Engine) -> Sequence[Account]:
    """By name, those without one last."""
    with Session(engine) as session:
        rows = session.scalars(select(PersonRow)).all()
        return [account(session, row) for row in sorted(rows, key=lambda row: (not row.name, row.name.lower(), row.email))]


def find(engine: Engine, person_id: int) -> Account | None:
    with Session(engine) as session:
        row = session.get(PersonRow, person_id)
        return account(session, row) if row else None


def find_by_email(engine: Engine, email: str) -> Account | None:
    with Session(engine) as session:
        row = session.scalar(select(PersonRow).where(PersonRow.email == clean_email(email)))
        return account(session, row) if row else None


def anybody(engine: Engine) -> bool:
    with Session(engine) as session:
        return bool(session.scalar(select(func.count()).select_from(PersonRow)))


def add(session: Session, email: str, name: str = "", password: str = "", grants: Iterable[Grant] = ()) -> int:
    """Id of the new account. `password` is a hash. Raises IntegrityError when the e-mail is taken."""
    row = PersonRow(email=clean_email(email), name=name, password=password)
    session.add(row)
    session.flush()
    session.add_all(GrantRow(person_id=row.id, role=int(grant.role), organisation=grant.organisation) for grant in grants)
    session.flush()
    return row.id


def helpers(engine: Engine, organisation: str) -> Sequence[Person]:
    """Those who can change rights in `organisation`; those of the organisation itself first."""
    active = [one.person for one in accounts(engine) if one.active and one.person.name]
    found = [person for person in active if person.may(Role.ADMINISTRATOR, organisation)]
    return sorted(found, key=lambda person: person.may(Role.ADMINISTRATOR, EVERYWHERE))
