""" "Rätta åt mig": the validator's suggestion put into the text."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.problems import Problem


def mended(text: str, problem: Problem) -> str | None:
    """The text with the problem's line as suggested; None when the line is not there (any more)."""
    lines = text.splitlines(keepends=True)
    if not problem.fix or not 0 < problem.line <= len(lines):
        return None
    line = lines[problem.line - 1]
    body = line.rstrip("\r\n")
    if body.rstrip() != problem.source.rstrip():
        return None
    indent = body[: len(body) - len(body.lstrip())].expandtabs(2)
    lines[problem.line - 1] = indent + problem.fix.strip() + line[len(body) :]
    return "".join(lines)


def pointed_out(problems: Sequence[Problem], which: str) -> Problem | None:
    """`which`: `line:column:code`, as a button carries it."""
    return next((each for each in problems if f"{each.line}:{each.column}:{each.code}" == which), None)
