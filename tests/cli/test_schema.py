from __future__ import annotations

import json
from pathlib import Path

from knowledge.packs import check

from bot.knowledge.schema import schemas

from .conftest import Run


def test_a_schema_is_written_for_each_kind_of_file_and_is_no_pack(run: Run, knowledge: Path) -> None:
    done = run("schema")
    assert (done.exit_code, done.stdout) == (0, f"Skrev {len(schemas())} scheman till {knowledge / 'schema'}.\n")
    written = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (knowledge / "schema").iterdir()}
    assert written == schemas()
    assert check(knowledge).problems == ()


def test_help_texts_are_readable_in_the_file(run: Run, knowledge: Path) -> None:
    run("schema")
    assert "Göra en orosanmälan" in (knowledge / "schema/rutin.json").read_text(encoding="utf-8")
