"""Differences in the words of the form."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.admin.publishing.difference import Change, changes, words
from bot.knowledge.schema import schemas

ROOT = Path(__file__).resolve().parents[3]
NAMES = yaml.safe_load((ROOT / "bot/admin/publishing/fields.yml").read_text(encoding="utf-8"))


def told(before: str | None, after: str | None) -> list[str]:
    """Each change as "field: text [-gone-] [+new+]"."""
    signs = {"samma": "{}", "bort": "[-{}-]", "nytt": "[+{}+]"}
    found = changes(*(None if text is None else text.encode() for text in (before, after)))
    return [f"{change.field}: {''.join(signs[piece.kind].format(piece.text) for piece in change.pieces)}" for change in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("titel: Boka tolk", "titel: Boka språktolk", ["Rubrik: Boka[- tolk-][+ språktolk+]"]),
        ("titel: Ny", "titel: Ny\nkort_svar: Ring.", ["Kort svar: [+Ring.+]"]),
        ("titel: Ny\nagare: A", "titel: Ny", ["Ägare: [-A-]"]),
        ("fragor: [a, b, c]", "fragor: [a, c, d]", ["Exempelfrågor: [-b-]", "Exempelfrågor: [+d+]"]),
        ("steg: [Ring nu.]", "steg: [{text: Ring nu., kontakt: soc}]", ["Steg › Text: [+Ring nu.+]", "Steg › Kontakt: [+soc+]"]),
        (
            "kontakter:\n- {id: soc, namn: Soc, telefon: '1'}\n- {id: bvc, namn: BVC}",
            "kontakter:\n- {id: bvc, namn: BVC}\n- {id: soc, namn: Soc, telefon: '2'}",
            ["Kontakter › Soc › Telefon: [-1-][+2+]"],
        ),
        ("oppettider: {mandag: '8'}", "oppettider: {mandag: '9'}", ["Öppettider › Måndag: [-8-][+9+]"]),
        (None, "titel: Ny", ["Rubrik: [+Ny+]"]),
        ("titel: Ny", None, ["Rubrik: [-Ny-]"]),
        ("titel: Ny # kommentar", "titel: Ny", []),
        ("titel: [trasig", "titel: hel", [": titel:[- [trasig-][+ hel+]"]),
        ("okand: 1", "okand: 2", ["okand: [-1-][+2+]"]),
    ],
)
def test_what_was_changed_is_told(before: str | None, after: str | None, expected: list[str]) -> None:
    assert told(before, after) == expected


def test_the_pieces_make_both_texts() -> None:
    old, new = "Ring  mottagningen\noch säg till.", "Ring jouren och säg vad du sett. "
    pieces = list(words(old, new))
    assert "".join(piece.text for piece in pieces if piece.kind != "nytt") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "bort") == new


def test_bytes_that_are_no_text_are_compared_all_the_same() -> None:
    assert all(isinstance(change, Change) for change in changes(b"\xff\xfe", b"titel: Ny"))


def keys(schema: object) -> set[str]:
    if isinstance(schema, dict):
        own = set(schema.get("properties", {}))
        return own.union(*(keys(value) for value in schema.values()))
    return set().union(*(keys(value) for value in schema)) if isinstance(schema, list) else set()


def test_every_key_of_the_format_has_a_swedish_name() -> None:
    assert sorted(keys(schemas()) - set(NAMES)) == []
