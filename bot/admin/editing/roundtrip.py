"""A form's values into YAML text: only what differs is written, every other byte stays (comments, order, quotes, unknown keys, line ends).

ruamel.yaml's round trip keeps comments but lays lines, quotes and indents anew; so the text is spliced instead, at the places that PyYAML's
composed nodes give.
"""

from __future__ import annotations

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.admin.editing.brackets import inside
from bot.admin.editing.reading import NotReadable, composed
from bot.admin.editing.splicing import Source, Splice, gone, origin, same
from bot.admin.editing.tree import Branch, Row, Rows, Value, is_empty
from bot.admin.editing.written import entry, in_order, item, item_spec, lines, shortened, spec_of
from bot.knowledge.parse import shapes

__all__ = ["NotReadable", "rewrite"]


def rewrite(text: str, shape: str, branch: Branch) -> str:
    """`text` with the values of `branch`. `shape`: the name in format.yml. Raises NotReadable."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    newline = "\r\n" if "\r\n" in text else "\n"
    root = composed(text)
    spec: dict[str, object] = {"typ": "objekt", "form": shape}
    if root is None:
        written = lines(branch, spec, 0)
        return mark + text + newline.join([*written, ""])
    if root.flow_style:
        raise NotReadable("in brackets")
    editor = _Editor(Source(text, newline))
    return mark + editor.source.applied(editor.mapping(root, branch, spec), 0, len(text))


class _Editor:
    def __init__(self, source: Source) -> None:
        self.source, self.text, self.newline = source, source.text, source.newline

    def mapping(self, node: MappingNode, branch: Branch, spec: dict[str, object]) -> list[Splice]:
        found: list[Splice] = []
        old = {key.value: (key, value) for key, value in node.value}
        added: dict[int, list[str]] = {}
        for key, value in in_order(branch, spec):
            here = spec_of(spec, key)
            if key in old and gone(old[key][1], value):
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
                return self.source.scalar(node, short, spec)
        if isinstance(node, MappingNode) and isinstance(value, Branch) and not node.flow_style:
            return self.mapping(node, value, spec)
        if isinstance(node, SequenceNode) and isinstance(value, Rows) and not node.flow_style:
            return self._list(node, value, spec)
        return [] if same(node, value, spec) else self._anew(node, key, value, spec)

    def _list(self, node: SequenceNode, value: Rows, spec: dict[str, object]) -> list[Splice]:
        """Items keep their lines and what stands above them; new ones are written with the same indent."""
        rows = [row for row in value.rows if not gone(origin(node, row), row.value)]
        starts = [self.source.line_start(each.start_mark.index) for each in node.value]
        ends = [self.source.line_end(self.source.end(each)) for each in node.value]
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
                parts.append(above[at] + self.source.ended(self._item(node.value[at], row, item_spec(spec), starts[at], ends[at])))
        lost = [above[at] for at in range(len(node.value)) if at not in kept and "#" in above[at]]
        whole = "".join([*parts, *lost])
        if ends[-1] == len(self.text) and not self.text.endswith("\n"):
            whole = whole.removesuffix(self.newline)
        unchanged = whole == self.text[starts[0] : ends[-1]]
        return [] if unchanged else [Splice(starts[0], ends[-1], whole)]

    def _item(self, node: Node, row: Row, spec: dict[str, object], start: int, end: int) -> str:
        """The item's lines with what changes in it."""
        if row.value is None:
            return self.text[start:end]
        value = row.value
        short = shortened(value, spec)
        if isinstance(node, ScalarNode) and isinstance(short, str):
            return self.source.applied(self.source.scalar(node, short, spec), start, end)
        if isinstance(node, MappingNode) and isinstance(value, Branch) and not node.flow_style:
            return self.source.applied(self.mapping(node, value, spec), start, end)
        if same(node, value, spec):
            return self.text[start:end]
        if isinstance(node, MappingNode) and isinstance(value, Branch):
            return self.source.applied(inside(self.source, node, value, spec), start, end)
        dash = self.text.rindex("-", start, node.start_mark.index)
        pad = self.newline + " " * (dash - start)
        return self.source.applied([Splice(dash, self.source.end(node), pad.join(item(value, spec)))], start, end)

    def _anew(self, node: Node, key: Node, value: Value, spec: dict[str, object]) -> list[Splice]:
        """The value written from the start: brackets stay brackets, a text becomes a list, and so on."""
        if isinstance(node, SequenceNode | MappingNode) and node.flow_style:
            return inside(self.source, node, value, spec)
        written = entry(str(key.value), value, spec)
        pad = self.newline + " " * key.start_mark.column
        return [Splice(key.start_mark.index, self.source.end(node, key), pad.join(written))]

    def _without(self, key: Node, value: Node) -> Splice:
        """The entry's lines go; comments above it stay."""
        start = self.source.line_start(key.start_mark.index)
        if self.text[start : key.start_mark.index].strip():  # the first key after a dash: the next one takes its place
            return Splice(key.start_mark.index, self._next_key(key, value), "")
        return Splice(start, self.source.line_end(self.source.end(value, key)), "")

    def _next_key(self, key: Node, value: Node) -> int:
        end = self.source.line_end(self.source.end(value, key))
        rest = self.text[end:]
        return end + len(rest) - len(rest.lstrip(" "))

    def _after(self, node: MappingNode, key: str, spec: dict[str, object]) -> int:
        """Where a new key goes: after the last one here that comes before it in the format."""
        order = list(shapes().get(str(spec.get("form")), {}))
        before = set(order[: order.index(key)]) if key in order else set()
        earlier = [pair for pair in node.value if pair[0].value in before] or (node.value if key not in order else [])
        if not earlier:
            first = node.value[0][0].start_mark.index
            line = self.source.line_start(first)
            return line if not self.text[line:first].strip() else self.source.line_end(self.source.end(node.value[0][1], node.value[0][0]))
        last = max(earlier, key=lambda pair: pair[0].start_mark.index)
        return self.source.line_end(self.source.end(last[1], last[0]))

    def _inserted(self, place: int, written: list[str]) -> Splice:
        text = "".join(line + self.newline for line in written)
        if place and self.text[place - 1] != "\n":  # the last line of a file without a line end
            text = self.newline + text.removesuffix(self.newline)
        return Splice(place, place, text)


def _nothing(node: Node) -> bool:
    return not node.value or (isinstance(node, ScalarNode) and not node.value.strip())
