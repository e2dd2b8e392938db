"""What outlives a conversation: counts, feedback and the missed questions a person chose to send on; nothing else."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect, text

from bot.storage.engine import open_engine
from bot.storage.migrate import migrate
from bot.usage.store import Outcome, UsageStore

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ANSWER = Outcome("answer", "orosanmalan", None)
UNKNOWN = Outcome("redirect", None, "unknown")


def open_store(url):
    engine = open_engine(url)
    migrate(engine)
    return UsageStore(engine)


@pytest.fixture
def store(database_url):
    made = open_store(database_url)
    yield made
    made.close()


def rows(store, organisation="alfa"):
    return sorted((count.day, count.kind, count.routine, count.reason, count.turns) for count in store.turn_counts(organisation))


def test_a_new_store_is_empty(store):
    assert rows(store) == []
    assert list(store.gaps("alfa")) == []
    assert list(store.feedback("alfa")) == []


def test_turns_of_a_day_and_outcome_are_added_up_in_one_row(store):
    for _ in range(5):
        store.count_turn(MONDAY, "alfa", ANSWER)
    assert rows(store) == [(MONDAY, "answer", "orosanmalan", "", 5)]


@pytest.mark.parametrize(
    ("day", "outcome"),
    [(TUESDAY, ANSWER), (MONDAY, Outcome("acute", "orosanmalan", None)), (MONDAY, Outcome("answer", "tolk", None)), (MONDAY, UNKNOWN)],
)
def test_another_day_or_outcome_has_a_row_of_its_own(store, day, outcome):
    store.count_turn(MONDAY, "alfa", ANSWER)
    store.count_turn(day, "alfa", outcome)
    store.count_turn(day, "alfa", outcome)
    assert [row[-1] for row in rows(store)] in ([1, 2], [2, 1])


def test_no_routine_and_no_reason_are_counted_together_too(store):
    for _ in range(3):
        store.count_turn(MONDAY, "alfa", Outcome("smalltalk", None, None))
    assert rows(store) == [(MONDAY, "smalltalk", "", "", 3)]


def test_municipalities_do_not_see_each_other(store):
    store.count_turn(MONDAY, "alfa", ANSWER)
    store.add_feedback(MONDAY, "alfa", "tolk", True, None, None)
    store.add_gap(MONDAY, "alfa", "hur gör jag", "unknown")
    assert rows(store, "beta") == []
    assert list(store.feedback("beta")) == []
    assert list(store.gaps("beta")) == []


def test_counts_from_several_threads_are_all_kept(store):
    def count():
        for _ in range(5):
            store.count_turn(MONDAY, "alfa", ANSWER)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(store) == [(MONDAY, "answer", "orosanmalan", "", 20)]


def test_counts_gaps_and_feedback_survive_a_restart(database_url):
    first = open_store(database_url)
    first.count_turn(MONDAY, "alfa", ANSWER)
    first.add_gap(MONDAY, "alfa", "hur bokar jag lokal", "outside")
    first.close()
    second = open_store(database_url)
    second.count_turn(MONDAY, "alfa", ANSWER)
    assert rows(second) == [(MONDAY, "answer", "orosanmalan", "", 2)]
    assert [gap.question for gap in second.gaps("alfa")] == ["hur bokar jag lokal"]
    second.close()


def test_a_gap_is_stored_with_its_reason_as_new_in_the_order_sent(store):
    store.add_gap(MONDAY, "alfa", "hur gör jag med [borttaget]", "unknown")
    store.add_gap(TUESDAY, "alfa", "vem sköter bygglov", "outside")
    assert [(gap.day, gap.question, gap.reason, gap.status) for gap in store.gaps("alfa")] == [
        (MONDAY, "hur gör jag med [borttaget]", "unknown", "ny"),
        (TUESDAY, "vem sköter bygglov", "outside", "ny"),
    ]


def test_feedback_is_stored_as_given(store):
    store.add_feedback(MONDAY, "alfa", "orosanmalan", False, "fel_i_rutinen", "numret till [borttaget] är fel")
    store.add_feedback(MONDAY, "alfa", None, True, None, None)
    assert [(one.day, one.routine, one.helpful, one.reason, one.comment) for one in store.feedback("alfa")] == [
        (MONDAY, "orosanmalan", False, "fel_i_rutinen", "numret till [borttaget] är fel"),
        (MONDAY, "", True, "", ""),
    ]


def test_no_column_is_for_who_wrote_or_when_in_the_day(store):
    seen = inspect(store.engine)
    columns = {table: {column["name"] for column in seen.get_columns(table)} for table in ("turn_count", "feedback", "gap")}
    assert columns == {
        "turn_count": {"id", "day", "organisation", "kind", "routine", "reason", "turns"},
        "feedback": {"id", "day", "organisation", "routine", "helpful", "reason", "comment"},
        "gap": {"id", "day", "organisation", "question", "reason", "status", "closed_on"},
    }


def test_a_day_is_stored_without_a_time(store):
    store.count_turn(MONDAY, "alfa", ANSWER)
    store.add_gap(MONDAY, "alfa", "fråga", "unknown")
    store.add_feedback(MONDAY, "alfa", None, True, None, None)
    with store.engine.connect() as connection:
        days = {str(row[0]) for table in ("turn_count", "gap", "feedback") for row in connection.execute(text(f"select day from {table}"))}  # noqa: S608
    assert days == {"2026-11-23"}


def test_texts_with_quotes_and_other_scripts_are_kept_as_they_are(store):
    question = "'; drop table gap; -- «hur» كيف 🙂"
    store.add_gap(MONDAY, "alfa", question, "unknown")
    assert [gap.question for gap in store.gaps("alfa")] == [question]


def test_a_gap_is_moved_only_where_it_belongs_and_closing_is_dated(store):
    store.add_gap(MONDAY, "alfa", "en", "unknown")
    store.add_gap(MONDAY, "beta", "två", "unknown")
    (mine,), (theirs,) = store.gaps("alfa"), store.gaps("beta")
    store.move_gaps("alfa", [mine.id, theirs.id], "avfardad", TUESDAY)
    assert [(gap.status, gap.closed_on) for gap in store.gaps("alfa")] == [("avfardad", TUESDAY)]
    assert [(gap.status, gap.closed_on) for gap in store.gaps("beta")] == [("ny", None)]
    store.move_gaps("alfa", [mine.id], "ny", TUESDAY)
    assert store.gaps("alfa")[0].closed_on is None


def test_words_are_kept_thirty_days_after_closing_and_a_year_when_nobody_cares(store):
    for question in ("avslutad", "öppen"):
        store.add_gap(MONDAY, "alfa", question, "unknown")
    store.move_gaps("alfa", [store.gaps("alfa")[0].id], "tillagd", MONDAY)
    store.erase_old(MONDAY + timedelta(days=29))
    assert len(store.gaps("alfa")) == 2
    store.erase_old(MONDAY + timedelta(days=30))
    assert [gap.question for gap in store.gaps("alfa")] == ["öppen"]
    store.erase_old(MONDAY + timedelta(days=365))
    assert store.gaps("alfa") == []
