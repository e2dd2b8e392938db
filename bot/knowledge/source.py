"""YAML text → a tree that remembers where each value stands.

PyYAML's composed nodes are used, not its loaded objects: scalars stay as written and nothing is guessed ("16:30" read as 990,
"no" as False, a second key silently winning). Anchors and tags are refused, which also stops "billion laughs" files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.knowledge.problems import Problem, problem

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12
_TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Place:
    """A position in a file; `line` and `column` count from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Text:
    value: str
    place: Place
    guessed: str = ""
    """What YAML would have made of the unquoted value: "int", "bool", "timestamp", "null" …; empty when it is text."""


@dataclass(frozen=True)
class Items:
    items: tuple[Value, ...]
    place: Place


@dataclass(frozen=True)
class Entry:
    key: str
    key_place: Place
    value: Value


@dataclass(frozen=True)
class Mapping:
    entries: tuple[Entry, ...]
    place: Place

    def get(self, key: str) -> Value | None:
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key == key), None)


Value = Text | Items | Mapping


@dataclass
class Document:
    """One file read. `root` is None when it could not be read at all; `problems` says why."""

    path: str
    text: str
    root: Mapping | None = None
    problems: list[Problem] = field(default_factory=list)

    def line(self, number: int) -> str:
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def report(self, code: str, place: Place, crumb: str = "", fix: str = "", **values: object) -> None:
        """Add a problem at `place`, with the source line."""
        self.problems.append(
            problem(
                code,
                path=self.path,
                line=place.line,
                column=place.column,
                crumb=crumb,
                source=self.line(place.line).rstrip(),
                fix=fix,
                **values,
            )
        )


class _Refused(Exception):
    def __init__(self, code: str, place: Place) -> None:
        super().__init__(code)
        self.code, self.place = code, place


# libyaml where PyYAML has it (ten times faster); its messages are poorer, so errors are explained by the Python parser.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COLLECTION_START = (yaml.events.SequenceStartEvent, yaml.events.MappingStartEvent)
_COLLECTION_END = (yaml.events.SequenceEndEvent, yaml.events.MappingEndEvent)
_QUOTED_VALUE = re.compile(r'\s*(?:- )*(?:[\w-]+: +)?"')
_NO_SPACE = re.compile(r"\s*(?:- )?[a-z_]+:(?=[^\s:/])|\s*-(?=[^\s\-])")
_BRACKETS = {"sequence": "]", "mapping": "}"}


def _refuse_tricks(text: str, loader: Any) -> None:
    """Raise `_Refused` at the first anchor, alias, tag or too deep nesting. Events only: nothing is expanded."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        mark = event.start_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        if isinstance(event, yaml.events.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("yaml-ankare", place)
        if getattr(event, "tag", None) is not None:
            raise _Refused("yaml-tagg", place)
        if isinstance(event, _COLLECTION_START):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Refused("yaml-djup", place)
        elif isinstance(event, _COLLECTION_END):
            depth -= 1


def _compose(text: str, loader: Any) -> Node | None:
    _refuse_tricks(text, loader)
    node: Node | None = yaml.compose(text, Loader=loader)
    return node


def _composed(text: str) -> Node | None:
    """The node, or the Python parser's error. Where only libyaml refuses (a lone surrogate, a number without end), its error counts."""
    try:
        return _compose(text, _Loader)
    except yaml.YAMLError as refused:
        try:
            _compose(text, yaml.SafeLoader)
        except (ValueError, OverflowError):
            raise refused from None
        raise


