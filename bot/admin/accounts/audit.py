"""The log: who did what, when. Codes and their sentences stand in audit.yml."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts.tables import AuditRow, PersonRow
from bot.storage.moment import now

PAGE = 50
ABOUT = 300


@dataclass(frozen=True)
class Entry:
    at: datetime
    name: str
    """Of the person; "" when it was nobody who is signed in, the e-mail while she has no name."""
    text: str
    organisation: str
    """"" for what concerns no single organisation."""


@cache
def sentences() -> dict[str, str]:
    with (Path(__file__).parent / "audit.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, str] = yaml.safe_load(handle)
    return loaded


def record(engine: Engine, person_id: int | None, what: str, organisation: str = "", about: str = "") -> None:
    """`what` is a code of audit.yml; anything else raises KeyError. `about` is cut at 300 characters; never what somebody asked Vägvisaren."""
    with Session(engine) as session, session.begin():
        note(session, person_id, what, organisation, about)


def note(session: Session, person_id: int | None, what: str, organisation: str = "", about: str = "") -> None:
    """As `record`, in a transaction that is already open: the entry is there if what it tells of is."""
    sentences()[what]
    session.add(AuditRow(at=now(), person_id=person_id, what=what, organisation=organisation, about=about[:ABOUT]))


def entries(engine: Engine, organisations: Collection[str] | None, page: int = 1) -> tuple[Sequence[Entry], bool]:
    """Newest first, `PAGE` a page from 1, and whether there are older ones. `organisations` None: all, and what concerns none."""
    wanted = select(AuditRow, PersonRow).outerjoin(PersonRow, PersonRow.id == AuditRow.person_id).order_by(AuditRow.id.desc())
    if organisations is not None:
        wanted = wanted.where(AuditRow.organisation.in_(organisations))
    with Session(engine) as session:
        rows = session.execute(wanted.offset((page - 1) * PAGE).limit(PAGE + 1)).all()
    return [_entry(row, person) for row, person in rows[:PAGE]], len(rows) > PAGE


def _entry(row: AuditRow, person: PersonRow | None) -> Entry:
    sentence = sentences().get(row.what, row.what)  # a code that a newer version wrote
    name = (person.name or person.email) if person else ""
    return Entry(row.at, name, sentence.replace("{om}", row.about), row.organisation)
