"""Plain keyword search: BM25 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75) where every training message is a document.

Words are lower-cased and split at what is no letter: no lemmas, no stop words, so that it is what one gets without knowing Swedish.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict

K1, B = 1.2, 0.75
_WORD = re.compile(r"\w+")


class Nearest:
    """Messages with labels; a label's score is that of its best message."""

    def __init__(self, messages: list[tuple[str, str]]) -> None:
        self._labels = [label for label, _ in messages]
        documents = [Counter(_WORD.findall(text.lower())) for _, text in messages]
        lengths = [sum(each.values()) for each in documents]
        mean = sum(lengths) / max(1, len(lengths))
        containing = Counter(word for each in documents for word in each)
        self._weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (document, length) in enumerate(zip(documents, lengths, strict=True)):
            for word, times in document.items():
                rarity = math.log(1 + (len(documents) - containing[word] + 0.5) / (containing[word] + 0.5))
                self._weights[word].append((place, rarity * times * (K1 + 1) / (times + K1 * (1 - B + B * length / mean))))

    def labels(self, text: str) -> list[tuple[str, float]]:
        """Best first."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(_WORD.findall(text.lower())):
            for place, weight in self._weights.get(word, ()):
                scores[place] += weight
        best: dict[str, float] = {}
        for place, score in scores.items():
            label = self._labels[place]
            best[label] = max(score, best.get(label, 0.0))
        return sorted(best.items(), key=lambda pair: -pair[1])
