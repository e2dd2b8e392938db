"""Which files a pack has. A path that is not one of these is never read or written, whatever it says."""

from __future__ import annotations

from bot.admin.editing.ids import is_id
from bot.knowledge.load import NATIONAL

MUNICIPAL = ("organisation", "kontakter", "begrepp", "fara")
NATIONWIDE = ("paket", "kontakter", "begrepp", "fara")
SHAPES = {"organisation": "organisation", "paket": "paket", "kontakter": "kontaktfil", "begrepp": "begreppsfil", "fara": "farafil"}


def is_file_of(organisation: str, path: str) -> bool:
    """`path`: relative to the knowledge folder. Exactly the files that the loader reads."""
    parts = path.split("/")
    stem, dot, ending = parts[-1].rpartition(".")
    if parts[0] != organisation or dot != "." or ending != "yml":
        return False
    if len(parts) == 2:
        return stem in (NATIONWIDE if organisation == NATIONAL else MUNICIPAL)
    return len(parts) == 3 and parts[1] == "rutiner" and is_id(stem, "snake")


def shape_of(path: str) -> str:
    """The shape in format.yml of a file for which `is_file_of` holds."""
    parts = path.split("/")
    return "rutin" if len(parts) == 3 else SHAPES[parts[1].removesuffix(".yml")]
