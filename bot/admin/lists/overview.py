"""What needs doing today, the most important first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.admin.lists.contacts import ContactState
from bot.admin.lists.routines import RoutineState
from bot.knowledge.problems import Problem, Severity


@dataclass(frozen=True)
class Todo:
    """`what` is a key of the template's sentences; `names` a few examples; `place` where it is mended."""

    what: str
    count: int
    names: tuple[str, ...]
    place: str
    urgent: bool = False


EXAMPLES = 3


def todos(
    problems: Sequence[Problem], routines: Sequence[RoutineState], contacts: Sequence[ContactState], new_gaps: int, my_drafts: int
) -> list[Todo]:
    errors = [each for each in problems if each.is_error]
    unfilled = [each for each in problems if each.code in ("roll-ej-fylld", "enhet-utan-chef")]
    checks = [each for each in problems if each.severity is Severity.CHECK]
    tagged = {tag: [each.title for each in routines if tag in each.tags] for tag in ("forsenad", "snart", "utan-kontakt", "krockar")}
    unreachable = [each.contact.name for each in contacts if "saknas" in each.tags]
    unverified = [each.contact.name for each in contacts if {"gammal", "aldrig"} & set(each.tags)]
    first_error = f"yaml/{errors[0].path}" if errors else ""
    found = [
        Todo("fel", len(errors), tuple(f"{each.path}: {each.text}" for each in errors[:EXAMPLES]), first_error, urgent=True),
        Todo("forsenad", len(tagged["forsenad"]), tuple(tagged["forsenad"][:EXAMPLES]), "rutiner?status=forsenad", urgent=True),
        Todo("saknas", len(unreachable), tuple(unreachable[:EXAMPLES]), "kontakter?status=saknas", urgent=True),
        Todo("utan-kontakt", len(tagged["utan-kontakt"]), tuple(tagged["utan-kontakt"][:EXAMPLES]), "rutiner?status=utan-kontakt", urgent=True),
        Todo("roller", len(unfilled), tuple(each.text for each in unfilled[:EXAMPLES]), "enheter/kommunen"),
        Todo("inkorg", new_gaps, (), "inkorg"),
        Todo("utkast", my_drafts, (), "utkast"),
        Todo("snart", len(tagged["snart"]), tuple(tagged["snart"][:EXAMPLES]), "granskning"),
        Todo("kontrollera-kontakt", len(unverified), tuple(unverified[:EXAMPLES]), "kontakter?status=kontrollera"),
        Todo("krockar", len(tagged["krockar"]), tuple(tagged["krockar"][:EXAMPLES]), "rutiner?status=krockar"),
        Todo("att-kontrollera", len(checks), tuple(each.text for each in checks[:EXAMPLES]), "kontroll"),
    ]
    return [each for each in found if each.count]
