"""Lean routines: those with the admin's own examples alone, no base set. Few messages must hold their own beside thousands.

What the base set calls outside, because most municipalities have no routine for it, becomes theirs when it is alike both in meaning and in
words: whoever writes a routine about lost keys has moved keys into the field (figures: docs/decisions/0013-lean-routines.md).
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from bot.nlu.meaning import Rows

LEAN = 60
"""Messages from which a routine is no longer lean. A base set has 150 or more, an admin's list at most 40."""
MEANING_ALIKE, WORDS_ALIKE = 0.5, 0.4
"""Cosine of the centred embeddings, and the product of the sparse halves of the rows, from which two messages are about the same."""
GIVES_WAY = frozenset({"utanfor/amne", "utanfor/nara"})
"""Rudeness and questions about one person's case stay outside whatever routines there are."""
ROUTINE = "rutin/"


def lean_routines(labels: list[str]) -> list[str]:
    """Sorted."""
    return sorted(label for label, count in Counter(labels).items() if label.startswith(ROUTINE) and count < LEAN)


def taken_over(rows: Rows, labels: list[str]) -> list[str]:
    """`labels` with the messages outside that are a lean routine's now; the most alike one's, when there are several."""
    truth = np.array(labels)
    outside = np.flatnonzero(np.isin(truth, list(GIVES_WAY)))
    here = rows[outside]
    best = np.zeros(len(outside))
    found = list(labels)
    for label in lean_routines(labels):
        own = rows[np.flatnonzero(truth == label)]
        meaning, wording = here.dense @ own.dense.T, (here.sparse @ own.sparse.T).toarray()
        alike = np.where((meaning >= MEANING_ALIKE) & (wording >= WORDS_ALIKE), meaning + wording, 0).max(axis=1)
        for place in np.flatnonzero(alike > best):
            found[outside[place]], best[place] = label, alike[place]
    return found
