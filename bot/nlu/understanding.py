"""What a message means, with calibrated doubt: label ranking, chance of being right, chance of being known, chance of danger.

The chances are fitted at training on the margins of examples kept out of a first training, so that a new routine shifts no threshold by hand.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.nlu.lean import ROUTINE, lean_routines, taken_over
from bot.nlu.linear import SEED, Linear, Plan, chances
from bot.nlu.meaning import Example, Features, Memory, Rows
from bot.swedish.repair import Repair

HELD_OUT = 6
"""One example in six is kept out of a first training, to learn how far the margins can be trusted."""
MEANING_PLAN = Plan()
FEW_PLAN = Plan(steps=300, rate=1e-2, soft=True, sparse=0.2)
"""With few examples a label the embedding knows more than the n-grams, and shares reject better than margins (CLINC150, 10 an intent)."""
FEW = 20
"""Examples a label, on average, below which there are few."""
OTHERS_PACE = 0.1
"""Of routines that did not change, when training goes on: at full pace their margins grow, and the curves of doubt no longer fit them. What is
outside the routines goes at full pace: it must give way to a new one."""
LEAN_WEIGHT = 4.0
"""How many times its share a routine counts that has no base set."""
DANGER_PLAN = Plan(epochs=6, balance=0.5)
DANGER_PLAN_ON = replace(DANGER_PLAN, epochs=2, rate=4e-3)
DANGER = "fara"
REPAIR = "repair.json"
UNLABELLED = "nlu_fallback"
"""Messages under this intent teach whether there is danger and nothing else: nobody said what they are about."""


@dataclass(frozen=True)
class Reading:
    """`ranking`: every label with its share, best first. `label` is the first of them."""

    label: str
    ranking: list[tuple[str, float]]
    right: float
    known: float
    danger: float


def meaning_plan(labels: list[str]) -> Plan:
    return MEANING_PLAN if len(labels) >= FEW * len(set(labels)) else FEW_PLAN


def meaning_plan_on(labels: list[str]) -> Plan:
    """For training on after a small change (docs/decisions/0009-training-on.md)."""
    return replace(meaning_plan(labels), epochs=3, rate=4e-3, steps=100)


def signals(margins: np.ndarray, is_routine: np.ndarray, likeness: np.ndarray, sharpness: float) -> np.ndarray:
    """Rows of signals for doubt: the best routine's margin, its distance to the second and to the best that is no routine, likeness to the nearest
    example, and how many routines are near the best (log)."""
    routines = np.sort(margins[:, is_routine], axis=1)
    first = routines[:, -1]
    second = routines[:, -2] if routines.shape[1] > 1 else np.full(len(routines), -1.0)
    others = margins[:, ~is_routine].max(axis=1) if (~is_routine).any() else np.full(len(routines), -1.0)
    crowd = np.log(np.exp(sharpness * (routines - first[:, None])).sum(axis=1))
    return np.column_stack([first, first - second, first - others, likeness, crowd])


class Doubt:
    """Logistic curves over the signals, and over the danger margin."""

    def __init__(self, right: np.ndarray, known: np.ndarray) -> None:
        self._right, self._known = right, known

    @classmethod
    def fit(cls, rows: np.ndarray, is_right: np.ndarray, is_known: np.ndarray) -> Doubt:
        return cls(curve(rows, is_right), curve(rows, is_known))

    def chances(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(right, known), each 0–1 per row."""
        return on_curve(rows, self._right), on_curve(rows, self._known)

    def arrays(self) -> dict[str, np.ndarray]:
        return {"right": self._right, "known": self._known}


