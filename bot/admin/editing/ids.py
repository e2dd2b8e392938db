"""An id made of a heading, and whether an id may be used."""

from __future__ import annotations

import re

ID = {"snake": re.compile(r"[a-z0-9]+(_[a-z0-9]+)*"), "kebab": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")}
_PLAIN = str.maketrans("åäöéèüÅÄÖ", "aaoeeuAAO")
LONGEST = 60


def proposed(title: str, style: str) -> str:
    """ "Låna barnvagn" → "lana_barnvagn". Empty when nothing in it can be part of an id."""
    words = re.findall(r"[a-z0-9]+", title.translate(_PLAIN).lower())
    joined = ("_" if style == "snake" else "-").join(words)
    return joined[:LONGEST].rstrip("_-")


def is_id(text: str, style: str) -> bool:
    """Never more than letters, digits and the one sign: an id is part of a path."""
    return len(text) <= LONGEST and bool(ID[style].fullmatch(text))
