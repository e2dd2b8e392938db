""" "Rätta åt mig": one line is changed, and only when it still is the line that the validator saw."""

from __future__ import annotations

import pytest

from bot.admin.editing.ids import is_id, proposed
from bot.admin.editing.mending import mended, pointed_out
from bot.knowledge.problems import problem

TEXT = "id: a\r\nsteg:\r\n  - text: Ring  \r\n    kontakt: chefn\r\n"


def found(line: int, source: str, fix: str):
    return problem("kontakt-saknas", path="a/rutiner/a.yml", line=line, column=5, source=source, fix=fix, id="chefn")


def test_the_line_keeps_its_indent_and_its_line_end():
    assert mended(TEXT, found(4, "    kontakt: chefn", "kontakt: chef")) == TEXT.replace("chefn", "chef")


def test_a_tab_becomes_blanks():
    assert mended("a:\n\tb: c\n", found(2, "\tb: c", "  b: c")) == "a:\n  b: c\n"


@pytest.mark.parametrize(
    ("line", "source", "fix"), [(4, "    kontakt: annan", "kontakt: chef"), (9, "x", "y"), (0, "id: a", "id: b"), (1, "id: a", "")]
)
def test_a_line_that_is_another_now_is_left_alone(line, source, fix):
    assert mended(TEXT, found(line, source, fix)) is None


def test_a_button_points_out_one_problem():
    one, other = found(4, "", ""), found(5, "", "")
    assert pointed_out([one, other], "5:5:kontakt-saknas") is other
    assert pointed_out([one, other], "5:6:kontakt-saknas") is None
    assert pointed_out([one, other], "') or 1=1") is None


@pytest.mark.parametrize(
    ("title", "style", "made"),
    [
        ("Låna barnvagn", "snake", "lana_barnvagn"),
        ("Rektor, Förskolan Solrosen", "kebab", "rektor-forskolan-solrosen"),
        ("  ../../etc/passwd  ", "snake", "etc_passwd"),
        ("ÅÄÖ é ü", "kebab", "aao-e-u"),
        ("!!!", "snake", ""),
        ("3-årssamtal", "snake", "arssamtal"),
        ("x" * 200, "snake", "x" * 60),
        (("ab " * 40), "snake", "_".join(["ab"] * 20)),
    ],
)
def test_an_id_is_made_of_the_heading(title, style, made):
    assert proposed(title, style) == made
    assert is_id(made, style) == bool(made)


@pytest.mark.parametrize("text", ["", "A", "a b", "a-b", "a__b", "1a", "_a", "a_", "../a", "a/b", "a.b", "å", "a\n", "a" * 61])
def test_what_is_no_id(text):
    assert not is_id(text, "snake")
