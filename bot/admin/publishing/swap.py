"""The serving Rasa process: which model it answers with, and to take another (bot/nlu/channel.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from bot.settings import Settings

WITHIN_S = 60.0


class NotSwapped(Exception):
    """Rasa is away, or did not take the model; the old one answers on."""


class Server:
    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None = None) -> None:
        self._url, self._token = settings.rasa_url, settings.token.get_secret_value()
        self._transport = transport

    def serving(self) -> str | None:
        """The file name of the model that answers; None when Rasa is away."""
        try:
            found = self._call("GET", "/status").json().get("model_file")
        except NotSwapped:
            return None
        return str(found) if found else None

    def take(self, model: Path) -> None:
        """Returns when every new turn is answered by `model`. Raises NotSwapped."""
        self._call("PUT", "/webhooks/guide/model", {"model_file": str(model)})

    def parse(self, text: str) -> dict[str, Any]:
        """The serving model's reading of one message. Raises NotSwapped when Rasa is away."""
        found: dict[str, Any] = self._call("POST", "/model/parse", {"text": text}).json()
        return found

    def _call(self, method: str, path: str, body: dict[str, str] | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            with httpx.Client(base_url=self._url, timeout=WITHIN_S, trust_env=False, transport=self._transport) as client:
                answer = client.request(method, path, json=body, headers=headers, params={"token": self._token} if self._token else None)
            return answer.raise_for_status()
        except httpx.HTTPError as error:
            raise NotSwapped(type(error).__name__) from error
