from __future__ import annotations

import json
from pathlib import Path

from bot.knowledge.problems import Severity
from bot.knowledge.reporters import as_text, report_json, report_text, summary

from .packs import CLEAN, check, write


def mixed(root: Path):
    local = "id: tolk\nbradska: strax\natt_kontrollera: [numret]\n"
    files = {**CLEAN, "alfa/rutiner/tolk.yml": local, "alfa/rutiner/lapp.txt": "x"}
    return check(write(root, files))


def test_the_text_has_a_heading_for_each_kind_with_errors_first(tmp_path: Path) -> None:
    report = report_text(mixed(tmp_path), prefix="knowledge/")
    assert report == (
        "Fel (1)\n"
        "knowledge/alfa/rutiner/tolk.yml:2:10: bradska: «strax» går inte att välja här. Välj en av: nu, idag, planera.\n"
        "    bradska: strax\n"
        "\n"
        "Varningar (1)\n"
        "knowledge/alfa/rutiner/lapp.txt:1:1: Filen «lapp.txt» läses inte. Rutiner ligger i rutiner/<id>.yml.\n"
        "\n"
        "Att kontrollera före skarpt bruk (1)\n"
        "knowledge/alfa/rutiner/tolk.yml:3:19: att_kontrollera[0]: numret"
    )


def test_only_the_kinds_asked_for_are_told(tmp_path: Path) -> None:
    report = report_text(mixed(tmp_path), severities=frozenset({Severity.WARNING}))
    assert report.startswith("Varningar (1)")
    assert "Fel" not in report


def test_nothing_to_say_is_an_empty_report(clean: Path) -> None:
    assert report_text(check(clean)) == ""


def test_the_summary_counts_each_kind(tmp_path: Path) -> None:
    assert summary(mixed(tmp_path)) == "1 fel, 1 varningar, 1 punkter att kontrollera"


def test_json_tells_the_same_as_the_text(tmp_path: Path) -> None:
    result = mixed(tmp_path)
    told = json.loads(report_json(result))["problems"]
    assert [(row["path"], row["line"], row["column"], row["severity"], row["code"]) for row in told] == [
        (found.path, found.line, found.column, found.severity.value, found.code) for found in result.problems
    ]
    assert "å" in report_json(result)


def test_a_mended_line_is_told_as_an_example(tmp_path: Path) -> None:
    result = check(write(tmp_path, {**CLEAN, "alfa/rutiner/tolk.yml": "id: tolk\nbradska: idagg\n"}))
    assert as_text(result.problems[0]).splitlines()[1:] == ["    bradska: idagg", "    Skriv till exempel:  bradska: idag"]
