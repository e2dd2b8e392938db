"""The database as it is opened, and moments as they are stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from bot.admin.accounts.tables import AttemptRow, GrantRow
from bot.storage.engine import open_engine
from bot.storage.migrate import migrate

NOON = datetime(2026, 11, 23, 12, 0, 0, 250_000, UTC)


@pytest.fixture
def engine(database_url):
    made = open_engine(database_url)
    migrate(made)
    yield made
    made.dispose()


def test_the_folder_of_a_file_is_made(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/deep/down/file.sqlite")
    with engine.connect() as connection:
        assert connection.execute(text("pragma journal_mode")).scalar() == "wal"
        assert connection.execute(text("pragma busy_timeout")).scalar() == 5000
    assert (tmp_path / "deep" / "down" / "file.sqlite").is_file()
    engine.dispose()


def test_what_a_row_refers_to_must_be_there(engine):
    with Session(engine) as session:
        session.add(GrantRow(person_id=77, role=1, organisation="alfa"))
        with pytest.raises(IntegrityError):
            session.flush()


@pytest.mark.parametrize("given", [NOON, NOON.astimezone(timezone(timedelta(hours=2)))])
def test_a_moment_comes_back_as_it_was_with_its_zone(engine, given):
    with Session(engine) as session, session.begin():
        session.add(AttemptRow(key="x", at=given))
    with Session(engine) as session:
        found = session.scalars(select(AttemptRow.at).where(AttemptRow.at == NOON, AttemptRow.at < NOON + timedelta(microseconds=1))).one()
    assert found == NOON
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(engine):
    with Session(engine) as session:
        session.add(AttemptRow(key="x", at=NOON.replace(tzinfo=None)))
        with pytest.raises(StatementError, match="time zone"):
            session.flush()
