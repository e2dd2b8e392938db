"""Sign in with a password, take up a link, change a password. The pages stand around it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts import attempts, links, people, sessions
from bot.admin.accounts.attempts import Attempt
from bot.admin.accounts.audit import note, record
from bot.admin.accounts.passwords import hashed, right
from bot.admin.accounts.tables import PersonRow
from bot.admin.people import EVERYWHERE, Grant, Person, Role


class Wrong(Exception):
    """E-mail and password do not belong together, or the account is closed: never told apart."""


class Gone(Exception):
    """The link is used, too old or wrong."""


def sign_in(engine: Engine, email: str, password: str, address: str, browser: str) -> str:
    """Token of a new session. Raises Wrong, attempts.Wait."""
    attempt = attempts.begin(engine, email, address)
    with Session(engine) as session:
        row = session.scalar(select(PersonRow).where(PersonRow.email == people.clean_email(email)))
        person_id, kept = (row.id, row.password) if row and row.active else (None, "")
    if not right(password, kept) or person_id is None:
        _wrong(engine, person_id, attempt)
        raise Wrong
    with Session(engine) as session, session.begin():
        attempts.forgive(session, attempt)
        note(session, person_id, "inloggad")
        return sessions.begin(session, person_id, browser)


def take_up(engine: Engine, token: str, email: str, name: str, password: str, browser: str) -> str:
    """Uses the link: the account gets its password (and name), and a session begins; all others of it end.
    `email` counts for the first administrator only, `name` not for a new password. Raises Gone."""
    kept = hashed(password)
    with Session(engine) as session, session.begin():
        link = links.use(session, token)
        if link is None:
            raise Gone
        if link.person_id is None:
            person_id = people.add(session, email, name, kept, [Grant(Role.ADMINISTRATOR, EVERYWHERE)])
            note(session, person_id, "forsta_administrator")
        else:
            person_id = link.person_id
            row = session.get_one(PersonRow, person_id)
            row.password = kept
            row.name = row.name or name
            sessions.end_all(session, person_id)
            attempts.unlock(session, row.email)
            note(session, person_id, "konto_oppnat" if link.kind is links.Kind.INVITE else "nytt_losenord_med_lank")
        return sessions.begin(session, person_id, browser)


def change_password(engine: Engine, person: Person, current: str, new: str, address: str, browser: str) -> str:
    """Token of a new session in this browser; all others end. Raises Wrong, attempts.Wait."""
    attempt = attempts.begin(engine, person.email, address)
    with Session(engine) as session:
        kept = session.get_one(PersonRow, person.id).password
    if not right(current, kept):
        _wrong(engine, person.id, attempt)
        raise Wrong
    new_hash = hashed(new)
    with Session(engine) as session, session.begin():
        attempts.forgive(session, attempt)
        session.get_one(PersonRow, person.id).password = new_hash
        sessions.end_all(session, person.id)
        note(session, person.id, "losenord_bytt")
        return sessions.begin(session, person.id, browser)


def _wrong(engine: Engine, person_id: int | None, attempt: Attempt) -> None:
    """Noted in the same way for an account that does not exist: neither time nor words tell."""
    record(engine, person_id, "sparrad" if attempt.last else "fel_losenord")
