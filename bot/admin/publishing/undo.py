"""What the files would hold without one commit's changes; later changes elsewhere in them stay."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.admin.publishing.files import read
from bot.admin.publishing.git import GitFailed, Repository
from bot.admin.publishing.history import Entry


class Overlaid(Exception):
    """Later changes stand on the same lines of `paths`."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


def without(repository: Repository, root: Path, entry: Entry) -> dict[str, bytes | None]:
    """Path → content (None: no file), for the files that would change. Raises Overlaid."""
    found: dict[str, bytes | None] = {}
    overlaid = []
    for path in entry.paths:
        before, after, now = repository.published(path, f"{entry.commit}^"), repository.published(path, entry.commit), read(root, path)
        if now == before:
            continue
        if now == after:
            found[path] = before
        elif before is None or after is None or now is None:
            overlaid.append(path)
        else:
            merged = _merged(repository, now, after, before)
            if merged is None:
                overlaid.append(path)
            else:
                found[path] = merged
    if overlaid:
        raise Overlaid(overlaid)
    return found


def _merged(repository: Repository, now: bytes, after: bytes, before: bytes) -> bytes | None:
    """`now` with the step from `after` to `before` taken; None when that meets other changes."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name, content in (("now", now), ("after", after), ("before", before)):
            path = Path(folder) / name
            path.write_bytes(content)
            names.append(str(path))
        try:
            return repository.run("merge-file", "--stdout", *names)
        except GitFailed:
            return None
