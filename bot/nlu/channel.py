"""The app's channel to Rasa: one message in, the answers out, and DELETE to forget. Both want the token."""

from __future__ import annotations

import os
import secrets
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.rest import RestInput
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


class GuideInput(RestInput):
    """`POST /webhooks/guide/webhook` and `DELETE /webhooks/guide/conversations/<id>`."""

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

        return blueprint
