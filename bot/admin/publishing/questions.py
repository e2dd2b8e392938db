"""What a draft does to the understanding, found out before it is published: examples that stand too near another routine's, and test
questions that would be read wrongly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any

from bot.admin.publishing.process import Worker, WorkerFailed
from bot.knowledge.compile import labels, nlu_yaml, taught
from bot.knowledge.model import Pack

Labels = Mapping[str, list[str]]
ALIKE = 0.92
"""Cosine at which two examples say the same in other words."""
NEAR = 0.60
"""Below it a neighbour is no rival, even when it is the nearest there is."""
KEPT = 8


@dataclass(frozen=True)
class Collision:
    """An example of the draft and the example of another routine that it stands nearest. `same`: they say the same."""

    text: str
    label: str
    other: str
    other_label: str
    same: bool


@dataclass(frozen=True)
class Missed:
    """A test question that the draft's model takes for something else."""

    text: str
    label: str
    taken: str


@dataclass(frozen=True)
class Report:
    """`ready` False: it is being worked out. `failed`: it cannot be, for now."""

    ready: bool
    collisions: tuple[Collision, ...] = ()
    missed: tuple[Missed, ...] = ()
    failed: bool = False


@dataclass(frozen=True)
class Questions:
    """What the draft changes. `added`: (text, label) of new examples; `tests`: (text, label) of the test questions of changed routines."""

    generated: str
    """What the model would learn."""
    compared: str
    """The example questions alone."""
    added: tuple[tuple[str, str], ...]
    tests: tuple[tuple[str, str], ...]
    trains: bool
    """Publishing this changes what the model learns."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()


def questions(live: Mapping[str, Pack], draft: Mapping[str, Pack]) -> Questions:
    """`live` and `draft`: all packs, as published and with the draft over them."""
    before, after = labels(live), labels(draft)
    tests_before, tests_after = labels(live, tests=True), labels(draft, tests=True)
    touched = {label for label in after if after[label] != before.get(label) or tests_after.get(label) != tests_before.get(label)}
    added = tuple((text, label) for label in sorted(touched) for text in after[label] if text not in before.get(label, ()))
    tests = tuple((text, label) for label in sorted(touched) for text in tests_after.get(label, ()))
    generated = nlu_yaml(taught(draft))
    return Questions(generated, nlu_yaml(after), added, tests, generated != nlu_yaml(taught(live)))


@dataclass
class DraftChecks:
    """Reports by draft, made in the background; the last few are kept."""

    worker: Worker
    _lock: Lock = field(default_factory=Lock)
    _reports: dict[str, Report] = field(default_factory=dict)
    _thread: Thread | None = None

    def of(self, asked: Questions) -> Report:
        """Returns at once. A draft that changes no questions has nothing to be told about."""
        if not asked.added and not asked.tests:
            return Report(True)
        with self._lock:
            known = self._reports.get(asked.digest)
            if known is None or known.failed:  # what failed is tried again the next time somebody looks
                self._reports[asked.digest] = Report(False)
                while len(self._reports) > KEPT:
                    del self._reports[next(iter(self._reports))]
                self._thread = Thread(target=self._work_out, args=(asked,), daemon=True)
                self._thread.start()
        return known or Report(False)

    def wait(self, seconds: float) -> None:
        """Until the report begun last is ready; for tests."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _work_out(self, asked: Questions) -> None:
        try:
            near = self.worker.ask({"do": "near", "generated": asked.compared, "examples": asked.added})["near"]
            texts = [text for text, _ in asked.tests]
            read = self.worker.ask({"do": "attempt", "generated": asked.generated, "texts": texts})["new"]
            report = Report(True, tuple(collisions(asked.added, near)), tuple(_missed(asked.tests, read)))
        except WorkerFailed:
            report = Report(True, failed=True)
        with self._lock:
            self._reports[asked.digest] = report


def collisions(added: tuple[tuple[str, str], ...], near: list[dict[str, Any]]) -> Iterator[Collision]:
    """Of the new examples: those that say what another routine's says, or stand nearer to it than to their own."""
    for (text, label), found in zip(added, near, strict=True):
        own, other = found["own"], found["other"]
        if other is None:
            continue
        same, nearer = other["likeness"] >= ALIKE, own is not None and other["likeness"] > max(own["likeness"], NEAR)
        if same or nearer:
            yield Collision(text, label, other["text"], other["label"], same)


def _missed(tests: tuple[tuple[str, str], ...], read: list[dict[str, Any]]) -> Iterator[Missed]:
    for (text, label), reading in zip(tests, read, strict=True):
        if reading["label"] != label:
            yield Missed(text, label, reading["label"])
