"""Alembic's entry. At start `bot.storage.migrate` hands over an open connection.

A new revision, after tables were changed: an empty database is brought to head and compared with the code.

    VAGVISAREN_VAR=/tmp/rev .venv/app/bin/alembic upgrade head
    VAGVISAREN_VAR=/tmp/rev .venv/app/bin/alembic revision --autogenerate --rev-id 0003 -m "what it is for"
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.engine import Connection

from bot.storage.engine import Base, open_engine
from bot.storage.moment import Moment
from bot.storage.tables import load


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Moments are written as what they are in the database: a revision does not change with our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=render)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    from bot.settings import Settings  # only here: an app that starts has read its settings already

    load()
    with open_engine(Settings().database).begin() as opened:
        run(opened)
