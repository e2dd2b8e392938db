"""Lemmas of Swedish word forms, from spaCy's look-up table (spacy-lookups-data), kept as a trie on disk.

The table as spaCy loads it costs 200 MB and two seconds in each process; the same table as a memory-mapped trie costs
3 MB on disk, shared, and no time (docs/decisions/0004-lemma-trie.md). `python -m bot.swedish.lemmas` makes it.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import marisa_trie

from bot.swedish.normalise import fold_letters

DEFAULT_PATH = Path(__file__).resolve().parents[2] / ".cache" / "swedish" / "lemmas.marisa"
_ACCENTED, _FOLDED, _BASE = "a", "f", "b"
SHORTEST_COMPOUND = 9
"""Letters; shorter unknown words are more often slips than compounds."""

# Where the table's first reading is not what staff mean ("får" as a sheep's verb, "en" as "man"). Everyday function words and a few verbs.
_OVERRIDES = {
    "en": "en", "ett": "en", "hon": "hon", "henne": "hon", "hennes": "hon", "honom": "han", "hans": "han", "får": "få", "om": "om", "är": "vara",
    "den": "den", "det": "det", "de": "de", "dem": "de", "dom": "de", "sin": "sin", "sina": "sin", "sitt": "sin", "mig": "jag", "min": "min",
    "mitt": "min", "mina": "min", "dig": "du", "far": "far", "man": "man", "men": "men", "var": "var", "vad": "vad", "nu": "nu", "här": "här", "där": "där",
    "vill": "vilja", "ska": "ska", "skall": "ska", "skulle": "ska", "måste": "måste", "kan": "kunna", "mamman": "mamma", "pappan": "pappa",
    "barn": "barn", "barnen": "barn", "barnets": "barn", "anmälan": "anmälan", "anmälningar": "anmälan", "hot": "hot", "hotet": "hot", "resa": "resa", "resan": "resa",
    "slår": "slå", "slog": "slå", "slagit": "slå", "slagen": "slå", "slagna": "slå", "dör": "dö", "dog": "dö", "kniv": "kniv", "kniven": "kniv", "tolk": "tolk", "tolken": "tolk", "tolkar": "tolk", "med": "med", "mot": "mot", "vid": "vid",
}  # fmt: skip


class Lemmas:
    """Look-up by word form. A form that is not found is its own lemma."""

    def __init__(self, path: Path = DEFAULT_PATH) -> None:
        if not path.is_file():
            raise FileNotFoundError(f"{path} is missing: run `python -m bot.swedish.lemmas` (make run and make test do)")
        self._trie = marisa_trie.BytesTrie()
        self._trie.mmap(str(path))
        self._folded_overrides = {fold_letters(form): fold_letters(lemma) for form, lemma in _OVERRIDES.items()}

    def lemma(self, form: str) -> str:
        """Lemma of a word in correct spelling, lower case: "föräldrarna" → "förälder"."""
        form = form.lower()
        if form in _OVERRIDES:
            return _OVERRIDES[form]
        return self._find(_ACCENTED + form) or form

    def key(self, form: str) -> str:
        """Folded lemma, the same for "föräldrarna" and "foraldrarna": what patterns and searches compare."""
        form = form.lower()
        folded = fold_letters(form)
        if form in _OVERRIDES:
            return fold_letters(_OVERRIDES[form])
        if folded == form and form in self._folded_overrides:
            return self._folded_overrides[form]
        found = self._find(_ACCENTED + form) or self._find(_FOLDED + folded) or self._compound(form)
        return fold_letters(found) if found else folded

    def _compound(self, form: str) -> str | None:
        """An inflected compound that the table lacks, by its longest last part that it has: "anmälningsplikten" → "anmälningsplikt"."""
        if len(form) < SHORTEST_COMPOUND:
            return None
        for start in range(3, len(form) - 3):
            last = self._find(_ACCENTED + form[start:])
            if last:
                return form[:start] + last
        return None

    def _find(self, key: str) -> str | None:
        """A null character ends a key inside the trie, which then reads beyond it."""
        found = None if "\0" in key else self._trie.get(key)
        return found[0].decode() if found else None

    def known(self, form: str) -> bool:
        """True when the table knows the form."""
        return form in _OVERRIDES or (_ACCENTED + form) in self._trie

    def known_folded(self, form: str) -> bool:
        """True when the table knows a form, or has a lemma, that is written so without accents. `form` is folded."""
        return form in self._folded_overrides or any(kind + form in self._trie for kind in (_BASE, _ACCENTED, _FOLDED))


@lru_cache(maxsize=1)
def lemmas() -> Lemmas:
    return Lemmas()


def build(path: Path = DEFAULT_PATH) -> Path:
    """Make the trie from the installed spacy-lookups-data; written beside and moved into place, so that readers never see half of it."""
    spec = importlib.util.find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("spacy-lookups-data is not installed in this environment")
    with gzip.open(Path(spec.origin).parent / "data" / "sv_lemma_lookup.json.gz", "rt", encoding="utf-8") as handle:
        table: dict[str, str] = json.load(handle)
    accented: dict[str, str] = {}
    folded: dict[str, str] = {}
    for form, lemma in table.items():
        form, lemma = form.lower(), lemma.lower()
        accented.setdefault(form, lemma)
    for form, lemma in accented.items():
        bare = fold_letters(form)
        if bare != form and bare not in accented:
            folded.setdefault(bare, lemma)
    rows = [(_ACCENTED + form, lemma.encode()) for form, lemma in accented.items()]
    rows += [(_FOLDED + form, lemma.encode()) for form, lemma in folded.items()]
    rows += [(_BASE + lemma, b"") for lemma in {fold_letters(lemma) for lemma in accented.values()}]
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    os.close(descriptor)
    marisa_trie.BytesTrie(rows).save(name)
    os.replace(name, path)
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{build()}\n")
