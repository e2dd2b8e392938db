"""`python -m bot.nlu worker`: trains while people wait. One request a line on standard input, answers as lines of JSON on standard output.

Warm, a small change takes a third of the time of `python -m bot.nlu build`: the imports are done, the embedding engine is loaded, and every
message has been counted. Ends by itself when nobody has asked for a while, or when the app is gone.
"""

from __future__ import annotations

import hashlib
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu import build, examples
from bot.nlu.meaning import Example, Memory
from bot.nlu.understanding import ROUTINE, Reading, Understanding
from bot.nlu.vectors import ROOT

IDLE_S = 600.0
NICE = 5
"""So that turns go first."""
CANDIDATES = 8
GENERATED = "generated/rutiner.yml"
Send = Callable[[dict[str, Any]], None]


@dataclass
class Workshop:
    """What is kept between requests. `data`: the folder of training messages; `out`: models."""

    out: Path
    data: Path = ROOT / "data" / "nlu"
    memory: Memory = field(default_factory=Memory)
    tried: tuple[str, Understanding] | None = None
    """The last draft that was trained on, by the digest of its messages."""
    served: tuple[tuple[int, int], Understanding] | None = None
    """The last model that was made or compared with; it is likely to be the next one to compare with."""

    def messages(self, generated: str) -> list[Example]:
        """All training messages, the routines' as `generated` (YAML) has them."""
        return examples.read(self.data, {self.data / GENERATED: generated})

    def train(self, request: dict[str, Any], send: Send) -> dict[str, Any]:
        """`path`: where to write. `before`: the model to compare with, or null. `texts`: what both are to read. An existing `path` is kept."""
        path, texts = Path(request["path"]), request["texts"]
        if path.is_file():
            how, understanding = "kvar", build.understanding_in(path)
        else:
            made = build.make(self.out, path, self.messages(request["generated"]), memory=self.memory, tell=lambda stage: send({"stage": stage}))
            how, understanding = made.how, made.understanding
        send({"stage": "provar"})
        before = self._serving(request["before"])
        old = None if before is None else readings(before, texts, self.memory)
        self.served = _stamp(path), understanding
        return {"how": how, "new": readings(understanding, texts, self.memory), "old": old}

    def _serving(self, path: str | None) -> Understanding | None:
        if path is None or not Path(path).is_file():
            return None
        if self.served is None or self.served[0] != _stamp(Path(path)):
            self.served = _stamp(Path(path)), build.understanding_in(Path(path))
        return self.served[1]

    def attempt(self, request: dict[str, Any], send: Send) -> dict[str, Any]:
        """`texts` read by an understanding that has learnt `generated`. Nothing is saved."""
        digest = hashlib.sha256(request["generated"].encode()).hexdigest()
        if self.tried is None or self.tried[0] != digest:
            messages = self.messages(request["generated"])
            skeleton = build.skeleton_for(self.out, messages)
            found, _ = build.learn(skeleton, messages, memory=self.memory, tell=lambda stage: send({"stage": stage}))
            self.tried = digest, found
        return {"new": readings(self.tried[1], request["texts"], self.memory)}

    def near(self, request: dict[str, Any], _send: Send) -> dict[str, Any]:
        """`examples`: pairs of text and label → for each the nearest other message of the same label and of another routine's."""
        messages = [message for message in self.messages(request["generated"]) if message.label.startswith(ROUTINE)]
        return {"near": nearest(messages, [Example(*pair) for pair in request["examples"]])}


def _stamp(path: Path) -> tuple[int, int]:
    """Of a file; a model keeps it when it is renamed."""
    stat = path.stat()
    return stat.st_ino, stat.st_size


def readings(understanding: Understanding, texts: list[str], memory: Memory) -> list[dict[str, Any]]:
    if not texts:
        return []
    mended = [understanding.repair(text) for text in texts]
    return [_told(reading) for reading in understanding.read_all(mended, build.embedded(mended), memory)]


def _told(reading: Reading) -> dict[str, Any]:
    ranking = [[label, round(share, 4)] for label, share in reading.ranking[:CANDIDATES]]
    return {"label": reading.label, "ranking": ranking, "right": reading.right, "known": reading.known, "danger": reading.danger}


def nearest(messages: list[Example], asked: list[Example]) -> list[dict[str, Any]]:
    """Per asked example `own` and `other`: {text, label, likeness (cosine of the centred vectors)} or None when there is none."""
    if not messages or not asked:
        return [{"own": None, "other": None} for _ in asked]
    vectors = build.embedded([message.text for message in messages])
    mean = vectors.mean(axis=0)
    rows, questions = (_unit(found - mean) for found in (vectors, build.embedded([example.text for example in asked])))
    labels, texts = np.array([message.label for message in messages]), np.array([message.text for message in messages], dtype=object)
    found = []
    for example, likeness in zip(asked, questions @ rows.T):
        same = labels == example.label
        places = {"own": same & (texts != example.text), "other": ~same}
        found.append({name: _best(messages, likeness, chosen) for name, chosen in places.items()})
    return found


def _unit(rows: np.ndarray) -> np.ndarray:
    found: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found


def _best(messages: list[Example], likeness: np.ndarray, chosen: np.ndarray) -> dict[str, Any] | None:
    if not chosen.any():
        return None
    at = int(np.where(chosen, likeness, -2.0).argmax())
    return {"text": messages[at].text, "label": messages[at].label, "likeness": round(float(likeness[at]), 4)}


def serve(workshop: Workshop, lines: Any, send: Send, idle_s: float = IDLE_S) -> None:
    """Answer requests from `lines` (a binary file with a descriptor) until it ends or nobody asks for `idle_s` seconds."""
    does = {"train": workshop.train, "attempt": workshop.attempt, "near": workshop.near}
    while select.select([lines], [], [], idle_s)[0]:
        line = lines.readline()
        if not line:
            return
        request = json.loads(line)
        try:
            send({"done": does[request["do"]](request, send)})
        except Exception as error:  # told to the one who asked; the next request may go well
            send({"failed": f"{type(error).__name__}: {error}"[:500]})


def main() -> None:
    os.nice(NICE)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that unfinished work is cleared away
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # Rasa prints while it trains a skeleton

    def send(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answers.flush()

    workshop = Workshop(Path(sys.argv[2]))
    build.embedder()
    send({"ready": True})
    serve(workshop, sys.stdin.buffer, send)
