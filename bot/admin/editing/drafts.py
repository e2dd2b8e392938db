"""Drafts: what a person has changed and nobody else sees yet. Each person has one draft a file; what is published is never touched here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.editing.tables import DraftRow
from bot.storage.moment import now
from bot.storage.upsert import insert_for


@dataclass(frozen=True)
class Draft:
    organisation: str
    path: str
    """Relative to the knowledge folder, POSIX style."""
    person: int
    base: str
    """SHA-256 (hex) of the published bytes it was begun on; "" when there was no such file."""
    text: str | None
    """None: the file is to be removed."""
    changed_at: datetime
    submitted: bool = False
    """Sent on, so that another may publish it."""

    @property
    def stamp(self) -> str:
        """Another one for every saved version: a form carries it, so that a second tab is noticed."""
        return self.changed_at.isoformat()


def stamp_of(data: bytes | None) -> str:
    """SHA-256 (hex) of a file's bytes; "" for no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


class Drafts:
    """`root` is the knowledge folder."""

    def __init__(self, engine: Engine, root: Path) -> None:
        self._engine, self._root = engine, root

    def published(self, path: str) -> bytes | None:
        """The bytes on disk; None when there is no such file."""
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError:
            return None

    def stamp_now(self, path: str) -> str:
        """Of what is published now: the `base` of a draft begun at this moment."""
        return stamp_of(self.published(path))

    def mine(self, organisation: str, person_id: int) -> list[Draft]:
        """By path."""
        return self._found(DraftRow.organisation == organisation, DraftRow.person_id == person_id)

    def all_in(self, organisation: str) -> list[Draft]:
        """Everybody's, by path."""
        return self._found(DraftRow.organisation == organisation)

    def on(self, path: str) -> list[Draft]:
        """Everybody's of one file."""
        return self._found(DraftRow.path == path)

    def one(self, path: str, person_id: int) -> Draft | None:
        return next(iter(self._found(DraftRow.path == path, DraftRow.person_id == person_id)), None)

    def save(self, organisation: str, path: str, person_id: int, text: str | None, base: str | None = None) -> Draft:
        """Made or changed. `base` None: as it was begun, for a new draft what is published now. A change takes back that it was sent on."""
        text = None if text is None else text.replace("\x00", "\ufffd")  # PostgreSQL holds no NUL
        changed: dict[str, Any] = {"text": text, "changed_at": now(), "submitted": False} | ({} if base is None else {"base": base})
        made = {"organisation": organisation, "path": path, "person_id": person_id, "base": self.stamp_now(path), **changed}
        with Session(self._engine) as session, session.begin():
            insert = insert_for(self._engine, DraftRow).values(made)
            session.execute(insert.on_conflict_do_update(index_elements=["path", "person_id"], set_=changed))
            found = session.scalars(select(DraftRow).where(DraftRow.path == path, DraftRow.person_id == person_id)).one()
            return _draft(found)

    def drop(self, path: str, person_id: int) -> None:
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DraftRow).where(DraftRow.path == path, DraftRow.person_id == person_id))

    def submit(self, organisation: str, person_id: int, submitted: bool) -> None:
        """All of the person's drafts there."""
        with Session(self._engine) as session, session.begin():
            mine = (DraftRow.organisation == organisation) & (DraftRow.person_id == person_id)
            session.execute(update(DraftRow).where(mine).values(submitted=submitted))

    def overlay(self, organisation: str, person_id: int) -> Mapping[str, bytes | None]:
        """What `Reader` reads in place of the files on disk."""
        return {draft.path: None if draft.text is None else draft.text.encode() for draft in self.mine(organisation, person_id)}

    def stale(self, draft: Draft) -> bool:
        """What is published is no longer what the draft was begun on."""
        return self.stamp_now(draft.path) != draft.base

    def _found(self, *where: object) -> list[Draft]:
        with Session(self._engine) as session:
            return [_draft(row) for row in session.scalars(select(DraftRow).where(*where).order_by(DraftRow.path, DraftRow.person_id))]  # type: ignore[arg-type]


def _draft(row: DraftRow) -> Draft:
    return Draft(row.organisation, row.path, row.person_id, row.base, row.text, row.changed_at, row.submitted)
