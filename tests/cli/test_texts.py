from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
import yaml

from bot.cli.texts import text

CLI = Path(__file__).resolve().parents[2] / "bot/cli"
TEXTS: dict[str, str] = yaml.safe_load((CLI / "texts.yml").read_text(encoding="utf-8"))


def calls() -> list[tuple[str, set[str]]]:
    """Each `text("key", name=…)` of the command line: the key and the names given."""
    found = []
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text":
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                keys = [node.args[0].body, node.args[0].orelse] if isinstance(node.args[0], ast.IfExp) else [node.args[0]]
                found += [(key.value, given) for key in keys if isinstance(key, ast.Constant)]
    return found


@pytest.mark.parametrize(("key", "given"), calls())
def test_every_sentence_said_exists_and_gets_its_values(key: str, given: set[str]) -> None:
    asked = {name for _, name, _, _ in string.Formatter().parse(TEXTS[key]) if name}
    assert asked <= given
    assert all(name not in text(key, **dict.fromkeys(given, "x")) for name in ("{", "}"))


def test_every_sentence_is_said() -> None:
    assert sorted(set(TEXTS) - {key for key, _ in calls()}) == []


def test_an_unknown_sentence_is_our_own_fault() -> None:
    with pytest.raises(KeyError):
        text("finns_inte")
