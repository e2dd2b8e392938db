"""What more routines cost: 40 (the product's own), 400 and 1,000, in a copy of the project in a temporary folder.

    make bench-growth
    .venv/app/bin/python bench/growth.py [--sizes 40,400,1000] [--messages 200]

The routines that are added are a municipality's own, made of 25 things to do and 40 things to do them with ("boka släpvagnen", "laga skrivaren"),
16 example questions each, so that every word is shared by many routines. Measured through the HTTP API with the repository's evaluation messages,
so the share of right answers is comparable from row to row. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.sets import sets  # noqa: E402
from bench.turns import ask_all, memory, percentiles, start  # noqa: E402

OWN = "knowledge/exempelkommun/rutiner"
DO = (
    "beställa låna boka avboka laga byta rengöra märka lämna hämta inventera kasta sälja flytta installera uppdatera låsa larma dokumentera "
    "besiktiga kvittera reklamera fakturera försäkra arkivera"
)
WITH = (
    "nyckeln passerkortet datorn skrivaren projektorn kopiatorn släpvagnen tjänstebilen cykeln lekställningen gungan sandlådan kylskåpet frysen "
    "diskmaskinen tvättmaskinen torkskåpet brandvarnaren brandfilten förbandslådan hjärtstartaren barnvagnen spjälsängen madrassen möblerna "
    "gardinerna lamporna mattorna böckerna pärmarna surfplattan mobiltelefonen laddaren hörlurarna kameran arbetskläderna regnkläderna "
    "målarfärgen leran pianot"
)
QUESTIONS = [
    "hur gör jag för att {do} {it}",
    "vem får {do} {it}",
    "{do} {it}",
    "jag ska {do} {it}, var börjar jag",
    "vad gäller när vi vill {do} {it}",
    "måste chefen godkänna innan vi ska {do} {it}",
    "kan vikarien {do} {it}",
    "hej, behöver {do} {it} till imorgon",
    "vi har försökt {do} {it} men det gick inte",
    "finns det en blankett för att {do} {it}",
    "kollegan sa att man inte får {do} {it} själv",
    "vad kostar det att {do} {it}",
    "rutin {do} {it}",
    "{it} ska vi {do} den eller de",
    "vem ringer man för att {do} {it}",
    "när ska man {do} {it}",
]
COPIED = ("*.pyc", "__pycache__", ".venv", ".git", "models", "node_modules", "var", ".rasa", ".cache", ".ruff_cache", ".mypy_cache", ".pytest_cache")


def copy(to: Path) -> None:
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns(*COPIED))
    (to / ".venv").symlink_to(ROOT / ".venv")
    (to / ".cache").mkdir()
    for name in ("embeddings.sqlite", "swedish"):
        if (ROOT / ".cache" / name).is_dir():
            shutil.copytree(ROOT / ".cache" / name, to / ".cache" / name)
        elif (ROOT / ".cache" / name).is_file():
            shutil.copy(ROOT / ".cache" / name, to / ".cache" / name)
    for graph in (ROOT / ".cache").glob("*.onnx"):
        shutil.copy(graph, to / ".cache" / graph.name)


def grow(folder: Path, size: int) -> int:
    """Routine files until there are `size`; returns how many there are."""
    have = len({path.stem for path in folder.glob("knowledge/nationell/rutiner/*.yml")} | {path.stem for path in (folder / OWN).glob("*.yml")})
    made = (pair for pair in itertools.product(DO.split(), WITH.split()) if not _path(folder, *pair).exists())
    for do, it in itertools.islice(made, max(0, size - have)):
        have += 1
        path = _path(folder, do, it)
        content = {
            "id": path.stem,
            "titel": f"{do.capitalize()} {it}",
            "fragor": [each.format(do=do, it=it) for each in QUESTIONS],
            "kort_svar": f"Fråga chefen innan du ska {do} {it}.",
            "bradska": "planera",
            "steg": [f"Fråga chefen om ni får {do} {it}.", "Anteckna när det är gjort."],
            "undvik": ["Gör det inte utan att någon vet."],
            "kontakter": ["chef"],
            "agare": "Vaktmästeriet",
            "granskad": "2026-11-22",
            "granskas_senast": "2027-05-22",
        }
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return have


def _path(folder: Path, do: str, it: str) -> Path:
    return folder / OWN / (f"{do}_{it}".translate(str.maketrans("åäö", "aao")) + ".yml")


def timed(folder: Path, *words: str) -> float:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "bot.cli", *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{done.stdout[-2000:]}")
    return time.perf_counter() - began


def change(folder: Path) -> None:
    """One example question more."""
    path = next((folder / OWN).glob("*.yml"))
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["fragor"] = [*(content.get("fragor") or []), "en helt ny fråga om just det här"]
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def measure(folder: Path, size: int, messages: int) -> dict[str, str]:
    row = {
        "routines": str(grow(folder, size)),
        "validate": f"{timed(folder, 'validate'):.1f} s",
        "domain.yml": f"{(folder / 'domain.yml').stat().st_size} B",
    }
    row["train, all anew"] = f"{timed(folder, 'train', '--force'):.0f} s"
    change(folder)
    row["train, one example more"] = f"{timed(folder, 'train'):.0f} s"
    newest = max((folder / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    row["model file"] = f"{newest.stat().st_size / 1e6:.0f} MB"
    asked = sets()[0].asked
    asked = asked[:: max(1, len(asked) // messages)]
    with tempfile.TemporaryDirectory() as var:
        process, address, seconds = start(var, folder)
        try:
            texts = [each.text for each in asked]
            answers, _ = asyncio.run(ask_all(address, texts, 1))
            again, whole = asyncio.run(ask_all(address, texts, 8))
            right = [each.kind in ("answer", "acute") and each.routine in one.fits for each, one in zip(answers, asked, strict=True)]
            resident = memory(address.rsplit(":", 1)[1])
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(20)
    return row | {
        "ready": f"{seconds:.1f} s",
        "turn p50 / p95": percentiles(answers),
        "turns/s, 8 users": f"{len(again) / whole:.0f}",
        "memory, Rasa / app": f"{resident['rasa']:.0f} / {resident['app']:.0f} MB",
        "right first": f"{100 * sum(right) / len(right):.1f} %",
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", default="40,400,1000")
    arguments.add_argument("--messages", type=int, default=200)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="vagvisaren-growth-") as scratch:
        folder = Path(scratch) / "project"
        copy(folder)
        for place, size in enumerate(int(each) for each in given.sizes.split(",")):
            row = measure(folder, size, given.messages)
            if not place:
                print("| " + " | ".join(row) + " |\n" + "|---" * len(row) + "|")
            print("| " + " | ".join(row.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
