"""What the YAML editor is given to offer."""

from __future__ import annotations

import json

import pytest

from bot.admin.editing.completion import completion
from bot.knowledge.parse import shapes


def offered(office, path: str) -> dict:
    return json.loads(completion(office.desk.packs, path.split("/")[0], path))


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("alfa/rutiner/tolk.yml", "rutin"),
        ("alfa/kontakter.yml", "kontaktfil"),
        ("alfa/organisation.yml", "organisation"),
        ("nationell/paket.yml", "paket"),
        ("alfa/fara.yml", "farafil"),
    ],
)
def test_each_file_has_its_shape_and_every_key_its_help(office, path, shape):
    found = offered(office, path)
    assert found["shape"] == shape
    assert {name: {key: each["help"] for key, each in keys.items()} for name, keys in found["shapes"].items()} == {
        name: {key: spec["hjalp"] for key, spec in keys.items()} for name, keys in shapes().items()
    }


def test_ids_and_choices_of_this_municipality_are_offered(office):
    found = offered(office, "alfa/rutiner/tolk.yml")["shapes"]
    assert ["vaxeln-har", "Alfas växel"] in found["steg"]["kontakt"]["values"]
    assert ["stodlinjen", "Nationella stödtelefonen"] in found["rutin"]["kontakter"]["values"]
    assert ["lovlista", "Lovlistan i Alfa"] in found["rutin"]["relaterade"]["values"]
    assert ["barnmorska", "Barnmorska"] in found["for"]["roll"]["values"]
    assert found["rutin"]["bradska"]["values"] == [["nu", "nu"], ["idag", "idag"], ["planera", "planera"]]
    assert ["chef", "Din chef"] in found["organisation"]["lokala_roller"]["keys"]
    assert found["rutin"]["varianter"]["form"] == "variant"


def test_nothing_of_another_municipality_is_offered(office):
    assert "betahemlig" not in completion(office.desk.packs, "alfa", "alfa/kontakter.yml")
    assert "alfahemlig" not in completion(office.desk.packs, "nationell", "nationell/paket.yml")
