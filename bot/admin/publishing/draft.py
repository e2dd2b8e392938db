"""One person's draft in one organisation, as the pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from bot.admin.desk import Desk
from bot.admin.editing.drafts import Draft, Drafts
from bot.admin.publishing.difference import Change, changes
from bot.admin.publishing.files import read
from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL
from bot.knowledge.model import Pack
from bot.knowledge.problems import Problem, Severity
from bot.knowledge.validate import validate


@dataclass(frozen=True)
class FileChange:
    """`kind`: `ny`, `andrad` or `borttagen`. `name`: the routine's heading, else "" (then the path tells the kind of file)."""

    path: str
    kind: str
    name: str
    changes: tuple[Change, ...]
    stale: bool = False


@dataclass(frozen=True)
class Checked:
    """The knowledge with a draft over it. `errors` stand in the way of publishing."""

    packs: Mapping[str, Pack]
    guides: Mapping[str, Guide]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(found for found in self.problems if found.is_error)


def drafts_of(desk: Desk) -> Drafts:
    return Drafts(desk.engine, desk.live.root)


def file_change(path: str, before: bytes | None, after: bytes | None, *, stale: bool = False) -> FileChange:
    kind = "ny" if before is None else "borttagen" if after is None else "andrad"
    return FileChange(path, kind, _name(after if after is not None else before), tuple(changes(before, after)), stale)


def file_changes(desk: Desk, drafts: Drafts, mine: Sequence[Draft]) -> list[FileChange]:
    return [
        file_change(draft.path, read(desk.live.root, draft.path), None if draft.text is None else draft.text.encode(), stale=drafts.stale(draft))
        for draft in sorted(mine, key=lambda draft: draft.path)
    ]


def _name(content: bytes | None) -> str:
    try:
        read = yaml.load(content or b"", yaml.BaseLoader)  # noqa: S506 (strings only)
    except (yaml.YAMLError, UnicodeDecodeError):
        return ""
    return str(read.get("titel", "")) if isinstance(read, dict) else ""


def checked(desk: Desk, overlay: Mapping[str, bytes | None]) -> Checked:
    """Problems in the draft's own files, and errors elsewhere that it brings about."""
    result = validate(desk.live.root, date.today(), desk.live.reader.over(overlay))
    before = {(found.path, found.code, found.text) for found in desk.live.result.errors}
    problems = tuple(
        found
        for found in result.problems
        if (found.path in overlay and found.severity is not Severity.CHECK) or (found.is_error and (found.path, found.code, found.text) not in before)
    )
    return Checked(result.packs, result.guides(), problems)


def guide_for(guides: Mapping[str, Guide], organisation: str, otherwise: str) -> Guide | None:
    """The municipality's; for the national pack, which is nobody's, that of `otherwise` or any."""
    found = guides.get(otherwise if organisation == NATIONAL else organisation)
    return found or next(iter(guides.values()), None)


def titles(packs: Mapping[str, Pack], found: Iterable[str]) -> dict[str, str]:
    """Label → the routine's heading, for those of `found` that are routines; "rutin/tolk", "rutin/exempelkommun.lovlista"."""
    national = packs.get(NATIONAL)
    named = {}
    for label in found:
        owner, _, routine_id = label.removeprefix("rutin/").rpartition(".")
        pack = packs.get(owner) if owner else national
        routine = pack.routines.get(routine_id) if pack and label.startswith("rutin/") else None
        if routine is not None and routine.parts.title:
            named[label] = routine.parts.title
    return named