def parse(path: str, data: bytes) -> Document:
    """Bytes of one file → Document. Never raises for bad content: what is wrong is in `problems`."""
    if len(data) > MAX_BYTES:
        document = Document(path, "")
        document.report("fil-for-stor", Place(1, 1), storlek=len(data) // 1024, grans=MAX_BYTES // 1024)
        return document
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        document = Document(path, data.decode("latin-1"))
        line = data[: error.start].count(b"\n") + 1
        document.report("fil-teckenkodning", Place(line, 1))
        return document
    document = Document(path, text)
    try:
        node = _composed(text)
    except _Refused as refused:
        document.report(refused.code, refused.place)
        return document
    except yaml.MarkedYAMLError as error:
        _explain_syntax(document, error)
        return document
    except yaml.YAMLError as error:  # a character YAML does not allow
        position = getattr(error, "position", 0)
        before = (text[:position] + "|").splitlines()
        place = Place(len(before), len(before[-1]))
        document.report("yaml-tecken", place, tecken=f"U+{ord(text[position]):04X}" if position < len(text) else "")
        return document
    if node is None:
        document.report("fil-tom", Place(1, 1))
        return document
    root = _convert(document, node)
    if isinstance(root, Mapping):
        document.root = root
    else:
        document.report("fil-ingen-karta", Place(1, 1))
    return document


def _convert(document: Document, node: Node) -> Value:
    place = Place(node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, ScalarNode):
        guessed = "" if node.tag == _TEXT_TAG else node.tag.rsplit(":", 1)[-1]
        return Text(str(node.value), place, guessed)
    if isinstance(node, SequenceNode):
        return Items(tuple(_convert(document, item) for item in node.value), place)
    assert isinstance(node, MappingNode)
    return Mapping(tuple(_entries(document, node)), place)


def _entries(document: Document, node: MappingNode) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        place = Place(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, ScalarNode):
            document.report("nyckel-ej-text", place)
            continue
        key = str(key_node.value)
        value = _convert(document, value_node)
        if key in seen:
            document.report("nyckel-dubbel", place, crumb=key, nyckel=key, rad=seen[key])
            continue
        seen[key] = place.line
        yield Entry(key, place, value)


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def mend_line(line: str, column: int, value: str, replacement: str, *, with_quotes: bool = False) -> str:
    """`line` with `value` at `column` (from 1) replaced; empty when the value does not stand there. `with_quotes`: its own quotes go too."""
    head, tail = line[: column - 1], line[column - 1 :]
    quote = tail[:1] if tail[:1] in {'"', "'"} else ""
    written = quote + value + quote if with_quotes else quote + value
    if not tail.startswith(written):
        return ""
    return (head + ("" if with_quotes else quote) + replacement + tail[len(written) :]).strip()


def _explain_syntax(document: Document, error: yaml.MarkedYAMLError) -> None:
    mark = error.problem_mark or error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    said = error.problem or ""
    line = document.line(place.line)
    if "\t" in line and ("cannot start any token" in said or "tab" in said or "expected" in said):
        document.report("yaml-tabb", place, fix=line.expandtabs(2).rstrip())
        return
    if "mapping values are not allowed" in said:
        start = line.find(": ")
        head, value = line[: start + 2], line[start + 2 :]
        if ":" in value:
            document.report("yaml-kolon", place, fix=f"{head.strip()} {quoted(value.strip())}")
        elif not _explain_missing_space(document, place):
            document.report("yaml-indrag", place)
        return
    if "escape" in said:
        slash = line.rfind("\\", 0, place.column)
        document.report("yaml-snedstreck", place, fix=(line[:slash] + "\\" + line[slash:]).strip() if slash >= 0 else "")
        return
    if _explain_quote(document, said, place) or _explain_missing_space(document, place) or _explain_bracket(document, error):
        return
    if "end of stream" in said or "quoted scalar" in (error.context or ""):
        context = error.context_mark
        if context is not None:
            place = Place(context.line + 1, context.column + 1)
            bad = document.line(place.line).rstrip()
            quote = bad[place.column - 1 : place.column]
            document.report("yaml-citat", place, fix=(bad + quote).strip() if quote in {'"', "'"} else "")
            return
    if "expected <block end>" in said or "could not find expected ':'" in said:
        code = "yaml-kolon-saknas" if "could not find" in said else "yaml-indrag"
        if error.context_mark is not None and code == "yaml-kolon-saknas":
            place = Place(error.context_mark.line + 1, error.context_mark.column + 1)
            bad = document.line(place.line).rstrip()
            document.report(code, place, fix=bad.strip() + ":" if re.fullmatch(r"\s*\w+", bad) else "")
            return
        document.report(code, place)
        return
    if "found another document" in said:
        document.report("yaml-dokument", place)
        return
    if "cannot start any token" in said or "expected the node content" in said or "expected chomping" in said:
        place = Place(place.line, place.column - 1) if "expected chomping" in said else place
        start = line.find(": ")
        value = line[start + 2 :].strip() if start >= 0 else ""
        document.report(
            "yaml-tecken-forst",
            place,
            fix=f"{line[: start + 1].strip()} {quoted(value)}" if value else "",
            tecken=line[place.column - 1 : place.column],
        )
        return
    document.report("yaml-syntax", place, orsak=said or str(error))


def _explain_quote(document: Document, said: str, place: Place) -> bool:
    """A text that goes on after its closing quote: the quote stands inside the text, or an earlier one was never closed."""
    if "expected <block end>, but found '<scalar>'" not in said:
        return False
    for number in range(1, place.line + 1):
        line = document.line(number).rstrip()
        opened = _QUOTED_VALUE.match(line)
        if opened is None:
            continue
        column = opened.end()
        value = line[column - 1 :]
        if number == place.line:
            inner = value[1:-1] if len(value) > 1 and value.endswith('"') else value
            document.report("yaml-citat-inuti", place, fix=f"{line[: column - 1].strip()} {quoted(inner)}")
            return True
        if value.count('"') % 2:
            document.report("yaml-citat", Place(number, column), fix=(line + '"').strip())
            return True
    return False


def _explain_missing_space(document: Document, place: Place) -> bool:
    """ "titel:Boka" and "-Ring": the line, or the one above, lacks the blank that makes it a key or a list item."""
    for number in (place.line - 1, place.line):
        line = document.line(number)
        found = _NO_SPACE.match(line)
        if found:
            at = found.end()
            document.report("yaml-mellanslag", Place(number, at + 1), fix=f"{line[:at]} {line[at:]}".strip())
            return True
    return False


def _explain_bracket(document: Document, error: yaml.MarkedYAMLError) -> bool:
    """A list or mapping in brackets that is never closed; pointed out where it opens."""
    kind = next((kind for kind in _BRACKETS if f"parsing a flow {kind}" in (error.context or "")), "")
    opened = error.context_mark
    if "flow node" in (error.context or "") and "<stream end>" in (error.problem or ""):
        before = document.text[: max(document.text.rfind("["), document.text.rfind("{")) + 1].splitlines()
        kind, place = "sequence" if before[-1].endswith("[") else "mapping", Place(len(before), len(before[-1]))
    elif kind and opened is not None:
        place = Place(opened.line + 1, opened.column + 1)
    else:
        return False
    line = document.line(place.line).rstrip()
    closing = _BRACKETS[kind]
    document.report(
        "yaml-parentes", place, fix="" if closing in line[place.column :] or line.endswith(",") else (line + closing).strip(), tecken=closing
    )
    return True
