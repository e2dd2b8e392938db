"""`vagvisaren move-database`: a SQLite file's content into the database that is set."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.cli.texts import text
from bot.settings import Settings
from bot.storage.engine import open_engine
from bot.storage.moving import NotEmpty, move


def move_database_command(file: Path = typer.Argument(help=text("hjalp_fil"), exists=True, dir_okay=False, show_default=False)) -> None:
    """Flytta över en SQLite-fil till den databas som är inställd. Filen lämnas som den är."""
    settings = Settings()
    source, target = open_engine(f"sqlite:///{file.resolve()}"), open_engine(settings.database)
    if source.url == target.url:
        typer.echo(text("flytt_samma"), err=True)
        raise typer.Exit(1)
    try:
        moved = move(source, target)
    except NotEmpty as error:
        typer.echo(text("flytt_inte_tom", tabell=error.table), err=True)
        raise typer.Exit(1) from None
    typer.echo(text("flyttat", antal=moved))
