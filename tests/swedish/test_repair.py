"""Slips are mended, and what is right is left alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish.normalise import fold_letters
from bot.swedish.repair import LETTER, Repair, _one_slip

TAUGHT = [
    "hur gör man en orosanmälan till socialtjänsten",
    "vad ska jag säga till mamman på förskolan",
    "får chefen stoppa en anmälan",
    "jag går till rummet och huvudet blöder i dag",
    "är det tystnadsplikten som gäller",
    "rutin för skolan",
    "vad har vi för skola",
    "källaren är låst",
] * 5
REPAIR = Repair.of(TAUGHT)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hurgör man en oros anmälann", "hur gör man en orosanmälan"),
        ("hur gorman en orosanmalan", "hur gör man en orosanmalan"),
        ("får schefen stoppa", "får chefen stoppa"),
        ("ska ja gsäga till", "ska jag säga till"),
        ("hon blöder ihuvudet", "hon blöder i huvudet"),
        ("tystnads plikten gäller", "tystnadsplikten gäller"),
        ("tystnads plikten, gäller", "tystnadsplikten, gäller"),
        ("Hurgör man?", "hur gör man?"),
        ("OROS ANMÄLANN", "orosanmälan"),
    ],
)
def test_what_was_typed_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert REPAIR(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hur gör man en orosanmälan",
        "vad har vi för skola",
        "rutin för skolan",
        "mannen kallar en granne",
        "fråga Zamira eller Xhevdet om barnet",
        "ring 040-628 04 12",
        "who does my orosanmälann",
        "barnvagnsutlåningen på förskolan",
        "🙂 ???",
        "abc xyz",
    ],
)
def test_what_is_right_or_unknown_altogether_is_left_as_it_is(text: str) -> None:
    assert REPAIR(text) == text


def test_a_slip_that_is_itself_a_known_word_is_left_alone() -> None:
    assert Repair.of([*TAUGHT, "chefer", "schefen heter så", "schefen"])("får schefen") == "får schefen"


def test_it_is_the_same_when_it_has_been_kept_and_read_again() -> None:
    again = Repair(**json.loads(json.dumps(REPAIR.kept(), ensure_ascii=False)))
    assert again("hurgör man en oros anmälann") == "hur gör man en orosanmälan"
    assert again.kept() == REPAIR.kept()


def test_the_order_of_the_messages_does_not_matter() -> None:
    assert Repair.of(TAUGHT[::-1]).kept() == REPAIR.kept()


@given(st.text(max_size=60))
def test_without_messages_nothing_is_changed_but_blanks(text: str) -> None:
    assert Repair.of([])(text).replace(" ", "") == text.replace(" ", "")


@given(st.text("orsanmälgtiköchef s,?", max_size=40))
def test_the_words_of_any_text_come_out_in_the_same_order(text: str) -> None:
    mended = REPAIR(text)
    assert REPAIR(mended).count(",") == mended.count(",") == text.count(",")
    assert abs(len(fold_letters(mended).replace(" ", "")) - len(text.replace(" ", ""))) <= 1 + len(text) // 4


def test_a_changed_letter_costs_more_than_a_moved_blank() -> None:
    assert LETTER < -2


@pytest.mark.parametrize(
    ("one", "other"), [("tolk", "tollk"), ("tollk", "tolk"), ("tolk", "totk"), ("tolk", "tlok"), ("tolk", "olk"), ("tolk", "tol"), ("tolk", "tolk")]
)
def test_one_slip_apart(one: str, other: str) -> None:
    assert _one_slip(one, other)


@pytest.mark.parametrize(("one", "other"), [("tolk", "folx"), ("tolk", "tkol"), ("tolk", "tolken"), ("tolk", "lkto"), ("ab", "ba c")])
def test_more_than_one_slip_apart(one: str, other: str) -> None:
    assert not _one_slip(one, other)
