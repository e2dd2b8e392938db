"""The migrations: what they make is what the code declares, on an empty database, on an old file, and by two processes at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.storage.engine import Base, open_engine
from bot.storage.migrate import SCRIPTS, migrate
from bot.storage.tables import load
from bot.usage.store import Outcome, UsageStore

BEFORE = ("turn_count", "feedback", "gap")


@pytest.fixture
def engine(database_url):
    made = open_engine(database_url)
    yield made
    made.dispose()


def test_the_migrations_make_the_tables_of_the_code(engine):
    load()
    migrate(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)
    assert differences == []


def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    UsageStore(engine).count_turn(date(2026, 11, 23), "alfa", Outcome("answer", "tolk", None))
    migrate(engine)
    assert len(UsageStore(engine).turn_counts("alfa")) == 1


def test_a_file_from_before_there_were_migrations_is_taken_over_with_what_it_holds(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/old.sqlite")
    Base.metadata.create_all(engine, [Base.metadata.tables[name] for name in BEFORE])
    with engine.begin() as connection:
        connection.execute(text("alter table gap drop column closed_on"))  # what came later
        connection.execute(
            text("insert into gap (day, organisation, question, reason, status) values ('2026-11-01', 'alfa', 'hur gör jag', 'unknown', 'ny')")
        )
    migrate(engine)
    assert [gap.question for gap in UsageStore(engine).gaps("alfa")] == ["hur gör jag"]
    assert {"person", "audit", "alembic_version"} <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_processes_that_start_at_once_all_get_a_whole_database(database_url):
    code = "import sys; from bot.storage.engine import open_engine; from bot.storage.migrate import migrate; migrate(open_engine(sys.argv[1]))"
    started = [subprocess.Popen([sys.executable, "-c", code, database_url], stderr=subprocess.PIPE) for _ in range(4)]
    outcomes = [(process.communicate()[1].decode(), process.returncode) for process in started]
    assert [status for _, status in outcomes] == [0, 0, 0, 0], outcomes
    engine = open_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from alembic_version")).scalar() == 1
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(engine, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("alembic.op.create_index", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        migrate(engine)
    assert inspect(engine).get_table_names() == []


def test_there_is_one_line_of_revisions():
    assert len(ScriptDirectory(str(SCRIPTS)).get_heads()) == 1


def test_every_revision_can_be_taken_back_to_the_one_before(engine):
    migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
