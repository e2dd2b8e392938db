"""The installed app: manifest, service worker, and the file with all routines for when there is no network."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import FileResponse, JSONResponse

from bot.answers.hours import STOCKHOLM
from bot.answers.offline.build import build
from bot.answers.offline.model import Kept
from bot.knowledge.guide import Guide
from bot.web import pages
from bot.web.problems import Problem
from bot.web.service import Service

NAME = "Vägvisaren"
PAPER = "#f6f1e6"
router = APIRouter()
_PROBLEMS: dict[int | str, dict[str, object]] = {
    code: {"description": text, "content": {"application/problem+json": {}}}
    for code, text in {404: "Unknown.", 422: "Wrong fields.", 429: "Too many; see Retry-After."}.items()
}
_building = Lock()


@dataclass(frozen=True)
class Packed:
    tag: str
    plain: bytes
    zipped: bytes


@lru_cache(maxsize=16)
def _packed(guide: Guide, year: int) -> Packed:
    """Made once for each version of the knowledge; the year decides which holidays are in it."""
    plain = build(guide, datetime(year, 1, 1, tzinfo=STOCKHOLM)).model_dump_json().encode()
    # weak, since the zipped bytes are other bytes
    return Packed(f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"', plain, gzip.compress(plain, mtime=0))


def _pack(guide: Guide) -> Packed:
    with _building:
        return _packed(guide, datetime.now(STOCKHOLM).year)


@router.get(
    "/api/organisations/{organisation_id}/offline",
    response_model=Kept,
    responses={304: {"description": "Not changed."}, **_PROBLEMS},
)
async def offline_file(
    request: Request,
    organisation_id: str,
    accept_encoding: Annotated[str, Header(include_in_schema=False)] = "",
    if_none_match: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Every routine of the municipality, the contacts and what is needed to find them: the same for everybody who works there."""
    served: Service = request.app.state.service
    packed = await asyncio.to_thread(_pack, served.guide(organisation_id))
    headers = {"ETag": packed.tag, "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding"}
    if packed.tag in [tag.strip() for tag in if_none_match.split(",")]:
        return Response(status_code=304, headers=headers)
    if "gzip" in accept_encoding:
        return Response(packed.zipped, media_type="application/json", headers={**headers, "Content-Encoding": "gzip"})
    return Response(packed.plain, media_type="application/json", headers=headers)


@router.get("/sw.js", include_in_schema=False)
async def service_worker() -> FileResponse:
    """At the root, so that it may keep every page below it. Browsers look for a new one at each visit."""
    script = pages.STATIC / "worker.js"
    if not script.is_file():
        raise Problem("finns-inte", 404)
    return FileResponse(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/manifest.webmanifest", include_in_schema=False)
@router.get("/o/{organisation}/manifest.webmanifest", include_in_schema=False)
async def manifest(request: Request, organisation: str | None = None) -> JSONResponse:
    """A neutral name and icon: what stands on the phone's screen says nothing about what it is for."""
    served: Service = request.app.state.service
    home = f"/o/{served.guide(organisation).organisation.id}" if organisation else "/"
    return JSONResponse(
        {
            "id": home,
            "name": NAME,
            "short_name": NAME,
            "description": "Kontakter och rutiner i arbetet.",
            "lang": "sv",
            "dir": "ltr",
            "start_url": home,
            "scope": home,
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": _icons(request.app.state.build),
        },
        media_type="application/manifest+json",
        headers={"Cache-Control": "no-cache"},
    )


def _icons(stamp: str) -> list[dict[str, str]]:
    def icon(name: str, sizes: str, kind: str, purpose: str = "any") -> dict[str, str]:
        return {"src": f"/static/{name}?v={stamp}", "sizes": sizes, "type": kind, "purpose": purpose}

    return [
        icon("icon.svg", "any", "image/svg+xml"),
        icon("icon-192.png", "192x192", "image/png"),
        icon("icon-512.png", "512x512", "image/png"),
        icon("icon-maskable-512.png", "512x512", "image/png", "maskable"),
    ]
