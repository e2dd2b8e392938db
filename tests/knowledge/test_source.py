"""YAML of every broken kind: told, never raised, and always pointed out inside the file."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.load import Reader
from bot.knowledge.parse import parse_file
from bot.knowledge.problems import Problem
from bot.knowledge.source import MAX_BYTES, MAX_DEPTH, Document, Items, Mapping, Place, Text, mend_line, parse, quoted
from bot.knowledge.validate import validate

from .packs import CLEAN, NATIONAL, ROOT, TODAY, check, write

BROKEN = {
    "tab": (b"id: tolk\nsteg:\n\t- Ring\n", "yaml-tabb", 3, 1),
    "colon in text": ("titel: Tolk: så här\n".encode(), "yaml-kolon", 1, 12),
    "unclosed double quote": (b'id: tolk\ntitel: "Tolk\n', "yaml-citat", 2, 8),
    "unclosed single quote": (b"id: tolk\ntitel: 'Tolk\nsteg: Ring\n", "yaml-citat", 2, 8),
    "quote closed by the next one": (b'titel: "Tolk\nsteg:\n  - "Ring"\n', "yaml-citat", 1, 8),
    "quote inside quotes": (b'titel: "Fraga "vem" forst"\n', "yaml-citat-inuti", 1, 16),
    "bad escape": (b'titel: "C:\\qolk"\n', "yaml-snedstreck", 1, 12),
    "escape beyond Unicode": (b'titel: "\\UFFFFFFFF"\n', "yaml-snedstreck", 1, 11),
    "lone surrogate": (b'titel: "\\uD800"\n', "yaml-snedstreck", 1, 11),
    "wrong indent": (b"steg:\n    - Ring\n  - Skriv\n", "yaml-indrag", 3, 3),
    "no blank after colon": (b"titel:Tolk\nagare: Rektorn\n", "yaml-mellanslag", 1, 7),
    "no blank after dash": (b"steg:\n- Ring\n-Skriv\n", "yaml-mellanslag", 3, 2),
    "open bracket": (b"kontakter: [chef, jour\ntitel: Tolk\n", "yaml-parentes", 1, 12),
    "open brace": (b"kallor:\n  - {titel: Kunskapsguiden\n", "yaml-parentes", 2, 5),
    "two documents": (b"id: tolk\n---\nid: tolk\n", "yaml-dokument", 2, 1),
    "anchor": (b"titel: &t Tolk\nagare: *t\n", "yaml-ankare", 1, 8),
    "alias alone": (b"titel: *stjarna\n", "yaml-ankare", 1, 8),
    "tag": (b"titel: !!python/object/apply:os.system [ls]\n", "yaml-tagg", 1, 8),
    "too deep": (b"a: " + b"[" * 5000 + b"]" * 5000, "yaml-djup", 1, 3 + MAX_DEPTH),
    "not UTF-8": ("id: tolk\ntitel: Språk\n".encode("latin-1"), "fil-teckenkodning", 2, 1),
    "UTF-16": ("id: tolk\n".encode("utf-16"), "fil-teckenkodning", 1, 1),
    "empty": (b"", "fil-tom", 1, 1),
    "blank": (b"\n\n   \n", "fil-tom", 1, 1),
    "comments only": (b"# titel: Tolk\n", "fil-tom", 1, 1),
    "list at top": (b"- id: tolk\n", "fil-ingen-karta", 1, 1),
    "text at top": (b"tolk\n", "fil-ingen-karta", 1, 1),
    "duplicate key": (b"id: tolk\ntitel: A\ntitel: B\n", "nyckel-dubbel", 3, 1),
    "list as key": (b"? [a, b]\n: c\n", "nyckel-ej-text", 1, 3),
    "control character": (b"id: tolk\ntitel: To\x07lk\n", "yaml-tecken", 2, 10),
    "null byte": (b"id: \x00\n", "yaml-tecken", 1, 5),
    "control character after an old Mac line end": (b"id: tolk\rtitel: \x07\n", "yaml-tecken", 2, 8),
    "version without end": (b"%YAML 1." + b"9" * 5000 + b"\n---\nid: tolk\n", "yaml-syntax", 1, 18),
    "huge": (b"#" * (MAX_BYTES + 1), "fil-for-stor", 1, 1),
}


@pytest.mark.parametrize(("data", "code", "line", "column"), BROKEN.values(), ids=BROKEN)
def test_broken_yaml_is_told_at_its_place(data: bytes, code: str, line: int, column: int) -> None:
    document = parse("alfa/rutiner/tolk.yml", data)
    assert [(found.code, found.line, found.column) for found in document.problems] == [(code, line, column)]


def test_a_billion_laughs_file_is_refused_before_anything_is_expanded() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    tracemalloc.start()
    document = parse("x.yml", "\n".join(lines).encode())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [found.code for found in document.problems] == ["yaml-ankare"]
    assert document.root is None
    assert peak < 1_000_000


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    bad = {f"alfa/rutiner/{index}.yml": data for index, (data, _, _, _) in enumerate(BROKEN.values())}
    result = check(write(tmp_path, {**CLEAN, **bad}))
    assert {found.path for found in result.errors} >= set(bad)
    assert {"alfa", "nationell"} <= result.packs.keys()


def test_all_faults_of_one_file_come_at_once() -> None:
    text = "xyz: 1\ntitel:\nbradska: strax\ngranskad: igår\nsteg: Ring\nkontakter: [Soc!]\ntitel: x\n"
    parsed = parse_file(parse("alfa/rutiner/tolk.yml", text.encode()), "rutin", frozenset({"alltid"}))
    assert sorted(found.code for found in parsed.document.problems) == sorted(
        ["nyckel-dubbel", "nyckel-okand", "varde-tomt", "val-fel", "datum-fel", "varde-ej-lista", "id-fel", "nyckel-saknas"]
    )


def test_nothing_is_guessed() -> None:
    document = parse("x.yml", b'a: 16:30\nb: no\nc: 0123\nd: 2026-11-22\ne: text\nf: "0123"\n')
    assert document.root is not None
    values = {entry.key: entry.value for entry in document.root.entries}
    assert {key: (value.value, value.guessed) for key, value in values.items() if isinstance(value, Text)} == {
        "a": ("16:30", "int"),
        "b": ("no", "bool"),
        "c": ("0123", "int"),
        "d": ("2026-11-22", "timestamp"),
        "e": ("text", ""),
        "f": ("0123", ""),
    }


def test_places_count_from_one_and_ignore_the_byte_order_mark() -> None:
    document = parse("x.yml", "\ufefföar:\n  - {namn: Å}\n".encode())
    assert document.root is not None
    assert document.root.entries[0].key_place == Place(1, 1)
    listed = document.root.get("öar")
    assert isinstance(listed, Items)
    row = listed.items[0]
    assert isinstance(row, Mapping)
    assert row.place == Place(2, 5)
    assert row.entries[0].value.place == Place(2, 12)


def test_windows_line_ends_are_fine() -> None:
    document = parse("x.yml", b"id: tolk\r\ntitel: Tolk\r\n")
    assert document.problems == []
    assert document.line(2) == "titel: Tolk"


def test_a_line_outside_the_file_is_empty() -> None:
    document = Document("x.yml", "a\nb")
    assert (document.line(0), document.line(2), document.line(3)) == ("", "b", "")


@pytest.mark.parametrize(
    ("line", "column", "value", "mended"),
    [
        ("  typ: bvcc", 8, "bvcc", "typ: bvc"),
        ('- {id: bvcc, typ: "bvcc"}', 19, "bvcc", '- {id: bvcc, typ: "bvc"}'),
        ("typ: >-", 6, "bvcc", ""),
    ],
)
def test_only_the_value_at_its_place_is_mended(line: str, column: int, value: str, mended: str) -> None:
    assert mend_line(line, column, value, "bvc") == mended


def test_own_quotes_go_with_the_value_when_asked() -> None:
    assert mend_line("roll: 'a'", 7, "a", "[a]", with_quotes=True) == "roll: [a]"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff")))
def test_quoted_text_is_read_back_as_it_was(text: str) -> None:
    document = parse("x.yml", f"a: {quoted(text)}\n".encode())
    assert document.root is not None
    value = document.root.get("a")
    assert isinstance(value, Text)
    assert value.value == text


def _inside(data: bytes, found: Problem) -> bool:
    """The place exists in an editor: one of its lines (the empty one after the last line end counts), at most one step past its end."""
    text = data.decode("utf-8-sig", errors="replace")
    lines = [*text.splitlines(), ""]
    return 1 <= found.line <= len(lines) and 1 <= found.column <= len(lines[found.line - 1]) + 1


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    document = parse("x.yml", data)
    assert document.root is not None or document.problems
    assert all(_inside(data, found) for found in document.problems)


_YAMLISH = st.text(st.sampled_from("abå: -\n\t\"'[]{}#&*!|>%@\\,?0129\u2028\x85"), max_size=120)


@given(_YAMLISH)
def test_any_yaml_like_text_is_checked_without_raising(text: str) -> None:
    for shape in ("rutin", "kontaktfil", "organisation", "paket", "farafil", "begreppsfil"):
        parsed = parse_file(parse("x.yml", text.encode()), shape, frozenset({"alltid"}))
        assert all(_inside(text.encode(), found) for found in parsed.document.problems)


_REAL = [
    path.relative_to(ROOT / "knowledge").as_posix()
    for path in sorted((ROOT / "knowledge").glob("*/*.yml")) + sorted((ROOT / "knowledge").glob("*/rutiner/*.yml"))
]
_SHAPES = {"organisation": "organisation", "kontakter": "kontaktfil", "begrepp": "begreppsfil", "paket": "paket", "fara": "farafil"}


@given(st.data())
def test_a_mutated_real_file_is_told_without_raising(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_REAL))
    text = (ROOT / "knowledge" / path).read_text(encoding="utf-8")[:6000]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(_YAMLISH) + text[start + length :]
    shape = _SHAPES.get(Path(path).stem, "rutin") if "/rutiner/" not in path else "rutin"
    parsed = parse_file(parse(path, text.encode()), shape, frozenset({"alltid", "egen", "nationell"}))
    assert all(_inside(text.encode(), found) for found in parsed.document.problems)
    assert all(
        _inside(text.encode(), Problem(path, place.line, place.column, found.severity, "", ""))
        for place in parsed.places.values()
        for found in parsed.document.problems
    )


@given(name=st.sampled_from([name for name in CLEAN if "fara" not in name]), start=st.integers(0, 2000), length=st.integers(0, 60), put=_YAMLISH)
def test_a_mutated_pack_is_validated_without_raising(tmp_path_factory: pytest.TempPathFactory, name: str, start: int, length: int, put: str) -> None:
    root = tmp_path_factory.mktemp("pack")
    text = CLEAN[name][:start] + put + CLEAN[name][start + length :]
    result = validate(write(root, {**CLEAN, name: text}), TODAY, Reader(root))
    assert all(_inside((root / found.path).read_bytes(), found) for found in result.problems if (root / found.path).is_file())
    assert result.guides().keys() <= {"alfa"}


def test_a_pack_of_nothing_but_noise_leaves_the_others_alone(tmp_path: Path) -> None:
    result = check(write(tmp_path, {**CLEAN, **{name.replace("nationell", "brus"): b"\xff\x00" for name in NATIONAL}}))
    assert "alfa" in result.guides()
    assert {found.path.split("/")[0] for found in result.errors} == {"brus"}
