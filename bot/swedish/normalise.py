"""Text as it came → text that can be compared. Nothing here guesses at meaning."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACE = re.compile(r"\s+")
_FOLD = str.maketrans("åäöéèêüáàâíóúñç", "aaoeeeuaaaiounc")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WORDS = re.compile(r"[a-zåäöéü0-9]", re.IGNORECASE)


def clean(text: str) -> str:
    """NFC, without control and invisible characters, single spaces. Lone surrogates become "?"."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces: `Görs en "orosanmälan"?` → `gors en orosanmalan`."""
    return _NOT_WORD.sub(" ", fold_letters(text)).strip()


def fold_letters(text: str) -> str:
    """Lower case without accents; every character keeps its place."""
    return text.lower().translate(_FOLD)


def has_words(text: str) -> bool:
    """False for emoji, punctuation and blanks alone."""
    return bool(_WORDS.search(text))


def foreign_script(text: str) -> str | None:
    """The script of a text without Latin letters and digits, as Unicode names it ("ARABIC", "CYRILLIC"); None for Swedish and for no letters."""
    if has_words(text):
        return None
    letter = next((character for character in text if character.isalpha()), None)
    return unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0] if letter else None
