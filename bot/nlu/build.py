"""`python -m bot.nlu build`: a Rasa model of the training data as it stands, in a fraction of `rasa train`'s time.

Rasa trains a skeleton once: the same pipeline and policies with a handful of messages. What depends on all messages is the
meaning classifier alone; it is trained here, on from the last model's when little has changed, and put into a copy of the skeleton.
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
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import yaml
from tarsafe import TarSafe

from bot.nlu import examples
from bot.nlu.embedding import ROOT, Cache, as_read, embedder
from bot.nlu.meaning import Example
from bot.nlu.understanding import Understanding, fit, refit

CLASSIFIER = "bot.nlu.classifier.MeaningClassifier"
SMALL_CHANGE = 0.05
"""Share of the messages that may differ from those of the last whole training."""
OF_EACH = 3
"""Messages of each label in the skeleton's training data."""
LEARNED = "learned.json"


def build(out: Path, name: str, data: Path, whole: bool = False) -> tuple[Path, str]:
    """Writes `out/name.tar.gz`. Returns it and how it was trained: "whole" or "on"."""
    messages = examples.read(data)
    skeleton = _skeleton(out, messages)
    texts = [as_read(message.text) for message in messages]
    engine, cache = embedder()
    vectors = Cache(cache, engine.name).vectors(texts, engine.embed)
    embeddings = np.stack([vectors[text] for text in texts])
    marks = {_mark(message) for message in messages}
    with tempfile.TemporaryDirectory() as scratch:
        start = None if whole else _start(out, skeleton, marks, Path(scratch) / "before")
        if start:
            understanding, learned = refit(start[0], messages, embeddings), start[1]
        else:
            understanding, learned = fit(messages, embeddings), {"skeleton": skeleton.parent.name, "messages": sorted(marks)}
        model = _pack(skeleton, understanding, learned, out / f"{name}.tar.gz", Path(scratch) / "new")
    return model, "on" if start else "whole"


def _mark(message: Example) -> str:
    return hashlib.sha256(f"{message.label}\0{message.danger}\0{message.text}".encode()).hexdigest()[:16]


def _skeleton(out: Path, messages: list[Example]) -> Path:
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


def _start(out: Path, skeleton: Path, marks: set[str], scratch: Path) -> tuple[Understanding, dict[str, object]] | None:
    """The newest model on the same skeleton whose last whole training was on nearly the same messages."""
    for model in sorted(out.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            _unpack(model, scratch)
            folder = _classifier_folder(scratch)
            learned = json.loads((folder / LEARNED).read_text(encoding="utf-8"))
            differing = len(marks.symmetric_difference(learned["messages"]))
            if learned["skeleton"] == skeleton.parent.name and differing <= SMALL_CHANGE * len(marks):
                return Understanding.load(folder), learned
        except (OSError, ValueError, KeyError, tarfile.TarError):
            continue  # a model of another making, or a broken one: not one to go on from
    return None


def _unpack(model: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with TarSafe.open(model) as archive:
        archive.extractall(folder)  # noqa: S202 (TarSafe refuses paths that lead out of the folder)


def _classifier_folder(model: Path) -> Path:
    found = list((model / "components").glob(f"train_{CLASSIFIER}*"))
    if not found:
        raise ValueError(f"No {CLASSIFIER} in the model: is it in config.yml?")
    return found[0]


def _pack(skeleton: Path, understanding: Understanding, learned: dict[str, object], path: Path, scratch: Path) -> Path:
    _unpack(skeleton, scratch)
    folder = _classifier_folder(scratch)
    shutil.rmtree(folder)
    folder.mkdir()
    understanding.save(folder)
    (folder / LEARNED).write_text(json.dumps(learned), encoding="utf-8")
    facts = json.loads((scratch / "metadata.json").read_text(encoding="utf-8"))
    facts |= {"model_id": uuid.uuid4().hex, "trained_at": datetime.now(timezone.utc).replace(tzinfo=None).isoformat()}
    (scratch / "metadata.json").write_text(json.dumps(facts), encoding="utf-8")
    unfinished = path.with_name(f".{path.name}.part")
    with tarfile.open(unfinished, "w:gz", compresslevel=1) as archive:
        archive.add(scratch, arcname="")
    unfinished.replace(path)
    return path


def main(words: list[str]) -> None:
    arguments = argparse.ArgumentParser("bot.nlu build", description=__doc__)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--name", required=True)
    arguments.add_argument("--data", type=Path, default=ROOT / "data" / "nlu")
    arguments.add_argument("--whole", action="store_true", help="train from the start even after a small change")
    given = arguments.parse_args(words)
    given.out.mkdir(parents=True, exist_ok=True)
    build(given.out, given.name, given.data, given.whole)
