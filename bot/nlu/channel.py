"""The app's channel to Rasa: one message in, the answers out, DELETE to forget, PUT to change the model. All want the token."""

from __future__ import annotations

import asyncio
import os
import secrets
import tarfile
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.core.processor import MessageProcessor
from rasa.exceptions import ModelNotFound
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


def _allowed(request: Request) -> bool:
    """True with the right token, or when none is set (rasa run by hand on a developer's machine)."""
    token = os.environ.get("VAGVISAREN_TOKEN", "")
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    return not token or secrets.compare_digest(given.encode(), token.encode())


def _inner(store: Any) -> Any:
    """The store itself, inside Rasa's wrappers."""
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    return store


async def forget(agent: Agent, conversation: str) -> bool:
    """Erase a conversation from whichever store is configured: our own, Redis or SQL. False when there was none."""
    store = _inner(agent.tracker_store)
    if hasattr(store, "delete"):
        return bool(await store.delete(conversation))
    if hasattr(store, "red"):
        return bool(store.red.delete(store.key_prefix + conversation))
    if hasattr(store, "session_scope"):
        with store.session_scope() as session:
            gone = session.query(store.SQLEvent).filter_by(sender_id=conversation).delete()
            session.commit()
            return bool(gone)
    return store.store.pop(conversation, None) is not None


WARM = "hur gör jag en orosanmälan"


async def take(agent: Agent, model: str) -> None:
    """Let `agent` answer with another model: loaded in a thread beside the turns, warmed with a message, then put in the old one's place.

    Rasa's own `PUT /model` loads in the event loop, and every turn waits. A turn that has begun ends with the model it began with.
    """
    loaded = await asyncio.to_thread(
        MessageProcessor,
        model_path=model,
        tracker_store=agent.tracker_store,
        lock_store=agent.lock_store,
        action_endpoint=agent.action_endpoint,
        generator=agent.nlg,
        http_interpreter=agent.http_interpreter,
    )
    await asyncio.to_thread(lambda: asyncio.run(loaded.parse_message(UserMessage(WARM))))
    agent.processor, agent.domain = loaded, loaded.domain
    agent.tracker_store.domain = loaded.domain


class GuideInput(RestInput):
    """`POST /webhooks/guide/webhook`, `DELETE /webhooks/guide/conversations/<id>`, `PUT /webhooks/guide/model`."""

    def __init__(self) -> None:
        super().__init__()
        self._changing = asyncio.Lock()

    @classmethod
    def name(cls) -> str:
        return "guide"

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """What the app knows of the conversation; the actions read it."""
        found: dict[str, Any] | None = request.json.get("metadata")
        return found

    def blueprint(self, on_new_message: Any) -> Blueprint:
        blueprint = super().blueprint(on_new_message)

        @blueprint.middleware("request")
        async def guard(request: Request) -> HTTPResponse | None:
            return None if _allowed(request) else response.json({"status": "unauthorized"}, status=401)

        @blueprint.route("/conversations/<conversation>", methods=["DELETE"])
        async def delete(request: Request, conversation: str) -> HTTPResponse:
            agent = request.app.ctx.agent
            async with agent.lock_store.lock(conversation):  # not in the middle of a turn
                gone = await forget(agent, conversation)
            return response.json({"forgotten": gone})

        @blueprint.route("/model", methods=["PUT"])
        async def put_model(request: Request) -> HTTPResponse:
            async with self._changing:
                try:
                    await take(request.app.ctx.agent, str(request.json["model_file"]))
                except (ModelNotFound, RasaException, OSError, ValueError, KeyError, tarfile.TarError) as error:
                    return response.json({"status": "kept", "reason": type(error).__name__}, status=400)
            return response.json({"model_file": request.app.ctx.agent.processor.model_filename})

        return blueprint
