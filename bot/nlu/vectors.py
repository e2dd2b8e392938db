"""Texts → vectors (multilingual-e5-small: bot/nlu/e5), cached on disk by text while training. Free of Rasa.

A larger Swedish model is put in its place by naming another class in config.yml (`embedder`, of both components): it needs one function,
`embed(text) -> numpy array of unit length`, and a `name` that changes with the model.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.swedish.normalise import clean
from bot.swedish.spelling import written_out

ROOT = Path(__file__).resolve().parents[2]
DEFAULTS = {"embedder": "bot.nlu.e5.model.E5", "cache": ".cache/embeddings.sqlite"}
os.environ.setdefault("OMP_NUM_THREADS", "1")


class Embedder(Protocol):
    name: str

    def embed(self, text: str) -> np.ndarray:
        """Unit vector, float32, always of the same length."""


def many(texts: list[str], embed: Callable[[str], np.ndarray]) -> list[np.ndarray]:
    """Vectors of many texts, on all cores: the engine lets go of the interpreter while it computes."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(embed, texts))


class Cache:
    """Text hash → vector, in SQLite. Only training texts, which are in the repository, are ever put here."""

    def __init__(self, path: Path, model: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=30)
        self._db.execute("create table if not exists embedding (key text primary key, vector blob not null)")
        self._model = model

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._model}\0{text}".encode()).hexdigest()

    def vectors(self, texts: Iterable[str], embed: Callable[[str], np.ndarray]) -> dict[str, np.ndarray]:
        wanted = {self._key(text): text for text in texts}
        keys, found = list(wanted), {}
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            rows = self._db.execute(f"select key, vector from embedding where key in ({','.join('?' * len(part))})", part)
            found.update({key: np.frombuffer(blob, dtype=np.float32) for key, blob in rows})
        missing = {key: text for key, text in wanted.items() if key not in found}
        new = dict(zip(missing, many(list(missing.values()), embed)))
        with self._db:
            self._db.executemany("insert or replace into embedding values (?, ?)", [(key, vector.tobytes()) for key, vector in new.items()])
        found.update(new)
        return {text: found[key] for key, text in wanted.items()}


def embedder(config: dict[str, Any] | None = None) -> tuple[Embedder, Path]:
    """The engine that the pipeline names, and where its vectors are kept."""
    chosen = {**DEFAULTS, **(config or {})}
    return _engine(chosen["embedder"]), ROOT / chosen["cache"]


@lru_cache(maxsize=2)
def _engine(path: str) -> Embedder:
    """One of a kind in a process: a new model that takes over answers with the same one, with no pause to load it."""
    module, _, name = path.rpartition(".")
    made: Embedder = getattr(importlib.import_module(module), name)()
    return made


def as_read(text: str) -> str:
    """The text the embedding sees: cleaned, abbreviations written out, lower case."""
    return written_out(clean(text)).lower()
