"""SentencePiece's unigram segmentation (Kudo 2018): the pieces whose scores add up highest, by Viterbi."""

from __future__ import annotations

import re

import marisa_trie
import numpy as np

BLANK = "\u2581"
UNKNOWN_COSTS = 10.0
"""Below the lowest score of all pieces, as in SentencePiece."""


class Pieces:
    """Text → token ids, with begin and end marks."""

    def __init__(self, pieces: list[str], scores: np.ndarray, folds: dict[str, str], begin: int, end: int, unknown: int) -> None:
        self._trie = marisa_trie.Trie([piece for index, piece in enumerate(pieces) if piece and index != unknown])
        self._ids = np.zeros(len(self._trie), np.int32)
        self._scores = np.zeros(len(self._trie), np.float32)
        for index, piece in enumerate(pieces):
            if piece and index != unknown:
                key = self._trie[piece]
                self._ids[key], self._scores[key] = index, scores[index]
        self._folds = str.maketrans(folds)
        self._begin, self._end, self._unknown = begin, end, unknown
        self._unknown_score = float(scores.min()) - UNKNOWN_COSTS

    def normalised(self, text: str) -> str:
        folded = re.sub("  +", " ", text.translate(self._folds))
        return (folded if folded.startswith(" ") else f" {folded}").replace(" ", BLANK)

    def ids(self, text: str) -> list[int]:
        """`text` without marks; the longest input is the caller's business."""
        line = self.normalised(text)
        best: list[float] = [0.0] + [float("-inf")] * len(line)
        came: list[tuple[int, int]] = [(0, 0)] * (len(line) + 1)
        for start in range(len(line)):
            score = best[start]
            if score + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = score + self._unknown_score, (self._unknown, start)
            for piece in self._trie.iter_prefixes(line[start:]):
                key, stop = self._trie[piece], start + len(piece)
                through = score + float(self._scores[key])
                if through > best[stop]:
                    best[stop], came[stop] = through, (int(self._ids[key]), start)
        found, at = [], len(line)
        while at:
            token, at = came[at]
            found.append(token)
        return [self._begin, *reversed(found), self._end]
