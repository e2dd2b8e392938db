"""What a message means, with calibrated doubt: label ranking, chance of being right, chance of being known, chance of danger.

The chances are fitted at training on the scores of examples kept out of a first training, so that a new routine shifts no threshold by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.nlu.meaning import Example, Features, Settings
from bot.nlu.network import SEED, Network, Plan

HELD_OUT = 6
"""One example in six is kept out of a first training, to learn how far the scores can be trusted."""
MEANING_PLAN = Plan()
DANGER_PLAN = Plan(hidden=128, epochs=10, balance=0.5)
MEANING_PLAN_ON = replace(MEANING_PLAN, epochs=4, rate=1.5e-3)
"""Training on after a small change: as right as from the start, on a topic that was new, in a quarter of the time
(docs/decisions/0009-training-on.md)."""
DANGER_PLAN_ON = replace(DANGER_PLAN, epochs=3, rate=1.5e-3)
ROUTINE = "rutin/"


@dataclass(frozen=True)
class Reading:
    """`ranking`: every label with its probability, best first. `label` is the first of them."""

    label: str
    ranking: list[tuple[str, float]]
    right: float
    known: float
    danger: float


def signals(probabilities: np.ndarray, is_routine: np.ndarray, likeness: np.ndarray) -> np.ndarray:
    """Rows of signals for doubt: best routine's log-odds, margin to the second, share of all routines (log-odds), likeness to the nearest example."""
    routines = np.sort(probabilities[:, is_routine], axis=1)
    first, second = routines[:, -1], routines[:, -2] if routines.shape[1] > 1 else np.zeros(len(routines))
    share = routines.sum(axis=1)
    return np.column_stack([_log_odds(first), _log_odds(first) - _log_odds(second), _log_odds(share), likeness])


def _log_odds(chance: np.ndarray) -> np.ndarray:
    clipped = np.clip(chance, 1e-6, 1 - 1e-6)
    return np.log(clipped / (1 - clipped))


