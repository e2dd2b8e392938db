"""The app's side of Rasa: ask for one turn, forget a conversation, is it ready."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import httpx

from bot.answers.messages import Reply
from bot.answers.respond import Response
from bot.answers.turn import Unavailable
from bot.answers.understood import Danger, Situation, State
from bot.answers.wire import state_to_json
from bot.settings import Settings

CHANNEL = "/webhooks/guide"


class Rasa:
    """One HTTP client to the Rasa process. What a person wrote is sent there and nowhere else, and never logged."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        token = settings.token.get_secret_value()
        self._client = httpx.AsyncClient(
            base_url=settings.rasa_url,
            timeout=httpx.Timeout(settings.rasa_timeout_s, connect=settings.rasa_timeout_s),
            headers={"Authorization": f"Bearer {token}"},
            params={"token": token} if token else None,
            limits=httpx.Limits(max_connections=32, max_keepalive_connections=32, keepalive_expiry=60),
            transport=transport,
            trust_env=False,
        )

    async def ask(self, conversation_id: str, message: str, choice: str | None, danger: Danger, situation: Situation) -> Response:
        """One turn through Rasa. Unavailable when it is down, slow or gives no usable answer."""
        body = {
            "sender": conversation_id,
            "message": payload(choice) if choice is not None else message,
            "metadata": {
                "organisation": situation.guide.organisation.id,
                "turn": situation.turn,
                "danger": danger,
                "state": state_to_json(situation.state),
            },
        }
        try:
            answer = await self._client.post(f"{CHANNEL}/webhook", json=body)
            answer.raise_for_status()
            return _response(answer.json())
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise Unavailable from error

    async def forget(self, conversation_id: str) -> bool:
        """Erase the tracker. False when Rasa could not be reached; its own idle expiry then does it."""
        if conversation_id in ("", ".", ".."):  # steps in a path, not names
            return False
        try:
            answer = await self._client.delete(f"{CHANNEL}/conversations/{quote(conversation_id, safe='')}")
            return answer.is_success
        except (httpx.HTTPError, httpx.InvalidURL):
            return False

    async def ready(self) -> bool:
        """True when a model is loaded."""
        try:
            answer = await self._client.get("/status")
            return answer.is_success and bool(answer.json().get("model_file"))
        except (httpx.HTTPError, ValueError, AttributeError):
            return False

    async def close(self) -> None:
        await self._client.aclose()


def payload(choice: str) -> str:
    """A pressed button as Rasa's own short form: `rutin:tolk` → `/rutin{"rutin": "tolk"}`."""
    kind, _, value = choice.partition(":")
    if kind in ("borja_om", "rundtur"):
        return "/smalprat" + json.dumps({"smalprat": choice}, ensure_ascii=False)
    entities = json.dumps({kind: value}, ensure_ascii=False) if value else ""
    intent = {"rutin": "rutin", "enhet": "om_mig", "roll": "om_mig", "hoppa": "om_mig", "inget": "inget"}.get(kind, "inget")
    return f"/{intent}{entities}"


def _response(messages: list[dict[str, Any]]) -> Response:
    """The one custom message the action sent; more than one (a story with two actions) are joined."""
    customs = [message["custom"] for message in messages if "custom" in message]
    if not customs:
        raise ValueError("Rasa sent no answer")
    reply = Reply.model_validate(customs[-1]["reply"])
    if len(customs) > 1:
        parts = tuple(part for custom in customs for part in Reply.model_validate(custom["reply"]).messages)
        reply = reply.model_copy(update={"messages": parts})
    return Response(reply, State(**customs[-1]["state"]))
