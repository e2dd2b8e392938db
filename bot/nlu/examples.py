"""The training messages, read straight from Rasa's YAML: the same that Rasa's reader gives (a test holds them together), in a hundredth of the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.meaning import Example

INTENT, EXAMPLES, TEXT, METADATA = "intent", "examples", "text", "metadata"


def danger_flag(metadata: Any) -> bool | None:
    """`fara: ja|nej` of an example; None when nobody said. YAML 1.2 reads both as text, 1.1 as truth values."""
    value = metadata.get("fara") if isinstance(metadata, dict) else None
    return None if value is None else value in ("ja", True)


def read(folder: Path, instead: Mapping[Path, str] | None = None) -> list[Example]:
    """Every message with an intent in the files under `folder`; the same message and label once. `instead`: files as if they held this."""
    found: dict[tuple[str, str], Example] = {}
    given = instead or {}
    for path in sorted({*folder.rglob("*.yml"), *given}):
        text = given[path] if path in given else path.read_text(encoding="utf-8")
        content = yaml.load(text, yaml.CSafeLoader) or {}
        for entry in content.get("nlu") or []:
            if INTENT in entry:
                for example in _examples(entry):
                    found.setdefault((example.text, example.label), example)
    return list(found.values())


def _examples(entry: dict[str, Any]) -> Iterator[Example]:
    examples, label = entry.get(EXAMPLES) or [], entry[INTENT]
    if isinstance(examples, str):
        lines = (line.strip().removeprefix("- ").strip() for line in examples.splitlines())
        yield from (Example(_plain(line), label) for line in lines if line)
    else:
        yield from (Example(_plain(each[TEXT].strip()), label, danger_flag(each.get(METADATA))) for each in examples)


def _plain(text: str) -> str:
    """Without Rasa's marks for entities."""
    if "](" not in text and "]{" not in text:
        return text
    from rasa.shared.nlu.training_data import entities_parser

    return str(entities_parser.replace_entities(text))
