"""The understanding on CLINC150 (Larson et al., EMNLP 2019; CC BY 3.0), beside published figures. English, the components just as they are.

    make bench-clinc CLINC=PATH
    .venv/rasa/bin/python bench/clinc.py PATH [--seeds 5] [--epochs N] [--rate R] [--per 10 --no-full]

Runs in Rasa's environment (Python 3.10). PATH is a JSON file with train, val, test, oos_train, oos_val, oos_test: lists of [text, intent]; it is
not part of this repository, and nothing of it is written anywhere. `--epochs` and `--rate` try another plan of training than the product's.

In scope: 150 intents as `rutin/…`, the product's label for what it can answer. Out of scope: nothing, or the 100 examples given, as `utanfor/oos`.
"Rejected" is a chance (`right` when trained without, `known` with out-of-scope examples) below the value that keeps 95 % of the validation
messages in scope, or, without a threshold, an out-of-scope label that comes first.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from bot.nlu import no_tensorflow  # noqa: E402

no_tensorflow.install()

from bot.nlu import understanding  # noqa: E402
from bot.nlu.meaning import Example  # noqa: E402
from bot.nlu.vectors import as_read, embedder, many  # noqa: E402

KEPT = 0.95
PUBLISHED = [
    ("BERT, threshold", "100", 96.2, 52.3),
    ("Rasa (2019), threshold", "100", 90.9, 31.2),
    ("BERT, out-of-scope training", "100", 96.9, 40.3),
    ("Rasa (2019), out-of-scope training", "100", 91.5, 45.3),
]
"""Larson et al. 2019, table 2, the full data set: accuracy in scope, recall out of scope."""
Messages = list[tuple[str, str]]


class Clinc:
    """The data, and every text's embedding."""

    def __init__(self, path: Path) -> None:
        content: dict[str, list[list[str]]] = json.loads(path.read_text(encoding="utf-8"))
        self.parts: dict[str, Messages] = {}
        for name, rows in content.items():
            self.parts[name] = [(text, "utanfor/oos" if name.startswith("oos") else f"rutin/{intent}") for text, intent in rows]
        texts = sorted({text for rows in self.parts.values() for text, _ in rows})
        engine, _ = embedder()
        self._vectors = dict(zip(texts, many([as_read(text) for text in texts], engine.embed), strict=True))

    def few(self, per: int, seed: int) -> Messages:
        """`per` examples of each intent."""
        random = np.random.default_rng(seed)
        of: dict[str, Messages] = {}
        for message in self.parts["train"]:
            of.setdefault(message[1], []).append(message)
        return [rows[index] for rows in of.values() for index in random.permutation(len(rows))[:per]]

    def rows(self, messages: Messages) -> np.ndarray:
        return np.stack([self._vectors[text] for text, _ in messages])

    def read(self, model: understanding.Understanding, part: str) -> list[understanding.Reading]:
        return [model.read(text, self._vectors[text]) for text, _ in self.parts[part]]


def score(data: Clinc, training: Messages, outside: Messages) -> dict[str, float]:
    """Percentages, and the seconds of training."""
    messages = [*training, *outside]
    began = time.perf_counter()
    model = understanding.fit([Example(text, label) for text, label in messages], data.rows(messages))
    seconds = time.perf_counter() - began
    truth = [label for _, label in data.parts["test"]]
    inside, far, tuning = data.read(model, "test"), data.read(model, "oos_test"), data.read(model, "val")

    def chance(reading: understanding.Reading) -> float:
        return reading.known if outside else reading.right

    limit = float(np.quantile([chance(reading) for reading in tuning], 1 - KEPT))
    right = np.array([_routine(reading) == label for reading, label in zip(inside, truth, strict=True)])
    named = np.array([reading.label == label for reading, label in zip(inside, truth, strict=True)])
    kept = np.array([chance(reading) >= limit for reading in inside])
    return {
        "accuracy": 100 * right.mean(),
        "named": 100 * named.mean(),
        "named_recall": 100 * np.mean([reading.label.startswith("utanfor") for reading in far]),
        "kept": 100 * kept.mean(),
        "kept_accuracy": 100 * (right & kept).mean(),
        "recall": 100 * np.mean([chance(reading) < limit for reading in far]),
        "seconds": seconds,
    }


def _routine(reading: understanding.Reading) -> str:
    return next(label for label, _ in reading.ranking if label.startswith("rutin/"))


def row(name: str, per: str, runs: list[dict[str, float]], keys: tuple[str, str, str]) -> None:
    cells = []
    for key in keys:
        values = [run[key] for run in runs] if key else []
        spread = f" ± {np.std(values):.1f}" if len(values) > 1 else ""
        cells.append(f"{np.mean(values):.1f}{spread}" if values else "–")
    print(f"| {name} | {per} | {' | '.join(cells)} |", flush=True)


def report(per: str, without: list[dict[str, float]], with_them: list[dict[str, float]]) -> None:
    row("this, no rejection", per, without, ("accuracy", "", ""))
    row("this, threshold", per, without, ("kept_accuracy", "recall", "kept"))
    row("this, out-of-scope training", per, with_them, ("named", "named_recall", ""))
    row("this, out-of-scope training and threshold", per, with_them, ("kept_accuracy", "recall", "kept"))
    row("training, seconds", per, without, ("seconds", "", ""))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--seeds", type=int, default=5)
    arguments.add_argument("--per", type=int, default=10)
    arguments.add_argument("--no-full", action="store_true")
    arguments.add_argument("--epochs", type=int)
    arguments.add_argument("--rate", type=float)
    given = arguments.parse_args()
    changed: dict[str, Any] = {key: value for key, value in (("epochs", given.epochs), ("rate", given.rate)) if value is not None}
    understanding.MEANING_PLAN = replace(understanding.MEANING_PLAN, **changed)
    understanding.FEW_PLAN = replace(understanding.FEW_PLAN, **changed)
    data = Clinc(given.path)
    outside = data.parts["oos_train"]
    print("| | examples an intent | accuracy in scope, rejected count as wrong | recall out of scope | in scope kept |\n|---|---|---|---|---|")
    for name, per, accuracy, recall in PUBLISHED:
        print(f"| {name} | {per} | {accuracy} | {recall} | |")
    if not given.no_full:
        whole = data.parts["train"]
        report("100", [score(data, whole, [])], [score(data, whole, outside)])
    seeds = range(1, given.seeds + 1)
    report(
        str(given.per),
        [score(data, data.few(given.per, seed), []) for seed in seeds],
        [score(data, data.few(given.per, seed), outside) for seed in seeds],
    )


if __name__ == "__main__":
    main()
