"""The same training messages and evaluation messages through this pipeline, Rasa's default pipeline and word search, in one run.

    make bench                                              # without Rasa's default
    make bench-all                                          # with it: an hour on two cores
    .venv/app/bin/python bench/peers.py --peers own,bm25,default --work /tmp/peers

`--epochs 5` for a quick look at Rasa's default (a full run is 100). A model in --work is used again when it was trained on the same messages
and epochs. Rasa's default with spaCy vectors: VAGVISAREN_BENCH_SPACY=<installed model> and `--peers spacy` (PyPI holds no Swedish one).
Each trains and reads in a process of its own. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.bm25 import Nearest  # noqa: E402
from bench.sets import TRAINING, Set, flat, sets, share  # noqa: E402
from bot.answers.respond import ANSWER_AT, ANSWER_KNOWN_AT  # noqa: E402
from bot.answers.search import word_search  # noqa: E402
from bot.knowledge.validate import validate  # noqa: E402

RASA_PYTHON = ROOT / ".venv" / "rasa" / "bin" / "python"
ROUTINE = "rutin+"
KEPT = 0.9
"""Share of the in-scope messages that are answered where all are compared at the same willingness to answer."""


@dataclass(frozen=True)
class Guess:
    """`routines`: best first. `sure`: would show the first, by the peer's own threshold. `score`: how sure, for thresholds of ours."""

    routines: list[str]
    sure: bool
    score: float


@dataclass(frozen=True)
class Peer:
    name: str
    guesses: list[Guess]
    seconds: list[float]
    facts: dict[str, str]


