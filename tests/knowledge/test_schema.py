from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from bot.knowledge.parse import shapes
from bot.knowledge.schema import FILES, schemas

from .packs import ROOT

KNOWLEDGE = ROOT / "knowledge"
REAL = sorted(path.relative_to(KNOWLEDGE).as_posix() for path in KNOWLEDGE.glob("*/*.yml")) + sorted(
    path.relative_to(KNOWLEDGE).as_posix() for path in KNOWLEDGE.glob("*/rutiner/*.yml")
)


def validator(path: str) -> Any:
    return jsonschema_rs.validator_for(schemas()["rutin" if "/rutiner/" in path else Path(path).stem])


def read(text: str) -> Any:
    """Every scalar as text, as the knowledge files mean it."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes nothing but text


@pytest.mark.parametrize("path", REAL)
def test_every_real_file_is_accepted(path: str) -> None:
    document = read((KNOWLEDGE / path).read_text(encoding="utf-8"))
    assert [error.message for error in validator(path).iter_errors(document)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a/rutiner/x.yml", "titel: x\n"),
        ("a/rutiner/x.yml", "id: Stor\n"),
        ("a/rutiner/x.yml", "id: x\nxyz: 1\n"),
        ("a/rutiner/x.yml", f"id: x\ntitel: {'x' * 71}\n"),
        ("a/rutiner/x.yml", "id: x\nbradska: strax\n"),
        ("a/rutiner/x.yml", "id: x\ngranskad: 1/3 2026\n"),
        ("a/rutiner/x.yml", "id: x\nfragor: en\n"),
        ("a/rutiner/x.yml", "id: x\nsteg: [{kontakt: chef}]\n"),
        ("a/rutiner/x.yml", "id: x\nvarianter: [{kort_svar: x}]\n"),
        ("a/kontakter.yml", "kontakter: [{id: a}]\n"),
        ("a/kontakter.yml", "kontakter: [{id: a, namn: A, dygnet_runt: nej}]\n"),
        ("a/organisation.yml", "id: a\nnamn: A\nstatus: x\n"),
        ("a/organisation.yml", "id: a\nnamn: A\nstatus: utkast\nlokala_roller: {chef: Stor}\n"),
    ],
)
def test_what_the_validator_refuses_the_editor_underlines_too(path: str, text: str) -> None:
    assert not validator(path).is_valid(read(text))


def test_there_is_a_schema_for_each_kind_of_file_with_help_for_every_key() -> None:
    made = schemas()
    assert set(made) == set(FILES)
    for name, schema in made.items():
        jsonschema_rs.meta.validate(schema)
        assert schema["$ref"] == f"#/$defs/{FILES[name]}"
        for shape, definition in schema["$defs"].items():
            assert definition["additionalProperties"] is False
            assert {key: value["description"] for key, value in definition["properties"].items()} == {
                key: spec["hjalp"] for key, spec in shapes()[shape].items()
            }
    assert {shape for schema in made.values() for shape in schema["$defs"]} == set(shapes())
