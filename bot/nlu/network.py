"""One hidden layer with dropout, trained with Adam, in numpy: small enough to read, quick enough to train while people wait.

Why not logistic regression or a framework: docs/decisions/0006-classifier.md. Srivastava et al. 2014 (dropout), Kingma & Ba 2015
(Adam), Szegedy et al. 2016 (label smoothing).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

SEED = 20261122


@dataclass(frozen=True)
class Plan:
    """How to train. `balance` 0 counts every example alike, 1 every label alike."""

    hidden: int = 512
    epochs: int = 15
    rate: float = 3e-3
    dropout: float = 0.5
    input_dropout: float = 0.1
    decay: float = 1e-4
    smoothing: float = 0.05
    balance: float = 0.8
    batch: int = 128
    scale: float = 6.0
    """Inputs are unit vectors of some hundred numbers; scaled so that a hidden unit sees values of about one."""


class Network:
    """Rows of features → a probability per label."""

    def __init__(self, weights: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray], labels: list[str], scale: float) -> None:
        self._weights, self.labels, self._scale = weights, labels, scale

    @classmethod
    def fit(cls, rows: np.ndarray, labels: list[str], plan: Plan, before: Network | None = None) -> Network:
        """`rows` is (n, d) float32. The same rows and labels in the same order, from the same `before`, give the same network.

        With `before`, a network over rows of the same width, training goes on from its weights; its labels may be others.
        """
        names, truth = np.unique(np.array(labels), return_inverse=True)
        known = [str(name) for name in names]
        random = np.random.default_rng(SEED)
        weights = before._for(known) if before else _fresh(rows.shape[1], plan.hidden, len(known), random)
        counts = np.bincount(truth, minlength=len(known))
        importance = ((len(truth) / len(known) / counts) ** plan.balance).astype(np.float32)
        _train(weights, (rows * plan.scale).astype(np.float32), truth, importance, plan, random)
        return cls((weights[0], weights[1], weights[2], weights[3]), known, plan.scale)

    def _for(self, labels: list[str]) -> list[np.ndarray]:
        """Copies of the weights with a column for each of `labels`; a new one begins as unlikely as the least likely."""
        first, first_bias, second, second_bias = self._weights
        columns = np.zeros((len(second), len(labels)), np.float32)
        biases = np.full(len(labels), second_bias.min(), np.float32)
        at = {label: index for index, label in enumerate(self.labels)}
        for index, label in enumerate(labels):
            if label in at:
                columns[:, index], biases[index] = second[:, at[label]], second_bias[at[label]]
        return [first.copy(), first_bias.copy(), columns, biases]

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        """(n, labels), each row sums to one."""
        first, first_bias, second, second_bias = self._weights
        hidden = np.maximum(rows * self._scale @ first + first_bias, 0)
        return softmax(hidden @ second + second_bias)

    def save(self, path: Path) -> None:
        names = ("first", "first_bias", "second", "second_bias")
        halves = {name: weight.astype(np.float16) for name, weight in zip(names, self._weights)}
        np.savez(path, labels=np.array(self.labels, dtype="U"), scale=self._scale, **halves)

    @classmethod
    def load(cls, path: Path) -> Network:
        with np.load(path) as stored:
            weights = tuple(stored[name].astype(np.float32) for name in ("first", "first_bias", "second", "second_bias"))
            return cls((weights[0], weights[1], weights[2], weights[3]), [str(label) for label in stored["labels"]], float(stored["scale"]))


def _fresh(inputs: int, hidden: int, outputs: int, random: np.random.Generator) -> list[np.ndarray]:
    return [
        (random.standard_normal((inputs, hidden)) * np.sqrt(2 / inputs)).astype(np.float32),
        np.zeros(hidden, np.float32),
        (random.standard_normal((hidden, outputs)) * np.sqrt(1 / hidden)).astype(np.float32),
        np.zeros(outputs, np.float32),
    ]


def softmax(scores: np.ndarray) -> np.ndarray:
    exponent = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: np.ndarray = exponent / exponent.sum(axis=1, keepdims=True)
    return chances


def _train(weights: list[np.ndarray], rows: np.ndarray, truth: np.ndarray, importance: np.ndarray, plan: Plan, random: np.random.Generator) -> None:
    """Adam with a cosine schedule, in place."""
    means, squares = [np.zeros_like(weight) for weight in weights], [np.zeros_like(weight) for weight in weights]
    step = 0
    for epoch in range(plan.epochs):
        order = random.permutation(len(rows))
        rate = plan.rate * 0.5 * (1 + np.cos(np.pi * epoch / plan.epochs))
        for start in range(0, len(rows), plan.batch):
            chosen = order[start : start + plan.batch]
            step += 1
            gradients = _gradients(weights, rows[chosen], truth[chosen], importance[truth[chosen]], plan, random)
            for index, gradient in enumerate(gradients):
                means[index] += 0.1 * (gradient - means[index])
                squares[index] += 0.001 * (gradient * gradient - squares[index])
                move = (means[index] / (1 - 0.9**step)) / (np.sqrt(squares[index] / (1 - 0.999**step)) + 1e-8)
                weights[index] -= np.float32(rate) * (move + plan.decay * weights[index] if weights[index].ndim == 2 else move)


def _gradients(
    weights: list[np.ndarray], rows: np.ndarray, truth: np.ndarray, importance: np.ndarray, plan: Plan, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    first, first_bias, second, second_bias = weights
    rows = rows * _kept(rows.shape, plan.input_dropout, random)
    before = rows @ first + first_bias
    kept = _kept(before.shape, plan.dropout, random)
    hidden = np.maximum(before, 0) * kept
    chances = softmax(hidden @ second + second_bias)
    wanted = np.full(chances.shape, plan.smoothing / chances.shape[1], np.float32)
    wanted[np.arange(len(rows)), truth] += 1 - plan.smoothing
    error = ((chances - wanted) * importance[:, None] / len(rows)).astype(np.float32)
    back = (error @ second.T) * kept * (before > 0)
    return rows.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)


def _kept(shape: tuple[int, ...], dropped: float, random: np.random.Generator) -> np.ndarray:
    """Inverted dropout: what is kept is scaled up, so that nothing changes when the network is used."""
    mask: np.ndarray = (random.random(shape, dtype=np.float32) >= dropped).astype(np.float32) / np.float32(1 - dropped)
    return mask
