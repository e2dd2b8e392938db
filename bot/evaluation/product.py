"""Both processes on free ports, started as `make run` starts them, for measuring and for tests."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.settings import ROOT

READY_WITHIN_S = 420
"""A first training included, on a slow machine; normally some seconds."""


class NotStarted(Exception):
    """With what the processes printed."""


@dataclass(frozen=True)
class Product:
    """Answering at `address`. `rasa` and `token` are for those who ask the language understanding itself."""

    address: str
    rasa: str
    token: str
    log: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def started(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Product]:
    """The product, with its data in `folder` and without limits on how much is asked; stopped at the end. Raises NotStarted."""
    port, rasa_port, token, log = free_port(), free_port(), secrets.token_hex(16), folder / "run.log"
    environment = {
        **os.environ,
        "VAGVISAREN_PORT": str(port),
        "VAGVISAREN_RASA_PORT": str(rasa_port),
        "VAGVISAREN_TOKEN": token,
        "VAGVISAREN_VAR": str(folder / "var"),
        "VAGVISAREN_TURNS_PER_MINUTE": "1000000",
        "VAGVISAREN_REQUESTS_PER_MINUTE": "1000000",
        # slow machines: what is measured is the answer, not the patience
        "VAGVISAREN_RASA_TIMEOUT_S": "30",
        **(settings or {}),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, address, log)
            yield Product(address, f"http://127.0.0.1:{rasa_port}", token, log)
        finally:
            _stop(process)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz", timeout=2, trust_env=False).status_code == 200 and b"ready " in log.read_bytes():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise NotStarted(log.read_text(errors="replace")[-4000:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
