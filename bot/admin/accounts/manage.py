"""What administrators do with other people's accounts. A local administrator reaches no further than her own organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts import links, people, sessions
from bot.admin.accounts.audit import note
from bot.admin.accounts.people import Account
from bot.admin.accounts.rules import four_eyes, set_four_eyes
from bot.admin.accounts.tables import GrantRow, PersonRow
from bot.admin.people import EVERYWHERE, Grant, Person, Role


class Refused(Exception):
    """`code` says why; the page has the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sees(manager: Person, account: Account) -> bool:
    return any(manager.may(Role.ADMINISTRATOR, grant.organisation) for grant in account.person.grants) or manager.may(Role.ADMINISTRATOR, EVERYWHERE)


def in_charge(manager: Person, account: Account) -> bool:
    """Of the whole account: who can close it or choose its password must have all the rights that it has."""
    return sees(manager, account) and all(manager.may(Role.ADMINISTRATOR, grant.organisation) for grant in account.person.grants)


def seen_by(engine: Engine, manager: Person) -> Sequence[Account]:
    return [account for account in people.accounts(engine) if sees(manager, account)]


def invite(engine: Engine, manager: Person, email: str, grant: Grant) -> tuple[int, str | None]:
    """The account's id and the token of its link; None when she has an account already and only gets the role."""
    known = people.find_by_email(engine, email)
    if known is not None and not known.active:
        raise Refused("stangt")
    if known is not None and any(one.organisation == grant.organisation for one in known.person.grants):
        raise Refused("finns")
    with Session(engine) as session, session.begin():
        if known is None:
            person_id = people.add(session, email, grants=[grant])
        else:
            person_id = known.person.id
            _give(session, person_id, grant)
        note(session, manager.id, "bjod_in", _place(grant.organisation), people.clean_email(email))
        new = known is None or (not known.can_sign_in_by_password and in_charge(manager, known))
        return person_id, links.make(session, links.Kind.INVITE, person_id) if new else None


def new_link(engine: Engine, manager: Person, account: Account) -> str:
    """Token of a link with which a new password is chosen. Raises Refused."""
    if not in_charge(manager, account):
        raise Refused("inte_hela")
    if not account.active:
        raise Refused("stangt")
    kind = links.Kind.RESET if account.person.name else links.Kind.INVITE
    with Session(engine) as session, session.begin():
        note(session, manager.id, "ny_lank", _home(account), account.person.email)
        return links.make(session, kind, account.person.id)


def change_roles(engine: Engine, manager: Person, account: Account, wanted: Mapping[str, Role | None], without_password: bool) -> None:
    """`wanted`: only organisations that `manager` administers count; what is not named stays. Raises Refused for the last administrator."""
    with Session(engine) as session, session.begin(), _keeping_one(session, without_password):
        rows = {row.organisation: row for row in session.scalars(select(GrantRow).where(GrantRow.person_id == account.person.id))}
        for organisation, role in wanted.items():
            row = rows.get(organisation)
            if not manager.may(Role.ADMINISTRATOR, organisation) or (row.role if row else None) == role:
                continue
            if row is not None:
                session.delete(row)
                session.flush()
            if role is not None:
                _give(session, account.person.id, Grant(role, organisation))
            note(session, manager.id, "roll_andrad", _place(organisation), account.person.email)


def set_active(engine: Engine, manager: Person, account: Account, active: bool, without_password: bool) -> None:
    """Closing signs her out everywhere at once. Raises Refused."""
    if not in_charge(manager, account):
        raise Refused("inte_hela")
    with Session(engine) as session, session.begin(), _keeping_one(session, without_password):
        session.get_one(PersonRow, account.person.id).active = active
        if not active:
            sessions.end_all(session, account.person.id)
        note(session, manager.id, "konto_oppnat_igen" if active else "konto_stangt", _home(account), account.person.email)


def change_four_eyes(engine: Engine, manager: Person, organisation: str, wanted: bool) -> None:
    if four_eyes(engine, organisation) != wanted:
        with Session(engine) as session, session.begin():
            set_four_eyes(session, organisation, wanted)
            note(session, manager.id, "fyra_ogon_pa" if wanted else "fyra_ogon_av", organisation)


def _give(session: Session, person_id: int, grant: Grant) -> None:
    """Links that somebody with fewer rights may hold do not open an account with more."""
    links.withdraw(session, person_id)
    session.add(GrantRow(person_id=person_id, role=int(grant.role), organisation=grant.organisation))


@contextmanager
def _keeping_one(session: Session, without_password: bool) -> Iterator[None]:
    """Raises Refused when what is done within would take away the last administrator of everything who can sign in. `without_password`: the
    municipality's own sign-in is there, so that an account without a password counts too."""
    # Two who close each other's accounts at the same time wait for one another. (SQLite has one writer anyway.)
    session.execute(select(PersonRow.id).order_by(PersonRow.id).with_for_update()).all()
    wanted = select(PersonRow.id).join(GrantRow, GrantRow.person_id == PersonRow.id)
    wanted = wanted.where(PersonRow.active, GrantRow.organisation == EVERYWHERE, GrantRow.role == int(Role.ADMINISTRATOR))
    if not without_password:
        wanted = wanted.where(PersonRow.password != "")
    before = session.scalar(wanted.limit(1))
    yield
    session.flush()
    if before is not None and session.scalar(wanted.limit(1)) is None:
        raise Refused("sista")


def _place(organisation: str) -> str:
    """As the log has it: everywhere is nowhere in particular."""
    return "" if organisation == EVERYWHERE else organisation


def _home(account: Account) -> str:
    """Where the log tells of it: in the organisation, when there is only one."""
    found = {grant.organisation for grant in account.person.grants}
    return _place(found.pop()) if len(found) == 1 else ""
