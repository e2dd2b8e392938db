"""What a form holds: texts, mappings and lists whose rows remember where they stood, so that what was not changed is not written anew."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Row:
    """`origin`: the item's place in the file's list, None for a new one. `value` None: as it stands in the file."""

    value: str | Branch | Rows | None
    origin: int | None = None


@dataclass
class Rows:
    rows: list[Row] = field(default_factory=list)


@dataclass
class Branch:
    """Keys that the form knows. One with an empty value is to be gone; one that is missing here is left as it is in the file."""

    keys: dict[str, str | Branch | Rows] = field(default_factory=dict)


Value = str | Branch | Rows


def is_empty(value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Branch):
        return all(is_empty(each) for each in value.keys.values())
    return all(row.value is not None and is_empty(row.value) for row in value.rows)
