"""YAML text → composed nodes, which know where they stand. What has tricks in it never becomes a form."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.admin.editing.tree import Rows, Value, is_empty
from bot.admin.editing.written import item_spec, spec_of
from bot.knowledge.source import MAX_DEPTH


class NotReadable(ValueError):
    """The text is no plain YAML mapping: it can only be mended as text."""


def composed(text: str) -> MappingNode | None:
    """None for a text without content. Anchors are refused, so that nothing can grow while it is walked; so are tags, and keys that are no texts."""
    try:
        _refuse_tricks(text)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise NotReadable(str(error)) from error
    if root is None:
        return None
    if not isinstance(root, MappingNode) or not _simple(root, text):
        raise NotReadable("no mapping of texts")
    return root


def _refuse_tricks(text: str) -> None:
    """Before anything is composed: that is done by recursion, which a deep enough text would break."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.events.CollectionStartEvent) - isinstance(event, yaml.events.CollectionEndEvent)
        if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise NotReadable("too deep, or an anchor or a tag")


def _simple(node: Node, text: str) -> bool:
    """Every key is a text that stands alone: `? key` would hide from a splice."""
    if isinstance(node, SequenceNode):
        return all(_simple(each, text) for each in node.value)
    if isinstance(node, MappingNode):
        keys = [key for key, _ in node.value]
        alone = all(isinstance(key, ScalarNode) and not _asked(text, key) for key in keys)
        return alone and all(_simple(value, text) for _, value in node.value)
    return True


def _asked(text: str, key: Node) -> bool:
    at: int = key.start_mark.index
    return text[max(0, at - 80) : at].rstrip(" ").endswith("?")


def plain(node: Node, spec: dict[str, object]) -> Any:
    """For comparing: texts, lists, dictionaries; the long and the short way of writing the same are the same."""
    if spec["typ"] == "tider" and isinstance(node, SequenceNode):
        return ", ".join(str(each.value) for each in node.value)
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
