"""Two versions of a knowledge file → what was changed, field by field, in words that those who write routines use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Kind = Literal["samma", "bort", "nytt"]
NAMED_BY = ("namn", "titel", "term", "id")


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """`field`: where, as on the form ("Steg", "Socialjouren › Telefon"). `pieces` read one after the other."""

    field: str
    pieces: tuple[Piece, ...]


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((Path(__file__).parent / "fields.yml").read_text(encoding="utf-8"))
    return found


def changes(before: bytes | None, after: bytes | None) -> list[Change]:
    """None stands for no file. Empty when only comments or layout differ. A file that is no YAML is compared line by line."""
    try:
        old, new = (None if content is None else yaml.load(content, yaml.BaseLoader) for content in (before, after))  # noqa: S506 (strings only)
    except (yaml.YAMLError, UnicodeDecodeError):
        lines = [(content or b"").decode(errors="replace").splitlines() for content in (before, after)]
        return list(_lists("", lines[0], lines[1]))
    return list(_compare("", old, new))


def _compare(field: str, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        first, second = (value if isinstance(value, dict) else {} for value in (old, new))
        for key in dict.fromkeys((*first, *second)):
            yield from _compare(_join(field, _names().get(str(key), str(key))), first.get(key), second.get(key))
    elif isinstance(old, list) or isinstance(new, list):
        yield from _lists(field, *(value if isinstance(value, list) else [] for value in (old, new)))
    else:
        yield Change(field, tuple(words(str(old or ""), str(new or ""))))


def _lists(field: str, old: list[Any], new: list[Any]) -> Iterator[Change]:
    if all(isinstance(item, dict) and "id" in item for item in (*old, *new)):
        first, second = ({item["id"]: item for item in items} for items in (old, new))
        for identity in dict.fromkeys((*first, *second)):
            named = second.get(identity) or first[identity]
            yield from _compare(_join(field, _called(named)), first.get(identity), second.get(identity))
        return
    one, other = ([repr(item) for item in items] for items in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for index in range(max(b - a, d - c)):
            yield from _compare(field, old[a + index] if a + index < b else None, new[c + index] if c + index < d else None)


def _called(item: dict[str, Any]) -> str:
    return next(str(item[key]) for key in NAMED_BY if item.get(key))


def _join(field: str, name: str) -> str:
    return f"{field} › {name}" if field else name


def words(old: str, new: str) -> Iterator[Piece]:
    """Word by word, neighbours of a kind together."""
    one, other = (re.findall(r"\s*\S+|\s+$", text) for text in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("samma", "".join(one[a:b]))
            continue
        if b > a:
            yield Piece("bort", "".join(one[a:b]))
        if d > c:
            yield Piece("nytt", "".join(other[c:d]))
