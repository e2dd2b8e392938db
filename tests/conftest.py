"""The running product for the tests that need it whole: both processes, as `make run` starts them, on ports of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN_S = 420
"""A first training included, on a slow machine; normally some seconds."""


@dataclass(frozen=True)
class Running:
    """The product, answering. `knowledge` is a copy that a test may edit; `log` what the processes printed."""

    address: str
    knowledge: Path
    log: Path
    var: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Started once for all tests that ask for it."""
    folder = tmp_path_factory.mktemp("running")
    knowledge, log = folder / "knowledge", folder / "run.log"
    subprocess.run(["cp", "-r", str(ROOT / "knowledge"), str(knowledge)], check=True)
    port = free_port()
    environment = {
        **os.environ,
        "VAGVISAREN_PORT": str(port),
        "VAGVISAREN_RASA_PORT": str(free_port()),
        "VAGVISAREN_KNOWLEDGE": str(knowledge),
        "VAGVISAREN_VAR": str(folder / "var"),
        "VAGVISAREN_TURNS_PER_MINUTE": "100000",
        "VAGVISAREN_REQUESTS_PER_MINUTE": "100000",
        # slow machines: the tests are about answers, not about time
        "VAGVISAREN_RASA_TIMEOUT_S": "30",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(process, address, log)
            yield Running(address, knowledge, log, folder / "var")
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the product did not start:\n{log.read_text(errors='replace')[-4000:]}")
        try:
            if httpx.get(f"{address}/readyz", timeout=2, trust_env=False).status_code == 200 and b"ready " in log.read_bytes():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    pytest.fail(f"not ready within {STARTS_WITHIN_S} s:\n{log.read_text(errors='replace')[-4000:]}")
