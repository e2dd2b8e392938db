"""`vagvisaren new routine|organisation`: files to fill in, every key explained in its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from bot.cli.compile import checked_knowledge
from bot.cli.texts import text
from bot.knowledge import scaffold
from bot.knowledge.load import NATIONAL
from bot.knowledge.parse import make_id
from bot.knowledge.values import RESERVED, is_id
from bot.settings import Settings

app = typer.Typer(help="Skapa en rutin eller en kommun att fylla i.", no_args_is_help=True)


@app.command("routine")
def routine(
    routine_id: str = typer.Argument(help="Rutinens id, till exempel lovrutin."),
    pack: str = typer.Option(None, "--organisation", "-o", help="Kommunens id. Förvalt: den som är inställd."),
) -> None:
    """Skapa en rutin att fylla i."""
    settings = Settings()
    if not is_id(routine_id, "snake"):
        _stop(text("id_fel", id=routine_id, forslag=make_id(routine_id, "_")))
    result = checked_knowledge(settings)
    chosen = pack or settings.organisation
    if chosen not in result.packs:
        _stop(text("okand_organisation", id=chosen, finns=", ".join(result.packs)))
    national = result.packs[NATIONAL].routines.get(routine_id) if chosen != NATIONAL else None
    path = settings.knowledge / chosen / "rutiner" / f"{routine_id}.yml"
    _write(path, scaffold.overlay(routine_id) if national else scaffold.routine(routine_id, date.today()))


@app.command("organisation")
def organisation(
    organisation_id: str = typer.Argument(help="Kommunens id, till exempel storkoping."),
    name: str = typer.Option(None, "--name", help="Kommunens namn."),
) -> None:
    """Skapa en kommun att fylla i, med varje lokal roll uppräknad."""
    settings = Settings()
    if not is_id(organisation_id, "kebab"):
        _stop(text("id_fel", id=organisation_id, forslag=make_id(organisation_id, "-")))
    if organisation_id in RESERVED:
        _stop(text("id_fel", id=organisation_id, forslag=f"{organisation_id}-kommun"))
    base = checked_knowledge(settings).packs[NATIONAL].national
    assert base is not None
    folder = settings.knowledge / organisation_id
    if folder.exists():
        _stop(text("finns_redan", fil=folder))
    _write(folder / "organisation.yml", scaffold.organisation(organisation_id, name or organisation_id.capitalize(), base))
    _write(folder / "kontakter.yml", scaffold.contacts(base))


def _write(path: Path, content: str) -> None:
    if path.exists():
        _stop(text("finns_redan", fil=path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    typer.echo(text("skapad", fil=path))


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
