"""`vagvisaren schema`: JSON Schema for editors, with the help texts in Swedish."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from bot.cli.texts import text
from bot.knowledge.schema import schemas
from bot.settings import Settings


def schema_command() -> None:
    """Skriv JSON Schema för textredigerare till knowledge/schema."""
    folder: Path = Settings().knowledge / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    made = schemas()
    for name, schema in made.items():
        (folder / f"{name}.json").write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    typer.echo(text("schema", antal=len(made), mapp=folder))
