"""A form's fields, made of the format and of what is filled in. The template draws them and knows nothing of YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.admin.editing.tree import Branch, Row, Rows, Value
from bot.admin.editing.written import item_spec
from bot.knowledge.parse import shapes
from bot.knowledge.problems import Problem
from bot.knowledge.values import as_date

LONG = 100
"""Characters at most, above which a field has more than one line."""
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Field:
    """`kind`: text | langt | val | ja | lista | objekt. `key`: the last part of `name`."""

    name: str
    key: str
    label: str
    help: str
    kind: str
    type: str = "text"
    """Of the HTML input."""
    value: str = ""
    options: Options = ()
    longest: int | None = None
    fields: tuple[Field, ...] = ()
    """Of an object its keys, of a list its rows."""
    origin: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        return "f-" + self.name.replace("[", "-").replace("]", "").replace(".", "-")

    @property
    def rows(self) -> int:
        """Lines of a long field, as wide as on a phone."""
        return min(12, 2 + len(self.value) // 42)

    @property
    def filled(self) -> bool:
        return bool(self.value.strip()) or any(each.filled for each in self.fields)

    @property
    def name_of(self) -> str:
        """What an object is called: its name, else the first that is filled in."""
        named = sorted((each for each in self.fields if each.value), key=lambda each: each.key not in ("namn", "titel", "text"))
        return named[0].value if named else ""

    @property
    def wrong(self) -> bool:
        return bool(self.problems) or any(each.wrong for each in self.fields)


@cache
def labels() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "labels.yml").read_text(encoding="utf-8"))
    return loaded


class FormFields:
    """`options`: what `ref` may point at → (id, name). `problems`: by the breadcrumb in this form."""

    def __init__(self, options: Mapping[str, Options], problems: Mapping[str, Sequence[Problem]]) -> None:
        self._options, self._problems = options, problems

    def of(self, shape: str, branch: Branch, keys: Sequence[str], prefix: str = "") -> tuple[Field, ...]:
        """One field a key, in the order given."""
        return tuple(
            self._field(f"{prefix}{key}", key, labels()[shape][key], shapes()[shape][key], branch.keys.get(key), _help(shape, key)) for key in keys
        )

    def _field(self, name: str, key: str, label: str, spec: dict[str, Any], value: Value | None, help_text: str, origin: str = "") -> Field:
        kind = spec["typ"]
        shared: dict[str, Any] = {"name": name, "key": key, "label": label, "help": help_text, "origin": origin}
        shared["problems"] = tuple(self._problems.get(name, ()))
        if kind == "lista":
            rows = value.rows if isinstance(value, Rows) else []
            inner = item_spec(spec)
            fields = [self._field(f"{name}[{at}]", key, f"{label} {at + 1}", inner, row.value, "", _origin(row)) for at, row in enumerate(rows)]
            return Field(kind="lista", fields=tuple(fields), **shared)
        if kind == "objekt":
            branch = value if isinstance(value, Branch) else Branch()
            return Field(kind="objekt", fields=self.of(str(spec["form"]), branch, list(shapes()[str(spec["form"])]), f"{name}."), **shared)
        if kind == "karta":
            branch = value if isinstance(value, Branch) else Branch()
            inner = item_spec(spec)
            fields = [
                self._field(f"{name}.{each}", each, title, inner, branch.keys.get(each, ""), "")
                for each, title in self._options[str(spec["nyckel_ref"])]
            ]
            return Field(kind="objekt", fields=tuple(fields), **shared)
        text = value if isinstance(value, str) else ""
        if kind == "val" or spec.get("ref"):
            return Field(kind="val", value=text, options=self._choices(spec, text), **shared)
        if kind == "ja":
            return Field(kind="ja", value=text, **shared)
        longest = spec.get("max")
        many = isinstance(longest, int) and longest > LONG
        return Field(kind="langt" if many else "text", type=_input(kind, text), value=text, longest=longest, **shared)

    def _choices(self, spec: dict[str, Any], chosen: str) -> Options:
        """With what stands there now, even when it may not be chosen: the message beside the field says so."""
        found = [(each, labels()["val"][each]) for each in spec["val"]] if spec["typ"] == "val" else list(self._options[str(spec["ref"])])
        return found if not chosen or chosen in dict(found) else [*found, (chosen, chosen)]


_INPUTS = {"telefon": "tel", "epost": "email", "url": "url", "datum": "date"}


def _help(shape: str, key: str) -> str:
    tips: Any = labels()["tips"].get(shape, {})
    found = tips if isinstance(tips, str) else tips.get(key, shapes()[shape][key]["hjalp"])
    return str(found)


def _input(kind: str, text: str) -> str:
    """Of the HTML input. A browser empties a date field that holds no date; so that one is a text until it is right."""
    return "text" if kind == "datum" and text and as_date(text) is None else _INPUTS.get(kind, "text")


def _origin(row: Row) -> str:
    return "" if row.origin is None else str(row.origin)
