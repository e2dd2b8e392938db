"""The learning curve: examples a routine against how often the best routine is right, with everything else as it is.

    make bench-curve
    .venv/rasa/bin/python bench/curve.py [--at 8,16,32,64,128,256] [--drawings 2]

Runs in Rasa's environment (Python 3.10). Of each routine's training messages that many are drawn (fixed seeds, the mean of the drawings is shown); the messages
that belong to no routine all stay. Asked: the in-scope messages of the two evaluation sets, the best routine alone, no threshold. Prints a table in
Markdown with a bar, so that one sees whether it is still rising.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from bot.nlu import no_tensorflow  # noqa: E402

no_tensorflow.install()

from bench.sets import TRAINING, Set, sets, share  # noqa: E402
from bot.nlu import examples  # noqa: E402
from bot.nlu.meaning import Example  # noqa: E402
from bot.nlu.understanding import ROUTINE, Understanding, fit  # noqa: E402
from bot.nlu.vectors import Cache, as_read, embedder  # noqa: E402

BAR = 40


def drawn(messages: list[Example], size: int, seed: int) -> list[int]:
    """Places of at most `size` messages of each routine, and of all others."""
    random = np.random.default_rng(seed)
    places: dict[str, list[int]] = defaultdict(list)
    for place, message in enumerate(messages):
        places[message.label].append(place)
    kept: list[int] = []
    for label, found in places.items():
        chosen = random.permutation(found)[:size].tolist() if label.startswith(ROUTINE) else found
        kept += chosen
    return sorted(kept)


def right(model: Understanding, asked: Set, vectors: dict[str, np.ndarray]) -> float:
    """Percent of the in-scope messages whose best routine is one that fits."""
    found = []
    for each in asked.asked:
        ranking = model.read(each.text, vectors[as_read(each.text)]).ranking
        best = next(label for label, _ in ranking if label.startswith(ROUTINE))
        found.append(best.removeprefix(ROUTINE).rpartition(".")[2] in each.fits)
    return share(found)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--at", default="8,16,32,64,128,256")
    arguments.add_argument("--drawings", type=int, default=2)
    given = arguments.parse_args()
    messages, wanted = examples.read(TRAINING), sets()
    texts = [as_read(text) for text in [*(message.text for message in messages), *(each.text for one in wanted for each in one.asked)]]
    engine, cache = embedder()
    vectors = Cache(cache, engine.name).vectors(sorted(set(texts)), engine.embed)
    most = max(
        sum(message.label == label for message in messages) for label in {message.label for message in messages if message.label.startswith(ROUTINE)}
    )
    print(f"| examples a routine | messages | {' | '.join(one.name for one in wanted)} | |\n|---|---|" + "---|" * (len(wanted) + 1))
    for size in [*(int(each) for each in given.at.split(",") if int(each) < most), most]:
        rows = []
        for seed in range(given.drawings if size < most else 1):
            few = [messages[place] for place in drawn(messages, size, seed)]
            model = fit(few, np.stack([vectors[as_read(message.text)] for message in few]))
            rows.append((len(few), [right(model, one, vectors) for one in wanted]))
        figures = [mean(row[1][place] for row in rows) for place in range(len(wanted))]
        bar = "█" * round(BAR * mean(figures) / 100)
        print(
            f"| {size if size < most else f'all ({most} at most)'} | {rows[0][0]} | {' | '.join(f'{each:.1f} %' for each in figures)} | {bar} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
