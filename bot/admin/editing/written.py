"""A value as YAML text, in the way the files are written: no quotes where none are needed, double ones where YAML would guess."""

from __future__ import annotations

import re

import yaml

from bot.admin.editing.tree import Branch, Rows, Value, is_empty
from bot.knowledge.parse import shapes
from bot.knowledge.source import quoted

QUOTED = frozenset({"telefon", "datum", "tider"})
"""Kinds that are always written within quotes."""
_NEVER = re.compile("[^\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """On one line, without the control characters that no YAML file may hold."""
    return " ".join(_NEVER.sub(" ", text).split())


def scalar(text: str, kind: str = "text", *, inside: bool = False, quote: str = "") -> str:
    """One line. `inside` brackets, where commas count; `quote`: the quotes it had before, which it keeps."""
    text = clean(text)
    if kind == "tider" and "," in text:
        return "[" + ", ".join(quoted(part.strip()) for part in text.split(",") if part.strip()) + "]"
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    if quote == '"' or kind in QUOTED or not _plain(text, inside):
        return quoted(text)
    return text


_SIGNS = frozenset("?:,[]{}#&*!|>'\"%@`")
"""Inside brackets readers of YAML disagree on these, even within a word."""


def _plain(text: str, inside: bool) -> bool:
    if inside and _SIGNS & set(text):
        return False
    written = f"k: [{text}, k]" if inside else f"k: {text}\nk2: k"
    try:
        read = yaml.load(written, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError):
        return False
    return bool(read == ({"k": [text, "k"]} if inside else {"k": text, "k2": "k"}))


def lines(value: Value, spec: dict[str, object], indent: int) -> list[str]:
    """The lines of a block that stands under a key or a dash, `indent` blanks in. For a text: its one line, without indent."""
    if isinstance(value, str):
        return [scalar(value, str(spec["typ"]))]
    pad = " " * indent
    if isinstance(value, Branch):
        return [pad + line for key, each in in_order(value, spec) if not is_empty(each) for line in entry(key, each, spec_of(spec, key))]
    found = []
    for row in value.rows:
        if row.value is not None and not is_empty(row.value):
            found += [pad + line for line in item(row.value, item_spec(spec))]
    return found


def entry(key: str, value: Value, spec: dict[str, object]) -> list[str]:
    """`key: value`, without indent."""
    value = shortened(value, spec)
    if isinstance(value, str):
        return [f"{key}: {scalar(value, str(spec['typ']))}"]
    if isinstance(value, Rows) and item_spec(spec)["typ"] in ("id", "tider"):
        return [f"{key}: {bracketed(value, spec)}"]
    return [f"{key}:", *lines(value, spec, 2)]


def item(value: Value, spec: dict[str, object]) -> list[str]:
    """`- value`, without indent."""
    value = shortened(value, spec)
    block = lines(value, spec, 0)
    return [f"- {block[0]}", *(f"  {line}" for line in block[1:])]


def bracketed(value: Value, spec: dict[str, object]) -> str:
    """In brackets, on one line."""
    value = shortened(value, spec)
    if isinstance(value, str):
        return scalar(value, str(spec["typ"]), inside=True)
    if isinstance(value, Rows):
        filled = [row.value for row in value.rows if row.value is not None and not is_empty(row.value)]
        return "[" + ", ".join(bracketed(each, item_spec(spec)) for each in filled) + "]"
    pairs = [f"{key}: {bracketed(each, spec_of(spec, key))}" for key, each in value.keys.items() if not is_empty(each)]
    return "{" + ", ".join(pairs) + "}"


def shortened(value: Value, spec: dict[str, object]) -> Value:
    """An object that may be written as a plain text, and has nothing but that text, is; so is a list that may be one value, and is."""
    if isinstance(value, Branch) and "kort" in spec:
        filled = [key for key, each in value.keys.items() if not is_empty(each)]
        if filled == [spec["kort"]]:
            return value.keys[filled[0]]
    if isinstance(value, Rows) and "ensam" in spec and len(value.rows) == 1 and value.rows[0].value is not None:
        only = shortened(value.rows[0].value, item_spec(spec))
        return only if isinstance(only, str) else value
    return value


def in_order(branch: Branch, spec: dict[str, object]) -> list[tuple[str, Value]]:
    """Keys and values in the order of the format; what it does not know last."""
    order = list(shapes().get(str(spec.get("form")), {}))
    return sorted(branch.keys.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def item_spec(spec: dict[str, object]) -> dict[str, object]:
    found = spec.get("av", spec)
    assert isinstance(found, dict)
    return found


def spec_of(spec: dict[str, object], key: str) -> dict[str, object]:
    """Of a key in an object or a map. What the format does not know is a text."""
    if spec["typ"] == "karta":
        return item_spec(spec)
    return shapes().get(str(spec.get("form")), {}).get(key, {"typ": "text"})
