"""Which passwords are good enough, and how they are kept."""

from __future__ import annotations

import pytest
from pwdlib import PasswordHash

from bot.admin.accounts import passwords
from bot.admin.accounts.passwords import hashed, right, weakness

EMAIL = "anna.berg@alfa.se"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elva tecken", "for_kort"),
        ("", "for_kort"),
        ("x" * 257, "for_langt"),
        ("jag är Anna.Berg@alfa.se", "innehaller_epost"),
        ("anna.berg är jag", "innehaller_epost"),
        ("123456789012", "for_vanligt"),
        ("password1234", "for_vanligt"),
        ("Lösenord123!", "for_vanligt"),
        ("Sommar2026!!", "for_vanligt"),
        ("Välkommen2026!", "for_vanligt"),
        ("qwertyuiop123", "for_vanligt"),
        ("aaaaaaaaaaaa", "for_vanligt"),
        ("abcabcabcabc", "for_vanligt"),
        ("vagvisaren2026", "for_vanligt"),
        ("hejhejhejhej", "for_vanligt"),
        ("            ", "for_vanligt"),
        ("poiuytrewq99", "for_vanligt"),
        ("tolv tecken!", None),
        ("korrekt häst batteri", None),
        ("7hJ!kq92Lmx0", None),
        ("384029174650", None),
        ("blåbärspaj i juli", None),
        ("x9" * 128, "for_vanligt"),
    ],
)
def test_what_is_too_easy_is_refused(password, code):
    assert weakness(password, EMAIL) == code


def test_a_short_name_in_the_email_is_no_hindrance():
    assert weakness("korrekt häst batteri", "ko@alfa.se") is None


def test_a_hash_fits_its_password_only():
    kept = hashed("korrekt häst batteri")
    assert right("korrekt häst batteri", kept)
    assert not right("korrekt häst batterie", kept)
    assert hashed("korrekt häst batteri") != kept
    assert len(kept) <= 255


@pytest.mark.parametrize("given", ["", "ett lösenord som ingen har"])
def test_nothing_fits_an_account_without_a_password(given):
    assert not right(given, "")


def test_it_is_argon2id_with_the_librarys_recommended_work(monkeypatch):
    monkeypatch.undo()  # the quick one of these tests
    passwords._hasher.cache_clear()
    assert type(passwords._hasher()) is PasswordHash
    assert hashed("korrekt häst batteri").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
