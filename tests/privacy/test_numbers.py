"""Personnummer, samordningsnummer and telephone numbers in every spelling; public numbers and other figures are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from bot.privacy.mask import MASK, Masker

SPELLINGS = [
    "20160412-2380",
    "201604122380",
    "160412-2380",
    "1604122380",
    "20160412 2380",
    "20160412–2380",
    "2016 04 12-2380",
    "2016-04-12-2380",
    "160412 - 2380",
]


@pytest.mark.parametrize("number", SPELLINGS)
def test_one_personnummer_is_seen_in_every_spelling(mask, number):
    masked = mask(f"det gäller {number}, hur gör jag")
    assert masked.text == f"det gäller {MASK}, hur gör jag"
    assert masked.kinds == ("personnummer",)


@pytest.mark.parametrize("number", ["19701063-2391", "950665-2388", "197010632391", "1970 10 63-2391", "9506652388"])
def test_samordningsnummer_are_seen_in_every_spelling(mask, number):
    assert mask(f"hon har {number} och inget annat").kinds == ("personnummer",)


def test_the_plus_of_a_centenarian_is_seen(mask):
    assert mask("kvinnan 181109+2392 bor ensam").kinds == ("personnummer",)


@pytest.mark.parametrize("number", ["20160412-2381", "160412-2389", "201604122381"])
def test_a_slip_in_the_check_digit_still_tells_who_it_is(mask, number):
    assert mask(f"pnr {number} borta sedan i maj").kinds == ("personnummer",)


@pytest.mark.parametrize("number", ["20160412-T380", "160412-XXXX"])
def test_reserve_numbers_and_half_hidden_numbers_are_seen(mask, number):
    assert mask(f"barnet {number} har inget riktigt nummer än").text == f"barnet {MASK} har inget riktigt nummer än"


@given(
    born=st.dates(date(1926, 1, 1), date(2025, 12, 31)),
    serial=st.integers(0, 999),
    coordination=st.booleans(),
    century=st.booleans(),
    dash=st.sampled_from(["-", ""]),
)
def test_every_valid_number_is_masked(born, serial, coordination, century, dash):
    day = born.day + 60 if coordination else born.day
    short = f"{born:%y%m}{day:02}{serial:03}"
    digits = short + luhn.calc_check_digit(short)
    number = (f"{born:%Y}"[:2] if century else "") + digits[:6] + dash + digits[6:]
    masked = Masker().mask(f"gäller {number} i dag")
    assert masked.text == f"gäller {MASK} i dag"
    assert masked.kinds == ("personnummer",)


@pytest.mark.parametrize(
    "text",
    [
        "Diarienummer 2026-00417, är det rätt?",
        "Gäller 2025:400 redan nu?",
        "HSLF-FS 2022:39 om att fråga om våld",
        "mötet är 2026-11-22 08:30",
        "mötet är 261122 0830",
        "ordernummer 20261399-1234",
        "fakturan 1234567-8901",
        "vi betalade 4 500 kronor",
        "vecka 23, rum 214",
    ],
)
def test_other_figures_are_left_alone(mask, text):
    assert mask(text).text == text


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "+46701740605",
        "+46 70 174 06 05",
        "0046701740605",
        "031-390 06 47",
        "(031) 390 06 47",
        "08-465 004 12",
    ],
)
def test_telephone_numbers_are_seen_in_every_spelling(mask, number):
    masked = mask(f"ring {number} när du vet")
    assert masked.text == f"ring {MASK} när du vet"
    assert masked.kinds == ("telefon",)


@pytest.mark.parametrize("before", ["rum 4", "vecka 23", "kl 15 30,", "4-åringens mamma"])
def test_figures_before_a_telephone_number_do_not_hide_it(mask, before):
    assert mask(f"{before} 070-174 06 05").text.startswith(before)
    assert "174" not in mask(f"{before} 070-174 06 05").text


@pytest.mark.parametrize("number", ["112", "1177", "114 14", "116 111", "116 016"])
def test_short_national_lines_are_never_masked(mask, number):
    assert mask(f"ska jag ringa {number} nu").text == f"ska jag ringa {number} nu"


def spellings(display: str, e164: str) -> list[str]:
    national = "0" + e164.removeprefix("+46")
    return [display, national, e164, display.replace("-", " ")]


def test_public_numbers_are_never_masked_however_they_are_written(masker, example):
    written = [
        spelling
        for contact in example.contacts.values()
        for phone in contact.phones
        if phone.number.startswith("+46")
        for spelling in spellings(phone.display, phone.number)
    ]
    assert len(written) > 100
    assert [number for number in written if masker.mask(f"stämmer numret {number} fortfarande").kinds] == []


def test_a_public_number_is_private_where_it_is_not_published(mask):
    assert mask("ring 040-628 04 02 i kväll").kinds == ("telefon",)
