"""Any change to any file: read back, it says what was wanted, and nothing else is touched. Checked against PyYAML's own reading."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.admin.editing.formtree import empty, from_yaml
from bot.admin.editing.paths import shape_of
from bot.admin.editing.roundtrip import rewrite
from bot.admin.editing.tree import Branch, Row, Rows, Value
from bot.admin.editing.written import item_spec, spec_of
from bot.knowledge.parse import shapes
from bot.settings import ROOT

from .test_roundtrip import AWKWARD

WORDS = ["Ring", "ja", "no", "16:30", "a: b", "# x", "'", '"', "[a", "*", "åäö", "😀", "2026-01-01", "-", "?", "null", "hej, du", "{", "%", "@", "`"]
WORDS += ["|", "> b", "\\", "!t", "\u2028", "\u00a0", "&a", "<<"]
OURS = sorted((ROOT / "knowledge").rglob("*.yml"), key=lambda path: path.stat().st_size)
FILES = [(AWKWARD, "rutin"), (AWKWARD.replace("\n", "\r\n"), "rutin"), ("---\n" + AWKWARD + "\n", "rutin")]
FILES += [(path.read_text(encoding="utf-8"), shape_of(path.relative_to(ROOT / "knowledge").as_posix())) for path in OURS[:70:3]]


def as_texts(text: str) -> Any:
    return yaml.load(text, yaml.CBaseLoader) or {}  # noqa: S506 (texts, lists and dictionaries only)


def normal(data: Any, spec: dict[str, Any] | None) -> Any:
    """The long and the short way of writing the same made one; what is empty is gone."""
    if spec is None or (isinstance(data, dict | list) is False and not isinstance(data, str)):
        return data or ""
    if isinstance(data, str):
        text = " ".join(data.split())
        if "kort" in spec:
            return {spec["kort"]: text} if text else {}
        return ([normal(text, item_spec(spec))] if text else []) if "ensam" in spec else text
    if isinstance(data, list):
        return ", ".join(data) if spec["typ"] == "tider" else [normal(each, item_spec(spec) if "av" in spec else None) for each in data]
    known = {key: spec_of(spec, key) if spec["typ"] == "karta" or key in shapes()[spec["form"]] else None for key in data}
    found = {key: normal(each, known[key]) for key, each in data.items()}
    return {key: each for key, each in found.items() if each not in ("", [], {})}


def wanted(value: Value, spec: dict[str, Any], before: Any) -> Any:
    """What the file is to say, when it said `before`."""
    if isinstance(value, str):
        text = " ".join(value.split())
        return ", ".join(part.strip() for part in text.split(",") if part.strip()) if spec["typ"] == "tider" and "," in text else text
    if isinstance(value, Rows):
        old = before if isinstance(before, list) else []
        kept = [(row, old[row.origin] if row.origin is not None and row.origin < len(old) else None) for row in value.rows]
        found = [was if row.value is None else wanted(row.value, item_spec(spec), was) for row, was in kept]
        return [each for each in found if normal(each, item_spec(spec)) not in ("", [], {})]
    there = dict(before) if isinstance(before, dict) else {}
    return {**there, **{key: wanted(each, spec_of(spec, key), there.get(key)) for key, each in value.keys.items()}}


class Hand:
    """Somebody who fills in forms without thinking."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(0, 4)))

    def made(self, spec: dict[str, Any]) -> Value:
        if spec["typ"] == "lista":
            return Rows([Row(self.made(item_spec(spec))) for _ in range(self.random.randint(0, 3))])
        if spec["typ"] == "objekt":
            return Branch({key: self.made(each) for key, each in shapes()[spec["form"]].items() if self.random.random() < 0.6})
        return Branch({"vaxel": self.text(), "egen": self.text()}) if spec["typ"] == "karta" else self.text()

    def changed(self, value: Value, spec: dict[str, Any]) -> Value:
        if isinstance(value, Rows):
            self.rows(value.rows, spec)
            return value
        if isinstance(value, str):
            return self.made(spec)
        known = list(shapes()[spec["form"]]) if spec["typ"] == "objekt" else ["vaxel"]
        key = self.random.choice([*value.keys, *value.keys, *known])
        here = spec_of(spec, key)
        again = key in value.keys and self.random.random() < 0.8
        value.keys[key] = self.changed(value.keys[key], here) if again else self.random.choice([empty(here), self.made(here)])
        return value

    def rows(self, rows: list[Row], spec: dict[str, Any]) -> None:
        what = self.random.choice(["add", "remove", "move", "change", "change"]) if rows else "add"
        at = self.random.randrange(len(rows)) if rows else 0
        if what == "add":
            rows.insert(at, Row(self.made(item_spec(spec))))
        elif what == "remove":
            del rows[at]
        elif what == "move":
            rows.insert(self.random.randrange(len(rows)), rows.pop(at))
        else:
            known = rows[at].value
            rows[at].value = self.made(item_spec(spec)) if known is None else self.changed(known, item_spec(spec))


@given(st.randoms(use_true_random=False), st.sampled_from(FILES), st.integers(1, 4))
@settings(max_examples=250, deadline=None)
def test_a_file_says_what_was_written_and_keeps_what_was_not(random: Random, file: tuple[str, str], times: int):
    text, shape = file
    spec = {"typ": "objekt", "form": shape}
    branch, hand = from_yaml(text, shape), Hand(random)
    for _ in range(times):
        hand.changed(branch, spec)
    before = normal(as_texts(text), spec)
    after = rewrite(text, shape, branch)
    assert normal(as_texts(after), spec) == normal(wanted(branch, spec, before), spec)
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
    assert rewrite(after, shape, from_yaml(after, shape)) == after


def scalars(node: yaml.Node, spec: dict[str, Any], path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        return [(path, node)] if spec["typ"] not in ("objekt", "lista") else []
    pairs = enumerate(node.value) if isinstance(node, yaml.SequenceNode) else [(key.value, value) for key, value in node.value]
    return [
        found
        for step, each in pairs
        for found in scalars(each, item_spec(spec) if isinstance(step, int) else spec_of(spec, step), (*path, step))
        if spec["typ"] != "tider"
    ]


def only(path: tuple[str | int, ...], text: str, rows: Any) -> Value:
    """A tree in which one value is changed and all else is as in the file."""
    if not path:
        return text
    step, *rest = path
    if isinstance(step, str):
        return Branch({step: only(tuple(rest), text, rows[step])})
    return Rows([Row(only(tuple(rest), text, rows[at]) if at == step else None, at) for at in range(len(rows))])


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT / "knowledge")))
def test_one_changed_value_is_the_only_change(path: Path):
    text = path.read_text(encoding="utf-8")
    shape = shape_of(path.relative_to(ROOT / "knowledge").as_posix())
    data = as_texts(text)
    found = scalars(yaml.compose(text, yaml.CSafeLoader), {"typ": "objekt", "form": shape})
    for place, node in found[:: max(1, len(found) // 12)]:
        after = rewrite(text, shape, only(place, "Något annat", data))  # type: ignore[arg-type]
        head, tail = text[: node.start_mark.index], text[node.end_mark.index :].lstrip("\n ")
        assert after.startswith(head), place
        assert after.endswith(tail), place
        assert "Något annat" in after[len(head) : len(after) - len(tail)], place
