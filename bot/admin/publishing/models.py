"""Models: which one belongs to the knowledge as it stands, where they are kept, how many, and what trains them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from bot.knowledge.compile import nlu_yaml, taught
from bot.knowledge.model import Pack
from bot.settings import ROOT

RASA_PYTHON = ROOT / ".venv" / "rasa" / "bin" / "python"
GENERATED = "data/nlu/generated/rutiner.yml"
KEPT_MODELS = 3
ENDING = ".tar.gz"
WAITING = ".tar.gz.vantar"
"""Of a model that did not pass the gate: not found at a start, but there for a publisher who takes it all the same."""


def model_name(packs: Mapping[str, Pack]) -> str:
    """The name of the model trained on exactly these packs, with this pipeline."""
    return _named(_digest_of_the_rest(), nlu_yaml(taught(packs)))


def _named(rest: str, generated: str) -> str:
    return f"vagvisaren-{hashlib.sha256((rest + generated).encode()).hexdigest()[:16]}"


def _digest_of_the_rest() -> str:
    """Of all that a model depends on beside the packs."""
    return _digest(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in _inputs()))


@lru_cache(maxsize=4)
def _digest(files: tuple[tuple[Path, int, int], ...]) -> str:
    found = hashlib.sha256()
    for path, _, _ in files:
        found.update(path.relative_to(ROOT).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _inputs() -> Iterator[Path]:
    yield from (ROOT / "config.yml", ROOT / "domain.yml", ROOT / "requirements" / "rasa.txt")
    for folder in ("data", "bot/nlu", "bot/swedish"):
        for path in sorted(path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in (".yml", ".py")):
            if path != ROOT / GENERATED:
                yield path


def kept(folder: Path) -> list[Path]:
    """Models that may be served, the newest first."""
    return sorted(folder.glob(f"vagvisaren-*{ENDING}"), key=lambda path: path.stat().st_mtime, reverse=True)


def drop_old(folder: Path) -> None:
    """All but the newest `KEPT_MODELS`, and of those that wait all but the last."""
    waiting = sorted(folder.glob(f"vagvisaren-*{WAITING}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for model in (*kept(folder)[KEPT_MODELS:], *waiting[1:]):
        model.unlink(missing_ok=True)


def rasa_environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
