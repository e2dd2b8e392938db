"""What staff mean by what they type: abbreviations written out, split compounds joined."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from bot.swedish.normalise import fold_letters

_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*", re.UNICODE)


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Short form (lower case) → the words it stands for."""
    with (Path(__file__).parent / "abbreviations.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, str] = yaml.load(handle, Loader=yaml.BaseLoader)  # noqa: S506 (text only: nothing is guessed)
    return loaded


def written_out(text: str) -> str:
    """Abbreviations written out: "ringa soc om vh" → "ringa socialtjänsten om vårdnadshavare"."""
    table = abbreviations()
    return _WORD.sub(lambda match: table.get(match.group().lower().rstrip("."), match.group()), text)


class Joiner:
    """Joins compounds that were typed apart, when the joined word is one that the routines use: "oros anmälan" → "orosanmälan".

    `vocabulary`: the words of the examples. Only words of at least eight letters are joined to, so that "för skola" becomes
    "förskola" and "barn et" is left alone.
    """

    def __init__(self, vocabulary: set[str]) -> None:
        self._by_fold = {fold_letters(word): word for word in sorted(vocabulary) if len(word) >= 8}

    def join(self, text: str) -> str:
        tokens = text.split(" ")
        joined: list[str] = []
        index = 0
        while index < len(tokens):
            for size in (3, 2):
                parts = tokens[index : index + size]
                if len(parts) == size and all(part.isalpha() and len(part) > 1 for part in parts[:-1]):
                    tail = re.match(r"(\w+)(.*)", parts[-1], re.DOTALL)
                    word = self._by_fold.get(fold_letters("".join(parts[:-1]) + tail.group(1))) if tail else None
                    if word and tail:
                        joined.append(word + tail.group(2))
                        index += size
                        break
            else:
                joined.append(tokens[index])
                index += 1
        return " ".join(joined)
