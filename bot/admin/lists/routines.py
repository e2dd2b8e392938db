"""Every routine of an organisation with what there is to say about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.knowledge.checks import REVIEW_SOON
from bot.knowledge.guide import Guide
from bot.knowledge.model import Pack
from bot.knowledge.problems import Problem

COLLIDING = ("fraga-dubbel", "fraga-lik")


@dataclass(frozen=True)
class RoutineState:
    """`level`: national | mixed | local. `tags`: forsenad, snart, utan-kontakt, krockar, fel, utkast; none of them: all is well."""

    id: str
    title: str
    level: str
    owner: str
    reviewed: date | None
    due: date | None
    tags: tuple[str, ...]


def review_tag(due: date | None, today: date) -> str:
    if due is None:
        return ""
    return "forsenad" if due < today else "snart" if due - today <= REVIEW_SOON else ""


def codes_by_path(problems: Iterable[Problem]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        found[problem.path].add("fel" if problem.is_error else problem.code)
    return found


def routine_states(pack: Pack, guide: Guide | None, problems: Iterable[Problem], drafts: Iterable[str], today: date) -> list[RoutineState]:
    """By heading. `guide` None for the national pack. `drafts`: paths of files that somebody has a draft of."""
    codes, drafted = codes_by_path(problems), set(drafts)
    ids = guide.routine_ids if guide else tuple(pack.routines)
    found = []
    for routine_id in ids:
        path = f"{pack.id}/rutiner/{routine_id}.yml"
        state = _local(guide, routine_id) if guide else _national(pack, routine_id)
        title, level, owner, reviewed, due, contacts = state
        tags = [review_tag(due, today)]
        if guide and any(guide.contact(each) is None for each in contacts):
            tags.append("utan-kontakt")
        if codes.get(path, set()) & set(COLLIDING):
            tags.append("krockar")
        if "fel" in codes.get(path, set()):
            tags.append("fel")
        if path in drafted:
            tags.append("utkast")
        found.append(RoutineState(routine_id, title, level, owner, reviewed, due, tuple(filter(None, tags))))
    return sorted(found, key=lambda each: each.title.casefold())


State = tuple[str, str, str, date | None, date | None, tuple[str, ...]]


def _local(guide: Guide, routine_id: str) -> State:
    routine = guide.routine(routine_id)
    if routine is None:
        return routine_id, "local", "", None, None, ()
    return routine.title, routine.level, routine.owner, routine.reviewed_on, routine.review_by, routine.contacts


def _national(pack: Pack, routine_id: str) -> State:
    parts = pack.routines[routine_id].parts
    return parts.title or routine_id, "national", parts.owner or "", parts.reviewed_on, parts.review_by, parts.contacts or ()
