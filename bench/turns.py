"""Start, memory, latency and throughput of the whole product, and what it answers on the evaluation sets, through the HTTP API.

    make bench

Starts both processes on free ports with the trained model (trains first if there is none), measures, stops them. Prints a table
in Markdown. Times are wall clock on this machine: quote them with the machine and beside each other.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "tests" / "evaluation"


@dataclass
class Answered:
    kind: str
    routine: str | None
    offered: list[str]
    card: bool
    line: bool
    seconds: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(folder: str, root: Path = ROOT) -> tuple[subprocess.Popen[bytes], str, float]:
    """The product in `root`, and the seconds from the command to ready."""
    port = free_port()
    environment = {
        **os.environ,
        "VAGVISAREN_PORT": str(port),
        "VAGVISAREN_RASA_PORT": str(free_port()),
        "VAGVISAREN_VAR": folder,
        "VAGVISAREN_TURNS_PER_MINUTE": "1000000",
        "VAGVISAREN_REQUESTS_PER_MINUTE": "1000000",
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"],
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    while True:
        if process.poll() is not None:
            sys.exit("The product did not start; run `make run` to see why.")
        try:
            if httpx.get(f"{address}/readyz", timeout=1, trust_env=False).status_code == 200:
                return process, address, time.perf_counter() - began
        except httpx.HTTPError:
            pass
        time.sleep(0.05)


def memory(port: str) -> dict[str, float]:
    """Resident MB of the two processes started with this app port (the supervisor gives each a session of its own)."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            if f"VAGVISAREN_PORT={port}\0" not in (folder / "environ").read_text(errors="replace"):
                continue
            command = (folder / "cmdline").read_text().split("\0")
            line = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmRSS"))
        except (OSError, StopIteration):
            continue
        name = "rasa" if "bot.nlu" in command else "app" if "serve" in command else None
        if name:
            found[name] = int(line.split()[1]) / 1024
    return found


async def ask(client: httpx.AsyncClient, text: str) -> Answered:
    conversation = (await client.post("/api/conversations", json={})).json()["id"]
    began = time.perf_counter()
    turn: dict[str, Any] = (await client.post(f"/api/conversations/{conversation}/messages", json={"text": text})).json()
    seconds = time.perf_counter() - began
    emergencies = [message for message in turn["messages"] if message["type"] == "emergency"]
    offered = [
        choice["choice"].removeprefix("rutin:")
        for message in turn["messages"]
        if message["type"] == "choices" and turn["outcome"]["kind"] == "clarify"
        for choice in message["choices"]
    ]
    outcome = turn["outcome"]
    return Answered(outcome["kind"], outcome["routine"], offered, any(found["card"] for found in emergencies), bool(emergencies), seconds)


async def ask_all(address: str, texts: list[str], users: int) -> tuple[list[Answered], float]:
    """Every text in a conversation of its own, `users` at a time; the answers and the seconds for all."""
    gate = asyncio.Semaphore(users)
    async with httpx.AsyncClient(base_url=address, timeout=30, trust_env=False) as client:

        async def one(text: str) -> Answered:
            async with gate:
                return await ask(client, text)

        began = time.perf_counter()
        answers = await asyncio.gather(*(one(text) for text in texts))
        return answers, time.perf_counter() - began


def load(name: str) -> Any:
    return yaml.safe_load((SETS / name).read_text(encoding="utf-8"))


def row(name: str, value: str) -> None:
    print(f"| {name} | {value} |")


def percentiles(answers: list[Answered]) -> str:
    times = sorted(answer.seconds * 1000 for answer in answers)
    return f"{statistics.median(times):.0f} / {times[int(len(times) * 0.95)]:.0f} ms"


def share(truths: list[bool]) -> str:
    return f"{100 * sum(truths) / len(truths):.1f} % (n={len(truths)})"


async def measure(address: str) -> None:
    topics = [(item["text"], topic, item.get("aven", [])) for topic, items in load("amnen.yml").items() for item in items]
    outside, danger = load("utanfor.yml"), load("fara.yml")
    port = address.rsplit(":", 1)[1]
    before = memory(port)
    answers, _ = await ask_all(address, [text for text, _, _ in topics], 1)
    row("one turn, one user, p50 / p95", percentiles(answers))
    again, seconds = await ask_all(address, [text for text, _, _ in topics], 8)
    row("turns a second, 8 users", f"{len(again) / seconds:.0f}")
    row("one turn, 8 users, p50 / p95", percentiles(again))

    def fits(routine: str | None, topic: str, also: list[str]) -> bool:
        return routine == topic or routine in also

    pairs = list(zip(answers, topics, strict=True))
    shown = [answer.kind in ("answer", "acute") for answer, _ in pairs]
    right = [sure and fits(answer.routine, topic, also) for sure, (answer, (_, topic, also)) in zip(shown, pairs, strict=True)]
    offered = [any(fits(choice, topic, also) for choice in answer.offered) for answer, (_, topic, also) in pairs]
    row("right routine first", share(right))
    row("right first or among the choices", share([one or other for one, other in zip(right, offered, strict=True)]))
    row("wrong routine shown as if sure", share([sure and not ok for sure, ok in zip(shown, right, strict=True)]))
    for kind, name in (("langt", "far"), ("nara", "near")):
        found, _ = await ask_all(address, [item["text"] for item in outside if item["slag"] == kind], 2)
        row(f"out of scope, {name}: answered with a routine", share([answer.kind in ("answer", "acute") for answer in found]))
    found, _ = await ask_all(address, [item["text"] for item in danger["fara"]], 2)
    row("danger not led by 112", share([not answer.line for answer in found]))
    found, _ = await ask_all(address, [item["text"] for item in danger["inte_fara"]], 2)
    row("112 card without danger", share([answer.card for answer in found]))
    after = memory(port)
    row("memory at rest, Rasa / app", f"{before['rasa']:.0f} / {before['app']:.0f} MB")
    row("memory after the run, Rasa / app", f"{after['rasa']:.0f} / {after['app']:.0f} MB")


def main() -> None:
    subprocess.run([sys.executable, "-m", "bot.cli", "train"], cwd=ROOT, check=True)
    print(f"\n{os.cpu_count()} cores\n\n| what | figure |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        process, address, seconds = start(folder)
        try:
            row("cold start, command to ready (trained before)", f"{seconds:.1f} s")
            asyncio.run(measure(address))
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(20)


if __name__ == "__main__":
    main()