def prepare(work: Path, data: Path) -> str:
    """The training messages as Rasa reads them, with flat labels, in work/train, and as they are in work/original. Returns their digest."""
    if data == TRAINING:
        subprocess.run([sys.executable, "-m", "bot.cli", "compile"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    if data != work / "original":
        shutil.rmtree(work / "original", ignore_errors=True)
        shutil.copytree(data, work / "original")
    messages = messages_of(work)
    (work / "train").mkdir(exist_ok=True)
    entries = [{"intent": flat(label), "examples": "".join(f"- {text}\n" for text in texts)} for label, texts in messages.items()]
    content = yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True, sort_keys=False)
    (work / "train" / "nlu.yml").write_text(content, encoding="utf-8")
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def messages_of(work: Path) -> dict[str, list[str]]:
    """Label → messages, read by the product's own reader in Rasa's environment."""
    code = (
        "import json, sys; from pathlib import Path\n"
        "from bot.nlu import no_tensorflow; no_tensorflow.install()\n"
        "from bot.nlu.examples import read\n"
        "json.dump([(e.label, e.text) for e in read(Path(sys.argv[1]))], sys.stdout)"
    )
    done = subprocess.run([RASA_PYTHON, "-c", code, work / "original"], cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found: dict[str, list[str]] = {}
    for label, text in json.loads(done.stdout):
        found.setdefault(label, []).append(text)
    return found


def rasa(work: Path, *words: str) -> float:
    """Runs bench/rasa_peer.py; seconds of the whole process."""
    began = time.perf_counter()
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with (work / f"{words[1]}.log").open("a") as log:
        done = subprocess.run([RASA_PYTHON, ROOT / "bench" / "rasa_peer.py", *words], cwd=ROOT, env=environment, stdout=log, stderr=log)
    if done.returncode:
        sys.exit(f"bench/rasa_peer.py {' '.join(words[:2])} failed: {work / words[1]}.log")
    return time.perf_counter() - began


def of_rasa(kind: str, work: Path, digest: str, texts: list[str], epochs: int) -> Peer:
    trained, marks = work / f"{kind}-fit.json", work / f"{kind}-of.json"
    mark = [digest, epochs if kind != "own" else 0]
    if kind == "own" or not trained.is_file() or not marks.is_file() or json.loads(marks.read_text()) != mark:
        shutil.rmtree(work / kind, ignore_errors=True)
        rasa(work, "fit", kind, str(work), "--epochs", str(epochs))
        marks.write_text(json.dumps(mark))
    (work / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    rasa(work, "read", kind, str(work), str(work / "texts.json"))
    fit, read = json.loads(trained.read_text()), json.loads((work / f"{kind}-read.json").read_text())
    (work / f"{kind}-read.json").unlink()
    facts = {
        "training, nothing cached": f"{fit['cached'] + fit.get('embedding', 0):.0f} s"
        + (f" ({fit['cached']:.0f} s, embeddings cached)" if kind == "own" else ""),
        "memory while training": f"{fit['peak_memory']:.0f} MB",
        "cold start, process to first reading": f"{read['cold_start']:.1f} s",
        "memory, ready": f"{read['memory']:.0f} MB",
    }
    guesses = [(_own if kind == "own" else _default)(each) for each in read["read"]]
    name = {"own": "this pipeline", "default": "Rasa's default", "spacy": "Rasa's default, spaCy"}[kind]
    return Peer(name if kind == "own" or epochs == 100 else f"{name}, {epochs} epochs", guesses, read["seconds"], facts)


def _own(read: dict[str, Any]) -> Guess:
    """Sure as the app is sure (bot/answers/respond.py)."""
    signals = read["signals"]
    routines = [flat(label) for label, _ in read["ranking"] if label.startswith("rutin/")]
    sure = signals["label"].startswith("rutin/") and signals["right"] >= ANSWER_AT and signals["known"] >= ANSWER_KNOWN_AT
    return Guess(routines, sure, signals["known"])


def _default(read: dict[str, Any]) -> Guess:
    """Sure when neither FallbackClassifier (0.3, 0.1) nor an intent outside the routines comes first."""
    routines = [(label, score) for label, score in read["ranking"] if label.startswith(ROUTINE)]
    return Guess([label for label, _ in routines], read["intent"].startswith(ROUTINE), routines[0][1] if routines else 0.0)


def of_search(name: str, make: Callable[[], Callable[[str], Guess]], texts: list[str]) -> Peer:
    began = time.perf_counter()
    search = make()
    built = time.perf_counter() - began
    guesses, seconds = [], []
    for text in texts:
        start = time.perf_counter()
        guesses.append(search(text))
        seconds.append(time.perf_counter() - start)
    took = f"{built:.1f} s"
    facts = {"training, nothing cached": took, "memory while training": "–", "cold start, process to first reading": took, "memory, ready": "–"}
    return Peer(name, guesses, seconds, facts)


def nearest(messages: dict[str, list[str]]) -> Callable[[str], Guess]:
    index = Nearest([(flat(label), text) for label, texts in messages.items() for text in texts])

    def search(text: str) -> Guess:
        ranking = index.labels(text)
        routines = [(label, score) for label, score in ranking if label.startswith(ROUTINE)]
        return Guess([label for label, _ in routines], bool(ranking) and ranking[0][0].startswith(ROUTINE), routines[0][1] if routines else 0.0)

    return search


def simplified() -> Callable[[str], Guess]:
    """What the app answers while Rasa is down (bot/answers/turn.py), for the example municipality."""
    search = word_search(validate(ROOT / "knowledge", date.today()).guides()["exempelkommun"]).search

    def guess(text: str) -> Guess:
        found = search(text)
        score = found[0].score if found else 0.0
        return Guess([flat(candidate.label) for candidate in found], score >= ANSWER_KNOWN_AT, score)

    return guess


def understood(guesses: list[Guess], of: Set) -> dict[str, str]:
    """What a peer made of one set: `guesses` in the order of its texts."""
    ends = len(of.asked), len(of.asked) + len(of.far)
    inside, far, near = guesses[: ends[0]], guesses[ends[0] : ends[1]], guesses[ends[1] :]
    fits = [[label.removeprefix(ROUTINE) in each.fits for label in guess.routines] for guess, each in zip(inside, of.asked, strict=True)]
    first = [bool(each) and each[0] for each in fits]
    limit = float(np.quantile([guess.score for guess in inside], 1 - KEPT))
    return {
        "best routine right": f"{share(first):.1f} %",
        "right within three": f"{share([any(each[:3]) for each in fits]):.1f} %",
        "shown at its own threshold: right": f"{share([guess.sure and ok for guess, ok in zip(inside, first, strict=True)]):.1f} %",
        "shown at its own threshold: wrong": f"{share([guess.sure and not ok for guess, ok in zip(inside, first, strict=True)]):.1f} %",
        "out of scope, shown a routine at its own threshold, far / near": f"{share([g.sure for g in far]):.1f} / {share([g.sure for g in near]):.1f} %",
        f"the same, where each answers {KEPT:.0%} of what is in scope": (
            f"{share([g.score >= limit for g in far]):.1f} / {share([g.score >= limit for g in near]):.1f} %"
        ),
    }


def cost(peer: Peer) -> dict[str, str]:
    times = sorted(1000 * seconds for seconds in peer.seconds)
    return {
        "reading a message, p50 / p95": f"{statistics.median(times):.1f} / {times[int(len(times) * 0.95)]:.1f} ms",
        "messages a second, one process": f"{1000 * len(times) / sum(times):.0f}",
        **peer.facts,
    }


def table(title: str, columns: list[tuple[str, dict[str, str]]]) -> None:
    print(f"\n{title}\n\n| | " + " | ".join(name for name, _ in columns) + " |\n" + "|---" * (len(columns) + 1) + "|")
    for name in columns[0][1]:
        print(f"| {name} | " + " | ".join(rows[name] for _, rows in columns) + " |")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--peers", default="own,simplified,bm25")
    arguments.add_argument("--epochs", type=int, default=100)
    arguments.add_argument("--work", type=Path, help="where models are kept; a temporary folder when not given")
    arguments.add_argument("--data", type=Path, default=TRAINING, help="training messages; WORK/original for those of the last run")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="vagvisaren-peers-") as scratch:
        work: Path = given.work or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        digest = prepare(work, given.data)
        messages, evaluated = messages_of(work), sets()
        texts = [text for each in evaluated for text in each.texts]
        peers = []
        for kind in given.peers.split(","):
            if kind == "bm25":
                peers.append(of_search("BM25 over the training messages", lambda: nearest(messages), texts))
            elif kind == "simplified":
                peers.append(of_search("the app's word search", simplified, texts))
            else:
                peers.append(of_rasa(kind, work, digest, texts, given.epochs))
        print(f"{os.cpu_count()} cores; trained on {sum(map(len, messages.values()))} messages, {len(messages)} labels")
        start = 0
        for each in evaluated:
            end = start + len(each.texts)
            title = f"{each.name} set: {len(each.asked)} messages in scope, {len(each.far)} far and {len(each.near)} near outside it"
            table(title, [(peer.name, understood(peer.guesses[start:end], each)) for peer in peers])
            start = end
        table("cost", [(peer.name, cost(peer)) for peer in peers])
        if "spacy" not in given.peers:
            print("\nRasa's default with Swedish spaCy vectors: not run, PyPI holds no Swedish spaCy model with vectors.")


if __name__ == "__main__":
    main()
