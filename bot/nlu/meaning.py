"""A message's text and embedding as one row of numbers, free of Rasa so that it can be tried alone.

The embedding, centred on the training texts and normalised, beside character n-grams (2–5, within words) of the folded text,
weighted by TF-IDF and reduced by truncated SVD.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.utils.extmath import randomized_svd

from bot.nlu.network import SEED
from bot.swedish.normalise import fold_letters
from bot.swedish.spelling import written_out


@dataclass(frozen=True)
class Example:
    """A training message. `label` is the full intent; `danger` True, False or None when nobody said."""

    text: str
    label: str
    danger: bool | None = None


def grams(text: str, low: int = 2, high: int = 5) -> Counter[str]:
    """Character n-grams within words, blanks at both ends of a word counted as a character."""
    found: Counter[str] = Counter()
    for word in fold_letters(written_out(text)).split():
        padded = f" {word} "
        for size in range(low, high + 1):
            for start in range(max(1, len(padded) - size + 1)):
                found[padded[start : start + size]] += 1
    return found


class Ngrams:
    """TF-IDF over character n-grams, projected to `size` numbers by truncated SVD."""

    def __init__(self, vocabulary: dict[str, int], idf: np.ndarray, projection: np.ndarray) -> None:
        self.vocabulary, self._idf, self._projection = vocabulary, idf, projection

    @classmethod
    def fit(cls, texts: list[str], size: int, at_least: int = 2) -> Ngrams:
        counts = [grams(text) for text in texts]
        frequency = Counter(gram for each in counts for gram in each)
        kept = sorted(gram for gram, times in frequency.items() if times >= at_least)
        vocabulary = {gram: index for index, gram in enumerate(kept)}
        idf = np.log((1 + len(texts)) / (1 + np.array([frequency[gram] for gram in kept], dtype=np.float64))) + 1
        unprojected = cls(vocabulary, idf.astype(np.float32), np.zeros((0, 0), np.float32))
        matrix = unprojected.tfidf(counts)
        size = min(size, min(matrix.shape) - 1)
        _, _, components = randomized_svd(matrix, n_components=size, n_iter=3, random_state=SEED)
        return cls(vocabulary, unprojected._idf, np.ascontiguousarray(components.T, dtype=np.float32))

    def tfidf(self, counts: list[Counter[str]]) -> csr_matrix:
        """Rows of unit length; sublinear term frequency."""
        rows, columns, values = [], [], []
        for row, each in enumerate(counts):
            known = [(self.vocabulary[gram], times) for gram, times in each.items() if gram in self.vocabulary]
            if not known:
                continue
            index = np.array([column for column, _ in known])
            weight = (1 + np.log(np.array([times for _, times in known], dtype=np.float32))) * self._idf[index]
            rows += [row] * len(index)
            columns += index.tolist()
            values += (weight / np.linalg.norm(weight)).tolist()
        return csr_matrix((values, (rows, columns)), shape=(len(counts), len(self.vocabulary)), dtype=np.float32)

    def vectors(self, texts: list[str]) -> np.ndarray:
        return np.asarray(self.tfidf([grams(text) for text in texts]) @ self._projection)

    def save(self, folder: Path) -> None:
        (folder / "ngrams.json").write_text(json.dumps(list(self.vocabulary), ensure_ascii=False), encoding="utf-8")
        np.savez(folder / "ngrams.npz", idf=self._idf, projection=self._projection.astype(np.float16))

    @classmethod
    def load(cls, folder: Path) -> Ngrams:
        vocabulary = {gram: index for index, gram in enumerate(json.loads((folder / "ngrams.json").read_text(encoding="utf-8")))}
        with np.load(folder / "ngrams.npz") as stored:
            return cls(vocabulary, stored["idf"], stored["projection"].astype(np.float32))


@dataclass(frozen=True)
class Settings:
    svd: int = 300
    ngram_weight: float = 0.7


class Features:
    """Text and embedding → one row: centred embedding beside projected n-grams."""

    def __init__(self, mean: np.ndarray, ngrams: Ngrams, weight: float) -> None:
        self._mean, self._ngrams, self._weight = mean, ngrams, weight

    @classmethod
    def fit(cls, texts: list[str], embeddings: np.ndarray, settings: Settings) -> Features:
        return cls(embeddings.mean(axis=0), Ngrams.fit(texts, settings.svd), settings.ngram_weight)

    def rows(self, texts: list[str], embeddings: np.ndarray) -> np.ndarray:
        centred = embeddings - self._mean
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        return np.hstack([centred, self._weight * self._ngrams.vectors(texts)]).astype(np.float32)

    def save(self, folder: Path) -> None:
        self._ngrams.save(folder)
        np.savez(folder / "features.npz", mean=self._mean, weight=self._weight)

    @classmethod
    def load(cls, folder: Path) -> Features:
        with np.load(folder / "features.npz") as stored:
            return cls(stored["mean"], Ngrams.load(folder), float(stored["weight"]))
