"""Passwords: which are good enough, and their hashes (argon2id)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pwdlib import PasswordHash

SHORTEST = 12
LONGEST = 256
"""More would only cost the server time."""

_RUNS = ("abcdefghijklmnopqrstuvwxyzåäö", "qwertyuiopå", "asdfghjklöä", "zxcvbnm", "01234567890")


@cache
def _words() -> re.Pattern[str]:
    """Of common.txt, longest first."""
    found = (Path(__file__).parent / "common.txt").read_text(encoding="utf-8").split()
    return re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)))


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    return _hasher().hash("ett lösenord som ingen har")


def hashed(password: str) -> str:
    return _hasher().hash(password)


def right(password: str, stored: str) -> bool:
    """As slow when there is no stored hash (`""`), so that the time does not tell who has an account."""
    verified = _hasher().verify(password[:LONGEST], stored or _nobodys())
    return verified and bool(stored)


def weakness(password: str, email: str) -> str | None:
    """A code that the page turns into a sentence; None when it is good enough."""
    if len(password) < SHORTEST:
        return "for_kort"
    if len(password) > LONGEST:
        return "for_langt"
    lowered = password.lower()
    name = email.lower().partition("@")[0]
    if email.lower() in lowered or (len(name) >= 4 and name in lowered):
        return "innehaller_epost"
    return "for_vanligt" if _common(lowered) else None


def _common(password: str) -> bool:
    """Too little is left when well-known words, digits, signs, runs and repetitions are taken away."""
    left = _words().sub("", password)
    for run in _RUNS:
        for size in range(len(run), 3, -1):
            for start in range(len(run) - size + 1):
                part = run[start : start + size]
                left = left.replace(part, "").replace(part[::-1], "")
    letters = set(re.sub(r"[\W\d_]", "", left))
    return len(set(password)) < 5 or (len(letters) < 3 and len(set(left)) < 6)
