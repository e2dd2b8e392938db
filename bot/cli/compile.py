"""`vagvisaren compile`: the routines → Rasa training data."""

from __future__ import annotations

from datetime import date

import typer

from bot.cli.texts import text
from bot.knowledge.compile import compile_training
from bot.knowledge.load import NATIONAL
from bot.knowledge.problems import Severity
from bot.knowledge.reporters import report_text
from bot.knowledge.validate import Result, validate
from bot.settings import ROOT, Settings


def checked_knowledge(settings: Settings) -> Result:
    """The knowledge, its errors shown; ends the command when the national pack cannot be used."""
    result = validate(settings.knowledge, date.today())
    if result.errors:
        typer.echo(report_text(result, prefix="knowledge/", severities=frozenset({Severity.ERROR})), err=True)
    if NATIONAL not in result.packs:
        typer.echo(text("har_fel"), err=True)
        raise typer.Exit(1)
    return result


def compile_command() -> None:
    """Gör träningsdata av rutinerna."""
    changed = compile_training(checked_knowledge(Settings()).packs, ROOT)
    typer.echo(text("kompilerat", antal=len(changed)) if changed else text("kompilerat_inget"))
