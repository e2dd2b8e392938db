"""The process that trains, played by a few lines of Python."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.admin.publishing.process import Worker, WorkerFailed

PLAYED = """
import json, os, sys
for line in sys.stdin:
    request = json.loads(line)
    if request["do"] == "die":
        os._exit(3)
    if request["do"] == "hang":
        import time
        time.sleep(60)
    print(json.dumps({"stage": "laser"}), flush=True)
    if request["do"] == "fail":
        print(json.dumps({"failed": "ValueError: å"}), flush=True)
        continue
    print(json.dumps({"done": {"pid": os.getpid(), "said": request["text"]}}), flush=True)
    if request["do"] == "last":
        sys.exit(0)
"""


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker([sys.executable, "-c", PLAYED], within_s=20)
    yield made
    made.close()
    assert not made.running


def test_it_answers_and_tells_how_far_it_has_come(worker: Worker) -> None:
    stages: list[str] = []
    assert worker.ask({"do": "go", "text": "är å"}, stages.append)["said"] == "är å"
    assert stages == ["laser"]


def test_it_stays_warm(worker: Worker) -> None:
    assert worker.ask({"do": "go", "text": ""})["pid"] == worker.ask({"do": "go", "text": ""})["pid"]


def test_one_that_ended_by_itself_is_started_again(worker: Worker) -> None:
    first = worker.ask({"do": "last", "text": ""})["pid"]
    assert worker.ask({"do": "go", "text": ""})["pid"] != first


def test_one_that_dies_is_told_and_the_next_request_gets_a_new_one(worker: Worker) -> None:
    with pytest.raises(WorkerFailed) as caught:
        worker.ask({"do": "die"})
    assert caught.value.code == "dog"
    assert worker.ask({"do": "go", "text": "igen"})["said"] == "igen"


def test_a_failure_is_told_and_the_process_goes_on(worker: Worker) -> None:
    pid = worker.ask({"do": "go", "text": ""})["pid"]
    with pytest.raises(WorkerFailed) as caught:
        worker.ask({"do": "fail"})
    assert caught.value.code == "fel"
    assert worker.ask({"do": "go", "text": ""})["pid"] == pid


def test_one_that_never_answers_is_given_up() -> None:
    worker = Worker([sys.executable, "-c", PLAYED], within_s=0.5)
    with pytest.raises(WorkerFailed) as caught:
        worker.ask({"do": "hang"})
    assert caught.value.code == "dog"
    assert not worker.running


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    worker = Worker([str(tmp_path / "finns-inte")])
    with pytest.raises(WorkerFailed) as caught:
        worker.ask({"do": "go"})
    assert caught.value.code == "saknas"
    worker.warm()
    worker.close()
