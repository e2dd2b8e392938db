"""texts.yml and the code that reads it: nothing is missing, nothing lies unused, and every brace is filled in."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import get_args

import pytest
import yaml

from bot.answers import messages as m
from bot.answers.texts import entry, text
from bot.knowledge.model import Status, Urgency

ROOT = Path(__file__).resolve().parents[2]
READERS = sorted(
    path for folder in ("bot/answers", "bot/web", "actions") for path in (ROOT / folder).glob("*.py") if "answers.texts import" in path.read_text()
)


def _keys(node):
    """The keys a first argument may stand for, as patterns: a literal, both arms of a condition, an f-string with holes."""
    if isinstance(node, ast.Constant):
        return {re.escape(node.value)}
    if isinstance(node, ast.IfExp):
        return _keys(node.body) | _keys(node.orelse)
    assert isinstance(node, ast.JoinedStr), ast.dump(node)
    return {"".join(re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]+" for part in node.values)}


CALLS = [
    (call.func.id, pattern, {keyword.arg or "**" for keyword in call.keywords})
    for path in READERS
    for call in ast.walk(ast.parse(path.read_text()))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("text", "entry")
    for pattern in _keys(call.args[0])
]


def _leaves(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value


LEAVES = dict(_leaves(yaml.safe_load((ROOT / "bot" / "answers" / "texts.yml").read_text(encoding="utf-8"))))
SENTENCES = sorted((path, value) for path, leaf in LEAVES.items() for value in (leaf if isinstance(leaf, list) else [leaf]))


def test_the_code_that_reads_texts_was_found():
    assert {"cards.py", "turn.py", "respond.py", "hours.py"} <= {path.name for path in READERS}
    assert len(CALLS) > 40


def test_every_text_is_used():
    """A mapping read whole, `entry("personuppgift_slag")`, uses all that stands in it."""
    unused = [path for path in LEAVES if not any(re.fullmatch(rf"{pattern}(?:\..+)?", path) for _, pattern, _ in CALLS)]
    assert unused == []


def test_every_text_asked_for_exists():
    missing = [pattern for _, pattern, _ in CALLS if not any(re.fullmatch(rf"{pattern}(?:\..+)?", path) for path in LEAVES)]
    assert missing == []


FILLED = sorted({(re.sub(r"\\(.)", r"\1", pattern), tuple(sorted(given))) for kind, pattern, given in CALLS if kind == "text" and "+" not in pattern})


@pytest.mark.parametrize(("path", "given"), FILLED)
def test_the_braces_of_a_text_are_the_values_the_code_gives(path, given):
    """Where the code gives `**values`, the sentence may also hold braces that this test cannot see filled."""
    fields = {name for _, name, _, _ in string.Formatter().parse(LEAVES[path]) if name is not None}
    named = set(given) - {"**"}
    assert named <= fields
    assert fields == named or "**" in given


@pytest.mark.parametrize("reason", get_args(m.Reason))
def test_every_reason_has_a_text_of_its_own(reason):
    assert text(f"skal.{reason}")
    assert len(set(entry("skal").values())) == len(get_args(m.Reason)) == len(entry("skal"))


def test_every_urgency_status_and_level_has_its_word():
    assert set(entry("bradska")) == {urgency.value for urgency in Urgency}
    unapproved = {status.value for status in Status if status is not Status.REVIEWED}
    assert set(entry("status")) == unapproved | {f"{status}_lang" for status in unapproved}
    assert set(entry("ursprung")) == {"national", "local", "mixed"}


def test_small_talk_has_an_answer_for_everything_that_is_trained_and_no_other():
    trained = yaml.safe_load((ROOT / "data" / "nlu" / "smalprat.yml").read_text(encoding="utf-8"))["nlu"]
    labels = {item["intent"].removeprefix("smalprat/") for item in trained if item["intent"].startswith("smalprat/")}
    # "ja" and "nej" are intents of their own that end in small talk when nothing was asked
    assert labels | {"ja", "nej"} == set(entry("smalprat"))


def test_routines_named_in_the_texts_exist(real):
    known = real.guides["exempelkommun"].routine_ids
    assert [routine for routine in (*entry("halsning.exempel"), *entry("uppfoljning.nej_rutiner")) if routine not in known] == []


def test_days_and_months_are_whole():
    assert (len(entry("dagar")), len(entry("manader"))) == (7, 12)
    assert (entry("dagar")[0], entry("dagar")[6], entry("manader")[0], entry("manader")[11]) == ("måndag", "söndag", "januari", "december")


def test_no_text_is_empty_or_markup():
    assert [path for path, value in SENTENCES if not value.strip() or re.search(r"<\w|\*\*|\]\(|&\w+;", value)] == []


@pytest.mark.parametrize("path", ["finns.inte", "skal.finns_inte", "oppet.alltid.mer"])
def test_a_key_that_is_not_there_is_an_error(path):
    with pytest.raises((KeyError, TypeError)):
        entry(path)
