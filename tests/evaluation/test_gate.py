"""The release gate: the "must" column of the product's numbers, on the evaluation sets, through the HTTP API of the running product.

The sets are written by other hands than the training messages and are never trained on. `make bench` prints the same figures with latency.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

SETS = Path(__file__).parent
NOISE = 0.015
"""What training on the same examples in another order may move a share by; the gate is the product's "must", give or take that."""


def load(name: str) -> Any:
    return yaml.safe_load((SETS / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Answer:
    kind: str
    routine: str | None
    offered: frozenset[str]
    card: bool
    line: bool


def ask_all(address: str, texts: list[str]) -> list[Answer]:
    async def one(client: httpx.AsyncClient, gate: asyncio.Semaphore, text: str) -> Answer:
        async with gate:
            conversation = (await client.post("/api/conversations", json={})).json()["id"]
            turn = (await client.post(f"/api/conversations/{conversation}/messages", json={"text": text})).json()
        assert not turn["outcome"]["simplified"], "Rasa did not answer: this would measure the word search"
        choices = [choice["choice"] for message in turn["messages"] if message["type"] == "choices" for choice in message["choices"]]
        offered = [choice.removeprefix("rutin:") for choice in choices] if turn["outcome"]["kind"] == "clarify" else []
        emergencies = [message["card"] for message in turn["messages"] if message["type"] == "emergency"]
        return Answer(turn["outcome"]["kind"], turn["outcome"]["routine"], frozenset(offered), any(emergencies), bool(emergencies))

    async def every() -> list[Answer]:
        gate = asyncio.Semaphore(3)
        async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as client:
            return list(await asyncio.gather(*(one(client, gate, text) for text in texts)))

    return asyncio.run(every())


def share(truths: list[bool]) -> float:
    return sum(truths) / len(truths)


@pytest.fixture(scope="module")
def in_scope(running: Any) -> list[tuple[Answer, frozenset[str]]]:
    items = [(item["text"], frozenset({topic, *item.get("aven", [])})) for topic, each in load("amnen.yml").items() for item in each]
    answers = ask_all(running.address, [text for text, _ in items])
    return [(answer, right) for answer, (_, right) in zip(answers, items, strict=True)]


def shown(answer: Answer) -> bool:
    return answer.kind in ("answer", "acute")


def test_the_right_routine_comes_first(in_scope: list[tuple[Answer, frozenset[str]]]) -> None:
    assert share([shown(answer) and answer.routine in right for answer, right in in_scope]) >= 0.75 - NOISE


def test_the_right_routine_comes_first_or_is_offered(in_scope: list[tuple[Answer, frozenset[str]]]) -> None:
    assert share([(shown(answer) and answer.routine in right) or bool(answer.offered & right) for answer, right in in_scope]) >= 0.88 - NOISE


def test_a_wrong_routine_is_seldom_shown_as_if_sure(in_scope: list[tuple[Answer, frozenset[str]]]) -> None:
    assert share([shown(answer) and answer.routine not in right for answer, right in in_scope]) <= 0.10 + NOISE


@pytest.mark.parametrize(("kind", "most"), [("langt", 0.03), ("nara", 0.12)])
def test_what_is_out_of_scope_is_not_answered_with_a_routine(running: Any, kind: str, most: float) -> None:
    texts = [item["text"] for item in load("utanfor.yml") if item["slag"] == kind]
    assert share([shown(answer) for answer in ask_all(running.address, texts)]) <= most + NOISE


def test_danger_is_led_by_112(running: Any) -> None:
    assert share([not answer.line for answer in ask_all(running.address, [item["text"] for item in load("fara.yml")["fara"]])]) <= 0.03 + NOISE


def test_no_112_card_without_danger(running: Any) -> None:
    assert share([answer.card for answer in ask_all(running.address, [item["text"] for item in load("fara.yml")["inte_fara"]])]) <= 0.08 + NOISE
