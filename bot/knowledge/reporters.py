"""Problems as text for people and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.knowledge.problems import Problem, Severity
from bot.knowledge.validate import Result

_TRY = {Severity.ERROR: "Skriv till exempel:", Severity.WARNING: "Förslag:", Severity.CHECK: ""}


def as_text(found: Problem, prefix: str = "") -> str:
    """`file:line:column: key: what is wrong`, the line as it stands, the line as it could stand."""
    crumb = f"{found.crumb}: " if found.crumb else ""
    lines = [f"{prefix}{found.path}:{found.line}:{found.column}: {crumb}{found.text}"]
    if found.source.strip() and found.severity is not Severity.CHECK:
        lines.append(f"    {found.source.strip()}")
    if found.fix:
        lines.append(f"    {_TRY[found.severity]}  {found.fix}")
    return "\n".join(lines)


def report_text(result: Result, *, prefix: str = "", severities: frozenset[Severity] = frozenset(Severity)) -> str:
    blocks = []
    headings = {Severity.ERROR: "Fel", Severity.WARNING: "Varningar", Severity.CHECK: "Att kontrollera före skarpt bruk"}
    for severity in Severity:
        chosen = [found for found in result.problems if found.severity is severity]
        if chosen and severity in severities:
            blocks.append(f"{headings[severity]} ({len(chosen)})\n" + "\n".join(as_text(found, prefix) for found in chosen))
    return "\n\n".join(blocks)


def summary(result: Result) -> str:
    """One line: how many of each."""
    counts = (
        f"{result.count(Severity.ERROR)} fel",
        f"{result.count(Severity.WARNING)} varningar",
        f"{result.count(Severity.CHECK)} punkter att kontrollera",
    )
    return ", ".join(counts)


def report_json(result: Result) -> str:
    return json.dumps({"problems": [asdict(found) for found in result.problems]}, ensure_ascii=False, indent=2)
