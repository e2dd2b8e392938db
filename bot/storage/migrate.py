"""Brings a database to the newest shape, in this process, at start."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

SCRIPTS = Path(__file__).parent / "migrations"
BEFORE_MIGRATIONS = "0001"
"""What a SQLite file holds that was made before there were migrations: counts, feedback, missed questions."""
_LOCK = 7_269_412
"""Any number that nobody else uses in the same PostgreSQL database."""


def migrate(engine: Engine) -> None:
    """All of it or nothing, in one transaction. When two processes start at once, the second waits and then finds nothing to do."""
    with engine.connect() as connection:
        _alone(connection)
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
        config.attributes["connection"] = connection
        tables = set(inspect(connection).get_table_names())
        if "turn_count" in tables and "alembic_version" not in tables:
            command.stamp(config, BEFORE_MIGRATIONS)
        command.upgrade(config, "head")
        connection.commit()


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    else:
        connection.exec_driver_sql("begin immediate")
