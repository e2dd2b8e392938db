"""The one validator: command line, start-up, live reload, editor and CI all call `validate`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge import checks
from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL, PackFiles, Reader
from bot.knowledge.model import Pack
from bot.knowledge.problems import Problem, Severity


@dataclass(frozen=True)
class Result:
    """What was read and all that is to be said about it, sorted by place."""

    packs: Mapping[str, Pack]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(found for found in self.problems if found.is_error)

    def count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.problems)

    def broken_packs(self) -> frozenset[str]:
        return frozenset(found.path.split("/", 1)[0] for found in self.errors)

    def guides(self) -> dict[str, Guide]:
        """Organisation id → guide, for every municipality that could be read."""
        national = self.packs.get(NATIONAL)
        if national is None:
            return {}
        return {pack.id: Guide(national, pack) for pack in self.packs.values() if pack.organisation is not None}


def validate(root: Path, today: date, reader: Reader | None = None) -> Result:
    """Read every pack under `root` and check it. Never raises for bad content."""
    files = (reader or Reader(root)).read()
    problems = [found for pack in files.values() for found in pack.problems]
    national = files.get(NATIONAL)
    if national is None:
        national = PackFiles(NATIONAL)
        problems.append(_no_national())
    if national.pack is not None:
        for pack in files.values():
            if pack.pack is not None:
                checked = checks.Checked(pack, national, today)
                for check in checks.ALL:
                    problems.extend(check(checked))
    packs = {pack.id: pack.pack for pack in files.values() if pack.pack is not None}
    return Result(packs, tuple(sorted(set(problems))))


def _no_national() -> Problem:
    from bot.knowledge.problems import problem

    return problem("fil-saknas", path=f"{NATIONAL}/paket.yml", namn="paket.yml", mapp=NATIONAL)
