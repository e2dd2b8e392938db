"""`make eval`: start the product, ask every message of the evaluation sets, print the figures and write them as one HTML page.

    python -m bot.evaluation [--html PATH] [--set FOLDER …]

For developers, hence in English. Ends with 1 when a figure misses its "must".
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import typer

from bot.evaluation.measure import measure
from bot.evaluation.product import NotStarted, started
from bot.evaluation.report import as_page, in_terminal
from bot.evaluation.sets import CONTROL, SETS, Sets
from bot.settings import ROOT


def main(words: list[str] | None = None) -> int:
    arguments = argparse.ArgumentParser("python -m bot.evaluation", description=__doc__)
    arguments.add_argument("--html", type=Path, default=ROOT / "build" / "evaluation.html", help="where to write the page")
    arguments.add_argument(
        "--set", type=Path, action="append", help="a folder with amnen.yml, utanfor.yml and fara.yml (default: the repository's two)"
    )
    given = arguments.parse_args(words)
    folders = given.set or [SETS, CONTROL]
    try:
        with tempfile.TemporaryDirectory() as scratch, started(Path(scratch)) as product:
            found = [measure(_name(folder), Sets.load(folder), product, _tell) for folder in folders]
    except NotStarted as error:
        sys.exit(f"The product did not start:\n{error}")
    given.html.parent.mkdir(parents=True, exist_ok=True)
    given.html.write_text(as_page(found), encoding="utf-8")
    typer.echo("\n\n".join(in_terminal(measured) for measured in found))
    typer.echo(f"\nPage: {given.html}")
    return 0 if all(goal.held for measured in found for goal in measured.goals) else 1


def _name(folder: Path) -> str:
    return str(folder.resolve().relative_to(ROOT)) if folder.resolve().is_relative_to(ROOT) else folder.name


def _tell(line: str) -> None:
    typer.echo(line, err=True)


if __name__ == "__main__":
    sys.exit(main())
