"""The first danger detector: the phrase list that admins keep (fara.yml). Works without Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.answers.understood import Danger
from bot.knowledge.guide import Guide
from bot.knowledge.model import DangerPattern
from bot.swedish.patterns import Patterns


class DangerPatterns:
    """Levels: `fara` gives the 112 card, `signal` a 112 line, `dampar` (past, theory, drills) takes either one step down."""

    def __init__(self, patterns: Iterable[DangerPattern]) -> None:
        chosen = tuple(patterns)
        self._level = {pattern.id: pattern.level for pattern in chosen}
        self._patterns = Patterns({pattern.id: pattern.expressions for pattern in chosen})

    def level(self, text: str) -> Danger:
        levels = {self._level[pattern_id] for pattern_id in self._patterns.found(text)}
        if "fara" in levels:
            return "line" if "dampar" in levels else "card"
        if "signal" in levels and "dampar" not in levels:
            return "line"
        return None


@lru_cache(maxsize=64)
def danger_patterns(guide: Guide) -> DangerPatterns:
    return DangerPatterns((*guide.national.danger, *guide.local.danger))


def strongest(*levels: Danger) -> Danger:
    """The most serious of several detectors' levels: one failing does not silence the others."""
    return "card" if "card" in levels else "line" if "line" in levels else None
