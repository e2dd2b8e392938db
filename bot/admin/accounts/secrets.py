"""Random tokens, and what is stored of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits that fit in an address and in a cookie."""
    return secrets.token_urlsafe(32)


def stored(token: str) -> str:
    """What the database keeps: 64 hex digits. A plain hash is enough, the token cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(token: str) -> str:
    """What forms carry for the cookie `token`; the cookie cannot be told from it."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Takes as long wherever they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
