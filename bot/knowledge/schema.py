"""format.yml → JSON Schema (draft 2020-12) for completion and hover help in editors. The validator stays the judge."""

from __future__ import annotations

from typing import Any

from bot.knowledge.parse import shapes

FILES = {"rutin": "rutin", "kontakter": "kontaktfil", "begrepp": "begreppsfil", "paket": "paket", "organisation": "organisation", "fara": "farafil"}
_ID = {"snake": "^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "kebab": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}


def schemas() -> dict[str, dict[str, Any]]:
    """File kind → its schema."""
    return {name: _schema(shape) for name, shape in FILES.items()}


def _schema(shape: str) -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    _object(shape, definitions)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"#/$defs/{shape}", "$defs": definitions}


def _object(shape: str, definitions: dict[str, Any]) -> dict[str, Any]:
    if shape not in definitions:
        definitions[shape] = {}  # a place for itself, in case it is met again within
        fields = shapes()[shape]
        definitions[shape] = {
            "type": "object",
            "additionalProperties": False,
            "required": [key for key, spec in fields.items() if spec.get("kravs") == "alltid"],
            "properties": {key: {**_value(spec, definitions), "description": spec["hjalp"]} for key, spec in fields.items()},
        }
    return {"$ref": f"#/$defs/{shape}"}


def _value(spec: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    kind = spec["typ"]
    if kind == "lista":
        items = _value(spec["av"], definitions)
        listed = {"type": "array", "items": items}
        return {"anyOf": [items, listed]} if spec.get("ensam") else listed
    if kind == "objekt":
        reference = _object(spec["form"], definitions)
        return {"anyOf": [{"type": "string"}, reference]} if spec.get("kort") else reference
    if kind == "karta":
        return {"type": "object", "additionalProperties": _value(spec["av"], definitions)}
    if kind == "val":
        return {"enum": spec["val"]}
    if kind == "ja":
        return {"enum": ["ja"]}
    if kind == "tider":
        return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    if kind == "datum":
        return {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}
    if kind == "id":
        return {"type": "string", "pattern": _ID[spec["stil"]]}
    return {"type": "string", **({"maxLength": spec["max"]} if "max" in spec else {})}
