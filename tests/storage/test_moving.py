"""From a SQLite file to either kind of database: every row, once, and new rows after them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.accounts import people
from bot.admin.accounts.audit import record
from bot.admin.people import Grant, Role
from bot.storage.engine import Base, open_engine
from bot.storage.migrate import migrate
from bot.storage.moving import NotEmpty, move
from bot.storage.tables import load
from bot.usage.store import Outcome, UsageStore

TODAY = date(2026, 11, 23)


load()


@pytest.fixture
def source(tmp_path):
    made = open_engine(f"sqlite:///{tmp_path}/old/vagvisaren.sqlite")
    migrate(made)
    with Session(made) as session, session.begin():
        people.add(session, "anna@alfa.se", "Anna Å", grants=[Grant(Role.PUBLISHER, "alfa")])
    record(made, 1, "publicerat", "alfa", "Nytt nummer")
    store = UsageStore(made)
    store.count_turn(TODAY, "alfa", Outcome("answer", "tolk", None))
    for question in ("får vi låna cykeln", "var är nyckeln"):
        store.add_gap(TODAY, "alfa", question, "unknown")
    yield made
    made.dispose()


@pytest.fixture
def target(database_url):
    made = open_engine(database_url)
    yield made
    made.dispose()


def rows(engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in Base.metadata.sorted_tables}


def test_every_row_is_there_afterwards_and_the_file_is_as_it_was(source, target):
    before = rows(source)
    assert move(source, target) == sum(map(len, before.values())) > 5
    assert rows(target) == before == rows(source)
    moments = [value for row in rows(target)["audit"] for value in row if isinstance(value, datetime)]
    assert moments
    assert all(moment.tzinfo is UTC for moment in moments)


def test_new_rows_get_numbers_of_their_own(source, target):
    move(source, target)
    UsageStore(target).add_gap(TODAY, "alfa", "en till", "unknown")
    with Session(target) as session, session.begin():
        people.add(session, "bo@alfa.se", "Bo", grants=[])
    assert len({gap.id for gap in UsageStore(target).gaps("alfa")}) == 3
    assert len({account.person.id for account in people.accounts(target)}) == 2


def test_a_database_with_rows_is_left_alone(source, target):
    migrate(target)
    UsageStore(target).add_gap(TODAY, "beta", "en annan", "unknown")
    before = rows(target)
    with pytest.raises(NotEmpty):
        move(source, target)
    assert rows(target) == before
