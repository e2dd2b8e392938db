"""A text, and pieces to be put into it at places that composed nodes give."""

from __future__ import annotations

from dataclasses import dataclass

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.admin.editing.reading import plain, plain_value
from bot.admin.editing.tree import Branch, Row, Rows, Value, is_empty
from bot.admin.editing.written import scalar as written


@dataclass(frozen=True)
class Splice:
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Source:
    text: str
    newline: str

    def applied(self, splices: list[Splice], start: int, end: int) -> str:
        """The text between `start` and `end` with the splices in it."""
        parts, at = [], start
        for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
            parts += [self.text[at : splice.start], splice.text]
            at = splice.end
        return "".join([*parts, self.text[at:end]])

    def end(self, node: Node, key: Node | None = None) -> int:
        """Where the value's own text ends: without the blank lines and comments that YAML counts to it."""
        if isinstance(node, SequenceNode | MappingNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1], last[0]) if isinstance(last, tuple) else self.end(last)
        start, end = node.start_mark.index, node.end_mark.index
        if start == end and key is not None:  # "key:" with nothing after it
            return self.text.index(":", key.end_mark.index) + 1
        return int(start + len(self.text[start:end].rstrip()))

    def ended(self, chunk: str) -> str:
        return chunk if chunk.endswith("\n") else chunk + self.newline

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """After the line break, or the end of the text."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def scalar(self, node: ScalarNode, text: str, spec: dict[str, object], *, inside: bool = False) -> list[Splice]:
        if " ".join(node.value.split()) == " ".join(text.split()):
            return []
        quote = node.style if node.style in ("'", '"') else ""
        start, end = node.start_mark.index, self.end(node)
        blank = " " if start == end and self.text[start - 1 : start] == ":" else ""
        return [Splice(start, end, blank + written(text, str(spec["typ"]), inside=inside, quote=quote))]


def gone(node: Node | None, value: Value | None) -> bool:
    """Whether nothing is left of `node` when it has become `value`. Keys that the form does not know stay."""
    if value is None or not is_empty(value):
        return False
    if isinstance(node, MappingNode) and isinstance(value, Branch):
        return all(key.value in value.keys and gone(each, value.keys[key.value]) for key, each in node.value)
    if isinstance(node, SequenceNode) and isinstance(value, Rows):
        return all(gone(origin(node, row), row.value) for row in value.rows)
    return True


def origin(node: SequenceNode, row: Row) -> Node | None:
    """The item that the row was, in the list that it is from."""
    found: Node | None = node.value[row.origin] if row.origin is not None and row.origin < len(node.value) else None
    return found


def same(node: Node, value: Value, spec: dict[str, object]) -> bool:
    """Keys that the form does not know do not count."""
    there = plain(node, spec)
    if isinstance(node, MappingNode) and isinstance(value, Branch):
        there = {key: each for key, each in there.items() if key in value.keys}
    return bool(there == plain_value(value, spec))
