"""What the routes share: the live knowledge, conversations, Rasa, counts. One object, made at start."""

from __future__ import annotations

import time
from datetime import date, datetime
from functools import lru_cache, partial

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from prometheus_client import CollectorRegistry, Counter, Gauge
from structlog import get_logger

from bot.answers.hours import STOCKHOLM
from bot.answers.respond import Response
from bot.answers.turn import TurnTaker
from bot.answers.understood import Danger, Situation
from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.names import names
from bot.privacy.mask import Masker
from bot.settings import Settings
from bot.usage.store import Outcome, UsageStore
from bot.web.conversations import Conversations
from bot.web.problems import Problem
from bot.web.rasa import Rasa

log = get_logger()


@lru_cache(maxsize=64)
def masker(guide: Guide) -> Masker:
    """Knows the municipality's own names and numbers, which are public."""
    numbers = (phone.number for contact in guide.contacts.values() for phone in contact.phones)
    return Masker((phrase.text for phrase in names(guide)), numbers)


class Service:
    def __init__(self, settings: Settings, live: LiveKnowledge, rasa: Rasa, usage: UsageStore) -> None:
        self.settings, self.live, self.rasa, self.usage = settings, live, rasa, usage
        self.conversations = Conversations(settings.conversation_minutes * 60, time.monotonic)
        self._turns = RateLimitItemPerMinute(settings.turns_per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self.registry = CollectorRegistry()
        self._turns_total = Counter("vagvisaren_turns", "Turns by outcome", ["kind", "simplified"], registry=self.registry)
        Gauge("vagvisaren_conversations", "Conversations in memory", registry=self.registry).set_function(lambda: len(self.conversations))
        Gauge("vagvisaren_knowledge_errors", "Errors in the knowledge files", registry=self.registry).set_function(
            lambda: len(self.live.result.errors)
        )

    @staticmethod
    def today() -> date:
        return datetime.now(STOCKHOLM).date()

    def guide(self, organisation: str | None) -> Guide:
        found = self.live.guides.get(organisation or self.settings.organisation)
        if found is None:
            raise Problem("organisation-finns-inte", 404)
        return found

    def masker(self, guide: Guide) -> Masker:
        return masker(guide)

    def turn_taker(self, guide: Guide, conversation_id: str) -> TurnTaker:
        async def understand(message: str, choice: str | None, danger: Danger, situation: Situation) -> Response:
            return await self.rasa.ask(conversation_id, message, choice, danger, situation)

        return TurnTaker(understand, partial(masker(guide).mask))

    async def limit_turns(self, conversation_id: str) -> None:
        if not await self._limiter.hit(self._turns, conversation_id):
            stats = await self._limiter.get_window_stats(self._turns, conversation_id)
            raise Problem("for-manga", 429, {"Retry-After": str(max(1, round(stats.reset_time - time.time())))})

    async def forget(self, conversation_id: str) -> None:
        self.conversations.forget(conversation_id)
        await self.rasa.forget(conversation_id)

    def count(self, organisation: str, outcome: Outcome, simplified: bool) -> None:
        """A failing counter must not cost anybody an answer."""
        self._turns_total.labels(outcome.kind, str(simplified).lower()).inc()
        try:
            self.usage.count_turn(self.today(), organisation, outcome)
        except Exception as error:
            log.error("count_failed", kind=type(error).__name__)
