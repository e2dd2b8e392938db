"""`vagvisaren train`: a model for exactly this training data and pipeline; nothing when there is one already."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import typer

from bot.cli.compile import checked_knowledge
from bot.cli.texts import text
from bot.knowledge.compile import compile_training
from bot.settings import ROOT, Settings

RASA_PYTHON = ROOT / ".venv" / "rasa" / "bin" / "python"
KEPT_MODELS = 3


def _inputs() -> Iterator[Path]:
    """All that a model depends on."""
    yield from (ROOT / "config.yml", ROOT / "domain.yml", ROOT / "requirements" / "rasa.txt")
    for folder in ("data", "bot/nlu", "bot/swedish"):
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in (".yml", ".py"))


def model_name() -> str:
    found = hashlib.sha256()
    for path in _inputs():
        found.update(path.relative_to(ROOT).as_posix().encode())
        found.update(path.read_bytes())
    return f"vagvisaren-{found.hexdigest()[:16]}"


def ensure_model(settings: Settings, *, force: bool = False) -> Path:
    """The model for the knowledge as it stands, trained if need be. Ends the command with a sentence when it cannot be had."""
    compile_training(checked_knowledge(settings).packs, ROOT)
    model = settings.models / f"{model_name()}.tar.gz"
    if model.is_file() and not force:
        typer.echo(text("tranad_aktuell", fil=model.name))
        return model
    if not RASA_PYTHON.exists():
        typer.echo(text("ingen_rasa"), err=True)
        raise typer.Exit(1)
    typer.echo(text("tranar"))
    began = time.monotonic()
    command = [str(RASA_PYTHON), "-m", "bot.nlu", "build", "--out", str(settings.models), "--name", model.name.removesuffix(".tar.gz")]
    if force:
        command.append("--whole")
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**rasa_environment(), "OPENBLAS_NUM_THREADS": str(os.cpu_count() or 1)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode or not model.is_file():
        typer.echo(text("tranad_fel"), err=True)
        typer.echo("\n".join(done.stdout.splitlines()[-30:]), err=True)
        raise typer.Exit(1)
    typer.echo(text("tranad", fil=model.name, sekunder=round(time.monotonic() - began)))
    _drop_old(settings.models)
    return model


def rasa_environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


def _drop_old(folder: Path) -> None:
    models = sorted(folder.glob("vagvisaren-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for model in models[:-KEPT_MODELS]:
        model.unlink(missing_ok=True)


def train_command(force: bool = typer.Option(False, "--force", help="Träna från början, även om modellen är aktuell.")) -> None:
    """Träna språkförståelsen om något har ändrats."""
    ensure_model(Settings(), force=force)
