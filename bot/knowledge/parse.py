"""A document against its shape in format.yml: every problem at once, and the checked values.

The result is a plain tree of checked values (text, `date`, `Phone`, `DayHours`, bool, list, dict) beside the places they
stand at and the references they make. `build.py` turns the tree into the model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from bot.knowledge import values
from bot.knowledge.source import Document, Entry, Items, Mapping, Place, Text, Value, mend_line, quoted

Shape = dict[str, dict[str, Any]]

BROKEN = object()
"""Stands for a value that was wrong; never reaches the model."""


_NO = frozenset({"nej", "no", "false", "off", "n"})
_OPENING = ("{", "[", '"', "'")
_PLAIN = re.compile(r"[^\W\d_](?:[\w .?/()-]*[\w.?/()])?")
"""Text that needs no quotes inside brackets."""


@dataclass(frozen=True)
class Reference:
    """An id that must exist. `to`: kontakt | lokal_kontakt | lokal_roll | rutin | roll | verksamhetstyp."""

    to: str
    id: str
    place: Place
    crumb: str


@dataclass
class Parsed:
    """What one file says. `values` holds only keys that are present and right."""

    document: Document
    values: dict[str, Any] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    """Breadcrumb ("fragor[3]") → where the value stands."""

    def place(self, crumb: str) -> Place:
        return self.places.get(crumb, Place(1, 1))


@cache
def shapes() -> dict[str, Shape]:
    """All shapes of format.yml by name."""
    with (Path(__file__).parent / "format.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, Shape] = yaml.safe_load(handle)
    return loaded


def nearest(word: str, choices: list[str]) -> str:
    """The choice that `word` is probably a slip of, or ""."""
    found = process.extractOne(word, choices, scorer=ratio, score_cutoff=60)
    return str(found[0]) if found else ""


def parse_file(document: Document, shape: str, required: frozenset[str]) -> Parsed:
    """Check `document` against `shape`. `required`: which `kravs` levels count here ({"alltid"}, and "egen"/"nationell" for routines)."""
    parsed = Parsed(document)
    if document.root is not None:
        parsed.values = _Reader(parsed, required).mapping(document.root, shape, "")
    return parsed


class _Reader:
    """Walks one document. `crumb` is the breadcrumb so far."""

    def __init__(self, parsed: Parsed, required: frozenset[str]) -> None:
        self.parsed, self.document, self.required = parsed, parsed.document, required

    def mapping(self, node: Mapping, shape_name: str, crumb: str) -> dict[str, Any]:
        shape = shapes()[shape_name]
        result: dict[str, Any] = {}
        for entry in node.entries:
            spec = shape.get(entry.key)
            if spec is None:
                self._unknown_key(entry, list(shape), crumb)
                continue
            here = f"{crumb}.{entry.key}" if crumb else entry.key
            self.parsed.places[here] = entry.value.place
            value = self.value(entry.value, spec, here)
            if value is not BROKEN:
                result[entry.key] = value
        present = {entry.key for entry in node.entries}
        for key, spec in shape.items():
            if spec.get("kravs") in self.required and key not in present:
                self.document.report("nyckel-saknas", node.place, crumb, nyckel=key, hjalp=spec["hjalp"])
        return result

    def _unknown_key(self, entry: Entry, known: list[str], crumb: str) -> None:
        close = nearest(entry.key, known)
        line = self.document.line(entry.key_place.line)
        here = f"{crumb}.{entry.key}" if crumb else entry.key
        if close:
            fix = line.replace(entry.key, close, 1).strip()
            self.document.report("nyckel-okand-nara", entry.key_place, here, fix, nyckel=entry.key, nara=close)
        else:
            self.document.report("nyckel-okand", entry.key_place, here, nyckel=entry.key, kanda=", ".join(known))

    def value(self, node: Value, spec: dict[str, Any], crumb: str) -> Any:
        kind = spec["typ"]
        if kind == "lista":
            return self._list(node, spec, crumb)
        if kind == "objekt":
            return self._object(node, spec, crumb)
        if kind == "karta":
            return self._map(node, spec, crumb)
        if kind == "tider":
            return self._hours(node, spec, crumb)
        if kind == "ja" and isinstance(node, Text) and node.guessed == "bool":
            node = Text(node.value, node.place)  # "true" and "no" are answered as wrong words, not as words without quotes
        text = self._text(node, crumb, kind)
        if text is None:
            return BROKEN
        self.parsed.places[crumb] = node.place
        return self._scalar(text, node, spec, crumb)

    def _text(self, node: Value, crumb: str, kind: str = "text") -> str | None:
        if not isinstance(node, Text):
            self.document.report("varde-ej-text", node.place, crumb, self._colon_in_text(node))
            return None
        if node.guessed:
            line = self.document.line(node.place.line)
            if node.guessed == "null" or not node.value.strip():
                self.document.report("varde-tomt", node.place, crumb)
            else:
                meant = (values.guess_date(node.value) if kind == "datum" else "") or node.value
                self.document.report(
                    "varde-utan-citat", node.place, crumb, mend_line(line, node.place.column, node.value, quoted(meant)), varde=node.value
                )
            return None
        if not node.value.strip():
            self.document.report("varde-tomt", node.place, crumb)
            return None
        return node.value.strip()

    def _colon_in_text(self, node: Value) -> str:
        """The line of a list item such as "- Ring soc: fråga först", which YAML reads as a key, with its text in quotes; "" for anything else."""
        line = self.document.line(node.place.line)
        head, item = line[: node.place.column - 1], line[node.place.column - 1 :].rstrip()
        one_line = isinstance(node, Mapping) and len(node.entries) == 1 and isinstance(node.entries[0].value, Text)
        return f"{head.strip()} {quoted(item)}" if one_line and head.strip() == "-" and item[:1] not in _OPENING else ""

    def _scalar(self, text: str, node: Value, spec: dict[str, Any], crumb: str) -> Any:
        line = self.document.line(node.place.line)
        report = self.document.report
        kind = spec["typ"]
        if kind == "text":
            limit = spec.get("max")
            if limit and len(text) > limit:
                report("text-for-lang", node.place, crumb, langd=len(text), grans=limit)
                return BROKEN
            return text
        if kind == "id":
            if not values.is_id(text, spec["stil"]):
                separator = "_" if spec["stil"] == "snake" else "-"
                mended = make_id(text, separator)
                report("id-fel", node.place, crumb, mend_line(line, node.place.column, text, mended), varde=text, tecken=separator)
                return BROKEN
            if "ref" in spec:
                self.parsed.references.append(Reference(spec["ref"], text, node.place, crumb))
            return text
        if kind == "datum":
            day = values.as_date(text)
            if day is None:
                guess = values.guess_date(text)
                report("datum-fel", node.place, crumb, mend_line(line, node.place.column, text, guess) if guess else "", varde=text)
                return BROKEN
            return day
        if kind == "val":
            if text not in spec["val"]:
                close = nearest(text, spec["val"])
                report(
                    "val-fel",
                    node.place,
                    crumb,
                    mend_line(line, node.place.column, text, close) if close else "",
                    varde=text,
                    val=", ".join(spec["val"]),
                )
                return BROKEN
            return text
        if kind == "ja":
            if text != "ja":
                meant = "" if text.lower() in _NO else mend_line(line, node.place.column, text, "ja")
                report("ja-fel", node.place, crumb, meant, varde=text)
                return BROKEN
            return True
        if kind == "url":
            if not values.is_https(text):
                report("url-fel", node.place, crumb, mend_line(line, node.place.column, text, "https://" + text.split("://")[-1]), varde=text)
                return BROKEN
            return text
        if kind == "epost":
            if not values.is_email(text):
                report("epost-fel", node.place, crumb, varde=text)
                return BROKEN
            return text
        assert kind == "telefon", kind
        phone = values.as_phone(text)
        if phone is None:
            report("telefon-fel", node.place, crumb, varde=text)
            return BROKEN
        return phone

    def _list(self, node: Value, spec: dict[str, Any], crumb: str) -> Any:
        if not isinstance(node, Items):
            if spec.get("ensam"):
                value = self.value(node, spec["av"], f"{crumb}[0]")
                return BROKEN if value is BROKEN else [value]
            line = self.document.line(node.place.line)
            fix = ""
            if isinstance(node, Text) and node.value:
                inside = quoted(node.value) if node.guessed or not _PLAIN.fullmatch(node.value) else node.value
                fix = mend_line(line, node.place.column, node.value, f"[{inside}]", with_quotes=True)
            self.document.report("varde-ej-lista", node.place, crumb, fix)
            return BROKEN
        kept: list[Any] = []
        for index, item in enumerate(node.items):
            value = self.value(item, spec["av"], f"{crumb}[{index}]")
            if value is not BROKEN:
                self.parsed.places[f"{crumb}[{len(kept)}]"] = item.place
                kept.append(value)
        return kept

    def _object(self, node: Value, spec: dict[str, Any], crumb: str) -> Any:
        if isinstance(node, Mapping):
            return self.mapping(node, spec["form"], crumb)
        short = spec.get("kort")
        if short and isinstance(node, Text):
            value = self.value(node, shapes()[spec["form"]][short], crumb)
            return {} if value is BROKEN else {short: value}
        self.document.report("varde-ej-karta", node.place, crumb, nycklar=", ".join(shapes()[spec["form"]]))
        return {}  # keeps its place in a list, so that the breadcrumbs of the items after it stay right

    def _map(self, node: Value, spec: dict[str, Any], crumb: str) -> Any:
        if not isinstance(node, Mapping):
            self.document.report("varde-ej-karta", node.place, crumb, nycklar=spec["nyckel_ref"])
            return BROKEN
        result = {}
        for entry in node.entries:
            here = f"{crumb}.{entry.key}"
            self.parsed.references.append(Reference(spec["nyckel_ref"], entry.key, entry.key_place, here))
            value = self.value(entry.value, spec["av"], here)
            if value is not BROKEN:
                result[entry.key] = value
        return result

    def _hours(self, node: Value, spec: dict[str, Any], crumb: str) -> Any:
        nodes = node.items if isinstance(node, Items) else (node,)
        texts = []
        for item in nodes:
            if isinstance(item, Text) and item.guessed and item.guessed != "null":
                # YAML reads 08:00 as a number in base 60: say so together with what the hours should look like
                self._hours_problem(item, crumb)
                return BROKEN
            text = self._text(item, crumb)
            if text is None:
                return BROKEN
            texts.append(text)
        if len(texts) == 1 and texts[0] in spec.get("ord", []):
            return texts[0]
        hours = values.as_hours(texts)
        if hours is None:
            for item, text in zip(nodes, texts, strict=True):
                if values.as_interval(text) is None:
                    self._hours_problem(item, crumb)
            return BROKEN
        return hours

    def _hours_problem(self, item: Value, crumb: str) -> None:
        assert isinstance(item, Text)
        guess = values.guess_interval(item.value) or "08:00-16:30"
        line = self.document.line(item.place.line)
        fix = mend_line(line, item.place.column, item.value, quoted(guess), with_quotes=True)
        self.document.report("tider-fel", item.place, crumb, fix, varde=item.value)


def make_id(text: str, separator: str) -> str:
    """`text` as an id: lower case, å ä ö folded, words joined by `separator`."""
    folded = text.strip().lower().translate(str.maketrans("åäöéü", "aaoeu"))
    words = "".join(char if char.isalnum() and char.isascii() else " " for char in folded).split()
    joined = separator.join(words)
    return joined.lstrip("0123456789_-") or "nytt" + separator + "id"
