"""A form's values into YAML text: only what differs is written, every other byte stays (comments, order, quotes, unknown keys, line ends).

ruamel.yaml's round trip keeps comments but lays lines, quotes and indents anew; so the text is spliced instead, at the places that PyYAML's
composed nodes give.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.admin.editing.tree import Branch, Row, Rows, Value, is_empty
from bot.admin.editing.written import entry, in_order, item, item_spec, lines, scalar, shortened, spec_of
from bot.knowledge.parse import shapes


@dataclass(frozen=True)
class Splice:
    start: int
    end: int
    text: str


class NotReadable(ValueError):
    """The text is no YAML mapping: it can only be mended as text."""


def rewrite(text: str, shape: str, branch: Branch) -> str:
    """`text` with the values of `branch`. `shape`: the name in format.yml. Raises NotReadable."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    newline = "\r\n" if "\r\n" in text else "\n"
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader) if text.strip() else None
    except yaml.YAMLError as error:
        raise NotReadable(str(error)) from error
    spec: dict[str, object] = {"typ": "objekt", "form": shape}
    if root is None:
        written = lines(branch, spec, 0)
        return mark + text + newline.join([*written, ""])
    if not isinstance(root, MappingNode) or root.flow_style:
        raise NotReadable("not a block mapping")
    editor = _Editor(text, newline)
    return mark + editor.applied(editor.mapping(root, branch, spec), 0, len(text))


