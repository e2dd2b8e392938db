"""Asks the running product, as staff would: each message in a conversation of its own, through the HTTP API."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx


class Simplified(Exception):
    """Rasa did not answer: this would measure the word search."""


@dataclass(frozen=True)
class Answer:
    """What came. `offered`: the routines of "Menade du …?". `card`: the 112 card; `line`: any leading 112."""

    kind: str
    routine: str | None
    offered: frozenset[str]
    card: bool
    line: bool

    @property
    def shown(self) -> str | None:
        """The routine shown as if sure."""
        return self.routine if self.kind in ("answer", "acute") else None


@dataclass(frozen=True)
class Doubt:
    """What the language understanding itself says: the best routine and the chances of being right and of being known at all."""

    routine: str | None
    right: float
    known: float


def ask_all(address: str, texts: Sequence[str], users: int = 3) -> list[Answer]:
    """In the order of `texts`, `users` at a time. Raises Simplified."""
    return asyncio.run(_gather(address, [_Asking(text) for text in texts], users))


def doubts(rasa: str, token: str, texts: Sequence[str], users: int = 3) -> list[Doubt]:
    """Rasa's own parse of each text."""
    return asyncio.run(_gather(rasa, [_Parsing(text, token) for text in texts], users))


@dataclass(frozen=True)
class _Asking:
    text: str

    async def __call__(self, client: httpx.AsyncClient) -> Answer:
        conversation = (await client.post("/api/conversations", json={})).raise_for_status().json()["id"]
        turn = (await client.post(f"/api/conversations/{conversation}/messages", json={"text": self.text})).raise_for_status().json()
        return read(turn)


@dataclass(frozen=True)
class _Parsing:
    text: str
    token: str

    async def __call__(self, client: httpx.AsyncClient) -> Doubt:
        answer = await client.post("/model/parse", params={"token": self.token}, json={"text": self.text})
        parsed = answer.raise_for_status().json()
        routines = [item["name"] for item in parsed.get("intent_ranking", ()) if item["name"].startswith("rutin/")]
        seen = parsed.get("vagvisaren") or {}
        first = routines[0].removeprefix("rutin/") if routines and seen.get("label", "").startswith("rutin/") else None
        return Doubt(first, float(seen.get("right", 0)), float(seen.get("known", 0)))


def read(turn: dict[str, Any]) -> Answer:
    """A turn of the API (docs/http-api.md) as an Answer."""
    outcome, messages = turn["outcome"], turn["messages"]
    if outcome["simplified"]:
        raise Simplified
    choices = [choice["choice"] for message in messages if message["type"] == "choices" for choice in message["choices"]]
    offered = frozenset(choice.removeprefix("rutin:") for choice in choices) if outcome["kind"] == "clarify" else frozenset()
    emergencies = [message["card"] for message in messages if message["type"] == "emergency"]
    return Answer(outcome["kind"], outcome["routine"], offered, any(emergencies), bool(emergencies))


async def _gather(address: str, asked: Sequence[Any], users: int) -> list[Any]:
    gate = asyncio.Semaphore(users)
    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as client:

        async def one(each: Any) -> Any:
            async with gate:
                return await each(client)

        return list(await asyncio.gather(*(one(each) for each in asked)))
