"""Several files replaced as one: all of them, or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(root: Path, contents: Mapping[str, bytes | None]) -> Iterator[None]:
    """Within, every file of `contents` (path under `root` → bytes, None: no such file) is in place. When writing fails, or the body raises,
    every one is as it was before, its time too. Raises OSError."""
    targets = {root / path: content for path, content in contents.items()}
    new: dict[Path, Path] = {}
    old: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for path, content in targets.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is not None:
                new[path] = _write_beside(path, content)
            if path.exists():
                old[path] = _keep_beside(path)
        for path in targets:
            moved.append(path)
            _put(path, new.get(path))
        yield
    except BaseException:
        for path in moved:
            _put(path, old.get(path))
        raise
    finally:
        for left in (*new.values(), *old.values()):
            left.unlink(missing_ok=True)


def read(root: Path, path: str) -> bytes | None:
    """None when there is no such file."""
    try:
        return (root / path).read_bytes()
    except FileNotFoundError:
        return None


def _beside(path: Path, ending: str) -> Path:
    """In the same folder, so that a rename is one step; the dot keeps the validator from seeing it."""
    return path.with_name(f".{path.name}.{os.getpid()}.{ending}")


def _write_beside(path: Path, content: bytes) -> Path:
    part = _beside(path, "ny")
    try:
        with part.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def _keep_beside(path: Path) -> Path:
    """A second name for the old file, so that going back needs no room on the disk."""
    kept = _beside(path, "forra")
    kept.unlink(missing_ok=True)
    try:
        os.link(path, kept)
    except OSError:  # a file system without hard links
        shutil.copy2(path, kept)
    return kept


def _put(path: Path, part: Path | None) -> None:
    if part is None:
        path.unlink(missing_ok=True)
    else:
        part.replace(path)