def curve(rows: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Weights of a logistic curve, the last being the constant."""
    if truth.all() or not truth.any():  # nothing to learn from: always or never
        return np.array([*np.zeros(rows.shape[1]), 20.0 if truth.all() else -20.0])
    model = LogisticRegression(C=1.0, max_iter=500, class_weight="balanced").fit(rows, truth)
    return np.array([*model.coef_[0], model.intercept_[0]])


def on_curve(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """0–1 per row."""
    found: np.ndarray = 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1])))
    return found


@dataclass(frozen=True)
class Alarm:
    """Danger or not, and the curve that makes a chance of the margin."""

    linear: Linear
    curve: np.ndarray

    def chance(self, rows: Rows) -> np.ndarray:
        return on_curve(self._margin(rows), self.curve)

    def _margin(self, rows: Rows) -> np.ndarray:
        return self.linear.margins(rows)[:, [self.linear.labels.index(DANGER)]]


class Understanding:
    """Everything trained, ready to read messages."""

    def __init__(self, features: Features, meanings: Linear, alarm: Alarm | None, doubt: Doubt, examples: np.ndarray, repair: Repair) -> None:
        """`examples`: the dense rows of the routines' examples. `repair`: mends a message before it is embedded and read."""
        self.features, self.meanings, self.alarm, self.doubt, self._examples, self.repair = features, meanings, alarm, doubt, examples, repair
        self._is_routine = np.array([label.startswith(ROUTINE) for label in meanings.labels])

    def read(self, text: str, embedding: np.ndarray) -> Reading:
        return self.read_all([text], embedding[None, :])[0]

    def read_all(self, texts: list[str], embeddings: np.ndarray, memory: Memory | None = None) -> list[Reading]:
        """In the order of `texts`, which are mended, as those that `embeddings` are of."""
        rows = self.features.rows(texts, embeddings, memory)
        margins = self.meanings.margins(rows)
        shares = chances(margins, self.meanings.sharpness)
        right, known = self.doubt.chances(signals(margins, self._is_routine, _likeness(rows.dense, self._examples), self.meanings.sharpness))
        danger = self.alarm.chance(rows) if self.alarm else np.zeros(len(texts))
        rankings = [[(self.meanings.labels[index], float(share[index])) for index in np.argsort(-share)] for share in shares]
        return [
            Reading(ranking[0][0], ranking, float(one), float(other), float(third))
            for ranking, one, other, third in zip(rankings, right, known, danger)
        ]

    def save(self, folder: Path) -> None:
        self.features.save(folder)
        self.meanings.save(folder / "meanings.npz")
        curves = self.doubt.arrays()
        if self.alarm:
            self.alarm.linear.save(folder / "dangers.npz")
            curves["danger"] = self.alarm.curve
        (folder / REPAIR).write_text(json.dumps(self.repair.kept(), ensure_ascii=False), encoding="utf-8")
        np.savez(folder / "doubt.npz", examples=self._examples.astype(np.float16), **curves)

    @classmethod
    def load(cls, folder: Path) -> Understanding:
        with np.load(folder / "doubt.npz") as stored:
            doubt, examples = Doubt(stored["right"], stored["known"]), stored["examples"].astype(np.float32)
            alarm = Alarm(Linear.load(folder / "dangers.npz"), stored["danger"]) if "danger" in stored else None
        repair = Repair(**json.loads((folder / REPAIR).read_text(encoding="utf-8")))
        return cls(Features.load(folder), Linear.load(folder / "meanings.npz"), alarm, doubt, examples, repair)


def fit(examples: list[Example], embeddings: np.ndarray, memory: Memory | None = None) -> Understanding:
    """Train everything. Deterministic for the same examples in the same order, whatever is in `memory`."""
    memory = memory or Memory()
    texts, labels = [example.text for example in examples], [example.label for example in examples]
    features = Features.fit(texts, embeddings, memory)
    rows = features.rows(texts, embeddings, memory)
    taught, said = _labelled(rows, labels)
    meanings = Linear.fit(taught, said, meaning_plan(said), weight=_weights(said))
    return Understanding(features, meanings, _fit_alarm(rows, examples), _fit_doubt(taught, said), _routines(taught, said), Repair.of(texts))


def refit(
    before: Understanding, examples: list[Example], embeddings: np.ndarray, changed: Collection[str], memory: Memory | None = None
) -> Understanding:
    """After a small change in the messages of the labels `changed`: the features of `before` with what is new, its weights trained on, its curves."""
    memory = memory or Memory()
    texts, labels = [example.text for example in examples], [example.label for example in examples]
    features, columns = before.features.extended(texts, memory)
    rows = features.rows(texts, embeddings, memory)
    taught, said = _labelled(rows, labels)
    pace = {label: OTHERS_PACE for label in said if label.startswith(ROUTINE) and label not in changed}
    meanings = Linear.fit(taught, said, meaning_plan_on(said), before.meanings.widened(features.width, columns), pace, _weights(said))
    alarm = before.alarm
    if alarm:
        linear = alarm.linear.widened(features.width, columns)
        chosen, names = _flagged(examples)
        alarm = replace(alarm, linear=Linear.fit(rows[chosen], names, DANGER_PLAN_ON, linear) if len(set(names)) > 1 else linear)
    return Understanding(features, meanings, alarm, before.doubt, _routines(taught, said), Repair.of(texts))


def _weights(labels: list[str]) -> dict[str, float]:
    """How many times its share each label counts, where that is not once. Where all are lean, none is."""
    return {} if meaning_plan(labels) is FEW_PLAN else dict.fromkeys(lean_routines(labels), LEAN_WEIGHT)


def _labelled(rows: Rows, labels: list[str]) -> tuple[Rows, list[str]]:
    """The rows that say what they are about, and what that is."""
    chosen = [index for index, label in enumerate(labels) if label != UNLABELLED]
    here, said = (rows, labels) if len(chosen) == len(labels) else (rows[chosen], [labels[index] for index in chosen])
    return here, taken_over(here, said)


def _likeness(rows: np.ndarray, examples: np.ndarray) -> np.ndarray:
    """Cosine to the nearest routine example, per row; both of unit length."""
    if not len(examples):
        return np.zeros(len(rows))
    nearest: np.ndarray = (rows @ examples.T).max(axis=1)
    return nearest


def _routines(rows: Rows, labels: list[str]) -> np.ndarray:
    found: np.ndarray = rows.dense[[label.startswith(ROUTINE) for label in labels]]
    return found


def _fit_doubt(rows: Rows, labels: list[str]) -> Doubt:
    """Some of each label are scored by weights that did not see them; what was then right and known teaches the curves."""
    truth = np.array(labels)
    held = _held_out(truth)
    known = np.array([label.startswith(ROUTINE) for label in labels])
    if held.sum() < 30 or not known[~held].any():
        return Doubt(np.array([1.0, 2.0, 0.0, 0.0, 0.0, 0.0]), np.array([1.0, 0.0, 2.0, 0.0, 0.0, 0.0]))
    linear = Linear.fit(rows[~held], list(truth[~held]), meaning_plan(labels), weight=_weights(labels))
    margins = linear.margins(rows[held])
    is_routine = np.array([label.startswith(ROUTINE) for label in linear.labels])
    likeness = _likeness(rows.dense[held], rows.dense[~held & known])
    best = np.array(linear.labels)[is_routine][margins[:, is_routine].argmax(axis=1)]
    return Doubt.fit(signals(margins, is_routine, likeness, linear.sharpness), best == truth[held], known[held])


def _held_out(truth: np.ndarray) -> np.ndarray:
    """A mask with one in `HELD_OUT` of each label that has enough examples, chosen by a fixed seed."""
    random = np.random.default_rng(SEED)
    held = np.zeros(len(truth), dtype=bool)
    for label in np.unique(truth):
        index = np.where(truth == label)[0]
        if len(index) >= HELD_OUT:
            held[random.permutation(index)[: len(index) // HELD_OUT]] = True
    return held


def _flagged(examples: list[Example]) -> tuple[np.ndarray, list[str]]:
    """Flagged examples decide; of the unflagged, all but those of the danger routine count as not dangerous. Places and names."""
    flags = [example.danger if example.danger is not None else (None if example.label == "rutin/akut_fara" else False) for example in examples]
    chosen = np.array([index for index, flag in enumerate(flags) if flag is not None], dtype=int)
    return chosen, [DANGER if flags[index] else "inte" for index in chosen]


def _fit_alarm(rows: Rows, examples: list[Example]) -> Alarm | None:
    """Weights from all, the curve from some that a first training did not see."""
    chosen, names = _flagged(examples)
    truth = np.array(names)
    if len(set(names)) < 2:
        return None
    held = _held_out(truth)
    here = rows[chosen]
    whole = Alarm(Linear.fit(here, names, DANGER_PLAN), np.array([4.0, 0.0]))
    if held.sum() < 30 or (truth[held] == DANGER).sum() < 5:
        return whole
    first = replace(whole, linear=Linear.fit(here[~held], list(truth[~held]), DANGER_PLAN))
    return replace(whole, curve=curve(first._margin(here[held]), truth[held] == DANGER))
