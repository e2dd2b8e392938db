"""What the YAML editor offers: keys with their help, values that may be chosen, ids that exist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.admin.editing.options import options
from bot.admin.editing.paths import shape_of
from bot.knowledge.model import Pack
from bot.knowledge.parse import shapes


def completion(packs: Mapping[str, Pack], organisation: str, path: str) -> str:
    """JSON: `shape` (of the file), `shapes` → key → {help, form?, values?}; `values`: [[value, name]…]. `form`: the shape inside."""
    refs = options(packs, organisation)
    made: dict[str, dict[str, Any]] = {}
    for name, keys in shapes().items():
        made[name] = {key: _told(spec, refs) for key, spec in keys.items()}
    return json.dumps({"shape": shape_of(path), "shapes": made}, ensure_ascii=False)


def _told(spec: dict[str, Any], refs: Mapping[str, Any]) -> dict[str, Any]:
    inner = spec.get("av", spec)
    told: dict[str, Any] = {"help": spec["hjalp"]}
    if "form" in inner:
        told["form"] = inner["form"]
    if "ref" in inner:
        told["values"] = list(refs[inner["ref"]])
    elif "val" in inner:
        told["values"] = [(value, value) for value in inner["val"]]
    elif inner["typ"] == "ja":
        told["values"] = [("ja", "ja")]
    if spec["typ"] == "karta":
        told["keys"] = list(refs[spec["nyckel_ref"]])
    return told
