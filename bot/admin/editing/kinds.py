"""Contacts, terms, units and danger phrases: items of a list in one file, each with a page of its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.admin.desk import Desk
from bot.admin.editing.formtree import from_yaml
from bot.admin.editing.roundtrip import rewrite
from bot.admin.editing.sheet import Sheet, open_sheet
from bot.admin.editing.tree import Branch, Row, Rows
from bot.admin.people import Person
from bot.knowledge.load import NATIONAL
from bot.knowledge.parse import shapes


@dataclass(frozen=True)
class Kind:
    """`place` is the word in the address, `rows` the key of the list in the file, `shape` its items' shape, `title` the key that names one."""

    place: str
    file: str
    file_shape: str
    rows: str
    shape: str
    title: str
    new_file: str = ""
    """What a file that is not there yet begins with."""

    @property
    def keys(self) -> list[str]:
        return [key for key in shapes()[self.shape] if key != "id"]

    def path(self, organisation: str) -> str:
        return f"{organisation}/{self.file}.yml"


CONTACTS = Kind("kontakter", "kontakter", "kontaktfil", "kontakter", "kontakt", "namn")
TERMS = Kind("begrepp", "begrepp", "begreppsfil", "begrepp", "begrepp", "term")
UNITS = Kind("enheter", "organisation", "organisation", "enheter", "enhet", "namn")
DANGER = Kind("faroord", "fara", "farafil", "fara", "farouttryck", "id")
SIGNALS = Kind("signalord", "fara", "farafil", "signal", "farouttryck", "id", "fara: []\n")
DAMPERS = Kind("dampande", "fara", "farafil", "dampar", "farouttryck", "id", "fara: []\n")
KINDS = (CONTACTS, TERMS, UNITS, DANGER, SIGNALS, DAMPERS)
NEW, HEAD = "ny", "kommunen"
"""In the place of an id: the page for a new one; what holds for the whole pack."""


class Missing(Exception):
    """No such item, or this pack has no such file."""


@dataclass(frozen=True)
class Found:
    """`at`: the item's place in the list."""

    sheet: Sheet
    whole: Branch
    at: int
    branch: Branch


def rows_of(whole: Branch, kind: Kind) -> list[Row]:
    found = whole.keys.get(kind.rows)
    return found.rows if isinstance(found, Rows) else []


def id_of(row: Row) -> str:
    value = row.value.keys.get("id", "") if isinstance(row.value, Branch) else ""
    return value if isinstance(value, str) else ""


def opened(desk: Desk, person: Person, organisation: str, kind: Kind) -> tuple[Sheet, Branch]:
    """Raises NotReadable when the file must be mended as text first, Missing when this pack has no such file."""
    if kind is UNITS and organisation == NATIONAL:
        raise Missing
    sheet = open_sheet(desk, person, organisation, kind.path(organisation))
    return sheet, from_yaml(sheet.text, kind.file_shape)


def found(desk: Desk, person: Person, organisation: str, kind: Kind, item: str) -> Found:
    """Raises as `opened`."""
    sheet, whole = opened(desk, person, organisation, kind)
    for at, row in enumerate(rows_of(whole, kind)):
        if id_of(row) == item and isinstance(row.value, Branch):
            return Found(sheet, whole, at, row.value)
    raise Missing


def with_item(sheet: Sheet, whole: Branch, kind: Kind, at: int | None, item: Branch | None) -> str:
    """The file's text with one item changed (`at`), added (`at` None) or taken away (`item` None). The others are not touched."""
    rows = [Row(None, place) for place in range(len(rows_of(whole, kind)))]
    if at is None:
        rows.append(Row(item))
    elif item is None:
        del rows[at]
    else:
        rows[at] = Row(item, at)
    return rewrite(sheet.text or kind.new_file, kind.file_shape, Branch({kind.rows: Rows(rows)}))
