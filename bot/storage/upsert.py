"""`insert … on conflict`, which both databases know but SQLAlchemy keeps apart."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from bot.storage.engine import Base


def insert_for(engine: Engine, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An insert that has `on_conflict_do_update` and `on_conflict_do_nothing`."""
    return postgresql.insert(table) if engine.dialect.name == "postgresql" else sqlite.insert(table)
