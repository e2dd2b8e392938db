"""One peer in Rasa's environment (Python 3.10): train it, or let it read messages, and write down what that took.

    .venv/rasa/bin/python bench/rasa_peer.py fit default FOLDER [--epochs 100]
    .venv/rasa/bin/python bench/rasa_peer.py read default FOLDER TEXTS.json

Peers: `own` (this product's pipeline, TensorFlow left out as in production), `default` (what `rasa init` writes, real TensorFlow) and
`spacy` (the same with features of a spaCy model with Swedish vectors, named in VAGVISAREN_BENCH_SPACY). bench/peers.py calls this;
FOLDER/train holds the training messages that it put there, flat labels (`rutin+tolk`), the same for all.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
WARM_UP = 20


def config(kind: str, epochs: int) -> dict[str, Any]:
    """Rasa's own default, from its package; with `spacy`, a spaCy model's tokens and vectors in front."""
    import rasa
    import yaml

    default: dict[str, Any] = yaml.safe_load((Path(rasa.__file__).parent / "engine/recipes/config_files/default_config.yml").read_text())
    default |= {"language": "sv", "assistant_id": f"peer-{kind}"}
    for component in [*default["pipeline"], *default["policies"]]:
        if "epochs" in component:
            component["epochs"] = epochs
    if kind == "spacy":
        model = {"name": "SpacyNLP", "model": os.environ["VAGVISAREN_BENCH_SPACY"]}
        default["pipeline"][:1] = [model, {"name": "SpacyTokenizer"}, {"name": "SpacyFeaturizer"}]
    return default


def write_project(folder: Path, kind: str, epochs: int) -> None:
    """Domain, rules and stories in Rasa's usual way: a response an intent, a rule an intent, stories of three turns."""
    import yaml

    from bot.nlu.examples import read

    labels = sorted({example.label for example in read(folder / "train")})
    routines = [label for label in labels if label.startswith("rutin+")]
    follow = [label for label in labels if label.startswith("foljd+")]
    story = [
        {
            "story": f"{routine} {place}",
            "steps": [
                step
                for intent in (routine, follow[place % len(follow)], "smalprat+tack")
                for step in ({"intent": intent}, {"action": f"utter_{intent}"})
            ],
        }
        for place, routine in enumerate(routines)
    ]
    domain = {
        "version": "3.1",
        "intents": [*labels, "nlu_fallback"],
        "responses": {f"utter_{label}": [{"text": label}] for label in [*labels, "nlu_fallback"]},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
    rules = [
        {"rule": label, "steps": [{"intent": label}, {"action": f"utter_{label}"}]}
        for label in [*labels, "nlu_fallback"]
        if label not in routines and label not in follow
    ]
    for name, content in (
        (f"{kind}-config", config(kind, epochs)),
        ("domain", domain),
        ("rules", {"version": "3.1", "rules": rules}),
        ("stories", {"version": "3.1", "stories": story}),
    ):
        (folder / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def fit_own(folder: Path) -> dict[str, float]:
    """A whole training with nothing kept but the embeddings, and what embedding all messages costs."""
    from bot.nlu import examples
    from bot.nlu.build import build
    from bot.nlu.vectors import as_read, embedder, many

    texts = [as_read(message.text) for message in examples.read(folder / "train")]
    engine, _ = embedder()
    began = time.perf_counter()
    many(texts, engine.embed)
    embedding = time.perf_counter() - began
    began = time.perf_counter()
    build(folder / "own", "own", folder / "original", whole=True)
    return {"embedding": embedding, "cached": time.perf_counter() - began}


def fit_default(folder: Path, kind: str, epochs: int) -> dict[str, float]:
    from rasa.model_training import train

    write_project(folder, kind, epochs)
    began = time.perf_counter()
    train(
        domain=str(folder / "domain.yml"),
        config=str(folder / f"{kind}-config.yml"),
        training_files=[str(folder / "train"), str(folder / "rules.yml"), str(folder / "stories.yml")],
        output=str(folder / kind),
        fixed_model_name=kind,
        force_training=True,
    )
    return {"cached": time.perf_counter() - began, "epochs": epochs}


def resident() -> float:
    """MB of this process now."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def read(folder: Path, kind: str, texts: list[str]) -> dict[str, Any]:
    began = time.perf_counter()
    from rasa.core.agent import Agent

    agent = Agent.load(str(folder / kind / f"{kind}.tar.gz"))
    loaded = time.perf_counter() - began

    async def read_all() -> tuple[list[dict[str, Any]], list[float], float, float]:
        first = time.perf_counter()
        await agent.parse_message("hej")
        ready = loaded + time.perf_counter() - first
        for text in texts[:WARM_UP]:
            await agent.parse_message(text)
        memory, found, times = resident(), [], []
        for text in texts:
            start = time.perf_counter()
            parsed = await agent.parse_message(text)
            times.append(time.perf_counter() - start)
            found.append(
                {
                    "intent": parsed["intent"]["name"],
                    "ranking": [(each["name"], each["confidence"]) for each in parsed["intent_ranking"]],
                    "signals": parsed.get("vagvisaren"),
                }
            )
        return found, times, ready, memory

    found, times, ready, memory = asyncio.run(read_all())
    return {"read": found, "seconds": times, "cold_start": ready, "memory": memory, "memory_after": resident()}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=["fit", "read"])
    arguments.add_argument("kind", choices=["own", "default", "spacy"])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("texts", type=Path, nargs="?")
    arguments.add_argument("--epochs", type=int, default=100)
    given = arguments.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    if given.kind == "own":
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from bot.nlu import no_tensorflow

        no_tensorflow.install()
    from bot.nlu import quiet

    quiet.install()
    result: dict[str, Any]
    if given.what == "read":
        result = read(given.folder, given.kind, json.loads(given.texts.read_text(encoding="utf-8")))
    elif given.kind == "own":
        (given.folder / "own").mkdir(exist_ok=True)
        result = fit_own(given.folder)
    else:
        result = fit_default(given.folder, given.kind, given.epochs)
    result["peak_memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (given.folder / f"{given.kind}-{given.what}.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
