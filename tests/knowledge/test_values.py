from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import values
from bot.knowledge.model import Interval


@pytest.mark.parametrize(
    ("text", "style", "right"),
    [
        ("orosanmalan", "snake", True),
        ("barn_uteblir", "snake", True),
        ("barn-uteblir", "snake", False),
        ("polis-114-14", "kebab", True),
        ("polis_114", "kebab", False),
        ("Soc", "kebab", False),
        ("bäcken", "kebab", False),
        ("1177-vard", "kebab", False),
        ("a--b", "kebab", False),
        ("a-", "kebab", False),
        ("a\n", "kebab", False),
        ("", "snake", False),
    ],
)
def test_an_id_is_lower_case_ascii_words_joined_in_its_style(text: str, style: str, right: bool) -> None:
    assert values.is_id(text, style) is right


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_iso_date_is_read(day: date) -> None:
    assert values.as_date(day.isoformat()) == day
    assert values.guess_date(f"{day.day}/{day.month} {day.year}") == day.isoformat()


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "20260101", "2026-01-01 ", "idag", "", "٢٠٢٦-٠١-٠١x"])
def test_what_is_not_an_iso_date_is_no_date(text: str) -> None:
    assert values.as_date(text) is None


@pytest.mark.parametrize(
    ("text", "guess"),
    [("1/3 2026", "2026-03-01"), ("2026.03.01", "2026-03-01"), ("20260301", "2026-03-01"), ("31/2 2026", ""), ("i mars", ""), ("3 2026", "")],
)
def test_dates_written_another_way_are_guessed_only_when_certain(text: str, guess: str) -> None:
    assert values.guess_date(text) == guess


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("08:00-16:30", Interval(480, 990)),
        ("8:00–16:30", Interval(480, 990)),
        (" 08:00 - 16:30 ", Interval(480, 990)),
        ("00:00-24:00", Interval(0, 1440)),
        ("16:30-08:00", Interval(990, 1920)),
        ("22:00-00:00", Interval(1320, 1440)),
    ],
)
def test_intervals_are_minutes_from_midnight(text: str, interval: Interval) -> None:
    assert values.as_interval(text) == interval


@pytest.mark.parametrize("text", ["08:00", "8-16", "08:60-10:00", "24:00-08:00", "08:00-24:01", "08:00-25:00", "09:00-09:00", "stängt", ""])
def test_what_is_not_an_interval_is_none(text: str) -> None:
    assert values.as_interval(text) is None


@given(st.integers(0, 1439), st.integers(0, 1440))
def test_an_interval_starts_within_its_day_and_lasts_at_most_a_day(start: int, end: int) -> None:
    interval = values.as_interval(f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}")
    if start == end:
        assert interval is None
    else:
        assert interval is not None
        assert timedelta(0) < timedelta(minutes=interval.end - interval.start) <= timedelta(days=1)
        assert (interval.start, interval.end % 1440) == (start, end % 1440)


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("8.00-16.30", "08:00-16:30"),
        ("8-16", "08:00-16:00"),
        ("kl 8 till 16", "08:00-16:00"),
        ("08,15 - 12", "08:15-12:00"),
        ("8-12 och 13-16", ""),
        ("dagtid", ""),
        ("8-88", ""),
    ],
)
def test_hours_written_another_way_are_guessed_only_when_certain(text: str, guess: str) -> None:
    assert values.guess_interval(text) == guess


def test_a_day_is_closed_or_has_its_intervals_in_order() -> None:
    assert values.as_hours(["stängt"]) == ()
    assert values.as_hours(["Stangt"]) == ()
    assert values.as_hours(["13:00-15:00", "09:00-11:00"]) == (Interval(540, 660), Interval(780, 900))
    assert values.as_hours(["09:00-11:00", "stängt"]) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("112", "112"),
        ("114 14", "11414"),
        ("1177", "1177"),
        ("116 016", "116016"),
        ("040-628 04 01", "+46406280401"),
        ("+46 40 628 04 01", "+46406280401"),
        ("(040) 628 04 01", "+46406280401"),
        ("040–628 04 01", "+46406280401"),
        ("020-50 50 50", "+4620505050"),
        ("070-174 06 05", "+46701740605"),
    ],
)
def test_numbers_are_kept_as_written_and_dialled_as_the_plan_says(text: str, number: str) -> None:
    phone = values.as_phone(text, "växeln")
    assert phone is not None
    assert (phone.number, phone.display, phone.name) == (number, text, "växeln")


@pytest.mark.parametrize("text", ["040-628 04 01 vx", "ring växeln", "12", "040", "040-628 04 01 123 123 123", "", "+", "---"])
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    assert values.as_phone(text) is None


@given(st.text())
def test_no_text_makes_a_reader_of_values_raise(text: str) -> None:
    for read in (values.as_date, values.as_interval, values.as_phone, values.guess_date, values.guess_interval, values.is_https, values.is_email):
        read(text)
    values.as_hours([text])


@given(st.text())
def test_a_guess_is_always_right_by_the_rules_it_mends(text: str) -> None:
    date_guess, hours_guess = values.guess_date(text), values.guess_interval(text)
    assert not date_guess or values.as_date(date_guess)
    assert not hours_guess or values.as_interval(hours_guess)


def test_only_whole_https_addresses_pass() -> None:
    assert values.is_https("https://www.malmo.se/oro?x=1")
    for text in ("http://malmo.se", "https://malmo", "https://malmo.se oro", "www.malmo.se", "javascript:alert(1)", "https:///a.b", "https://a.b\n"):
        assert not values.is_https(text)


def test_only_whole_addresses_are_e_mail() -> None:
    assert values.is_email("soc@exempelkommun.example")
    for text in ("soc", "soc@kommun", "a b@kommun.se", "soc@kommun.se, x@kommun.se", "@kommun.se"):
        assert not values.is_email(text)
