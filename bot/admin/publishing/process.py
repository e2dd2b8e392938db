"""The warm process that trains (bot/nlu/worker.py): started when first needed, asked one thing at a time, ended with the app."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock, Thread, Timer
from typing import Any

from bot.settings import ROOT

WITHIN_S = 600.0
"""A whole training on a slow machine; then the process is given up."""


class WorkerFailed(Exception):
    """`code`: `saknas` (no such program), `dog`, `fel` (with what it said)."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(f"{code}: {said}")
        self.code = code


class Worker:
    """`command`: what to start. Lines of JSON go in and come out."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None, within_s: float = WITHIN_S) -> None:
        self._command, self._environment, self._within = list(command), dict(environment or os.environ), within_s
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def ask(self, request: Mapping[str, Any], tell: Callable[[str], None] = lambda _stage: None) -> dict[str, Any]:
        """The answer to one request; `tell` hears which stage begins. Waits for whoever asked before. Raises WorkerFailed."""
        with self._lock:
            answer = self._once(request, tell)
            if answer is None and self._ended_by_itself():
                answer = self._once(request, tell)  # it had been idle, and ended as we asked
            if answer is None:
                self._end()
                raise WorkerFailed("dog")
            if "failed" in answer:
                raise WorkerFailed("fel", str(answer["failed"]))
            done: dict[str, Any] = answer["done"]
            return done

    def warm(self) -> None:
        """Start it beside what is going on, if it is not running."""
        if not self.running:
            Thread(target=self._start_quietly, daemon=True).start()

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def close(self) -> None:
        """End it, whatever it is doing."""
        process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start_quietly(self) -> None:
        with self._lock:
            try:
                self._started()
            except WorkerFailed:
                return  # told to the one who asks

    def _started(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        try:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            raise WorkerFailed("saknas", str(error)) from error
        return self._process

    def _once(self, request: Mapping[str, Any], tell: Callable[[str], None]) -> dict[str, Any] | None:
        """None when the process ended without an answer."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        with _within(self._within, process):
            try:
                process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
                process.stdin.flush()
            except OSError:
                process.wait()
                return None
            for line in process.stdout:
                answer: dict[str, Any] = json.loads(line)
                if "stage" in answer:
                    tell(answer["stage"])
                elif "done" in answer or "failed" in answer:
                    return answer
            process.wait()
            return None

    def _ended_by_itself(self) -> bool:
        return self._process is not None and self._process.poll() == 0

    def _end(self) -> None:
        """Close what is left of the last one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    _shut(pipe)
            self._process = None


def _shut(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return  # unsent words to a process that is gone


@contextmanager
def _within(seconds: float, process: subprocess.Popen[str]) -> Iterator[None]:
    """Ends a process that answers nothing for too long; the reading then ends too."""
    timer = Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
