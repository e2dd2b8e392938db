"""The figures themselves: a measure that cannot miss measures nothing."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest

from bot.evaluation import figures
from bot.evaluation.ask import Answer, Doubt, Simplified, read
from bot.evaluation.figures import Share
from bot.evaluation.measure import sum_up
from bot.evaluation.report import as_page, in_terminal, plot
from bot.evaluation.sets import CONTROL, SETS, STYLES, Danger, Outside, Question, Sets

TOLK = Question("boka tolk", ("tolk",), "kort")
BOTH = Question("tolk vid orosanmälan", ("tolk", "orosanmalan"), "fraga")


def shown(routine: str, kind: str = "answer", card: bool = False) -> Answer:
    return Answer(kind, routine, frozenset(), card, card)


def offered(*routines: str) -> Answer:
    return Answer("clarify", None, frozenset(routines), False, False)


HANDED_ON = Answer("redirect", None, frozenset(), False, False)


def test_right_is_the_topic_or_another_that_fits() -> None:
    assert figures.right(TOLK, shown("tolk"))
    assert figures.right(BOTH, shown("orosanmalan", "acute"))
    assert not figures.right(TOLK, shown("orosanmalan"))
    assert not figures.right(TOLK, offered("tolk", "inget"))


def test_found_is_also_among_the_choices() -> None:
    assert figures.found(TOLK, offered("orosanmalan", "tolk", "inget"))
    assert not figures.found(TOLK, offered("orosanmalan", "inget"))
    assert not figures.found(TOLK, HANDED_ON)


def test_wrong_is_only_what_is_shown_as_if_sure() -> None:
    assert figures.wrong(TOLK, shown("orosanmalan"))
    assert not figures.wrong(TOLK, offered("orosanmalan"))
    assert not figures.wrong(TOLK, HANDED_ON)


def test_a_share_has_a_wider_interval_the_fewer_it_is_of() -> None:
    few, many = Share(8, 10).interval(), Share(800, 1000).interval()
    assert few[0] < many[0] < 0.8 < many[1] < few[1]
    assert few == pytest.approx((0.490, 0.943), abs=0.001)
    assert math.isnan(Share(0, 0).value)


def test_topics_come_worst_first_with_what_they_were_taken_for() -> None:
    pairs = [
        (TOLK, shown("hamtning")),
        (TOLK, offered("tolk", "inget")),
        (BOTH, shown("tolk")),
        (Question("x", ("orosanmalan",), "kort"), shown("orosanmalan")),
    ]
    first, second = figures.topics(pairs)
    assert (first.id, first.right, first.found, first.wrong) == ("tolk", Share(1, 3), Share(2, 3), Share(1, 3))
    assert first.confused == Counter({"hamtning": 1})
    assert first.missed == [("boka tolk", "hamtning"), ("boka tolk", "menade du tolk")]
    assert second.id == "orosanmalan"


def test_the_curve_answers_less_the_higher_the_threshold() -> None:
    inside = [(TOLK, Doubt("tolk", 0.9, 0.9)), (TOLK, Doubt("hamtning", 0.4, 0.9)), (TOLK, Doubt(None, 1.0, 1.0)), (TOLK, Doubt("tolk", 0.9, 0.1))]
    points = figures.trade_off(inside, [(Outside("bygglov", "nara"), Doubt("tolk", 0.3, 0.8))], known_at=0.5, steps=2)
    assert [(point.right, point.wrong, point.outside) for point in points] == [(0.25, 0.25, 1.0), (0.25, 0.0, 0.0), (0.0, 0.0, 0.0)]


def a_turn(**outcome: object) -> dict[str, object]:
    return {"outcome": {"kind": "answer", "routine": "tolk", "simplified": False, **outcome}, "messages": []}


def test_the_word_search_is_not_measured_by_mistake() -> None:
    with pytest.raises(Simplified):
        read(a_turn(simplified=True))


def test_choices_of_other_kinds_than_menade_du_are_no_offer() -> None:
    choices = [{"type": "choices", "choices": [{"choice": "rutin:tolk"}]}, {"type": "emergency", "card": False}]
    assert read({**a_turn(), "messages": choices}).offered == frozenset()
    asked = read({**a_turn(kind="clarify", routine=None), "messages": choices})
    assert asked.offered == {"tolk"}
    assert (asked.shown, asked.line, asked.card) == (None, True, False)


def measured(danger: Answer):
    inside, outside = (
        [(TOLK, shown("tolk")), (TOLK, shown("hamtning"))],
        [(Outside("lön <b>", "nara"), shown("chef_stod")), (Outside("väder", "langt"), HANDED_ON)],
    )
    dangers = [(Danger("han slår nu", True), danger), (Danger("dog av skratt", False), shown("tolk", "acute", card=True))]
    curve = figures.trade_off([(TOLK, Doubt("tolk", 0.9, 0.9))], [], 0.5)
    return sum_up("prov", inside, outside, dangers, curve)


def test_each_goal_can_be_missed() -> None:
    found = {goal.name: goal for goal in measured(HANDED_ON).goals}
    assert not found["danger not led by 112"].held
    assert not found["112 card without danger"].held
    assert not found["right routine first"].held
    assert not found["wrong routine shown as if sure"].held
    assert not found["out of scope, near: answered with a routine"].held
    assert found["out of scope, far: answered with a routine"].held
    assert {goal.name: goal for goal in measured(shown("akut_fara", "acute", card=True)).goals}["danger not led by 112"].held


def test_the_page_stands_alone_and_escapes_what_was_written() -> None:
    page = as_page([measured(HANDED_ON)])
    assert "lön &lt;b&gt;" in page
    assert not re.search(r"https?://|<script|<link|src=", page)
    assert "han slår nu" in page


def test_the_terminal_says_what_is_missed() -> None:
    told = in_terminal(measured(HANDED_ON))
    assert "MISSED" in told
    assert "tolk: right 50%" in told


def test_the_plot_draws_each_line_and_the_threshold_in_use() -> None:
    drawn = plot(figures.trade_off([(TOLK, Doubt("tolk", 0.9, 0.9))], [(Outside("a", "nara"), Doubt("tolk", 0.2, 0.9))], 0.5), 0.45)
    assert drawn.count("<polyline") == 3
    assert "stroke-dasharray" in drawn


@pytest.mark.parametrize("folder", [SETS, CONTROL], ids=["first", "control"])
def test_the_sets_are_wide_enough(folder) -> None:
    sets = Sets.load(folder)
    topics = Counter(question.topic for question in sets.questions)
    assert len(topics) == 38
    assert min(topics.values()) >= 8
    assert len(sets.outside) >= 150
    assert min(Counter(item.danger for item in sets.dangers).values()) >= 100
    assert {question.style for question in sets.questions} <= set(STYLES)
