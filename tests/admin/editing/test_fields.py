"""Every key of the format has a label and a way into a form."""

from __future__ import annotations

import pytest
import yaml

from bot.admin.editing.fields import FormFields, labels
from bot.admin.editing.formtree import from_form, from_yaml, pressed
from bot.admin.editing.roundtrip import rewrite
from bot.admin.editing.tree import Branch, Row, Rows
from bot.knowledge.parse import shapes

REFS = ("kontakt", "lokal_kontakt", "lokal_roll", "rutin", "roll", "verksamhetstyp")
OPTIONS = {ref: [("ett", "Ett"), ("tva", "Två")] for ref in REFS}


def test_every_key_has_a_label_and_no_label_is_left_over():
    assert {shape: set(keys) for shape, keys in shapes().items()} == {
        shape: set(keys) for shape, keys in labels().items() if shape not in ("val", "tips")
    }
    wanted = {value for shape in shapes().values() for spec in shape.values() if spec["typ"] == "val" for value in spec["val"]}
    assert labels()["val"].keys() == wanted


def test_tips_are_about_keys_that_there_are():
    for shape, tips in labels()["tips"].items():
        assert shape in shapes()
        assert isinstance(tips, str) or tips.keys() <= shapes()[shape].keys()


@pytest.mark.parametrize("shape", shapes())
def test_every_key_becomes_a_field(shape: str):
    made = FormFields(OPTIONS, {}).of(shape, Branch(), list(shapes()[shape]))
    assert [field.key for field in made] == list(shapes()[shape])
    assert all(field.kind in ("text", "langt", "val", "ja", "lista", "objekt") for field in made)


def sent(fields) -> dict[str, str]:
    """What a browser sends of these fields as they stand."""
    found: dict[str, str] = {}
    for field in fields:
        if field.origin:
            found[f"{field.name}.origin"] = field.origin
        if field.kind in ("lista", "objekt"):
            found |= sent(field.fields)
        elif field.kind != "ja" or field.value:
            found[field.name] = field.value
    return found


FILE = """\
id: tolk
titel: Boka tolk
fragor: [ett, två]
steg:
  - Ring.
  - {text: Boka, kontakt: ett}
varianter:
  - for: {roll: [ett], verksamhet: [tva]}
    steg: [Annat]
    lagrum:
      - {lag: En lag, paragraf: 1 §}
"""


def test_a_form_sent_as_it_was_shown_says_what_the_file_says():
    keys = ["titel", "fragor", "steg", "varianter", "undvik"]
    tree = from_yaml(FILE, "rutin")
    again = from_form(sent(FormFields(OPTIONS, {}).of("rutin", tree, keys)), "rutin", keys)
    assert again.keys["titel"] == "Boka tolk"
    assert again.keys["undvik"] == Rows()
    steps = again.keys["steg"]
    assert [(row.origin, row.value.keys["text"], row.value.keys["kontakt"]) for row in steps.rows] == [(0, "Ring.", ""), (1, "Boka", "ett")]
    variant = again.keys["varianter"].rows[0].value.keys
    assert variant["for"].keys["verksamhet"] == Rows([Row("tva", 0)])
    assert variant["lagrum"].rows[0].value.keys["paragraf"] == "1 §"


def test_what_is_filled_in_but_unknown_may_still_be_chosen():
    (field,) = FormFields(OPTIONS, {}).of("rutin", Branch({"bradska": "kanske"}), ["bradska"])
    assert ("kanske", "kanske") in field.options


def test_a_forged_form_gives_no_more_than_a_form_can():
    forged = {
        "lokala_roller.chef": "rektorn",
        "lokala_roller.x: y\nstatus": "granskad",
        "lokala_roller.../../x": "a",
        "okand": "a",
        "alias[0]": "stan",
        "alias[0].origin": "²",
        "alias[-1]": "a",
        "alias[99999999]": "a",
        "alias[1].origin": "99999999999999999999",
        "alias[1]": "b",
    }
    made = from_form(forged, "organisation", ["lokala_roller", "alias", "__class__"])
    assert made.keys.keys() == {"lokala_roller", "alias"}
    assert made.keys["lokala_roller"] == Branch({"chef": "rektorn"})
    assert made.keys["alias"] == Rows([Row("stan"), Row("b", 99999999999999999999)])
    after = rewrite("id: alfa\nalias:\n  - staden\n", "organisation", made)
    assert yaml.safe_load(after) == {"id": "alfa", "alias": ["stan", "b"], "lokala_roller": {"chef": "rektorn"}}


def rows(*values: str) -> Branch:
    return Branch({"fragor": Rows([Row(value, at) for at, value in enumerate(values)])})


@pytest.mark.parametrize(
    ("command", "left", "goes_to"),
    [
        ("lagg-till:fragor", ["a", "b", "c", ""], "fragor[3]"),
        ("ta-bort:fragor[1]", ["a", "c"], "fragor[0]"),
        ("upp:fragor[2]", ["a", "c", "b"], "fragor[1]"),
        ("ner:fragor[0]", ["b", "a", "c"], "fragor[1]"),
        ("upp:fragor[0]", ["a", "b", "c"], ""),
        ("ner:fragor[2]", ["a", "b", "c"], ""),
        ("ta-bort:fragor[9]", ["a", "b", "c"], ""),
        ("upp:titel", ["a", "b", "c"], ""),
        ("spara", ["a", "b", "c"], ""),
        ("ta-bort:../../etc[0]", ["a", "b", "c"], ""),
    ],
)
def test_rows_are_added_moved_and_removed(command: str, left: list[str], goes_to: str):
    branch = rows("a", "b", "c")
    assert pressed(branch, "rutin", command) == goes_to
    assert [row.value for row in branch.keys["fragor"].rows] == left


def test_a_row_is_added_deep_inside():
    branch = from_yaml(FILE, "rutin")
    assert pressed(branch, "rutin", "lagg-till:varianter[0].steg") == "varianter[0].steg[1]"
    assert branch.keys["varianter"].rows[0].value.keys["steg"].rows[1].value == Branch()
