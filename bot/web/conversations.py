"""Conversations in memory: forgotten after an hour idle, at once on request, gone with the process. No words in them but one masked question."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.answers.messages import Outcome
from bot.answers.understood import State

LIMIT = 20_000
"""Most conversations at once; the one idle longest goes first."""


@dataclass
class TurnRecord:
    """What feedback and a sent-on question need of an earlier turn."""

    outcome: Outcome
    question: str = ""
    """The masked message, only when the turn was a redirect that can be sent on."""
    rated: bool = False
    sent: bool = False


@dataclass
class Conversation:
    id: str
    organisation: str
    state: State = field(default_factory=State)
    count: int = 0
    turns: OrderedDict[str, TurnRecord] = field(default_factory=OrderedDict)
    touched: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One turn at a time: two quick messages are answered in order."""

    def next_turn(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def record(self, turn: str, record: TurnRecord) -> None:
        """Keep the latest forty turns: memory does not grow with the length of a conversation."""
        self.turns[turn] = record
        while len(self.turns) > 40:
            self.turns.popitem(last=False)


class Conversations:
    """Ordered by last use, so that sweeping looks only at what has expired. `clock` gives seconds, monotonic."""

    def __init__(self, idle_seconds: float, clock: Callable[[], float], limit: int = LIMIT) -> None:
        self.idle_seconds, self._clock, self._limit = idle_seconds, clock, limit
        self._all: OrderedDict[str, Conversation] = OrderedDict()
        self._dropped: list[str] = []

    def start(self, organisation: str, state: State) -> Conversation:
        conversation = Conversation(secrets.token_urlsafe(18), organisation, state, touched=self._clock())
        self._all[conversation.id] = conversation
        self._drop()
        return conversation

    def get(self, conversation_id: str) -> Conversation | None:
        """The conversation, its idle time begun anew; None when unknown or expired."""
        self._drop()
        conversation = self._all.get(conversation_id)
        if conversation is not None:
            conversation.touched = self._clock()
            self._all.move_to_end(conversation_id)
        return conversation

    def forget(self, conversation_id: str) -> bool:
        return self._all.pop(conversation_id, None) is not None

    def sweep(self) -> list[str]:
        """Drop what has been idle too long; returns the ids dropped since the last sweep, for whoever must forget them too."""
        self._drop()
        dropped, self._dropped = self._dropped, []
        return dropped

    def _drop(self) -> None:
        limit = self._clock() - self.idle_seconds
        while self._all:
            first = next(iter(self._all.values()))
            if first.touched > limit and len(self._all) <= self._limit:
                break
            del self._all[first.id]
            self._dropped.append(first.id)

    def __len__(self) -> int:
        return len(self._all)
