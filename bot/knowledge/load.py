"""A folder of packs → `Loaded`: the parsed files, the packs built from them, and every problem found in each file alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bot.knowledge import build
from bot.knowledge.model import Contact, Pack, RoutineFile, Term
from bot.knowledge.parse import Parsed, parse_file
from bot.knowledge.problems import Problem, problem
from bot.knowledge.source import parse

NATIONAL = "nationell"
Made = TypeVar("Made", Contact, Term)


@dataclass
class PackFiles:
    """One pack as read. `parsed` maps a path relative to the knowledge folder to its parsed file."""

    id: str
    parsed: dict[str, Parsed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pack: Pack | None = None
    """None when the pack's head (paket.yml, organisation.yml) could not be read."""

    @property
    def head_path(self) -> str:
        return f"{self.id}/{'paket' if self.id == NATIONAL else 'organisation'}.yml"


class Reader:
    """Reads packs and remembers parsed files by time and size, so that a reload only parses what changed.

    `overlay`: what is read in place of a file on disk, by its path relative to `root`; None for a file that is gone. Drafts are checked so.
    """

    def __init__(self, root: Path, overlay: Mapping[str, bytes | None] | None = None) -> None:
        self.root, self._overlay = root, overlay or {}
        self._seen: dict[str, tuple[tuple[int, int], Parsed]] = {}

    def over(self, overlay: Mapping[str, bytes | None]) -> Reader:
        """Another reader with this overlay, which remembers the same files from disk."""
        made = Reader(self.root, overlay)
        made._seen = self._seen
        return made

    def read(self) -> dict[str, PackFiles]:
        """Pack id → its files. A missing knowledge folder gives no packs."""
        if not self.root.is_dir():
            return {}
        here = {path for path in self.root.iterdir() if path.is_dir()} | {self.root / path.split("/", 1)[0] for path in self._overlay}
        folders = sorted(path for path in here if not path.name.startswith(".") and path.name != "schema")
        return {folder.name: self._pack(folder) for folder in folders}

    def _pack(self, folder: Path) -> PackFiles:
        files = PackFiles(folder.name)
        national = folder.name == NATIONAL
        head = self._file(files, files.head_path, "paket" if national else "organisation")
        contacts = self._file(files, f"{folder.name}/kontakter.yml", "kontaktfil")
        terms = self._file(files, f"{folder.name}/begrepp.yml", "begreppsfil", optional=not national)
        danger = self._file(files, f"{folder.name}/fara.yml", "farafil", optional=not national)
        routines = self._routines(files, folder, national)
        if head is None or not head.values:
            return files
        files.pack = Pack(
            id=folder.name,
            routines=routines,
            contacts=_by_id(files, contacts, "kontakter", build.contact),
            terms=_by_id(files, terms, "begrepp", build.term),
            national=build.national_pack(head.values) if national else None,
            organisation=None if national else build.organisation(head.values),
            danger=build.danger(danger.values) if danger else (),
        )
        if files.pack.national is None and files.pack.organisation is None:
            files.pack = None
        return files

    def _routines(self, files: PackFiles, folder: Path, national: bool) -> dict[str, RoutineFile]:
        routines: dict[str, RoutineFile] = {}
        for path in self._files_in(folder / "rutiner"):
            relative = path.relative_to(self.root).as_posix()
            if path.suffix != ".yml":
                if not path.name.startswith((".", "#")) and not path.name.endswith("~"):
                    files.problems.append(problem("fil-okand", path=relative, namn=path.name))
                continue
            parsed = self._file(files, relative, "rutin", levels=frozenset({"alltid", "egen", "nationell"}) if national else frozenset({"alltid"}))
            if parsed is None:
                continue
            routine = build.routine_file(parsed.values, local=not national)
            if routine is None:
                continue
            if routine.id != path.stem:
                place = parsed.place("id")
                files.problems.append(
                    problem(
                        "id-ej-filnamn",
                        path=relative,
                        line=place.line,
                        column=place.column,
                        crumb="id",
                        source=parsed.document.line(place.line),
                        id=routine.id,
                        namn=path.stem,
                    )
                )
                continue
            if not any(found.is_error for found in parsed.document.problems):
                routines[routine.id] = routine
        return routines

    def _files_in(self, folder: Path) -> Iterable[Path]:
        laid = {self.root / path: data for path, data in self._overlay.items() if (self.root / path).parent == folder}
        gone = {path for path, data in laid.items() if data is None}
        return sorted({*folder.glob("*"), *laid} - gone)

    def _file(
        self, files: PackFiles, relative: str, shape: str, *, optional: bool = False, levels: frozenset[str] = frozenset({"alltid"})
    ) -> Parsed | None:
        path, laid = self.root / relative, self._overlay.get(relative)
        if (relative in self._overlay and laid is None) or (laid is None and not path.is_file()):
            if not optional:
                files.problems.append(problem("fil-saknas", path=relative, namn=path.name, mapp=files.id))
            return None
        try:
            parsed = parse_file(parse(relative, laid), shape, levels) if laid is not None else self._parsed(path, relative, shape, levels)
        except OSError as error:
            files.problems.append(problem("fil-lasfel", path=relative, orsak=error.strerror or type(error).__name__))
            return None
        files.parsed[relative] = parsed
        files.problems.extend(parsed.document.problems)
        return parsed

    def _parsed(self, path: Path, relative: str, shape: str, levels: frozenset[str]) -> Parsed:
        """From disk, or as remembered. OSError when it cannot be read."""
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        seen = self._seen.get(relative)
        if seen is None or seen[0] != stamp:
            seen = (stamp, parse_file(parse(relative, path.read_bytes()), shape, levels))
            self._seen[relative] = seen
        return seen[1]


def _by_id(files: PackFiles, parsed: Parsed | None, key: str, make: Callable[[dict[str, Any]], Made | None]) -> dict[str, Made]:
    result: dict[str, Made] = {}
    if parsed is None:
        return result
    first: dict[str, int] = {}
    for index, item in enumerate(parsed.values.get(key, ())):
        made = make(item)
        if made is None:
            continue
        place = parsed.place(f"{key}[{index}].id")
        if made.id in result:
            files.problems.append(
                problem(
                    "id-dubbelt",
                    path=parsed.document.path,
                    line=place.line,
                    column=place.column,
                    crumb=f"{key}[{index}].id",
                    source=parsed.document.line(place.line),
                    id=made.id,
                    rad=first[made.id],
                )
            )
            continue
        first[made.id] = place.line
        result[made.id] = made
    return result
