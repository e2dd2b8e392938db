"""The commands in one list."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError

from bot.cli import admin_link, ask, compile, move_database, new, run, schema, serve, train, validate
from bot.cli.texts import text

app = typer.Typer(help=text("hjalp"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("validate")(validate.validate_command)
app.command("compile")(compile.compile_command)
app.command("train")(train.train_command)
app.command("ask")(ask.ask_command)
app.command("serve")(serve.serve_command)
app.command("run")(run.run_command)
app.command("admin-link")(admin_link.admin_link_command)
app.command("move-database")(move_database.move_database_command)
app.command("schema")(schema.schema_command)
app.add_typer(new.app, name="new")


def main() -> None:
    try:
        app()
    except ValidationError as error:
        names = ", ".join(f"VAGVISAREN_{'_'.join(str(part) for part in found['loc']).upper()}" for found in error.errors())
        sys.exit(text("fel_setting", namn=names))
