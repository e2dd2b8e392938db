"""Gaps, similar ones together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from bot.swedish.normalise import fold
from bot.usage.store import Gap

ALIKE = 70
"""Likeness of the words of two questions, 0–100, from which they stand together."""


@dataclass(frozen=True)
class Group:
    """Oldest first. `gaps` is never empty."""

    gaps: tuple[Gap, ...]

    @property
    def ids(self) -> str:
        return ",".join(str(gap.id) for gap in self.gaps)


def groups(gaps: Sequence[Gap]) -> list[Group]:
    """Each question joins the first group whose first question it is like. The largest first, then the oldest."""
    found: list[list[Gap]] = []
    for gap in sorted(gaps, key=lambda gap: gap.id):
        text = fold(gap.question)
        home = next((group for group in found if token_set_ratio(fold(group[0].question), text) >= ALIKE), None)
        if home is None:
            found.append([gap])
        else:
            home.append(gap)
    return [Group(tuple(group)) for group in sorted(found, key=lambda group: (-len(group), group[0].id))]
