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


class Ledger:
    """What was counted in each text, by number: a text is counted once however often training goes on."""

    def __init__(self, count: Callable[[str], Counter[str]]) -> None:
        self._count = count
        self.numbers: dict[str, int] = {}
        self._known: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def of(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(numbers, times, ends): those of text i stand between `ends[i]` and `ends[i + 1]`."""
        found = [self._of(text) for text in texts]
        ends = np.concatenate([[0], np.cumsum([len(numbers) for numbers, _ in found], dtype=np.int64)])
        if not found:
            return np.zeros(0, np.int32), np.zeros(0, np.float32), ends
        return np.concatenate([numbers for numbers, _ in found]), np.concatenate([times for _, times in found]), ends

    def _of(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        known = self._known.get(text)
        if known is None:
            counted = self._count(text)
            numbers = np.fromiter((self.numbers.setdefault(each, len(self.numbers)) for each in counted), np.int32, len(counted))
            known = self._known[text] = numbers, np.fromiter(counted.values(), np.float32, len(counted))
        return known


class Counts:
    """TF-IDF over what `count` finds in a text."""

    def __init__(self, count: Callable[[str], Counter[str]], vocabulary: dict[str, int], idf: np.ndarray) -> None:
        self._count, self.vocabulary, self._idf = count, vocabulary, idf

    @classmethod
    def fit(cls, count: Callable[[str], Counter[str]], texts: list[str], at_least: int = 2, ledger: Ledger | None = None) -> Counts:
        ledger = ledger or Ledger(count)
        numbers, _, _ = ledger.of(texts)
        frequency = np.bincount(numbers, minlength=len(ledger.numbers))
        kept = sorted(each for each, number in ledger.numbers.items() if frequency[number] >= at_least)
        idf = np.log((1 + len(texts)) / (1 + frequency[[ledger.numbers[each] for each in kept]].astype(np.float64))) + 1
        # as rounded as they are saved, so that a model in memory and the same one from disk agree
        return cls(count, {each: index for index, each in enumerate(kept)}, np.round(idf, 4).astype(np.float32))

    def extended(self, texts: list[str], at_least: int = 2, ledger: Ledger | None = None) -> Counts:
        """With what is new in `texts` at the end; what was there keeps its place and weight."""
        new = Counts.fit(self._count, texts, at_least, ledger)
        found = [each for each in new.vocabulary if each not in self.vocabulary]
        vocabulary = {**self.vocabulary, **{each: len(self.vocabulary) + index for index, each in enumerate(found)}}
        return Counts(self._count, vocabulary, np.concatenate([self._idf, new._idf[[new.vocabulary[each] for each in found]]]))

    def rows(self, texts: list[str], ledger: Ledger | None = None) -> csr_matrix:
        """(n, vocabulary), of unit length or empty; sublinear term frequency."""
        if ledger is not None:
            numbers, times, ends = ledger.of(texts)
            columns = np.fromiter((self.vocabulary.get(each, -1) for each in ledger.numbers), np.int32, len(ledger.numbers))[numbers]
            known = columns >= 0
            ends = np.concatenate([[0], np.cumsum(known)])[ends]
            return self._weighted(columns[known], times[known], ends)
        counted = [[(self.vocabulary[each], times) for each, times in self._count(text).items() if each in self.vocabulary] for text in texts]
        pairs = np.array([pair for found in counted for pair in found], dtype=np.int32).reshape(-1, 2)
        return self._weighted(pairs[:, 0], pairs[:, 1].astype(np.float32), np.concatenate([[0], np.cumsum([len(found) for found in counted])]))

    def _weighted(self, columns: np.ndarray, times: np.ndarray, ends: np.ndarray) -> csr_matrix:
        weight = (1 + np.log(times)) * self._idf[columns]
        row = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        length = np.sqrt(np.bincount(row, weights=weight.astype(np.float64) ** 2, minlength=len(ends) - 1))
        data = (weight / length[row]).astype(np.float32)
        return csr_matrix((data, columns, ends), shape=(len(ends) - 1, len(self.vocabulary)), dtype=np.float32)

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


class Memory:
    """Everything counted so far. One for as long as a process trains."""

    def __init__(self) -> None:
        self.letters, self.phrases = Ledger(grams), Ledger(words)


class Features:
    """Text and embedding → a row. With a `memory`, texts counted before are not counted again."""

    def __init__(self, mean: np.ndarray, letters: Counts, phrases: Counts) -> None:
        self._mean, self._letters, self._phrases = mean, letters, phrases

    @classmethod
    def fit(cls, texts: list[str], embeddings: np.ndarray, memory: Memory | None = None) -> Features:
        memory = memory or Memory()
        return cls(embeddings.mean(axis=0), Counts.fit(grams, texts, ledger=memory.letters), Counts.fit(words, texts, ledger=memory.phrases))

    def extended(self, texts: list[str], memory: Memory | None = None) -> tuple[Features, np.ndarray]:
        """With the n-grams and words that are new in `texts`, and where each sparse column of before stands now."""
        memory = memory or Memory()
        letters, phrases = self._letters.extended(texts, ledger=memory.letters), self._phrases.extended(texts, ledger=memory.phrases)
        before, shift = len(self._letters.vocabulary), len(letters.vocabulary) - len(self._letters.vocabulary)
        columns = np.arange(before + len(self._phrases.vocabulary))
        columns[before:] += shift
        return Features(self._mean, letters, phrases), columns

    @property
    def width(self) -> int:
        """Sparse columns."""
        return len(self._letters.vocabulary) + len(self._phrases.vocabulary)

    def rows(self, texts: list[str], embeddings: np.ndarray, memory: Memory | None = None) -> Rows:
        letters = self._letters.rows(texts, memory and memory.letters)
        phrases = self._phrases.rows(texts, memory and memory.phrases)
        return Rows(self.centred(embeddings), hstack([letters, WORDS_WEIGHT * phrases], format="csr", dtype=np.float32))

    def centred(self, embeddings: np.ndarray) -> np.ndarray:
        """The dense half of a row alone: cosines of these are likeness in meaning."""
        found = embeddings - self._mean
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return np.asarray(found, np.float32)

    def save(self, folder: Path) -> None:
        self._letters.save(folder / "letters.json")
        self._phrases.save(folder / "words.json")
        np.save(folder / "mean.npy", self._mean)

    @classmethod
    def load(cls, folder: Path) -> Features:
        letters, phrases = Counts.load(grams, folder / "letters.json"), Counts.load(words, folder / "words.json")
        return cls(np.load(folder / "mean.npy"), letters, phrases)
