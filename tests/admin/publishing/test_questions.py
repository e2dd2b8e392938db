"""What a draft does to the understanding, before it is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.admin.publishing.questions import ALIKE, DraftChecks, collisions, questions
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.load import Reader
from bot.knowledge.validate import validate
from bot.storage.moment import now

from .conftest import LOVLISTA, FakeWorker, asks, changed, says, title

OWN, TOLK = "rutin/alfa.lovlista", "rutin/tolk"


def near(likeness: float, own: float | None) -> list[dict[str, Any]]:
    other = {"text": "boka tolk", "label": TOLK, "likeness": likeness}
    return [{"own": None if own is None else {"text": "lovlistan", "label": OWN, "likeness": own}, "other": other}]


@pytest.mark.parametrize(
    ("likeness", "own", "told"),
    [(1.0, 0.99, "same"), (ALIKE, None, "same"), (0.8, 0.7, "nearer"), (0.7, 0.8, ""), (0.5, 0.4, ""), (0.8, None, "")],
)
def test_an_example_collides_when_it_says_the_same_or_stands_nearer(likeness: float, own: float | None, told: str) -> None:
    found = list(collisions((("boka en tolk", OWN),), near(likeness, own)))
    assert [("same" if each.same else "nearer") for each in found] == ([told] if told else [])


def test_an_only_routine_collides_with_nothing() -> None:
    assert list(collisions((("boka en tolk", OWN),), [{"own": None, "other": None}])) == []


def drafted(knowledge: Path, change: Callable[[dict[str, Any]], Any]) -> Any:
    live = LiveKnowledge(knowledge, lambda: now().date())
    overlay = {LOVLISTA: changed(knowledge, LOVLISTA, change).encode()}
    return questions(live.packs, validate(knowledge, now().date(), Reader(knowledge, overlay=overlay)).packs)


def test_only_what_is_new_is_asked_about(knowledge: Path) -> None:
    found = drafted(knowledge, asks("var hänger lovlistan nu"))
    assert found.added == (("var hänger lovlistan nu", OWN),)
    assert found.trains
    assert not drafted(knowledge, says("Ny.")).trains
    assert drafted(knowledge, title("Ny")).trains
    assert drafted(knowledge, title("Ny")).added == ()


def test_a_new_test_question_trains_nothing_but_is_tried(knowledge: Path) -> None:
    found = drafted(knowledge, lambda content: content.update(provfragor=["visa mig lovlistan"]))
    assert not found.trains
    assert found.tests == (("visa mig lovlistan", OWN),)


def test_the_same_draft_is_worked_out_once_and_a_failure_anew(knowledge: Path) -> None:
    worker = FakeWorker(dies=True)
    checks, asked = DraftChecks(worker), drafted(knowledge, asks("var hänger lovlistan nu"))  # type: ignore[arg-type]
    assert not checks.of(asked).ready
    checks.wait(5)
    worker.dies = False
    assert checks.of(asked).failed
    checks.wait(5)
    assert checks.of(asked).ready
    assert len([each for each in worker.requests if each["do"] == "near"]) == 2
    assert checks.of(drafted(knowledge, title("Ny"))).ready
