"""`python -m bot.nlu build`: a Rasa model of the training data as it stands, in a fraction of `rasa train`'s time.

Rasa trains a skeleton once: the same pipeline and policies with a handful of messages. What depends on all messages is the
meaning classifier alone; it is trained here, on from the last whole training when little has changed, and put into a copy of the skeleton.
The archive is one that `rasa run`, `rasa shell` and `rasa test` take like any other. docs/decisions/0009-training-on.md
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tarfile
import tempfile
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import yaml
from tarsafe import TarSafe

from bot.nlu import examples
from bot.nlu.meaning import Example, Memory
from bot.nlu.understanding import Understanding, fit, refit
from bot.nlu.vectors import ROOT, Cache, as_read, embedder

CLASSIFIER = "bot.nlu.classifier.MeaningClassifier"
SMALL_CHANGE = 0.05
"""Share of the messages that may differ from those of the last whole training."""
Tell = Callable[[str], None]
OF_EACH = 3
"""Messages of each label in the skeleton's training data."""
BASE = "whole"
LEARNED = "learned.json"


def quietly(_stage: str) -> None:
    """For those who do not watch."""


@dataclass(frozen=True)
class Made:
    """`how`: "whole" (from the start) or "on" (from the weights of the last whole training). `understanding` is as saved, to the last digit."""

    path: Path
    how: str
    understanding: Understanding


def build(out: Path, name: str, data: Path, whole: bool = False) -> tuple[Path, str]:
    """Writes `out/name.tar.gz`. Returns it and how it was trained: "whole" or "on"."""
    made = make(out, out / f"{name}.tar.gz", examples.read(data), whole=whole)
    return made.path, made.how


def make(out: Path, path: Path, messages: list[Example], *, whole: bool = False, memory: Memory | None = None, tell: Tell = quietly) -> Made:
    """Writes the model at `path`. `out`: where models and the skeleton are kept. `tell` is told which stage begins."""
    skeleton = skeleton_for(out, messages)
    understanding, how = learn(skeleton, messages, whole=whole, memory=memory, tell=tell)
    tell("packar")
    with tempfile.TemporaryDirectory() as scratch:
        return Made(path, how, _pack(skeleton, understanding, path, Path(scratch)))


def learn(
    skeleton: Path, messages: list[Example], *, whole: bool = False, memory: Memory | None = None, tell: Tell = quietly
) -> tuple[Understanding, str]:
    """An understanding of the messages, and how it was trained."""
    tell("laser")
    embeddings = embedded([message.text for message in messages])
    marks = {_mark(message) for message in messages}
    base = None if whole else _base(skeleton.parent)
    if base and marks == base.messages:
        return base.understanding, "whole"
    small = base is not None and len(marks ^ base.messages) <= SMALL_CHANGE * len(marks)
    if base and small:
        tell("tranar")
        changed = {mark.rpartition(" ")[0] for mark in marks ^ base.messages}
        return refit(base.understanding, messages, embeddings, changed, memory), "on"
    tell("tranar_om")
    found = fit(messages, embeddings, memory)
    _keep(skeleton.parent, Base(found, frozenset(marks)))
    return found, "whole"


def embedded(texts: list[str]) -> np.ndarray:
    """(n, d), each text embedded once for ever."""
    engine, cache = embedder()
    read = [as_read(text) for text in texts]
    vectors = Cache(cache, engine.name).vectors(read, engine.embed)
    return np.stack([vectors[text] for text in read])


def understanding_in(model: Path) -> Understanding:
    """What a model's classifier knows. Raises OSError, ValueError or tarfile.TarError."""
    with tempfile.TemporaryDirectory() as scratch:
        _unpack(model, Path(scratch))
        return Understanding.load(_classifier_folder(Path(scratch)))


def _mark(message: Example) -> str:
    """The label and a digest."""
    return f"{message.label} {hashlib.sha256(f'{message.danger}{message.text}'.encode()).hexdigest()[:16]}"


