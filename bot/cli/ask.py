"""`vagvisaren ask "…"`: the card in the terminal. Asks the running app; without one, reads the model once; without a model, searches words."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
import typer
from pydantic import TypeAdapter
from rich.console import Console

from bot.admin.publishing.models import RASA_PYTHON, rasa_environment
from bot.answers import messages as m
from bot.answers.danger import danger_patterns, strongest
from bot.answers.hours import STOCKHOLM
from bot.answers.respond import respond
from bot.answers.turn import simplified
from bot.answers.understood import Situation
from bot.cli import terminal
from bot.cli.compile import checked_knowledge
from bot.cli.texts import text
from bot.settings import ROOT, Settings


def ask_command(
    question: str = typer.Argument(help="Frågan, inom citattecken."),
    organisation: str = typer.Option(None, "--organisation", "-o", help="Kommunens id."),
    unit: str = typer.Option(None, "--unit", help="Enhetens id."),
    as_json: bool = typer.Option(False, "--json", help="Skriv svaret som JSON."),
) -> None:
    """Ställ en fråga och se kortet i terminalen."""
    settings = Settings()
    reply = _ask_app(settings, question, organisation, unit) or _ask_here(settings, question, organisation, unit)
    if as_json:
        typer.echo(reply.model_dump_json(indent=2))
    else:
        terminal.show(reply, Console())


def _ask_app(settings: Settings, question: str, organisation: str | None, unit: str | None) -> m.Reply | None:
    base = f"http://127.0.0.1:{settings.port}/api/conversations"
    try:
        started = httpx.post(base, json={"organisation": organisation, "unit": unit}, timeout=2, trust_env=False)
        if started.status_code != 201:
            return None
        conversation = f"{base}/{started.json()['id']}"
        turn = httpx.post(f"{conversation}/messages", json={"text": question}, timeout=10, trust_env=False).json()
        httpx.delete(conversation, timeout=2, trust_env=False)
        return TypeAdapter(m.Reply).validate_python({"outcome": turn["outcome"], "messages": turn["messages"]})
    except (httpx.HTTPError, ValueError, KeyError):
        return None


def _ask_here(settings: Settings, question: str, organisation: str | None, unit: str | None) -> m.Reply:
    guides = checked_knowledge(settings).guides()
    chosen = organisation or settings.organisation
    if chosen not in guides:
        typer.echo(text("okand_organisation", id=chosen, finns=", ".join(guides)), err=True)
        raise typer.Exit(1)
    situation = Situation(guides[chosen], datetime.now(STOCKHOLM))
    situation = situation.remembering(replace(situation.state, unit=unit))
    parsed = _parse(settings, question)
    danger = danger_patterns(situation.guide).level(question)
    if parsed is None:
        typer.echo(text("fraga_forenklad"), err=True)
        return simplified(question, None, danger, situation).reply
    from actions.tracker import understood_from_parse

    understood = understood_from_parse(parsed, situation.guide)
    return respond(replace(understood, danger=strongest(danger, understood.danger)), situation).reply


def _parse(settings: Settings, question: str) -> dict[str, Any] | None:
    """The newest model's reading of the question, in Rasa's own environment; None without one."""
    models = sorted(settings.models.glob("vagvisaren-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models or not RASA_PYTHON.exists():
        return None
    done = subprocess.run(
        [str(RASA_PYTHON), "-m", "bot.nlu.parse", str(models[-1])], input=question, cwd=ROOT, env=rasa_environment(), capture_output=True, text=True
    )
    try:
        parsed: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        return None
    return parsed
