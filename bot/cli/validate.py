"""`vagvisaren validate [DIR]`: every problem in the knowledge files at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.texts import text
from bot.knowledge.problems import Severity
from bot.knowledge.reporters import report_json, report_text, summary
from bot.knowledge.validate import validate
from bot.settings import ROOT, Settings


def validate_command(
    folder: Annotated[Path | None, typer.Argument(help="Mappen med paketen. Förvalt: knowledge.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv resultatet som JSON.")] = False,
    errors_only: Annotated[bool, typer.Option("--errors-only", help="Visa bara fel.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Misslyckas även vid varningar.")] = False,
) -> None:
    """Kontrollera kunskapsfilerna."""
    root = folder or Settings().knowledge
    if not root.is_dir() or not any(path.is_dir() for path in root.iterdir()):
        typer.echo(text("ingen_mapp", mapp=root), err=True)
        raise typer.Exit(2)
    result = validate(root, date.today())
    if as_json:
        typer.echo(report_json(result))
    else:
        severities = frozenset({Severity.ERROR}) if errors_only else frozenset(Severity)
        report = report_text(result, prefix=_prefix(root), severities=severities)
        if report:
            typer.echo(report + "\n")
        typer.echo(text("validera_fel" if result.errors else "validera_ok", sammanfattning=summary(result)))
    if result.errors or (strict and result.count(Severity.WARNING)):
        raise typer.Exit(1)


def _prefix(root: Path) -> str:
    """The path as the person can click on it: relative to where they stand when possible."""
    for base in (Path.cwd(), ROOT):
        if root.resolve().is_relative_to(base):
            return f"{root.resolve().relative_to(base)}/"
    return f"{root}/"
