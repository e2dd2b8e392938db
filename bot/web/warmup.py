"""Before the address is printed: wait for Rasa, then a few turns, since a process's first turns take up to 0.4 s."""

from __future__ import annotations

import asyncio
from datetime import datetime

from structlog import get_logger

from bot.answers.hours import STOCKHOLM
from bot.answers.turn import Unavailable
from bot.answers.understood import Situation
from bot.web.service import Service

WARM_TURNS = ("hur gör jag en orosanmälan", "numret till socialjouren", "vad betyder hrv", "hej", "tack")
log = get_logger()


async def warm_up(service: Service) -> None:
    """Ends when Rasa answers; logs `ready` with the address. A Rasa that never comes leaves the app in simplified mode."""
    told = False
    while not await service.rasa.ready():
        if not told:
            log.info("waiting_for_rasa", url=service.settings.rasa_url)
            told = True
        await asyncio.sleep(0.2)
    guide = service.live.guides.get(service.settings.organisation)
    if guide is not None:
        for text in WARM_TURNS:
            try:
                await service.rasa.ask("warm-up", text, None, None, Situation(guide, datetime.now(STOCKHOLM)))
            except Unavailable:
                await asyncio.sleep(0.2)
        await service.rasa.forget("warm-up")
    log.info("ready", address=f"http://{service.settings.host}:{service.settings.port}")
