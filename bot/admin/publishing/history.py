"""Who published what, when and why: read from git. Only what lies in the organisation's own folder is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.admin.publishing.git import GitFailed, Repository

_FORMAT = "%x1e%H%x1f%aI%x1f%an%x1f%s"
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
PER_PAGE = 30


@dataclass(frozen=True)
class Entry:
    """One commit as far as it concerns the organisation. `paths` are relative to the knowledge folder."""

    commit: str
    when: datetime
    who: str
    sentence: str
    paths: tuple[str, ...]


def entries(repository: Repository, organisation: str, path: str | None = None, page: int = 1) -> list[Entry]:
    """The newest first, `PER_PAGE` at a time; of one file when `path` is given. Raises GitFailed."""
    if not repository.has_commits():
        return []
    wanted = f"{repository.prefix}{path or organisation + '/'}"
    span = (f"--max-count={PER_PAGE}", f"--skip={PER_PAGE * (page - 1)}")
    said = repository.run("log", "--first-parent", "-m", "--name-only", f"--format={_FORMAT}", *span, "HEAD", "--", wanted)
    return list(_read(repository, said))


def entry(repository: Repository, organisation: str, commit: str) -> Entry | None:
    """None when there is no such commit, or it has nothing of the organisation's in it."""
    if not _COMMIT.fullmatch(commit):
        return None
    wanted = f"{repository.prefix}{organisation}/"
    try:
        said = repository.run("show", "--first-parent", "-m", "--name-only", f"--format={_FORMAT}", commit, "--", wanted)
    except GitFailed:
        return None
    found = next(_read(repository, said), None)
    return found if found and found.paths else None


def _read(repository: Repository, said: bytes) -> Iterator[Entry]:
    for part in said.decode(errors="replace").split("\x1e")[1:]:
        head, _, names = part.partition("\n")
        commit, when, who, sentence = head.split("\x1f")
        paths = tuple(name.removeprefix(repository.prefix) for name in names.split("\n") if name)
        yield Entry(commit, datetime.fromisoformat(when), who, sentence, paths)
