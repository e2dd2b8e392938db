"""Everything in one database into another that is empty: from the SQLite file one began with to PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, Table, func, insert, select, text
from sqlalchemy.engine import Engine

from bot.storage.engine import Base
from bot.storage.migrate import migrate
from bot.storage.tables import load

ROWS_AT_A_TIME = 1000


class NotEmpty(Exception):
    """The target holds rows already, in the table `table`."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def move(source: Engine, target: Engine) -> int:
    """Copies every row and returns how many. All or nothing; `source` keeps its own. Raises NotEmpty."""
    load()
    migrate(source)
    migrate(target)
    tables = Base.metadata.sorted_tables  # those that others refer to come first
    with source.connect() as old, target.begin() as new:
        for table in tables:
            if new.execute(select(table).limit(1)).first() is not None:
                raise NotEmpty(table.name)
        return sum(_copy(table, old, new) for table in tables)


def _copy(table: Table, old: Connection, new: Connection) -> int:
    copied = 0
    for rows in old.execute(select(table)).mappings().partitions(ROWS_AT_A_TIME):
        new.execute(insert(table), [dict(row) for row in rows])
        copied += len(rows)
    if copied and new.dialect.name == "postgresql":
        _count_on(table, new)
    return copied


def _count_on(table: Table, new: Connection) -> None:
    """PostgreSQL numbers rows from a counter of its own, which rows with numbers leave at its start."""
    number: Column[int] | None = table.autoincrement_column
    if number is not None and isinstance(number.type, Integer):
        counter = new.scalar(text("select pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": number.name})
        if counter:
            new.execute(select(func.setval(counter, select(func.max(number)).scalar_subquery())))
