"""Puts the app together. `create_app()` is what uvicorn is given."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from structlog import get_logger
from watchfiles import awatch

from actions import guides
from bot.admin import app as admin
from bot.admin.desk import Desk
from bot.admin.publishing.swap import Server
from bot.admin.publishing.training import Trainer, worker_for
from bot.answers.hours import STOCKHOLM
from bot.knowledge.compile import names_json
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.reporters import as_text
from bot.settings import ROOT, Settings
from bot.storage.engine import open_engine
from bot.storage.migrate import migrate
from bot.usage.store import UsageStore
from bot.web import api, documents, health, internal, offline, pages, problems
from bot.web.guard import Guard
from bot.web.rasa import Rasa
from bot.web.service import Service
from bot.web.warmup import warm_up

SWEEP_EVERY_S = 60
log = get_logger()


def create_app(settings: Settings | None = None, rasa: Rasa | None = None) -> FastAPI:
    """`rasa` is given by tests; otherwise it is the process named in the settings."""
    chosen = settings or Settings()
    live = LiveKnowledge(chosen.knowledge, lambda: datetime.now(STOCKHOLM).date())
    engine = open_engine(chosen.database)
    migrate(engine)
    service = Service(chosen, live, rasa or Rasa(chosen), UsageStore(engine))
    trainer = Trainer(live, chosen.models, worker_for(chosen.models), Server(chosen))
    guides.use(lambda: live.guides)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        _tell(live)
        admin.welcome(engine, chosen)
        stop = asyncio.Event()
        tasks = [asyncio.create_task(_watch(live, stop)), asyncio.create_task(_sweep(service)), asyncio.create_task(warm_up(service))]
        yield
        stop.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(trainer.close)
        await service.rasa.close()
        engine.dispose()

    app = FastAPI(
        title="Vägvisaren",
        version="1",
        description="Vem kontaktar jag, och hur är rutinen? Se docs/http-api.md.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = service
    app.state.build = build_stamp()
    problems.install(app)
    app.include_router(api.router)
    app.include_router(health.router)
    app.include_router(internal.router(chosen))
    app.include_router(documents.router)
    app.include_router(offline.router)
    pages.install(app)
    admin.install(app, Desk(chosen, live, engine, trainer))
    app.add_middleware(Guard, settings=chosen)
    _let_in(app, chosen.embed_origins.split())
    return app


def _let_in(app: FastAPI, origins: list[str]) -> None:
    """The pages that embed the widget. Outside the guard, so that they can read a refusal too."""
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type"],
            expose_headers=["Retry-After"],
        )


def build_stamp() -> str:
    """Changes with any file of the built client, so that browsers and service workers fetch new ones."""
    if not (pages.STATIC / "vagvisaren.js").is_file():
        return "dev"
    found = hashlib.sha256()
    for path in sorted(pages.STATIC.iterdir()):
        found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:10]


async def _watch(live: LiveKnowledge, stop: asyncio.Event) -> None:
    """Text and number edits go live within a second; a broken edit is reported and the last good version kept."""
    told = live.version
    async for _changes in awatch(live.root, stop_event=stop, debounce=200, step=50, recursive=True):
        await asyncio.to_thread(live.reload)
        _tell(live)
        if live.version != told:  # since we last looked: a publish may have read the files before us
            told = live.version
            await asyncio.to_thread(_write_names, live)
            log.info("knowledge_live", version=live.version)


def _write_names(live: LiveKnowledge) -> None:
    """Rasa's phrase matcher reads the names anew when this file changes."""
    path = ROOT / ".cache" / "names.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = names_json(live.guides.values())
    if not path.is_file() or path.read_text(encoding="utf-8") != content:
        beside = Path(f"{path}.new")
        beside.write_text(content, encoding="utf-8")
        beside.replace(path)


def _tell(live: LiveKnowledge) -> None:
    for found in live.result.errors:
        log.error("knowledge_error", problem=as_text(found, "knowledge/"))
    if live.kept:
        log.error("knowledge_kept", packs=sorted(live.kept), advice="the last good version is shown until the errors are mended")


async def _sweep(service: Service) -> None:
    erased: date | None = None
    while True:
        if erased != service.today():
            erased = service.today()
            await asyncio.to_thread(service.usage.erase_old, erased)
        await asyncio.sleep(SWEEP_EVERY_S)
        for conversation_id in service.conversations.sweep():
            await service.rasa.forget(conversation_id)
