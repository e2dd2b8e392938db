"""`vagvisaren train`: a model for exactly this training data and pipeline; nothing when there is one already."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import typer

from bot.admin.publishing.models import ENDING, RASA_PYTHON, WAITING, drop_old, kept, model_name, rasa_environment
from bot.cli.compile import checked_knowledge
from bot.cli.texts import text
from bot.knowledge.compile import compile_training
from bot.settings import ROOT, Settings


def ensure_model(settings: Settings, *, force: bool = False) -> Path:
    """The model for the knowledge as it stands, trained if need be. Ends the command with a sentence when it cannot be had."""
    packs = checked_knowledge(settings).packs
    compile_training(packs, ROOT)
    name = model_name(packs)
    model = settings.models / f"{name}{ENDING}"
    if model.is_file() and not force:
        typer.echo(text("tranad_aktuell", fil=model.name))
        return model
    stopped = (settings.models / f"{name}{WAITING}").is_file() and not force
    if stopped and kept(settings.models):
        typer.echo(text("tranad_stoppad", fil=kept(settings.models)[0].name))
        return kept(settings.models)[0]
    if not RASA_PYTHON.exists():
        typer.echo(text("ingen_rasa"), err=True)
        raise typer.Exit(1)
    typer.echo(text("tranar"))
    began = time.monotonic()
    command = [str(RASA_PYTHON), "-m", "bot.nlu", "build", "--out", str(settings.models), "--name", name]
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
    drop_old(settings.models)
    return model


def train_command(force: bool = typer.Option(False, "--force", help="Träna från början, även om modellen är aktuell.")) -> None:
    """Träna språkförståelsen om något har ändrats."""
    ensure_model(Settings(), force=force)
