"""A pack as a zip file, down and up. Nothing is unpacked to disk: an entry is read into memory, within limits, if its name is one of a pack's files."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from bot.admin.editing.paths import is_file_of
from bot.knowledge.source import MAX_BYTES

MAX_ZIP, MAX_FILES, MAX_WHOLE = 8 * 1024 * 1024, 500, 16 * 1024 * 1024

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError, RuntimeError)
"""What reading a damaged or encrypted archive may raise."""


class NotTaken(ValueError):
    """`code`: inget-zip | for-stor | for-manga | inget-innehall | teckenkodning. `name`: the entry it is about."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


@dataclass(frozen=True)
class Unpacked:
    files: dict[str, str]
    ignored: tuple[str, ...]
    """Names that are none of a pack's files."""


def packed(root: Path, organisation: str) -> bytes:
    """Every file of the pack as it is published."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((root / organisation).rglob("*.yml")):
            name = path.relative_to(root).as_posix()
            if is_file_of(organisation, name) and path.is_file():
                archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), path.read_bytes())
    return found.getvalue()


def unpacked(data: bytes, organisation: str) -> Unpacked:
    """Raises NotTaken. Sizes are counted while reading: what an entry says of its own size is not believed."""
    if len(data) > MAX_ZIP:
        raise NotTaken("for-stor")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES:
                raise NotTaken("for-manga")
            if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
                raise NotTaken("inget-zip")  # others decide themselves how much memory they take
            return _read(archive, entries, organisation)
    except NotTaken:
        raise
    except BROKEN as error:
        raise NotTaken("inget-zip") from error


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], organisation: str) -> Unpacked:
    files: dict[str, str] = {}
    ignored: list[str] = []
    whole = 0
    for entry in entries:
        name = _name(entry.filename, organisation)
        if name is None or name in files or (entry.external_attr >> 16) & 0o170000 == 0o120000:  # a symbolic link
            ignored.append(entry.filename[:120])
            continue
        with archive.open(entry) as opened:
            content = opened.read(MAX_BYTES + 1)
        whole += len(content)
        if len(content) > MAX_BYTES or whole > MAX_WHOLE:
            raise NotTaken("for-stor", name)
        try:
            files[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NotTaken("teckenkodning", name) from error
    if not files:
        raise NotTaken("inget-innehall")
    return Unpacked(files, tuple(ignored))


def _name(name: str, organisation: str) -> str | None:
    """With or without the pack's folder first. None for all that is no file of this pack."""
    plain = name.replace("\\", "/")
    for each in (plain, f"{organisation}/{plain}"):
        if is_file_of(organisation, each):
            return each
    return None
