"""What staff mean by what they type: abbreviations written out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

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
