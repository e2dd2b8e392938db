"""Are two messages the same, give or take a word or a typo? Evaluation messages must not be near copies of training messages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from bot.swedish.normalise import fold

NEAR = 0.8
"""Share of four-letter pieces in common (Jaccard) from which two messages count as copies."""


def pieces(text: str) -> frozenset[str]:
    """Runs of four characters of the folded text, with its ends."""
    line = f" {fold(text)} "
    return frozenset(line[start : start + 4] for start in range(max(1, len(line) - 3)))


class Copies:
    """Finds near copies of many messages among many others."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._sizes: list[int] = []
        self._having: dict[str, list[int]] = defaultdict(list)
        for index, text in enumerate(self._texts):
            found = pieces(text)
            self._sizes.append(len(found))
            for piece in found:
                self._having[piece].append(index)

    def of(self, text: str) -> list[str]:
        """Those that are near copies of `text`."""
        mine = pieces(text)
        common = Counter(index for piece in mine for index in self._having.get(piece, ()))
        return [self._texts[index] for index, shared in common.items() if shared / (len(mine) + self._sizes[index] - shared) >= NEAR]


def training_messages(folder: Path) -> Iterator[str]:
    """Every message in Rasa's YAML files under `folder`."""
    for path in sorted(folder.rglob("*.yml")):
        for entry in (yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or {}).get("nlu") or ():
            examples = entry.get("examples") or ()
            if "intent" not in entry:
                continue
            if isinstance(examples, str):
                yield from (line.strip().removeprefix("- ").strip() for line in examples.splitlines() if line.strip())
            else:
                yield from (each["text"].strip() for each in examples)
