"""Is it alive, is it ready, how is it doing."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.web.service import Service

router = APIRouter(tags=["drift"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The app answers."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Not ready: Rasa is starting or down. Turns are answered in simplified mode."}})
async def ready(request: Request) -> JSONResponse:
    """The default municipality is loaded and Rasa has a model."""
    served: Service = request.app.state.service
    rasa = await served.rasa.ready()
    knowledge = served.settings.organisation in served.live.guides
    body = {
        "status": "ready" if rasa and knowledge else "not ready",
        "rasa": rasa,
        "knowledge": knowledge,
        "knowledge_errors": len(served.live.result.errors),
        "kept_packs": sorted(served.live.kept),
    }
    return JSONResponse(body, status_code=200 if rasa and knowledge else 503)


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """Prometheus text."""
    served: Service = request.app.state.service
    return Response(generate_latest(served.registry), media_type=CONTENT_TYPE_LATEST)