class Doubt:
    """Two logistic curves over the signals."""

    def __init__(self, right: np.ndarray, known: np.ndarray) -> None:
        self._right, self._known = right, known

    @classmethod
    def fit(cls, rows: np.ndarray, is_right: np.ndarray, is_known: np.ndarray) -> Doubt:
        return cls(_curve(rows, is_right), _curve(rows, is_known))

    def chances(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(right, known), each 0–1 per row."""
        return _sigmoid(rows, self._right), _sigmoid(rows, self._known)

    def arrays(self) -> dict[str, np.ndarray]:
        return {"right": self._right, "known": self._known}


def _curve(rows: np.ndarray, truth: np.ndarray) -> np.ndarray:
    if truth.all() or not truth.any():  # nothing to learn from: always or never
        return np.array([*np.zeros(rows.shape[1]), 20.0 if truth.all() else -20.0])
    model = LogisticRegression(C=1.0, max_iter=500, class_weight="balanced").fit(rows, truth)
    return np.array([*model.coef_[0], model.intercept_[0]])


def _sigmoid(rows: np.ndarray, curve: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(rows @ curve[:-1] + curve[-1])))


class Understanding:
    """Everything trained, ready to read messages."""

    def __init__(self, features: Features, meanings: Network, dangers: Network | None, doubt: Doubt, examples: np.ndarray) -> None:
        self.features, self.meanings, self.dangers, self.doubt, self._examples = features, meanings, dangers, doubt, examples
        self._is_routine = np.array([label.startswith(ROUTINE) for label in meanings.labels])

    def read(self, text: str, embedding: np.ndarray) -> Reading:
        rows = self.features.rows([text], embedding[None, :])
        probabilities = self.meanings.probabilities(rows)
        order = np.argsort(-probabilities[0])
        ranking = [(self.meanings.labels[index], float(probabilities[0, index])) for index in order]
        likeness = _likeness(rows, self._examples)
        right, known = self.doubt.chances(signals(probabilities, self._is_routine, likeness))
        danger = float(self.dangers.probabilities(rows)[0, self.dangers.labels.index("fara")]) if self.dangers else 0.0
        return Reading(ranking[0][0], ranking, float(right[0]), float(known[0]), danger)

    def save(self, folder: Path) -> None:
        self.features.save(folder)
        self.meanings.save(folder / "meanings.npz")
        if self.dangers:
            self.dangers.save(folder / "dangers.npz")
        np.savez(folder / "doubt.npz", examples=self._examples.astype(np.float16), **self.doubt.arrays())

    @classmethod
    def load(cls, folder: Path) -> Understanding:
        dangers = folder / "dangers.npz"
        with np.load(folder / "doubt.npz") as stored:
            doubt, examples = Doubt(stored["right"], stored["known"]), stored["examples"].astype(np.float32)
        return cls(
            Features.load(folder), Network.load(folder / "meanings.npz"), Network.load(dangers) if dangers.is_file() else None, doubt, examples
        )


def _likeness(rows: np.ndarray, examples: np.ndarray) -> np.ndarray:
    """Cosine to the nearest routine example, per row."""
    if not len(examples):
        return np.zeros(len(rows))
    normalised = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    nearest: np.ndarray = (normalised @ examples.T).max(axis=1)
    return nearest


def _normalised(rows: np.ndarray) -> np.ndarray:
    unit: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def fit(examples: list[Example], embeddings: np.ndarray, settings: Settings = Settings()) -> Understanding:  # noqa: B008 (frozen)
    """Train everything. Deterministic for the same examples in the same order."""
    texts, labels = [example.text for example in examples], [example.label for example in examples]
    features = Features.fit(texts, embeddings, settings)
    rows = features.rows(texts, embeddings)
    doubt = _fit_doubt(rows, labels)
    return Understanding(features, Network.fit(rows, labels, MEANING_PLAN), _fit_danger(rows, examples, DANGER_PLAN), doubt, _routines(rows, labels))


def refit(before: Understanding, examples: list[Example], embeddings: np.ndarray) -> Understanding:
    """After a small change: the features and the doubt of `before`, its networks trained on."""
    texts, labels = [example.text for example in examples], [example.label for example in examples]
    rows = before.features.rows(texts, embeddings)
    meanings = Network.fit(rows, labels, MEANING_PLAN_ON, before.meanings)
    dangers = _fit_danger(rows, examples, DANGER_PLAN_ON, before.dangers)
    return Understanding(before.features, meanings, dangers, before.doubt, _routines(rows, labels))


def _routines(rows: np.ndarray, labels: list[str]) -> np.ndarray:
    return _normalised(rows[[label.startswith(ROUTINE) for label in labels]])


def _fit_doubt(rows: np.ndarray, labels: list[str]) -> Doubt:
    """Some of each label are scored by a network that did not see them; what was then right and known teaches the curves."""
    truth = np.array(labels)
    held = _held_out(truth)
    known = np.array([label.startswith(ROUTINE) for label in labels])
    if held.sum() < 30 or not known[~held].any():
        return Doubt(np.array([1.0, 0.0, 0.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0, 0.0, 0.0]))
    network = Network.fit(rows[~held], list(truth[~held]), MEANING_PLAN)
    chances = network.probabilities(rows[held])
    is_routine = np.array([label.startswith(ROUTINE) for label in network.labels])
    likeness = _likeness(rows[held], _normalised(rows[~held & known]))
    best = np.array(network.labels)[is_routine][chances[:, is_routine].argmax(axis=1)]
    return Doubt.fit(signals(chances, is_routine, likeness), best == truth[held], known[held])


def _held_out(truth: np.ndarray) -> np.ndarray:
    """A mask with one in `HELD_OUT` of each label that has enough examples, chosen by a fixed seed."""
    random = np.random.default_rng(SEED)
    held = np.zeros(len(truth), dtype=bool)
    for label in np.unique(truth):
        index = np.where(truth == label)[0]
        if len(index) >= HELD_OUT:
            held[random.permutation(index)[: len(index) // HELD_OUT]] = True
    return held


def _fit_danger(rows: np.ndarray, examples: list[Example], plan: Plan, before: Network | None = None) -> Network | None:
    """Danger or not: flagged examples decide; of the unflagged, all but those of the danger routine count as not dangerous."""
    flags = [example.danger if example.danger is not None else (None if example.label == "rutin/akut_fara" else False) for example in examples]
    chosen = [index for index, flag in enumerate(flags) if flag is not None]
    names = ["fara" if flags[index] else "inte" for index in chosen]
    if len(set(names)) < 2:
        return None
    return Network.fit(rows[chosen], names, plan, before)
