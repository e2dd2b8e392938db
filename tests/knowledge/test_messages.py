"""Every sentence of the validator, provoked by a small bad file and held in one file that a person can read.

The snapshot is messages_snapshot.txt. When a sentence or a rule is changed on purpose, make it anew and read the difference:

    RENEW_SNAPSHOT=1 .venv/app/bin/python -m pytest tests/knowledge/test_messages.py
    git diff tests/knowledge/messages_snapshot.txt
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from bot.knowledge import problems
from bot.knowledge.problems import Severity, messages
from bot.knowledge.reporters import as_text

from .bad_files import BAD, Bad
from .packs import CLEAN, ROOT, check, codes, with_fix, write

SNAPSHOT = Path(__file__).parent / "messages_snapshot.txt"
HEADING = "# What the validator says about one small bad file after another. Renew: see test_messages.py.\n"
NAMES = [f"{bad.code}-{index}" for index, bad in enumerate(BAD)]


def test_the_clean_pack_has_nothing_to_remark(tmp_path: Path) -> None:
    assert codes(check(write(tmp_path, CLEAN))) == []


@pytest.mark.parametrize("bad", BAD, ids=NAMES)
def test_a_bad_file_is_told_where_it_is_wrong(tmp_path: Path, bad: Bad) -> None:
    result = check(write(tmp_path, bad.files))
    said = [found for found in result.problems if found.code == bad.code]
    assert said, codes(result)
    assert bad.path in {found.path for found in said}


def test_every_sentence_is_provoked_and_every_provoked_code_has_its_sentence() -> None:
    # fil-lasfel needs a refusing disk: below
    assert {bad.code for bad in BAD} | {"fil-lasfel"} == set(messages())


def test_every_code_named_in_the_source_has_its_sentence() -> None:
    used = set()
    for path in (ROOT / "bot" / "knowledge").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"problem", "report", "found", "_Refused"}:
                used |= {arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and "-" in arg.value}
    assert len(used) > 40
    assert used <= set(messages())


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, CLEAN)
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "tolk.yml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    result = check(tmp_path)
    assert [(found.path, found.code) for found in result.errors if found.code.startswith("fil")] == [("nationell/rutiner/tolk.yml", "fil-lasfel")]


@pytest.mark.parametrize("bad", BAD, ids=NAMES)
def test_the_mended_line_mends(tmp_path: Path, bad: Bad) -> None:
    """Wherever a corrected line is given, putting it in the file leaves no error there."""
    result = check(write(tmp_path, bad.files))
    for found in result.problems:
        if found.code == bad.code and found.fix:
            text = bad.files[found.path]
            assert isinstance(text, str)
            mended = check(write(tmp_path / "mended", {**bad.files, found.path: with_fix(text, found)}))
            assert bad.code not in codes(mended)
            assert mended.errors == ()


def test_the_whole_report_reads_as_in_the_snapshot(tmp_path: Path) -> None:
    blocks = []
    for index, bad in enumerate(BAD):
        result = check(write(tmp_path / str(index), bad.files))
        blocks.append(f"## {bad.code}\n" + "\n".join(as_text(found) for found in result.problems) + "\n")
    report = HEADING + "\n" + "\n".join(blocks)
    if os.environ.get("RENEW_SNAPSHOT"):
        SNAPSHOT.write_text(report, encoding="utf-8")
    assert report == SNAPSHOT.read_text(encoding="utf-8")


def test_errors_stop_a_pack_and_advice_does_not() -> None:
    found = problems.problem("fil-tom", path="alfa/rutiner/tolk.yml")
    assert found.is_error
    assert not problems.problem("paket-ej-godkant", path="alfa/organisation.yml", status="utkast").is_error
    assert {Severity(entry["niva"]) for entry in messages().values()} == set(Severity)


def test_a_sentence_without_its_values_is_our_own_fault() -> None:
    with pytest.raises(KeyError):
        problems.problem("fil-saknas", path="x")
    with pytest.raises(KeyError):
        problems.problem("finns-inte", path="x")
