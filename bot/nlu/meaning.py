"""A message's text and embedding as one row of numbers, free of Rasa so that it can be tried alone.

Dense: the embedding, centred on the training texts and of unit length. Sparse: character n-grams (2–5, within words), words and pairs of
words of the folded text, each kind weighted by TF-IDF (Spärck Jones 1972) and of unit length.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.swedish.normalise import fold_letters
from bot.swedish.spelling import written_out

WORDS_WEIGHT = 0.8
"""Of words beside character n-grams; found on tests/evaluation, flat between 0.4 and 1."""
_WORD = re.compile(r"[a-z0-9]+")


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


def words(text: str) -> Counter[str]:
    """Words, and pairs of neighbours with the ends of the message as `^` and `$`."""
    found = _WORD.findall(fold_letters(written_out(text)))
    return Counter([*found, *(f"{one} {other}" for one, other in zip(["^", *found], [*found, "$"]))])


class Counts:
    """TF-IDF over what `count` finds in a text."""

    def __init__(self, count: Callable[[str], Counter[str]], vocabulary: dict[str, int], idf: np.ndarray) -> None:
        self._count, self.vocabulary, self._idf = count, vocabulary, idf

    @classmethod
    def fit(cls, count: Callable[[str], Counter[str]], texts: list[str], at_least: int = 2) -> Counts:
        frequency = Counter(each for text in texts for each in count(text))
        kept = sorted(each for each, times in frequency.items() if times >= at_least)
        idf = np.log((1 + len(texts)) / (1 + np.array([frequency[each] for each in kept], dtype=np.float64))) + 1
        return cls(count, {each: index for index, each in enumerate(kept)}, idf.astype(np.float32))

    def extended(self, texts: list[str], at_least: int = 2) -> Counts:
        """With what is new in `texts` at the end; what was there keeps its place and weight."""
        new = Counts.fit(self._count, texts, at_least)
        found = [each for each in new.vocabulary if each not in self.vocabulary]
        vocabulary = {**self.vocabulary, **{each: len(self.vocabulary) + index for index, each in enumerate(found)}}
        return Counts(self._count, vocabulary, np.concatenate([self._idf, new._idf[[new.vocabulary[each] for each in found]]]))

    def rows(self, texts: list[str]) -> csr_matrix:
        """(n, vocabulary), of unit length or empty; sublinear term frequency."""
        ends, columns, values = [0], [], []
        for text in texts:
            known = [(self.vocabulary[each], times) for each, times in self._count(text).items() if each in self.vocabulary]
            if known:
                index = np.array([column for column, _ in known], dtype=np.int32)
                weight = (1 + np.log(np.array([times for _, times in known], dtype=np.float32))) * self._idf[index]
                columns.append(index)
                values.append(weight / np.linalg.norm(weight))
            ends.append(ends[-1] + len(known))
        data = np.concatenate(values) if values else np.zeros(0, np.float32)
        indices = np.concatenate(columns) if columns else np.zeros(0, np.int32)
        return csr_matrix((data, indices, ends), shape=(len(texts), len(self.vocabulary)), dtype=np.float32)

    def save(self, path: Path) -> None:
        kept = {"idf": [round(float(weight), 4) for weight in self._idf], "vocabulary": list(self.vocabulary)}
        path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, count: Callable[[str], Counter[str]], path: Path) -> Counts:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(count, {each: index for index, each in enumerate(kept["vocabulary"])}, np.array(kept["idf"], dtype=np.float32))


@dataclass(frozen=True)
class Rows:
    """`dense` (n, d) float32 and `sparse` (n, f), the same messages in both."""

    dense: np.ndarray
    sparse: csr_matrix

    def __getitem__(self, chosen: np.ndarray | list[int]) -> Rows:
        return Rows(self.dense[chosen], self.sparse[chosen])

    def __len__(self) -> int:
        return len(self.dense)


class Features:
    """Text and embedding → a row."""

    def __init__(self, mean: np.ndarray, letters: Counts, phrases: Counts) -> None:
        self._mean, self._letters, self._phrases = mean, letters, phrases

    @classmethod
    def fit(cls, texts: list[str], embeddings: np.ndarray) -> Features:
        return cls(embeddings.mean(axis=0), Counts.fit(grams, texts), Counts.fit(words, texts))

    def extended(self, texts: list[str]) -> tuple[Features, np.ndarray]:
        """With the n-grams and words that are new in `texts`, and where each sparse column of before stands now."""
        letters, phrases = self._letters.extended(texts), self._phrases.extended(texts)
        before, shift = len(self._letters.vocabulary), len(letters.vocabulary) - len(self._letters.vocabulary)
        columns = np.arange(before + len(self._phrases.vocabulary))
        columns[before:] += shift
        return Features(self._mean, letters, phrases), columns

    @property
    def width(self) -> int:
        """Sparse columns."""
        return len(self._letters.vocabulary) + len(self._phrases.vocabulary)

    def rows(self, texts: list[str], embeddings: np.ndarray) -> Rows:
        centred = embeddings - self._mean
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        sparse = hstack([self._letters.rows(texts), WORDS_WEIGHT * self._phrases.rows(texts)], format="csr", dtype=np.float32)
        return Rows(centred.astype(np.float32), sparse)

    def save(self, folder: Path) -> None:
        self._letters.save(folder / "letters.json")
        self._phrases.save(folder / "words.json")
        np.save(folder / "mean.npy", self._mean)

    @classmethod
    def load(cls, folder: Path) -> Features:
        letters, phrases = Counts.load(grams, folder / "letters.json"), Counts.load(words, folder / "words.json")
        return cls(np.load(folder / "mean.npy"), letters, phrases)
