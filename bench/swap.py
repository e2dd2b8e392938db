"""Publishing while people ask: seconds from publish to live, and 500 turns during training and swap beside 500 without.

    make bench-swap

Starts the product on copies of the knowledge and the models. A publisher publishes a new routine with examples through the workplace's own
pages, first alone (the process that trains is warm, as it is after a draft has been opened), then while four people ask without a pause.
Prints a table in Markdown. Exits with 1 when a turn failed.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import httpx

from bot.evaluation.sets import Sets
from bot.evaluation.workplace import Workplace, new_routine, workplace

TURNS, USERS = 500, 4


@dataclass(frozen=True)
class Asked:
    began: float
    seconds: float
    failed: bool
    simplified: bool


async def ask(address: str, texts: list[str], until: Event | None = None) -> list[Asked]:
    """At least `TURNS`, `USERS` at a time; on until `until` is set."""
    found: list[Asked] = []

    async def user(client: httpx.AsyncClient, number: int) -> None:
        while len(found) < TURNS or (until is not None and not until.is_set()):
            conversation = (await client.post("/api/conversations", json={})).json()["id"]
            began = time.perf_counter()
            text = texts[(len(found) + number) % len(texts)]
            answer = await client.post(f"/api/conversations/{conversation}/messages", json={"text": text})
            right = answer.status_code == 200
            found.append(Asked(began, time.perf_counter() - began, not right, right and answer.json()["outcome"]["simplified"]))

    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as client:
        await asyncio.gather(*(user(client, number) for number in range(USERS)))
    return found


def row(name: str, turns: list[Asked]) -> None:
    times = sorted(turn.seconds * 1000 for turn in turns)
    p95, worst = times[int(len(times) * 0.95)], times[-1]
    failed, simplified = sum(turn.failed for turn in turns), sum(turn.simplified for turn in turns)
    print(f"| {name} | {len(turns)} | {failed} | {simplified} | {statistics.median(times):.0f} | {p95:.0f} | {worst:.0f} |")


def publish(place: Workplace, name: str, word: str) -> float:
    """Seconds until the new routine is answered; what the bot says is asked as staff would."""
    text = new_routine(name, word)
    began = time.perf_counter()
    place.publish(f"rutiner/{name}.yml", text, f"Ny rutin om {word}")
    stage = place.trained()
    seconds = time.perf_counter() - began
    if stage != "klar":
        sys.exit(f"The training ended as {stage}.")
    conversation = place.client.post("/api/conversations", json={}).json()["id"]
    turn = place.client.post(f"/api/conversations/{conversation}/messages", json={"text": f"kan vi låna {word} på torsdag"}).json()
    if turn["outcome"]["routine"] != name:
        sys.exit(f"The new routine was not answered: {turn['outcome']}")
    return seconds


def memory(place: Workplace) -> float:
    """Resident MB of the process that trains."""
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and f"worker\0{place.models}" in (folder / "cmdline").read_text():
                line = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmRSS"))
                return int(line.split()[1]) / 1024
        except OSError:
            continue
    return 0.0


def main() -> None:
    texts = [question.text for question in Sets.load().questions]
    with tempfile.TemporaryDirectory() as folder, workplace(Path(folder), {"VAGVISAREN_RASA_TIMEOUT_S": "2"}) as place:
        address = place.product.address
        asyncio.run(ask(address, texts))  # warm
        print(
            f"\n{os.cpu_count()} cores\n\n| turns, {USERS} at a time | n | failed | simplified | p50 ms | p95 ms | max ms |\n|---|---|---|---|---|---|---|"
        )
        row("nothing else going on", asyncio.run(ask(address, texts)))
        place.open_draft()
        place.draft("rutiner/varm.yml", new_routine("varm", "värmefilten"))
        place.open_draft()
        time.sleep(15)  # she reads her draft; the process gets warm
        place.client.post("/admin/exempelkommun/utkast/slang", data={"csrf": _csrf(place), "fil": "exempelkommun/rutiner/varm.yml"})
        alone = [publish(place, f"provrutin_{number}", word) for number, word in enumerate(("elcykeln", "badbollen", "popcornmaskinen"))]
        done, during = Event(), list[Asked]()
        thread = Thread(target=lambda: during.extend(asyncio.run(ask(address, texts, done))))
        thread.start()
        busy = publish(place, "provrutin_9", "trummaskinen")
        done.set()
        thread.join()
        row("during publish, training and swap", during)
        row("afterwards", asyncio.run(ask(address, texts)))
        print("\n| what | figure |\n|---|---|")
        print(f"| publish to live, nobody asking | {', '.join(f'{seconds:.1f}' for seconds in alone)} s |")
        print(f"| publish to live, {USERS} asking without a pause | {busy:.1f} s |")
        print(f"| memory of the process that trains | {memory(place):.0f} MB |")
        if any(turn.failed for turn in during):
            sys.exit(1)


def _csrf(place: Workplace) -> str:
    from bot.admin.accounts.secrets import csrf_of

    return csrf_of(place.token)


if __name__ == "__main__":
    main()
