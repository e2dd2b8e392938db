"""Plays the dialogues of the .yml files beside this one through the HTTP API of the running product.

A dialogue has a `namn`, perhaps `organisation`, `enhet`, `roll`, and `turer`. Each turn says something (`du`) or presses a button by its
label (`tryck`), and then what must hold:

    svar: id          that routine is shown (or one of a list)      akut: ja        the whole 112 card comes first
    menade_du: [ids]  these are among the choices offered           rad112: ja      a 112 line or card is there
    hanvisar: reason  handed on, for that reason                    inget112: ja    neither, not even a line; inget_larmkort: ja  no card
    kontakt: id       that contact is shown first                   begrepp: id     that term is explained
    smaprat: ja       small talk                                    enhet, roll     is remembered from now on
    visar: text       stands somewhere in the answer (or a list)    visar_inte      does not
    kedja: [ids]      these contacts, in this order among others    lokalt: ja      a step is marked as local
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

pytestmark = pytest.mark.live
KNOWN = {
    "du",
    "tryck",
    "svar",
    "akut",
    "menade_du",
    "rad112",
    "hanvisar",
    "inget112",
    "inget_larmkort",
    "kontakt",
    "begrepp",
    "smaprat",
    "enhet",
    "roll",
    "visar",
    "visar_inte",
    "kedja",
    "lokalt",
}


def dialogues() -> Iterator[Any]:
    for path in sorted(Path(__file__).parent.glob("*.yml")):
        for dialogue in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(dialogue, id=dialogue["namn"])


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class Conversation:
    def __init__(self, address: str, dialogue: dict[str, Any]) -> None:
        self._client = httpx.Client(base_url=address, timeout=60, trust_env=False)
        start = {"organisation": dialogue.get("organisation"), "unit": dialogue.get("enhet"), "role": dialogue.get("roll")}
        begun = self._client.post("/api/conversations", json=start)
        assert begun.status_code == 201, begun.text
        self._id, self._shown = begun.json()["id"], begun.json()["greeting"]

    def take(self, turn: dict[str, Any]) -> dict[str, Any]:
        body = {"choice": self._choice(turn["tryck"])} if "tryck" in turn else {"text": turn["du"]}
        answer = self._client.post(f"/api/conversations/{self._id}/messages", json=body)
        assert answer.status_code == 200, answer.text
        taken: dict[str, Any] = answer.json()
        assert not taken["outcome"]["simplified"]
        self._shown = taken["messages"]
        return taken

    def _choice(self, label: str) -> str:
        offered = [choice for message in self._shown for choice in [*message.get("choices", []), *message.get("related", [])]]
        found = next((choice["choice"] for choice in offered if choice["label"] == label), None)
        assert found, f"no button «{label}» among {[choice['label'] for choice in offered]}"
        return str(found)


@pytest.mark.parametrize("dialogue", dialogues())
def test_dialogue(dialogue: dict[str, Any], running: Any) -> None:
    conversation = Conversation(running.address, dialogue)
    for turn in dialogue["turer"]:
        assert turn.keys() <= KNOWN, turn.keys() - KNOWN
        assert turn.keys() - {"du", "tryck"}, "a turn that expects nothing proves nothing"
        check(turn, conversation.take(turn))


def check(turn: dict[str, Any], taken: dict[str, Any]) -> None:
    outcome, messages, context = taken["outcome"], taken["messages"], taken["context"]
    said = turn.get("du") or turn.get("tryck")
    seen = json.dumps(messages, ensure_ascii=False)
    emergencies = [message for message in messages if message["type"] == "emergency"]
    if "svar" in turn:
        assert outcome["kind"] in ("answer", "acute"), (said, outcome)
        assert outcome["routine"] in as_list(turn["svar"]), (said, outcome)
    if "akut" in turn:
        assert messages[0]["type"] == "emergency", (said, outcome)
        assert messages[0]["card"] is True, (said, outcome)
        assert messages[0]["phone"]["number"] == "112"
    if "rad112" in turn:
        assert messages[0]["type"] == "emergency", (said, outcome)
    if "inget112" in turn:
        assert emergencies == [], (said, outcome)
    if "inget_larmkort" in turn:  # a line that asks whether anybody is in danger is fine
        assert not any(message["card"] for message in emergencies), (said, outcome)
    if "menade_du" in turn:
        assert outcome["kind"] == "clarify", (said, outcome)
        offered = {choice["choice"].removeprefix("rutin:") for message in messages for choice in message.get("choices", [])}
        assert set(turn["menade_du"]) <= offered
        assert "inget" in offered
    if "hanvisar" in turn:
        assert (outcome["kind"], outcome["reason"]) == ("redirect", turn["hanvisar"]), (said, outcome)
    if "kontakt" in turn:
        assert (outcome["kind"], outcome["contact"]) == ("contact", turn["kontakt"]), (said, outcome)
    if "begrepp" in turn:
        assert (outcome["kind"], outcome["term"]) == ("term", turn["begrepp"]), (said, outcome)
    if "smaprat" in turn:
        assert outcome["kind"] == "smalltalk", (said, outcome)
    for key, name in (("enhet", "unit"), ("roll", "role")):
        if key in turn:
            assert context[name], (said, context)
            assert context[name]["id"] == turn[key]
    for text in as_list(turn.get("visar", [])):
        assert text in seen, (said, text)
    for text in as_list(turn.get("visar_inte", [])):
        assert text not in seen, (said, text)
    if "kedja" in turn:
        shown = [contact["id"] for message in messages for contact in message.get("contacts", []) if message["type"] == "contacts"]
        assert sorted(contact for contact in shown if contact in turn["kedja"]) == sorted(turn["kedja"]), (said, shown)
    if "lokalt" in turn:
        card = next(message for message in messages if message["type"] == "routine")
        assert any(step["local"] for step in card["steps"]), said
