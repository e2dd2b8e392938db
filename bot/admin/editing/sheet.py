"""One file as one person sees it: the draft when there is one, else what is published."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.admin.accounts import people
from bot.admin.desk import Desk
from bot.admin.editing.drafts import Draft, Drafts, stamp_of
from bot.admin.people import Person
from bot.answers.hours import STOCKHOLM
from bot.knowledge.problems import Problem
from bot.knowledge.validate import Result, validate


@dataclass(frozen=True)
class Other:
    """Somebody else who has a draft of the same file."""

    name: str
    since: datetime


@dataclass(frozen=True)
class Sheet:
    organisation: str
    path: str
    text: str
    stamp: str
    """Changes with every version; a form carries it, so that a second tab or another person is noticed."""
    draft: Draft | None
    published: str | None
    stale: bool
    """What is published is another version than the draft was begun on."""

    @property
    def exists(self) -> bool:
        return self.draft is not None or self.published is not None

    @property
    def removed(self) -> bool:
        """The draft says that the file is to go."""
        return self.draft is not None and self.draft.text is None


def drafts_of(desk: Desk) -> Drafts:
    return Drafts(desk.engine, desk.live.root)


def open_sheet(desk: Desk, person: Person, organisation: str, path: str) -> Sheet:
    drafts = drafts_of(desk)
    data, draft = drafts.published(path), drafts.one(path, person.id)
    published = None if data is None else as_text(data)
    if draft is None:
        return Sheet(organisation, path, published or "", "publicerad " + stamp_of(data), None, published, False)
    return Sheet(organisation, path, draft.text or "", "utkast " + draft.stamp, draft, published, drafts.stale(draft))


def as_text(data: bytes) -> str:
    """As UTF-8; else as the older encoding that å, ä and ö are then in, so that saving mends the file."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def keep(desk: Desk, person: Person, sheet: Sheet, text: str) -> None:
    """Into the person's draft. What says the same as the published file is no draft any more."""
    drafts = drafts_of(desk)
    if text.encode() == drafts.published(sheet.path):
        drafts.drop(sheet.path, person.id)
    else:
        drafts.save(sheet.organisation, sheet.path, person.id, text)


def remove(desk: Desk, person: Person, sheet: Sheet) -> None:
    """The file is to go when the draft is published; one that was never published goes at once."""
    drafts = drafts_of(desk)
    if sheet.published is None:
        drafts.drop(sheet.path, person.id)
    else:
        drafts.save(sheet.organisation, sheet.path, person.id, None)


def others(desk: Desk, person: Person, path: str) -> list[Other]:
    found = []
    for draft in drafts_of(desk).on(path):
        if draft.person != person.id:
            known = people.find(desk.engine, draft.person)
            found.append(Other(known.person.name if known else "?", draft.changed_at.astimezone(STOCKHOLM)))
    return found


def seen(desk: Desk, person: Person, organisation: str, more: Mapping[str, bytes | None] | None = None) -> Result:
    """Everything with the person's drafts over it. `more`: text that is not kept yet."""
    overlay = {**drafts_of(desk).overlay(organisation, person.id), **(more or {})}
    return validate(desk.live.root, today(), desk.live.reader.over(overlay))


def today() -> date:
    return datetime.now(STOCKHOLM).date()


def by_crumb(problems: Sequence[Problem], path: str, prefix: str = "") -> dict[str, list[Problem]]:
    """Those of one file by breadcrumb, without `prefix` ("kontakter[3]."). What is said of the whole stands under ""."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.path == path and problem.crumb.startswith(prefix):
            found[problem.crumb.removeprefix(prefix)].append(problem)
        elif problem.path == path and prefix and problem.crumb == prefix.rstrip("."):
            found[""].append(problem)
    return dict(found)


@dataclass(frozen=True)
class Line:
    """`kind`: lika | bort | nytt."""

    kind: str
    text: str


def compared(before: str, after: str) -> list[Line]:
    """Line by line, with three lines around what differs."""
    kinds = {" ": "lika", "-": "bort", "+": "nytt"}
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3)
    return [Line(kinds[line[0]], line[1:]) for line in lines if line[:1] in kinds and not line.startswith(("---", "+++"))]
