"""Drafts read in place of the files on disk."""

from __future__ import annotations

from datetime import date

import pytest

from bot.knowledge.load import Reader
from bot.knowledge.validate import validate
from bot.settings import ROOT

TODAY = date(2026, 11, 23)
KNOWLEDGE = ROOT / "knowledge"
TOLK = "exempelkommun/rutiner/tolk.yml"


def read(overlay: dict[str, bytes | None]):
    return validate(KNOWLEDGE, TODAY, Reader(KNOWLEDGE, overlay))


def test_a_draft_is_read_instead_of_the_file_and_the_file_is_left_alone():
    before = (KNOWLEDGE / TOLK).read_bytes()
    result = read({TOLK: b"id: tolk\nkort_svar: Ring tolken.\n"})
    assert result.errors == ()
    assert result.packs["exempelkommun"].routines["tolk"].parts.answer == "Ring tolken."
    assert (KNOWLEDGE / TOLK).read_bytes() == before


def test_an_error_in_a_draft_is_told_at_its_place():
    (found,) = read({TOLK: b"id: tolk\nbradska: kanske\n"}).errors
    assert (found.path, found.line, found.code) == (TOLK, 2, "val-fel")


def test_a_new_file_is_seen_and_a_removed_one_is_not():
    overlay = {"exempelkommun/rutiner/barnvagn.yml": b"id: barnvagn\n", TOLK: None}
    result = read(overlay)
    assert "tolk" not in result.packs["exempelkommun"].routines
    assert {found.path for found in result.errors} == {"exempelkommun/rutiner/barnvagn.yml"}


def test_a_removed_file_that_must_be_there_is_missed():
    assert "fil-saknas" in {found.code for found in read({"exempelkommun/kontakter.yml": None}).errors}


def test_a_whole_new_pack_can_be_a_draft():
    result = read(
        {"storkoping/organisation.yml": "id: storkoping\nnamn: Storköping\nstatus: utkast\n".encode(), "storkoping/kontakter.yml": b"kontakter: []\n"}
    )
    assert result.packs["storkoping"].organisation is not None


@pytest.mark.parametrize("overlay", [{}, None])
def test_without_an_overlay_the_disk_is_read(overlay):
    assert Reader(KNOWLEDGE, overlay).read()["exempelkommun"].pack.routines.keys() >= {"tolk"}


def test_a_reader_with_drafts_over_it_leaves_the_other_as_it_was():
    plain = Reader(KNOWLEDGE)
    before = validate(KNOWLEDGE, TODAY, plain)
    over = validate(KNOWLEDGE, TODAY, plain.over({TOLK: b"id: tolk\nkort_svar: Ring tolken.\n"}))
    assert over.packs["exempelkommun"].routines["tolk"].parts.answer == "Ring tolken."
    assert validate(KNOWLEDGE, TODAY, plain) == before
