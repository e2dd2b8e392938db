"""Rasa's action calls, served by the app so that there is one loaded copy of the knowledge. Loopback and token only."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from structlog import get_logger

import actions
from bot.settings import Settings
from bot.web.problems import Problem

log = get_logger()


def executor() -> ActionExecutor:
    made = ActionExecutor()
    for name in actions.__all__:
        made.register_action(getattr(actions, name))
    return made


def router(settings: Settings) -> APIRouter:
    """`POST /internal/actions/webhook?token=…`: what rasa-sdk's own server answers, without its 40 ms."""
    routes = APIRouter(prefix="/internal/actions", include_in_schema=False)
    run = executor()
    token = settings.token.get_secret_value()

    @routes.post("/webhook")
    async def webhook(request: Request) -> Response:
        if token and not secrets.compare_digest(request.query_params.get("token", "").encode(), token.encode()):
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        try:
            call: Any = await request.json()
        except ValueError:
            call = None
        if not isinstance(call, dict):
            raise Problem("fel-anrop", 400)
        try:
            result = await run.run(call)
            return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})
        except ActionExecutionRejection as error:
            return JSONResponse({"error": str(error), "action_name": error.action_name}, status_code=400)
        except ActionNotFoundException as error:
            return JSONResponse({"error": str(error), "action_name": error.action_name}, status_code=404)
        except Exception as error:
            log.error("action_failed", action=call.get("next_action"), kind=type(error).__name__)
            return JSONResponse({"error": "action failed", "action_name": call.get("next_action")}, status_code=500)

    return routes