class _Editor:
    def __init__(self, text: str, newline: str) -> None:
        self.text, self.newline = text, newline

    def applied(self, splices: list[Splice], start: int, end: int) -> str:
        """The text between `start` and `end` with the splices in it."""
        parts, at = [], start
        for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
            parts += [self.text[at : splice.start], splice.text]
            at = splice.end
        return "".join([*parts, self.text[at:end]])

    def mapping(self, node: MappingNode, branch: Branch, spec: dict[str, object]) -> list[Splice]:
        found: list[Splice] = []
        old = {key.value: (key, value) for key, value in node.value}
        added: dict[int, list[str]] = {}
        for key, value in in_order(branch, spec):
            here = spec_of(spec, key)
            if key in old and is_empty(value):
                found += [] if _nothing(old[key][1]) else [self._without(*old[key])]
            elif key in old:
                found += self.value(old[key][1], old[key][0], value, here)
            elif not is_empty(value):
                pad = " " * node.start_mark.column
                place = self._after(node, key, spec)
                added.setdefault(place, []).extend(pad + line for line in entry(key, value, here))
        return [*found, *(self._inserted(place, written) for place, written in added.items())]

    def value(self, node: Node, key: Node, value: Value, spec: dict[str, object]) -> list[Splice]:
        """What changes `node`, the value of `key`, into `value`."""
        if isinstance(node, ScalarNode):
            short = shortened(value, spec)
            if isinstance(short, str):
                return self._scalar(node, short, spec)
        if isinstance(node, MappingNode) and isinstance(value, Branch) and not node.flow_style:
            return self.mapping(node, value, spec)
        if isinstance(node, SequenceNode) and isinstance(value, Rows) and not node.flow_style:
            return self._list(node, value, spec)
        return [] if self._same(node, value, spec) else self._anew(node, key, value, spec)

    @staticmethod
    def _same(node: Node, value: Value, spec: dict[str, object]) -> bool:
        """Keys that the form does not know do not count."""
        there = plain(node, spec)
        if isinstance(node, MappingNode) and isinstance(value, Branch):
            there = {key: each for key, each in there.items() if key in value.keys}
        return bool(there == plain_value(value, spec))

    def _scalar(self, node: ScalarNode, text: str, spec: dict[str, object], *, inside: bool = False) -> list[Splice]:
        if " ".join(node.value.split()) == " ".join(text.split()):
            return []
        quote = node.style if node.style in ("'", '"') else ""
        start, end = node.start_mark.index, self.end(node)
        blank = " " if start == end and self.text[start - 1 : start] == ":" else ""
        return [Splice(start, end, blank + scalar(text, str(spec["typ"]), inside=inside, quote=quote))]

    def _list(self, node: SequenceNode, value: Rows, spec: dict[str, object]) -> list[Splice]:
        """Items keep their lines and what stands above them; new ones are written with the same indent."""
        rows = [row for row in value.rows if row.value is None or not is_empty(row.value)]
        starts = [self._line_start(each.start_mark.index) for each in node.value]
        if len(set(starts)) < len(starts):  # items that share a line, as in "- - a": nothing a form makes
            return []
        ends = [self._line_end(self.end(each)) for each in node.value]
        above = [self.text[before:start] for before, start in zip([starts[0], *ends], starts, strict=False)]
        kept = {row.origin for row in rows if row.origin is not None}
        pad = " " * (node.start_mark.column)
        parts: list[str] = []
        for row in rows:
            if row.origin is None or not 0 <= row.origin < len(node.value):
                assert row.value is not None
                parts.append("".join(pad + line + self.newline for line in item(row.value, item_spec(spec))))
            else:
                at = row.origin
                parts.append(above[at] + self._ended(self._item(node.value[at], row, item_spec(spec), starts[at], ends[at])))
        lost = [above[at] for at in range(len(node.value)) if at not in kept and "#" in above[at]]
        whole = "".join([*parts, *lost])
        if ends[-1] == len(self.text) and not self.text.endswith("\n"):
            whole = whole.removesuffix(self.newline)
        same = whole == self.text[starts[0] : ends[-1]]
        return [] if same else [Splice(starts[0], ends[-1], whole)]

    def _item(self, node: Node, row: Row, spec: dict[str, object], start: int, end: int) -> str:
        """The item's lines with what changes in it."""
        if row.value is None:
            return self.text[start:end]
        value = row.value
        short = shortened(value, spec)
        if isinstance(node, ScalarNode) and isinstance(short, str):
            return self.applied(self._scalar(node, short, spec), start, end)
        if isinstance(node, MappingNode) and isinstance(value, Branch) and not node.flow_style:
            return self.applied(self.mapping(node, value, spec), start, end)
        if self._same(node, value, spec):
            return self.text[start:end]
        if isinstance(node, MappingNode) and isinstance(value, Branch):
            return self.applied([Splice(node.start_mark.index, self.end(node), self._in_brackets(node, value, spec))], start, end)
        dash = self.text.rindex("-", start, node.start_mark.index)
        pad = " " * (dash - start)
        return "".join(pad + line + self.newline for line in item(value, spec))

    def _anew(self, node: Node, key: Node, value: Value, spec: dict[str, object]) -> list[Splice]:
        """The value written from the start: brackets stay brackets, a text becomes a list, and so on."""
        if isinstance(node, SequenceNode | MappingNode) and node.flow_style:
            return [Splice(node.start_mark.index, self.end(node), self._in_brackets(node, value, spec))]
        written = entry(str(key.value), value, spec)
        pad = self.newline + " " * key.start_mark.column
        return [Splice(key.start_mark.index, self.end(node, key), pad.join(written))]

    def _in_brackets(self, node: Node, value: Value, spec: dict[str, object]) -> str:
        """What is as it was is copied, with keys that the form does not know; the rest is written anew, on one line."""
        if self._same(node, value, spec):
            return self.text[node.start_mark.index : self.end(node)]
        if isinstance(node, MappingNode) and isinstance(value, Branch):
            old = {key.value: each for key, each in node.value}
            parts = []
            for key in [*old, *(key for key in value.keys if key not in old)]:
                if key not in value.keys:
                    parts.append(f"{key}: {self.text[old[key].start_mark.index : self.end(old[key])]}")
                elif not is_empty(value.keys[key]):
                    here = spec_of(spec, key)
                    written = self._in_brackets(old[key], value.keys[key], here) if key in old else bracketed(value.keys[key], here)
                    parts.append(f"{key}: {written}")
            return "{" + ", ".join(parts) + "}"
        if isinstance(node, SequenceNode) and isinstance(value, Rows):
            items = []
            for row in value.rows:
                known = row.origin is not None and 0 <= row.origin < len(node.value)
                if row.value is None and known:
                    each = node.value[row.origin]
                    items.append(self.text[each.start_mark.index : self.end(each)])
                elif row.value is not None and not is_empty(row.value):
                    here = item_spec(spec)
                    items.append(self._in_brackets(node.value[row.origin], row.value, here) if known else bracketed(row.value, here))
            return "[" + ", ".join(items) + "]"
        return bracketed(value, spec)

    def _without(self, key: Node, value: Node) -> Splice:
        """The entry's lines go; comments above it stay."""
        start = self._line_start(key.start_mark.index)
        if self.text[start : key.start_mark.index].strip():  # the first key after a dash: the next one takes its place
            return Splice(key.start_mark.index, self._next_key(key, value), "")
        return Splice(start, self._line_end(self.end(value, key)), "")

    def _next_key(self, key: Node, value: Node) -> int:
        end = self._line_end(self.end(value, key))
        rest = self.text[end:]
        return end + len(rest) - len(rest.lstrip(" "))

    def _after(self, node: MappingNode, key: str, spec: dict[str, object]) -> int:
        """Where a new key goes: after the last one here that comes before it in the format."""
        order = list(shapes().get(str(spec.get("form")), {}))
        before = set(order[: order.index(key)]) if key in order else set()
        earlier = [pair for pair in node.value if pair[0].value in before] or (node.value if key not in order else [])
        if not earlier:
            first = node.value[0][0].start_mark.index
            line = self._line_start(first)
            return line if not self.text[line:first].strip() else self._line_end(self.end(node.value[0][1], node.value[0][0]))
        last = max(earlier, key=lambda pair: pair[0].start_mark.index)
        return self._line_end(self.end(last[1], last[0]))

    def _inserted(self, place: int, written: list[str]) -> Splice:
        text = "".join(line + self.newline for line in written)
        if place and self.text[place - 1] != "\n":  # the last line of a file without a line end
            text = self.newline + text.removesuffix(self.newline)
        return Splice(place, place, text)

    def end(self, node: Node, key: Node | None = None) -> int:
        """Where the value's own text ends: without the blank lines and comments that YAML counts to it."""
        if isinstance(node, SequenceNode | MappingNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1], last[0]) if isinstance(last, tuple) else self.end(last)
        start, end = node.start_mark.index, node.end_mark.index
        if start == end and key is not None:  # "key:" with nothing after it
            return self.text.index(":", key.end_mark.index) + 1
        return int(start + len(self.text[start:end].rstrip()))

    def _ended(self, chunk: str) -> str:
        return chunk if chunk.endswith("\n") else chunk + self.newline

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        """After the line break, or the end of the text."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1


def _nothing(node: Node) -> bool:
    return not node.value or (isinstance(node, ScalarNode) and not node.value.strip())


def bracketed(value: Value, spec: dict[str, object]) -> str:
    """In brackets, on one line."""
    value = shortened(value, spec)
    if isinstance(value, str):
        return scalar(value, str(spec["typ"]), inside=True)
    if isinstance(value, Rows):
        filled = [row.value for row in value.rows if row.value is not None and not is_empty(row.value)]
        return "[" + ", ".join(bracketed(each, item_spec(spec)) for each in filled) + "]"
    pairs = [f"{key}: {bracketed(each, spec_of(spec, key))}" for key, each in value.keys.items() if not is_empty(each)]
    return "{" + ", ".join(pairs) + "}"


def plain(node: Node, spec: dict[str, object]) -> Any:
    """For comparing: texts, lists, dictionaries; the long and the short way of writing the same are the same."""
    if spec["typ"] == "tider":
        return ", ".join(str(each.value) for each in node.value) if isinstance(node, SequenceNode) else str(node.value)
    if isinstance(node, ScalarNode):
        text = " ".join(node.value.split())
        if "kort" in spec:
            return {str(spec["kort"]): text}
        return [plain(node, item_spec(spec))] if "ensam" in spec else text
    if isinstance(node, SequenceNode):
        return [plain(each, item_spec(spec)) for each in node.value]
    return {key.value: plain(value, spec_of(spec, key.value)) for key, value in node.value}


def plain_value(value: Value, spec: dict[str, object]) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Rows):
        return [plain_value(row.value, item_spec(spec)) for row in value.rows if row.value is not None and not is_empty(row.value)]
    return {key: plain_value(each, spec_of(spec, key)) for key, each in value.keys.items() if not is_empty(each)}
