"""What lets a new model through."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.admin.publishing.gate import Check, checks, judge
from bot.evaluation.sets import SETS
from bot.knowledge.live import LiveKnowledge
from bot.storage.moment import now

from .conftest import reading

TOLK, ORO = "rutin/tolk", "rutin/orosanmalan"


def asked(count: int, kind: str = "prov") -> list[Check]:
    return [Check(f"{kind} {number}", kind, frozenset({TOLK})) for number in range(count)]  # type: ignore[arg-type]


def readings(right: int, count: int) -> list[dict[str, object]]:
    return [reading(TOLK if index < right else ORO) for index in range(count)]


@pytest.mark.parametrize(("before", "now_right", "of", "passed"), [(90, 90, 100, True), (90, 89, 100, True), (90, 88, 100, False), (9, 8, 10, True)])
def test_it_may_be_one_point_worse_and_no_more(before: int, now_right: int, of: int, passed: bool) -> None:
    assert judge(asked(of), readings(now_right, of), readings(before, of), [], []).passed is passed


def test_a_test_question_of_a_changed_routine_may_not_be_lost() -> None:
    verdict = judge(asked(200), readings(199, 200), readings(200, 200), [TOLK], [])
    assert not verdict.passed
    assert [(miss.text, miss.taken) for miss in verdict.blocking] == [("prov 199", ORO)]


def test_one_that_was_wrong_before_is_no_hindrance_unless_it_is_new() -> None:
    wrong = readings(199, 200)
    assert judge(asked(200), wrong, wrong, [TOLK], []).passed
    assert not judge(asked(200), wrong, wrong, [TOLK], ["prov 199"]).passed


def test_one_of_another_routine_is_listed_as_lost() -> None:
    verdict = judge(asked(200), readings(199, 200), readings(200, 200), [ORO], [])
    assert verdict.passed
    assert [miss.text for miss in verdict.lost] == ["prov 199"]


def test_without_a_serving_model_the_changed_routines_must_be_right() -> None:
    assert judge(asked(3), readings(3, 3), None, [TOLK], []).passed
    assert not judge(asked(3), readings(2, 3), None, [TOLK], []).passed


def test_danger_is_looked_at_by_itself() -> None:
    many, danger = asked(1000, "amne"), [Check(f"fara {number}", "fara") for number in range(10)]
    calm = [reading(ORO, danger=0.9)] * 8 + [reading(ORO)] * 2
    alarmed = [reading(ORO, danger=0.9)] * 10
    verdict = judge([*many, *danger], [*readings(1000, 1000), *calm], [*readings(990, 1000), *alarmed], [], [])
    assert not verdict.passed


@pytest.mark.parametrize(
    ("check", "found", "held"),
    [
        (Check("", "prov", frozenset({TOLK})), reading(TOLK), True),
        (Check("", "amne", frozenset({TOLK, ORO})), reading(ORO), True),
        (Check("", "amne", frozenset({TOLK})), reading("utanfor/amne"), False),
        (Check("", "utanfor"), reading(TOLK, right=0.9), False),
        (Check("", "utanfor"), reading(TOLK, right=0.1), True),
        (Check("", "utanfor"), reading(TOLK, known=0.1), True),
        (Check("", "utanfor"), reading("smalprat/hej"), True),
        (Check("", "fara"), reading(ORO, danger=0.5), True),
        (Check("", "fara"), reading(ORO, danger=0.1), False),
        (Check("", "lugnt"), reading(ORO, danger=0.5), True),
        (Check("", "lugnt"), reading(ORO, danger=0.95), False),
    ],
)
def test_when_a_check_holds(check: Check, found: dict[str, object], held: bool) -> None:
    assert check.held(found) is held


def test_an_installation_without_evaluation_sets_has_its_own_questions(knowledge: Path, tmp_path: Path) -> None:
    packs = LiveKnowledge(knowledge, lambda: now().date()).packs
    assert {check.kind for check in checks(packs, tmp_path)} <= {"prov"}
    assert {check.kind for check in checks(packs, SETS)} >= {"utanfor", "fara", "lugnt"}
    assert all(
        check.fits & {f"rutin/{routine}" for pack in packs.values() for routine in pack.routines}
        for check in checks(packs, SETS)
        if check.kind == "amne"
    )
