"""`vagvisaren run`: both processes under one supervisor (honcho). Ctrl-C ends all of it; if one dies, so does the other."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from shlex import quote

import typer
from honcho.manager import Manager
from honcho.printer import Printer

from bot.admin.publishing.models import RASA_PYTHON, rasa_environment
from bot.cli.texts import text
from bot.cli.train import ensure_model
from bot.settings import ROOT, Settings
from bot.swedish.lemmas import DEFAULT_PATH
from bot.web.pages import STATIC


def run_command() -> None:
    """Starta Vägvisaren: app och Rasa."""
    settings = Settings()
    _check(settings)
    model = ensure_model(settings)
    typer.echo(text("startar"))
    # A fresh secret each time unless one is set: only the app may talk to Rasa, only Rasa may call the actions.
    token = settings.token.get_secret_value() or secrets.token_hex(24)
    environment = {
        "VAGVISAREN_TOKEN": token,
        "VAGVISAREN_ACTIONS_URL": f"http://127.0.0.1:{settings.port}/internal/actions/webhook?token={token}",
        "VAGVISAREN_CONVERSATION_MINUTES": str(settings.conversation_minutes),
        "PYTHONUNBUFFERED": "1",
    }
    rasa = [
        RASA_PYTHON,
        "-m",
        "bot.nlu",
        "run",
        "--enable-api",
        "--interface",
        "127.0.0.1",
        "--port",
        settings.rasa_port,
        "--model",
        model,
        # one word: a secret that begins with a dash would be read as an option
        f"--auth-token={token}",
    ]
    manager = Manager(Printer(sys.stdout, prefix=False))
    manager.add_process("rasa", " ".join(quote(str(part)) for part in rasa), cwd=str(ROOT), env={**rasa_environment(), **environment})
    manager.add_process("app", f"{quote(sys.executable)} -m bot.cli serve", cwd=str(ROOT), env={**os.environ, **environment})
    manager.loop()
    raise typer.Exit(manager.returncode or 0)


def _check(settings: Settings) -> None:
    """What is missing or in the way, in one sentence, before anything is started."""
    if settings.port == settings.rasa_port:
        _stop(text("portar_lika", port=settings.port))
    for port, variable in ((settings.port, "VAGVISAREN_PORT"), (settings.rasa_port, "VAGVISAREN_RASA_PORT")):
        if _taken(port):
            _stop(text("port_upptagen", port=port, variabel=variable, forslag=port + 10))
    if not RASA_PYTHON.exists():
        _stop(text("ingen_rasa"))
    if not DEFAULT_PATH.is_file():
        _stop(text("ordtabell_saknas"))
    if not (STATIC / "vagvisaren.js").is_file():
        _stop(text("ingen_sida"))


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
