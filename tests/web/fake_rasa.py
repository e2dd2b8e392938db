"""Rasa's webhook, in process: reads a message by a small table, calls the app's own actions route, answers as Rasa does."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import yaml
from fastapi import FastAPI

from bot.knowledge.names import names
from bot.settings import Settings
from bot.swedish.phrases import Phrases
from bot.web.rasa import Rasa

ROOT = Path(__file__).resolve().parents[2]
MEANINGS = {
    "orosanmälan": "rutin/orosanmalan",
    "tolk": "rutin/tolk",
    "lovlistan": "rutin/alfa.lovlista",
    "listan i beta": "rutin/beta.lovlista",
    "numret": "kontaktfraga",
    "betyder": "begreppsfraga",
    "jobbar": "om_mig",
    "jag är barnmorska": "om_mig",
    "vem ringer jag": "foljd/vem",
    "hej": "smalprat/halsning",
    "bygglov": "utanfor/amne",
    "mitt ärende": "utanfor/enskilt_arende",
}
"""A piece of the message → its full label. Nothing found: `utanfor/okand`."""

Answer = Callable[[httpx.Request], Awaitable[httpx.Response]]


def _actions() -> dict[str, str]:
    """Intent → action, as the real rules say."""
    rules = yaml.safe_load((ROOT / "data/rules/rules.yml").read_text(encoding="utf-8"))["rules"]
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}


class FakeRasa:
    """`answer` replaces the normal behaviour: down, slow, rubbish. `bodies` is everything it was sent; `trackers` what it remembers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.client = Rasa(settings, httpx.MockTransport(self._handle))
        self.app: FastAPI | None = None
        self.answer: Answer | None = None
        self.danger = 0.0
        self.right = self.known = 0.95
        self.model: Any = "models/liten.tar.gz"
        self.bodies: list[dict[str, Any]] = []
        self.requests: list[httpx.Request] = []
        self.trackers: dict[str, list[str]] = {}
        self.forgotten: list[str] = []

    @property
    def said(self) -> list[str]:
        return [body["message"] for body in self.bodies]

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.answer is not None:
            return await self.answer(request)
        path = request.url.path
        if path == "/status":
            return httpx.Response(200, json={"model_file": self.model, "num_active_training_jobs": 0})
        if request.headers["authorization"] != f"Bearer {self.settings.token.get_secret_value()}":
            return httpx.Response(401, json={"status": "unauthorized"})
        if request.method == "DELETE":
            conversation = path.removeprefix("/webhooks/guide/conversations/")
            self.forgotten.append(conversation)
            return httpx.Response(200, json={"forgotten": self.trackers.pop(conversation, None) is not None})
        assert path == "/webhooks/guide/webhook"
        body = json.loads(request.content)
        self.bodies.append(body)
        self.trackers.setdefault(body["sender"], []).append(body["message"])
        return httpx.Response(200, json=await self._turn(body))

    async def _turn(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        parsed = {**self.parse(body["message"]), "metadata": body["metadata"]}
        call = {
            "next_action": _actions()[parsed["intent"]["name"]],
            "sender_id": body["sender"],
            "tracker": {"sender_id": body["sender"], "slots": {}, "latest_message": parsed, "events": []},
            "domain": {},
            "version": "3.6.21",
        }
        assert self.app is not None
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://127.0.0.1:8000") as client:
            answer = await client.post("/internal/actions/webhook", params={"token": self.settings.token.get_secret_value()}, json=call)
        answer.raise_for_status()
        return [{"recipient_id": body["sender"], "custom": response["custom"]} for response in answer.json()["responses"]]

    def parse(self, message: str) -> dict[str, Any]:
        pressed = re.fullmatch(r"/(\w+)(\{.*\})?", message, re.DOTALL)
        if pressed:
            entities = [{"entity": kind, "value": value} for kind, value in json.loads(pressed[2] or "{}").items()]
            return {"text": message, "intent": {"name": pressed[1], "confidence": 1.0}, "entities": entities, "intent_ranking": []}
        label = next((label for piece, label in MEANINGS.items() if piece in message.lower()), "utanfor/okand")
        known = self.known if label.startswith("rutin/") else 0.1
        return {
            "text": message,
            "intent": {"name": label.split("/")[0], "confidence": 0.9},
            "entities": self._names(message),
            "intent_ranking": [{"name": label, "confidence": 0.9}, {"name": "rutin/tolk", "confidence": 0.2}],
            "vagvisaren": {"label": label, "right": self.right, "known": known, "danger": self.danger},
        }

    def _names(self, message: str) -> list[dict[str, Any]]:
        """As the real extractor: every municipality's names, each with its owner."""
        assert self.app is not None
        guides = self.app.state.service.live.guides.values()
        found = Phrases(phrase for guide in guides for phrase in names(guide)).find(message)
        return [{"entity": item.kind, "value": f"{item.owner}:{item.id}", "start": item.start, "end": item.end} for item in found]