def skeleton_for(out: Path, messages: list[Example]) -> Path:
    """Trained by Rasa with a few messages of each label; made anew when code, pipeline, domain, rules or stories change."""
    path = out / f"skeleton-{_digest(_skeleton_inputs())}" / "skeleton.tar.gz"
    if path.is_file():
        return path
    for old in out.glob("skeleton-*"):
        shutil.rmtree(old, ignore_errors=True)
    from rasa.model_training import train

    few: dict[str, list[str]] = {}
    for message in messages:
        few.setdefault(message.label, []).append(message.text)
    with tempfile.TemporaryDirectory() as scratch:
        sample = Path(scratch) / "nlu.yml"
        entries = [
            {"intent": label, "examples": "".join(f"- {text}\n" for text in texts[:OF_EACH]) + f"- {label.replace('/', ' ')}\n"}
            for label, texts in few.items()
        ]
        sample.write_text(yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True), encoding="utf-8")
        train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data/rules"), str(ROOT / "data/stories"), str(sample)],
            output=str(path.parent),
            fixed_model_name="skeleton",
            force_training=True,
        )
    return path


def _skeleton_inputs() -> Iterable[Path]:
    yield from (ROOT / "config.yml", ROOT / "domain.yml", ROOT / "requirements" / "rasa.txt")
    for folder in ("data/rules", "data/stories", "bot/nlu", "bot/swedish"):
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in (".yml", ".py"))


def _digest(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(path.relative_to(ROOT).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@dataclass(frozen=True)
class Base:
    """The last whole training, and marks of the messages it was on. Small changes go on from it, never from each other: the same messages
    give the same model whatever came between, and nothing drifts."""

    understanding: Understanding
    messages: frozenset[str]


def _base(folder: Path) -> Base | None:
    """The one beside the skeleton; None when there is none, or a broken one."""
    try:
        messages = json.loads((folder / BASE / LEARNED).read_text(encoding="utf-8"))
        return Base(Understanding.load(folder / BASE), frozenset(messages))
    except (OSError, ValueError, KeyError):
        return None


def _keep(folder: Path, base: Base) -> None:
    shutil.rmtree(folder / BASE, ignore_errors=True)
    (folder / BASE).mkdir()
    base.understanding.save(folder / BASE)
    unfinished = folder / BASE / f".{LEARNED}"
    unfinished.write_text(json.dumps(sorted(base.messages)), encoding="utf-8")
    unfinished.replace(folder / BASE / LEARNED)  # last: without it there is no base


def _unpack(model: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with TarSafe.open(model) as archive:
        archive.extractall(folder)  # noqa: S202 (TarSafe refuses paths that lead out of the folder)


def _classifier_folder(model: Path) -> Path:
    found = list((model / "components").glob(f"train_{CLASSIFIER}*"))
    if not found:
        raise ValueError(f"No {CLASSIFIER} in the model: is it in config.yml?")
    return found[0]


def _pack(skeleton: Path, understanding: Understanding, path: Path, scratch: Path) -> Understanding:
    _unpack(skeleton, scratch)
    folder = _classifier_folder(scratch)
    shutil.rmtree(folder)
    folder.mkdir()
    understanding.save(folder)
    facts = json.loads((scratch / "metadata.json").read_text(encoding="utf-8"))
    facts |= {"model_id": uuid.uuid4().hex, "trained_at": datetime.now(timezone.utc).replace(tzinfo=None).isoformat()}
    (scratch / "metadata.json").write_text(json.dumps(facts), encoding="utf-8")
    unfinished = path.with_name(f".{path.name}.part")
    with tarfile.open(unfinished, "w:gz", compresslevel=1) as archive:
        archive.add(scratch, arcname="")
    unfinished.replace(path)
    return Understanding.load(folder)


def main(words: list[str]) -> None:
    arguments = argparse.ArgumentParser("bot.nlu build", description=__doc__)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--name", required=True)
    arguments.add_argument("--data", type=Path, default=ROOT / "data" / "nlu")
    arguments.add_argument("--whole", action="store_true", help="train from the start even after a small change")
    given = arguments.parse_args(words)
    given.out.mkdir(parents=True, exist_ok=True)
    build(given.out, given.name, given.data, given.whole)
