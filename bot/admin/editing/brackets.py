"""Values within [brackets] and {braces}, where line breaks and blanks mean nothing."""

from __future__ import annotations

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.admin.editing.splicing import Source, Splice, gone, origin, same
from bot.admin.editing.tree import Branch, Rows, Value, is_empty
from bot.admin.editing.written import bracketed, in_order, item_spec, shortened, spec_of


def inside(source: Source, node: Node, value: Value, spec: dict[str, object]) -> list[Splice]:
    """In brackets: values in their places and new ones last, so that line breaks stay. When something is moved or goes, all on one line."""
    short = shortened(value, spec)
    if isinstance(node, ScalarNode) and isinstance(short, str):
        return source.scalar(node, short, spec, inside=True)
    pairs: list[tuple[Node, Value, dict[str, object]]] = []
    added: list[str] = []
    stays = False
    if isinstance(node, MappingNode) and isinstance(value, Branch):
        old = {key.value: each for key, each in node.value}
        pairs = [(old[key], each, spec_of(spec, key)) for key, each in value.keys.items() if key in old]
        added = [f"{key}: {bracketed(each, spec_of(spec, key))}" for key, each in in_order(value, spec) if key not in old and not is_empty(each)]
        stays = not any(gone(was, each) for was, each, _ in pairs)
    elif isinstance(node, SequenceNode) and isinstance(value, Rows):
        rows = [row for row in value.rows if not gone(origin(node, row), row.value)]
        kept, new = rows[: len(node.value)], rows[len(node.value) :]
        pairs = [(each, row.value, item_spec(spec)) for each, row in zip(node.value, kept, strict=False) if row.value is not None]
        added = [bracketed(row.value, item_spec(spec)) for row in new if row.value is not None]
        stays = [row.origin for row in rows] == [*range(len(node.value)), *[None for _ in new]]
    last = node.value[-1] if isinstance(node, SequenceNode | MappingNode) and node.value else None
    at = source.end(last[1] if isinstance(last, tuple) else last) if last else 0
    if not stays or not at or (added and source.text[at - 1] == ":"):
        return [Splice(node.start_mark.index, source.end(node), in_brackets(source, node, value, spec))]
    more = [Splice(at, at, "".join(f", {each}" for each in added))] if added else []
    return [splice for each, wanted, here in pairs for splice in inside(source, each, wanted, here)] + more


def in_brackets(source: Source, node: Node, value: Value, spec: dict[str, object]) -> str:
    """What is as it was is copied, with keys that the form does not know; the rest is written anew, on one line."""
    if same(node, value, spec):
        return source.text[node.start_mark.index : source.end(node)]
    if isinstance(node, MappingNode) and isinstance(value, Branch):
        old = {key.value: each for key, each in node.value}
        parts = []
        for key in [*old, *(key for key in value.keys if key not in old)]:
            if key not in value.keys:
                parts.append(f"{key}: {source.text[old[key].start_mark.index : source.end(old[key])]}")
            elif not gone(old.get(key), value.keys[key]):
                here = spec_of(spec, key)
                written = in_brackets(source, old[key], value.keys[key], here) if key in old else bracketed(value.keys[key], here)
                parts.append(f"{key}: {written}")
        return "{" + ", ".join(parts) + "}"
    if isinstance(node, SequenceNode) and isinstance(value, Rows):
        items = []
        for row in value.rows:
            each, here = origin(node, row), item_spec(spec)
            if row.value is None and each is not None:
                items.append(source.text[each.start_mark.index : source.end(each)])
            elif row.value is not None and not gone(each, row.value):
                items.append(in_brackets(source, each, row.value, here) if each is not None else bracketed(row.value, here))
        return "[" + ", ".join(items) + "]"
    return bracketed(value, spec)
