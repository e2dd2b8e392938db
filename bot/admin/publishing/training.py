"""From published examples to a model that answers: train in the background, compare, swap. One round at a time; what is published
meanwhile is trained in the next."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread

from structlog import get_logger

from bot.admin.publishing import gate, models
from bot.admin.publishing.gate import Verdict
from bot.admin.publishing.process import Worker, WorkerFailed
from bot.admin.publishing.questions import DraftChecks
from bot.admin.publishing.swap import NotSwapped, Server
from bot.evaluation.sets import SETS
from bot.knowledge.compile import labels, nlu_yaml, taught
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.model import Pack

SHARES = {"startar": 0.05, "laser": 0.1, "tranar": 0.2, "tranar_om": 0.2, "packar": 0.7, "provar": 0.8, "byter": 0.9, "klar": 1.0}
"""Roughly how much of the time has gone when a stage begins."""
Labels = Mapping[str, list[str]]
log = get_logger()


@dataclass(frozen=True)
class Progress:
    """`stage`: `vilar` (nothing to train), a key of SHARES, `stoppad` (the gate said no) or `fel` (with `reason`, a code)."""

    stage: str = "vilar"
    began: float = 0.0
    seconds: float = 0.0
    reason: str = ""
    verdict: Verdict | None = None
    again: bool = False
    """More was published meanwhile: another round follows."""

    @property
    def share(self) -> float:
        return SHARES.get(self.stage, 0.0)

    @property
    def busy(self) -> bool:
        return self.stage in SHARES and self.stage != "klar"


class Trainer:
    """`wake` after every publish. `progress` is what the page shows."""

    def __init__(self, live: LiveKnowledge, folder: Path, worker: Worker, server: Server, evaluation: Path = SETS) -> None:
        self._live, self._folder, self.worker, self.server, self._evaluation = live, folder, worker, server, evaluation
        self.drafts = DraftChecks(worker)
        self._lock = Lock()
        self._thread: Thread | None = None
        self._wanted = self._closed = False
        self._learnt = _asked(live.packs)
        """What is learnt and the test questions of the knowledge that the serving model knows."""
        self._waiting: tuple[str, tuple[Labels, Labels]] | None = None
        self.progress = Progress()
        self._find_waiting()

    def _find_waiting(self) -> None:
        """After a restart: the model of this knowledge may be one that the gate stopped; then an older one answers."""
        if not any(self._folder.glob(f"*{models.WAITING}")):
            return
        name = models.model_name(self._live.packs)
        if (self._folder / f"{name}{models.WAITING}").is_file() and not (self._folder / f"{name}{models.ENDING}").is_file():
            self._waiting = name, self._learnt
            self.progress = Progress("stoppad")

    def wake(self, *, again: bool = False) -> None:
        """Train if the live knowledge needs another model than the last one did; returns at once. `again`: even if nothing has changed."""
        with self._lock:
            if self._closed or not (again or self._learnt != _asked(self._live.packs) or self.progress.stage in ("stoppad", "fel")):
                return
            self._wanted = True
            if self._thread is None:
                self.progress = Progress("startar", time.monotonic())
                self._thread = Thread(target=self._work, name="training", daemon=True)
                self._thread.start()
            else:
                self.progress = replace(self.progress, again=True)

    def take_anyway(self) -> bool:
        """Swap to the model that the gate stopped. False when none waits. Raises NotSwapped."""
        with self._lock:
            waiting = self._waiting
        if waiting is None:
            return False
        name, asked = waiting
        self._put_in_place(name)
        self._learnt, self._waiting = asked, None
        self.progress = replace(self.progress, stage="klar")
        return True

    def wait(self, seconds: float) -> None:
        """Until the work that is going on is done; for tests and for the end."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def close(self) -> None:
        with self._lock:
            self._closed, self._wanted = True, False
        self.worker.close()
        self.wait(10)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                self._wanted = False
                self.progress = Progress("startar", time.monotonic())
            try:
                self._round()
            except WorkerFailed as error:
                self._fail(f"arbetare-{error.code}", error)
            except NotSwapped as error:
                self._fail("byte", error)
            except OSError as error:
                self._fail("disk", error)
            except Exception as error:
                self._fail("okant", error)

    def _round(self) -> None:
        packs = self._live.packs
        name, asked = models.model_name(packs), _asked(packs)
        serving = self.server.serving()
        checks = gate.checks(packs, self._evaluation)
        final, waiting = (self._folder / f"{name}{ending}" for ending in (models.ENDING, models.WAITING))
        if serving == final.name:  # only test questions were changed, or it was trained in the round before
            self._learnt, self._waiting = asked, None
            self._end("klar", None)
            return
        request = {
            "do": "train",
            "generated": nlu_yaml(asked[0]),
            "path": str(final if final.is_file() else waiting),
            "before": str(self._folder / serving) if serving else None,
            "texts": [check.text for check in checks],
        }
        answer = self.worker.ask(request, self._tell)
        verdict = gate.judge(checks, answer["new"], answer["old"], *_changes(self._learnt, asked))
        if not verdict.passed:
            self._waiting = name, asked
            self._end("stoppad", verdict)
            return
        self._tell("byter")
        self._put_in_place(name)
        self._learnt, self._waiting = asked, None
        self._end("klar", verdict)

    def _put_in_place(self, name: str) -> None:
        """The model gets the name that a start looks for, and Rasa takes it. It keeps the name when Rasa is away: then a start takes it."""
        final, waiting = (self._folder / f"{name}{ending}" for ending in (models.ENDING, models.WAITING))
        if not final.is_file():
            waiting.replace(final)
        os.utime(final)
        self.server.take(final)
        models.drop_old(self._folder)

    def _tell(self, stage: str) -> None:
        self.progress = replace(self.progress, stage=stage, seconds=time.monotonic() - self.progress.began)

    def _end(self, stage: str, verdict: Verdict | None) -> None:
        self.progress = replace(self.progress, stage=stage, verdict=verdict, seconds=time.monotonic() - self.progress.began, again=False)
        log.info("training_ended", stage=stage, seconds=round(self.progress.seconds, 1))

    def _fail(self, reason: str, error: Exception) -> None:
        self.progress = replace(self.progress, stage="fel", reason=reason, verdict=None, seconds=time.monotonic() - self.progress.began, again=False)
        if not self._closed:
            log.error("training_failed", reason=reason, error=f"{type(error).__name__}: {error}")


def _asked(packs: Mapping[str, Pack]) -> tuple[Labels, Labels]:
    return taught(packs), labels(packs, tests=True)


def _changes(before: tuple[Labels, Labels], now: tuple[Labels, Labels]) -> tuple[set[str], set[str]]:
    """Labels whose messages or test questions were changed, and the test questions that are new."""
    changed = {label for old, new in zip(before, now, strict=True) for label in old.keys() | new.keys() if old.get(label) != new.get(label)}
    known = {text for texts in before[1].values() for text in texts}
    return changed, {text for texts in now[1].values() for text in texts} - known


def worker_for(folder: Path) -> Worker:
    """The product's own. One thread: a second gains nothing (measured) and would stand in the way of turns."""
    environment = {**models.rasa_environment(), "OPENBLAS_NUM_THREADS": "1"}
    return Worker([str(models.RASA_PYTHON), "-m", "bot.nlu", "worker", str(folder)], environment)
