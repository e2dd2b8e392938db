"""YAML → what a form holds, and a sent form → the same. Names in a form are breadcrumbs: `steg[2].kontakt`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.admin.editing.ids import is_id
from bot.admin.editing.reading import composed
from bot.admin.editing.tree import Branch, Row, Rows, Value
from bot.admin.editing.written import clean, item_spec, spec_of
from bot.knowledge.parse import shapes

ORIGIN = ".origin"
MAX_ROWS = 300
ROW_COMMANDS = ("lagg-till", "upp", "ner", "ta-bort")
_STEP = re.compile(r"\.?(\w+)|\[(\d+)\]")


def from_yaml(text: str, shape: str) -> Branch:
    """Only what the format knows; what is written in another form than the format has is left out, and the validator says so. Raises NotReadable."""
    node = composed(text.removeprefix("\ufeff"))
    return Branch() if node is None else _branch(node, {"typ": "objekt", "form": shape})


def _branch(node: MappingNode, spec: dict[str, object]) -> Branch:
    known = None if spec["typ"] == "karta" else shapes()[str(spec["form"])]
    found: dict[str, Value] = {}
    for key, value in node.value:
        if known is None or key.value in known:
            read = _value(value, spec_of(spec, key.value))
            if read is not None:
                found[key.value] = read
    return Branch(found)


def _value(node: Node, spec: dict[str, object]) -> Value | None:
    kind = spec["typ"]
    if kind == "lista":
        items = node.value if isinstance(node, SequenceNode) else [node] if "ensam" in spec and isinstance(node, ScalarNode) else []
        rows = [Row(_value(each, item_spec(spec)), at) for at, each in enumerate(items)]
        return Rows(rows) if isinstance(node, SequenceNode) or "ensam" in spec else None
    if kind in ("objekt", "karta"):
        if isinstance(node, MappingNode):
            return _branch(node, spec)
        return Branch({str(spec["kort"]): str(node.value)}) if "kort" in spec and isinstance(node, ScalarNode) else None
    if kind == "tider" and isinstance(node, SequenceNode):
        return ", ".join(str(each.value) for each in node.value)
    return " ".join(node.value.split()) if isinstance(node, ScalarNode) else None


def empty(spec: dict[str, object]) -> Value:
    kind = spec["typ"]
    return Rows() if kind == "lista" else Branch() if kind in ("objekt", "karta") else ""


def from_form(sent: Mapping[str, str], shape: str, keys: list[str]) -> Branch:
    """`keys`: those that the form showed. A list whose rows are all gone is then empty, not left as it was."""
    return Branch({key: _sent(sent, key, shapes()[shape][key]) for key in keys if key in shapes()[shape]})


def _sent(sent: Mapping[str, str], name: str, spec: dict[str, object]) -> Value:
    kind = spec["typ"]
    if kind == "lista":
        pattern = re.compile(re.escape(name) + r"\[(\d{1,4})\]")
        places = sorted({int(found[1]) for each in sent if (found := pattern.match(each))})
        return Rows([Row(_sent(sent, f"{name}[{at}]", item_spec(spec)), _origin(sent, f"{name}[{at}]")) for at in places])
    if kind == "objekt":
        return Branch({key: _sent(sent, f"{name}.{key}", each) for key, each in shapes()[str(spec["form"])].items()})
    if kind == "karta":
        inside = {each.removeprefix(name + "."): clean(sent[each]) for each in sent if each.startswith(name + ".")}
        return Branch({key: text for key, text in inside.items() if is_id(key, "kebab")})
    return clean(sent.get(name, ""))


def _origin(sent: Mapping[str, str], name: str) -> int | None:
    found = sent.get(name + ORIGIN, "")
    return int(found) if found.isdecimal() else None


def pressed(branch: Branch, shape: str, command: str) -> str:
    """Carries out `lagg-till:steg`, `upp:steg[2]`, `ner:steg[2]` or `ta-bort:steg[2]` on the rows. Returns the name of the row to go to, "" when
    the command means nothing here."""
    what, _, name = command.partition(":")
    path = [int(number) if number else key for key, number in _STEP.findall(name)]
    spec: dict[str, object] = {"typ": "objekt", "form": shape}
    value: Value | None = branch
    for step in path if what == "lagg-till" else path[:-1]:
        spec = item_spec(spec) if isinstance(step, int) else spec_of(spec, step)
        if isinstance(value, Rows) and isinstance(step, int) and step < len(value.rows):
            value = value.rows[step].value
        elif isinstance(value, Branch) and isinstance(step, str):
            value = value.keys.setdefault(step, empty(spec))
        else:
            return ""
    if not isinstance(value, Rows):
        return ""
    if what == "lagg-till" and len(value.rows) < MAX_ROWS:
        value.rows.append(Row(empty(item_spec(spec))))
        return f"{name}[{len(value.rows) - 1}]"
    at = path[-1] if path else None
    if not isinstance(at, int) or at >= len(value.rows):
        return ""
    whole = name[: name.rindex("[")]
    if what == "ta-bort":
        del value.rows[at]
        return f"{whole}[{max(0, at - 1)}]"
    to = {"upp": at - 1, "ner": at + 1}.get(what, -1)
    if not 0 <= to < len(value.rows):
        return ""
    value.rows.insert(to, value.rows.pop(at))
    return f"{whole}[{to}]"
