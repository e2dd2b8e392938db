"""Linear classifier, trained with Adam in numpy: small enough to read, quick enough to train while people wait.

Why not logistic regression, a network or a framework: docs/decisions/0006-classifier.md. Crammer & Singer 2001 (margins), Kingma & Ba 2015
(Adam). Only the columns that a batch touches are moved, so that rare n-grams, which say most about a topic, get steps as large as common ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.meaning import Rows

SEED = 20261122
HINGE_SHARPNESS, SOFT_SHARPNESS = 4.0, 1.0
"""Of the shares made of margins. With the hinge they are a display of order and distance, no chances."""
_FIRST, _SECOND = 0.9, 0.99
"""How slowly Adam's means of the gradient and of its square forget."""


@dataclass(frozen=True)
class Plan:
    """How to train. `balance` 0 counts every example alike, 1 every label alike. Few epochs are the regularisation."""

    epochs: int = 8
    rate: float = 5e-3
    batch: int = 256
    balance: float = 0.5
    steps: int = 100
    """At the least, however few the examples: then there are more epochs."""
    soft: bool = False
    """Softmax against all labels at once instead of squared hinge of one against the rest."""
    sparse: float = 1.0
    """Weight of the sparse columns beside the dense ones."""

    def rounds(self, examples: int) -> int:
        batches = -(-examples // self.batch)
        return max(self.epochs, -(-self.steps // batches))


class Linear:
    """Rows of features → a margin per label: about 1 for the right one, −1 for the others."""

    def __init__(self, dense: np.ndarray, sparse: np.ndarray, labels: list[str], sharpness: float) -> None:
        """`dense` (d + 1, labels), the last row being the bias; `sparse` (f, labels). `sharpness`: see `chances`."""
        self._dense, self._sparse, self.labels, self.sharpness = dense, sparse, labels, sharpness

    @classmethod
    def fit(
        cls,
        rows: Rows,
        labels: list[str],
        plan: Plan,
        before: Linear | None = None,
        pace: Mapping[str, float] | None = None,
        weight: Mapping[str, float] | None = None,
    ) -> Linear:
        """The same rows and labels in the same order, from the same `before`, give the same weights.

        With `before`, made of rows of the same kind, training goes on from its weights; its labels may be others. `pace`: share of the
        steps that a label's weights take, `weight`: times its share that a label's examples count; 1 when it is not named.
        """
        names, truth = np.unique(np.array(labels), return_inverse=True)
        known = [str(name) for name in names]
        sizes = rows.dense.shape[1] + 1, rows.sparse.shape[1]
        start = before._for(known) if before else tuple(np.zeros((size, len(known)), np.float32) for size in sizes)
        paces = np.array([(pace or {}).get(label, 1.0) for label in known], np.float32)
        dense, sparse = _Adam(start[0], paces), _Adam(start[1] / np.float32(plan.sparse), paces)
        counts = np.bincount(truth, minlength=len(known))
        importance = ((len(truth) / len(known) / counts) ** plan.balance).astype(np.float32)
        importance *= np.array([(weight or {}).get(label, 1.0) for label in known], np.float32)
        _train(dense, sparse, rows, truth, importance, plan)
        return cls(dense.weights, sparse.weights * np.float32(plan.sparse), known, SOFT_SHARPNESS if plan.soft else HINGE_SHARPNESS)

    def _for(self, labels: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Copies of the weights with a column for each of `labels`; a new one begins as "not this"."""
        dense, sparse = (np.zeros((len(weights), len(labels)), np.float32) for weights in (self._dense, self._sparse))
        dense[-1] = -1.0
        at = {label: index for index, label in enumerate(self.labels)}
        for index, label in enumerate(labels):
            if label in at:
                dense[:, index], sparse[:, index] = self._dense[:, at[label]], self._sparse[:, at[label]]
        return dense, sparse

    def widened(self, width: int, columns: np.ndarray) -> Linear:
        """For rows with more sparse columns: column i of before is `columns[i]` now, the new ones mean nothing yet."""
        sparse = np.zeros((width, self._sparse.shape[1]), np.float32)
        sparse[columns] = self._sparse
        return Linear(self._dense, sparse, self.labels, self.sharpness)

    def margins(self, rows: Rows) -> np.ndarray:
        """(n, labels)."""
        found: np.ndarray = rows.dense @ self._dense[:-1] + self._dense[-1] + rows.sparse @ self._sparse
        return found

    def save(self, path: Path) -> None:
        labels = np.array(self.labels, dtype="U")
        np.savez(path, labels=labels, dense=self._dense, sparse=self._sparse.astype(np.float16), sharpness=self.sharpness)

    @classmethod
    def load(cls, path: Path) -> Linear:
        with np.load(path) as stored:
            labels = [str(label) for label in stored["labels"]]
            return cls(stored["dense"], stored["sparse"].astype(np.float32), labels, float(stored["sharpness"]))


class _Adam:
    """Weights that are moved a batch at a time, whole or the rows at `at` alone; each column at its own pace."""

    def __init__(self, weights: np.ndarray, paces: np.ndarray) -> None:
        self.weights, self._paces = weights, paces
        self._mean, self._square, self._steps = np.zeros_like(weights), np.zeros_like(weights), 0

    def move(self, gradient: np.ndarray, rate: float, at: np.ndarray | slice = slice(None)) -> None:
        """`gradient` is used up: what is made on the way is written over, since most of the time here goes to fetching memory."""
        self._steps += 1
        mean, square = self._mean[at], self._square[at]
        step = gradient - mean
        step *= 1 - _FIRST
        mean += step
        gradient *= gradient
        gradient -= square
        gradient *= 1 - _SECOND
        square += gradient
        self._mean[at], self._square[at] = mean, square
        np.divide(square, 1 - _SECOND**self._steps, out=gradient)
        np.sqrt(gradient, out=gradient)
        gradient += 1e-8
        np.divide(mean, 1 - _FIRST**self._steps, out=step)
        step /= gradient
        step *= np.float32(rate) * self._paces
        self.weights[at] -= step


def _train(dense: _Adam, sparse: _Adam, rows: Rows, truth: np.ndarray, importance: np.ndarray, plan: Plan) -> None:
    """With a cosine schedule, in place."""
    random = np.random.default_rng(SEED)
    scaled = rows.sparse if plan.sparse == 1.0 else (rows.sparse * np.float32(plan.sparse)).tocsr()
    slope = _softmax_slope if plan.soft else _hinge_slope
    with_bias = np.hstack([rows.dense, np.ones((len(rows), 1), np.float32)])
    epochs = plan.rounds(len(rows))
    for epoch in range(epochs):
        order = random.permutation(len(rows))
        rate = plan.rate * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
        for start in range(0, len(rows), plan.batch):
            chosen = order[start : start + plan.batch]
            here, (there, columns) = with_bias[chosen], _touched(scaled[chosen])
            margins = here @ dense.weights + there @ sparse.weights[columns]
            weight = (importance[truth[chosen]] / len(chosen))[:, None]
            error = (slope(margins, truth[chosen]) * weight).astype(np.float32)
            dense.move(here.T @ error, rate)
            sparse.move(there.T @ error, rate, columns)


def _hinge_slope(margins: np.ndarray, truth: np.ndarray) -> np.ndarray:
    side = np.full(margins.shape, -1, np.float32)
    side[np.arange(len(truth)), truth] = 1
    slope: np.ndarray = -2 * side * np.maximum(0, 1 - side * margins)
    return slope


def _softmax_slope(margins: np.ndarray, truth: np.ndarray) -> np.ndarray:
    slope = chances(margins, SOFT_SHARPNESS)
    slope[np.arange(len(truth)), truth] -= 1
    return slope


def _touched(rows: csr_matrix) -> tuple[csr_matrix, np.ndarray]:
    """The rows with only the columns that are used, and which those are."""
    used = np.zeros(rows.shape[1], bool)
    used[rows.indices] = True
    columns = np.flatnonzero(used)
    places = np.empty(rows.shape[1], rows.indices.dtype)
    places[columns] = np.arange(len(columns))
    return csr_matrix((rows.data, places[rows.indices], rows.indptr), shape=(rows.shape[0], len(columns))), columns


def chances(margins: np.ndarray, sharpness: float) -> np.ndarray:
    """Margins → shares that sum to one in each row (softmax of `sharpness` × margin)."""
    exponent = np.exp(sharpness * (margins - margins.max(axis=1, keepdims=True)))
    shares: np.ndarray = exponent / exponent.sum(axis=1, keepdims=True)
    return shares
