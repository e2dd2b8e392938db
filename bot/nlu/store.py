"""Conversations in memory that vanish: when idle, at once with `delete`, all with the process. They survive a model swap.

Rasa's own memory store loses conversations at a swap and never forgets; its SQL store writes what people wrote to disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

SWEEP_EVERY_S = 60.0

# Of the process, not of the agent: `PUT /model` builds a new store each time.
_rows: OrderedDict[str, tuple[float, str]] = OrderedDict()
_sweeper: asyncio.Task[None] | None = None


class ForgetfulTrackerStore(TrackerStore, SerializedTrackerAsText):
    """`idle_minutes` of silence and the conversation is gone; at most `limit` conversations, the idlest goes first."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        idle_minutes: float = 60,
        limit: int = 20_000,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        self._idle, self._limit, self._clock, self._rows = float(idle_minutes) * 60, int(limit), clock, _rows
        super().__init__(domain, event_broker)
        # A turn costs more the longer the history: 9 ms at the first, 71–126 ms at the 115th without this.
        self.max_event_history = int(kwargs.get("max_event_history", 40))

    def sweep(self) -> None:
        """Drop what has been idle too long. Also called once a minute, so that an idle machine forgets too."""
        now = self._clock()
        while self._rows:
            sender, (touched, _) = next(iter(self._rows.items()))
            if now - touched < self._idle and len(self._rows) <= self._limit:
                break
            del self._rows[sender]

    async def save(self, tracker: DialogueStateTracker) -> None:
        self._keep_sweeping()
        await self.stream_events(tracker)
        self._rows[tracker.sender_id] = (self._clock(), self.serialise_tracker(tracker))
        self._rows.move_to_end(tracker.sender_id)
        self.sweep()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        self.sweep()
        row = self._rows.get(sender_id)
        return self.deserialise_tracker(sender_id, row[1]) if row else None

    async def keys(self) -> Iterable[str]:
        self.sweep()
        return list(self._rows)

    async def delete(self, sender_id: str) -> bool:
        """Forget one conversation at once. False when there was none."""
        return self._rows.pop(sender_id, None) is not None

    def _keep_sweeping(self) -> None:
        global _sweeper
        if _sweeper is None or _sweeper.done():
            with contextlib.suppress(RuntimeError):
                _sweeper = asyncio.get_running_loop().create_task(_sweep_for_ever(self))


async def _sweep_for_ever(store: ForgetfulTrackerStore) -> None:
    while True:
        await asyncio.sleep(SWEEP_EVERY_S)
        store.sweep()
