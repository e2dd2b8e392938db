"""Is it open now, until when, and when does it open? Read against a naive minute-by-minute reading and against the Swedish calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answers import hours as h
from bot.answers.hours import STOCKHOLM, describe, is_holiday, open_state, week_lines
from bot.answers.texts import entry
from bot.knowledge.model import Contact, Exception_, Interval, OpeningHours

from .packs import local, utc

CLOSED = ()
OFFICE = (Interval(480, 990),)
NIGHT = (Interval(990, 1440 + 480),)
ALL_DAY = (Interval(0, 1440),)


def contact(week, holidays=CLOSED, exceptions=()):
    return Contact("k", "K", hours=OpeningHours(tuple(week), holidays, tuple(exceptions)))


OFFICE_HOURS = contact([OFFICE] * 5 + [CLOSED] * 2)
DUTY_LINE = contact([(Interval(0, 480), *NIGHT), *[NIGHT] * 4, ALL_DAY, ALL_DAY], ALL_DAY)


# --- property: agrees with a naive reading -------------------------------------------------------------------------------------------------


@st.composite
def day_hours(draw):
    """No, one or two intervals that do not overlap; the last may pass midnight."""
    edges = sorted(draw(st.lists(st.integers(0, 1440), min_size=0, max_size=4, unique=True)))
    intervals = [Interval(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    if intervals and draw(st.booleans()):
        late = intervals.pop()
        intervals.append(Interval(late.start, 1440 + draw(st.integers(1, 720))))
    return tuple(intervals)


weeks = st.lists(day_hours(), min_size=7, max_size=7)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(lambda moment: moment.replace(second=0, microsecond=0))


def open_at(found: Contact, moment: datetime) -> bool:
    """Naive: some interval that began today or yesterday covers this minute."""
    minute = moment.hour * 60 + moment.minute
    return any(
        interval.start <= minute + 1440 * back < interval.end
        for back in (0, 1)
        for interval in h.hours_on(found.hours, moment.date() - timedelta(days=back))
    )


def said_moment(label: str, now: datetime) -> datetime:
    """The moment that "öppnar …" names, as a reader would take it."""
    clock = datetime.strptime(label[-5:], "%H:%M").time()
    dated = re.search(r"öppnar (\d+) (\w+) ", label)
    if dated:
        day = date(now.year, entry("manader").index(dated.group(2)) + 1, int(dated.group(1)))
        if day < now.date():
            day = day.replace(year=now.year + 1)
        return datetime.combine(day, clock)
    if "i morgon" in label:
        return datetime.combine(now.date() + timedelta(days=1), clock)
    for number, name in enumerate(entry("dagar")):
        if name in label:
            return datetime.combine(now.date() + timedelta(days=(number - now.weekday()) % 7), clock)
    return datetime.combine(now.date(), clock)


@given(weeks, st.one_of(st.none(), day_hours()), moments)
@settings(max_examples=300)
def test_the_state_agrees_with_a_minute_by_minute_reading(week, holidays, moment):
    found = contact(week, holidays)
    assert (open_state(found, moment.replace(tzinfo=STOCKHOLM)).state == "open") is open_at(found, moment)


@given(weeks, moments)
@settings(max_examples=60)
def test_it_is_open_at_the_moment_it_says_and_at_no_minute_before(week, moment):
    found = contact(week)
    state = open_state(found, moment.replace(tzinfo=STOCKHOLM))
    assume(state.state == "closed" and "öppnar" in state.label)
    opens = said_moment(state.label, moment)
    assert opens > moment
    assert open_at(found, opens)
    minutes = int((opens - moment).total_seconds() // 60)
    assert not any(open_at(found, moment + timedelta(minutes=minute)) for minute in range(minutes))


@given(weeks, moments)
@settings(max_examples=100)
def test_it_is_closed_at_the_moment_it_says_and_open_until_then(week, moment):
    found = contact(week)
    state = open_state(found, moment.replace(tzinfo=STOCKHOLM))
    assume(state.state == "open" and "stänger" in state.label)
    clock = datetime.strptime(state.label[-5:], "%H:%M").time()
    first = next(moment + timedelta(minutes=minute) for minute in range(1, 9 * 1440) if not open_at(found, moment + timedelta(minutes=minute)))
    assert first.time() == clock
    named = [name for name in entry("dagar") if name in state.label]
    if named:
        assert named == [entry("dagar")[first.weekday()]]
    else:
        assert first.date() == moment.date() or first == datetime.combine(moment.date() + timedelta(days=1), time())


@given(moments)
def test_never_open_at_all_says_closed_and_no_more(moment):
    state = open_state(contact([CLOSED] * 7, None), moment.replace(tzinfo=STOCKHOLM))
    assert (state.state, state.label, state.reachable) == ("closed", "Stängt nu", False)


@given(weeks, moments)
@settings(max_examples=60)
def test_the_zone_of_the_clock_does_not_matter(week, moment):
    found, here = contact(week), moment.replace(tzinfo=STOCKHOLM)
    assert open_state(found, here.astimezone(utc(2026, 1, 1).tzinfo)) == open_state(found, here)


# --- labels --------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "state", "label"),
    [
        (local(2026, 11, 23, 7, 59), "closed", "Stängt nu, öppnar 08:00"),
        (local(2026, 11, 23, 8, 0), "open", "Öppet nu, stänger 16:30"),
        (local(2026, 11, 23, 16, 29), "open", "Öppet nu, stänger 16:30"),
        (local(2026, 11, 23, 16, 30), "closed", "Stängt nu, öppnar i morgon 08:00"),
        (local(2026, 11, 27, 17, 0), "closed", "Stängt nu, öppnar måndag 08:00"),
        (local(2026, 11, 29, 12, 0), "closed", "Stängt nu, öppnar i morgon 08:00"),
    ],
)
def test_office_hours_in_swedish(now, state, label):
    found = open_state(OFFICE_HOURS, now)
    assert (found.state, found.label) == (state, label)
    assert found.reachable is (state == "open")


@pytest.mark.parametrize(
    ("now", "label"),
    [
        (local(2026, 11, 23, 17, 0), "Öppet nu, stänger tisdag 08:00"),
        (local(2026, 11, 24, 3, 0), "Öppet nu, stänger 08:00"),
        (local(2026, 11, 24, 8, 0), "Stängt nu, öppnar 16:30"),
        (local(2026, 11, 27, 16, 30), "Öppet nu, stänger måndag 08:00"),  # Friday to Monday in one piece
        (local(2026, 11, 28, 12, 0), "Öppet nu, stänger måndag 08:00"),
        (local(2026, 11, 29, 23, 59), "Öppet nu, stänger måndag 08:00"),
        (local(2026, 11, 30, 7, 59), "Öppet nu, stänger 08:00"),
        (local(2026, 11, 30, 8, 0), "Stängt nu, öppnar 16:30"),
    ],
)
def test_a_duty_line_past_midnight_and_over_the_weekend(now, label):
    assert open_state(DUTY_LINE, now).label == label


def test_open_until_midnight_is_said_as_the_end_of_the_day():
    evening = contact([(Interval(1080, 1440),)] + [CLOSED] * 6)
    assert open_state(evening, local(2026, 11, 23, 19, 0)).label == "Öppet nu, stänger 00:00"


def test_always_open_and_unknown_hours():
    always = open_state(Contact("a", "A", always_open=True), local(2026, 12, 24, 3, 0))
    unknown = open_state(Contact("u", "U"), local(2026, 12, 24, 3, 0))
    assert (always.state, always.label, always.reachable) == ("always", "Öppet dygnet runt", True)
    assert (unknown.state, unknown.label, unknown.reachable) == ("unknown", "Öppettider saknas", False)


def test_every_hour_of_every_day_reads_as_open_day_and_night():
    found = open_state(contact([ALL_DAY] * 7, None), local(2026, 11, 23, 10, 0))
    assert (found.state, found.label) == ("open", "Öppet dygnet runt")


def test_an_opening_more_than_a_week_away_is_given_with_its_date():
    rare = contact([CLOSED] * 7, CLOSED, [Exception_(date(2026, 12, 7), OFFICE)])
    assert open_state(rare, local(2026, 11, 23, 10, 0)).label == "Stängt nu, öppnar 7 december 08:00"
    assert open_state(rare, local(2026, 11, 30, 10, 0)).label == "Stängt nu, öppnar 7 december 08:00"
    assert open_state(rare, local(2026, 12, 1, 10, 0)).label == "Stängt nu, öppnar måndag 08:00"


# --- the Swedish calendar ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2027, 5, 1),
        date(2027, 5, 6),  # Ascension
        date(2027, 6, 6),
        date(2027, 6, 25),  # Midsummer's Eve
        date(2027, 6, 26),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 6),
        date(2027, 11, 6),  # All Saints
    ],
)
def test_public_holidays_and_the_three_eves(day):
    assert is_holiday(day)


@pytest.mark.parametrize(
    "day", [date(2026, 11, 22), date(2026, 12, 23), date(2026, 12, 30), date(2027, 1, 5), date(2027, 3, 25), date(2027, 6, 24), date(2027, 4, 30)]
)
def test_ordinary_sundays_and_days_before_holidays_are_none(day):
    assert not is_holiday(day)


@pytest.mark.parametrize(
    ("now", "label"),
    [
        (local(2027, 3, 25, 17, 0), "Stängt nu, öppnar tisdag 08:00"),  # Maundy Thursday to the Tuesday after Easter
        (local(2027, 3, 29, 10, 0), "Stängt nu, öppnar i morgon 08:00"),
        (local(2027, 6, 25, 10, 0), "Stängt nu, öppnar måndag 08:00"),  # Midsummer's Eve, a Friday
        (local(2027, 6, 24, 10, 0), "Öppet nu, stänger 16:30"),
        (local(2026, 12, 23, 18, 0), "Stängt nu, öppnar måndag 08:00"),  # Christmas
        (local(2026, 12, 31, 10, 0), "Stängt nu, öppnar måndag 08:00"),  # New Year
        (local(2027, 1, 6, 10, 0), "Stängt nu, öppnar i morgon 08:00"),  # Epiphany
        (local(2027, 5, 6, 10, 0), "Stängt nu, öppnar i morgon 08:00"),  # Ascension
    ],
)
def test_office_hours_around_holidays(now, label):
    assert open_state(OFFICE_HOURS, now).label == label


def test_holidays_as_usual_and_with_hours_of_their_own():
    christmas = local(2026, 12, 25, 12, 0)  # a Friday
    assert open_state(contact([OFFICE] * 7, None), christmas).state == "open"
    assert open_state(contact([OFFICE] * 7, (Interval(600, 780),)), christmas).label == "Öppet nu, stänger 13:00"
    assert open_state(contact([OFFICE] * 7, CLOSED), christmas).state == "closed"


def test_an_exception_beats_the_weekday_and_the_holiday():
    day_before = Exception_(date(2026, 12, 23), (Interval(480, 720),), "dag före julafton")
    on_christmas = Exception_(date(2026, 12, 24), (Interval(540, 600),))
    shut = Exception_(date(2026, 11, 23), CLOSED)
    found = contact([OFFICE] * 5 + [CLOSED] * 2, CLOSED, [day_before, on_christmas, shut])
    assert open_state(found, local(2026, 12, 23, 10, 0)).label == "Öppet nu, stänger 12:00"
    assert open_state(found, local(2026, 12, 23, 13, 0)).label == "Stängt nu, öppnar i morgon 09:00"
    assert open_state(found, local(2026, 12, 24, 9, 30)).label == "Öppet nu, stänger 10:00"
    assert open_state(found, local(2026, 11, 23, 10, 0)).label == "Stängt nu, öppnar i morgon 08:00"


def test_a_night_that_began_before_a_closed_day_goes_on_into_it():
    shut = contact([NIGHT] * 7, None, [Exception_(date(2026, 11, 24), CLOSED)])
    assert open_state(shut, local(2026, 11, 24, 3, 0)).label == "Öppet nu, stänger 08:00"
    assert open_state(shut, local(2026, 11, 24, 18, 0)).label == "Stängt nu, öppnar i morgon 16:30"


# --- summer and winter time ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (utc(2027, 3, 29, 5, 59), "closed"),  # 07:59 summer time: the clock went forward the day before; Easter Monday besides
        (utc(2027, 3, 30, 5, 59), "closed"),
        (utc(2027, 3, 30, 6, 0), "open"),  # 08:00 summer time
        (utc(2026, 10, 26, 6, 59), "closed"),
        (utc(2026, 10, 26, 7, 0), "open"),  # 08:00 winter time
        (utc(2026, 10, 23, 6, 0), "open"),  # 08:00 summer time, the Friday before
    ],
)
def test_office_hours_follow_the_clock_on_the_wall(now, state):
    assert open_state(OFFICE_HOURS, now).state == state


@pytest.mark.parametrize("now", [utc(2027, 3, 28, 0, 59), utc(2027, 3, 28, 1, 0), utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)])
def test_the_duty_line_is_open_through_the_night_the_clock_is_changed(now):
    assert open_state(DUTY_LINE, now).state == "open"


def test_an_hour_that_comes_twice_is_open_both_times():
    small_hours = contact([CLOSED] * 6 + [(Interval(120, 180),)], None)
    assert [open_state(small_hours, utc(2026, 10, 25, hour, 30)).state for hour in (0, 1)] == ["open", "open"]


# --- hours for reading ---------------------------------------------------------------------------------------------------------------------


def test_equal_days_are_put_together():
    mixed = contact([OFFICE] * 4 + [(Interval(480, 720), Interval(780, 900))] + [CLOSED] * 2)
    assert week_lines(mixed) == [
        ("måndag–torsdag", "08:00–16:30"),
        ("fredag", "08:00–12:00, 13:00–15:00"),
        ("lördag–söndag", "stängt"),
        ("helgdagar", "stängt"),
    ]


def test_nights_and_whole_days_are_written_as_on_a_door():
    assert week_lines(DUTY_LINE) == [
        ("måndag", "00:00–08:00, 16:30–08:00"),
        ("tisdag–fredag", "16:30–08:00"),
        ("lördag–söndag", "00:00–24:00"),
        ("helgdagar", "00:00–24:00"),
    ]


def test_holidays_as_usual_need_no_line_and_all_days_alike_are_one_line():
    assert week_lines(contact([OFFICE] * 7, None)) == [("måndag–söndag", "08:00–16:30")]
    assert week_lines(Contact("a", "A", always_open=True)) == [("", "dygnet runt")]
    assert week_lines(Contact("u", "U")) == []
    assert describe(CLOSED) == "stängt"


# --- the example municipality --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "label"),
    [
        (local(2026, 11, 27, 18, 0), "Öppet nu, stänger måndag 08:00"),
        (local(2026, 12, 24, 12, 0), "Öppet nu, stänger måndag 08:00"),
        (local(2026, 12, 31, 23, 0), "Öppet nu, stänger måndag 08:00"),
        (local(2027, 1, 6, 12, 0), "Öppet nu, stänger torsdag 08:00"),
        (local(2027, 1, 7, 10, 0), "Stängt nu, öppnar 16:30"),
        (local(2027, 3, 26, 12, 0), "Öppet nu, stänger tisdag 08:00"),
        (local(2027, 6, 25, 12, 0), "Öppet nu, stänger måndag 08:00"),
    ],
)
def test_the_duty_line_of_the_example_municipality(example, now, label):
    assert open_state(example.contacts["socialjouren"], now).label == label


def test_at_every_hour_of_a_year_somebody_at_social_services_answers(example):
    day, duty = example.contacts["mottagningen-barn-och-familj"], example.contacts["socialjouren"]
    start = utc(2026, 11, 22)
    moments = (start + timedelta(minutes=30 * half) for half in range(400 * 48))
    silent = [moment for moment in moments if not (open_state(day, moment).reachable or open_state(duty, moment).reachable)]
    assert silent == []
