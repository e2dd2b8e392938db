"""An id made of a heading, and whether an id may be used."""

from __future__ import annotations

import re

from bot.knowledge import values

LONGEST = 60
_PLAIN = str.maketrans("åäöéèüÅÄÖ", "aaoeeuAAO")


def proposed(title: str, style: str) -> str:
    """ "Låna barnvagn" → "lana_barnvagn". Empty when nothing in it can be part of an id."""
    words = re.findall(r"[a-z0-9]+", title.translate(_PLAIN).lower())
    joined = ("_" if style == "snake" else "-").join(words)
    return joined.lstrip("0123456789_-")[:LONGEST].rstrip("_-")


def is_id(text: str, style: str) -> bool:
    """Never more than letters, digits and the one sign: an id is part of a path."""
    return len(text) <= LONGEST and values.is_id(text, style)
