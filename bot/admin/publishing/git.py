"""The git command line for the knowledge folder: no hooks, no signing, nobody's own settings."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMITTER = ("Vägvisaren", "vagvisaren@localhost")
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "commit.gpgSign=false",
    "core.quotePath=false",
    "core.autocrlf=false",
    "core.fsmonitor=false",
    "gc.auto=0",
    "safe.directory=*",  # the folder is the one in the settings, whoever owns it
)
WITHIN_S = 30


class GitFailed(Exception):
    """Git said no; its words are for the log, not for the page."""


@dataclass(frozen=True)
class Author:
    name: str
    email: str


@dataclass(frozen=True)
class Repository:
    """`root` is the working tree's top; `prefix` the knowledge folder in it, "" or ending with a slash."""

    root: Path
    prefix: str

    def run(self, *words: str, given: bytes | None = None, author: Author | None = None) -> bytes:
        """What git printed. Raises GitFailed."""
        return _run(self.root, *words, given=given, author=author)

    def has_commits(self) -> bool:
        return bool(self.run("rev-list", "--max-count=1", "--all"))

    def published(self, path: str, commit: str = "HEAD") -> bytes | None:
        """The bytes of `path` (relative to the knowledge folder) in a commit; None when it is not there."""
        try:
            return self.run("cat-file", "blob", f"{commit}:{self.prefix}{path}")
        except GitFailed:
            return None

    def commit(self, paths: Sequence[str], author: Author, sentence: str) -> str:
        """These paths as they stand on disk, and nothing else. Returns the commit's id. Raises GitFailed, the index as it was."""
        full = [f"{self.prefix}{path}" for path in paths]
        there = [path for path in full if (self.root / path).exists()]
        try:
            if there:
                self.run("add", "--force", "--intent-to-add", "--", *there)
            self.run("commit", "--quiet", "--only", "--no-verify", "--file=-", "--", *full, given=sentence.encode(), author=author)
        except GitFailed:
            self._unstage(full)
            raise
        return self.run("rev-parse", "HEAD").decode().strip()

    def _unstage(self, paths: Sequence[str]) -> None:
        try:
            if self.has_commits():
                self.run("reset", "--quiet", "--", *paths)
            else:
                self.run("rm", "--quiet", "--cached", "--ignore-unmatch", "--", *paths)
        except GitFailed:
            return  # the first failure is the one to tell

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One publish at a time, in this process and any other that works on the same repository."""
        folder = self.root / os.fsdecode(self.run("rev-parse", "--git-dir")).strip()
        with (folder / "vagvisaren.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def open_repository(knowledge: Path) -> Repository:
    """The repository the folder stands in; one is made in it, with everything in a first commit, when there is none. Raises GitFailed."""
    try:
        top = os.fsdecode(_run(knowledge, "rev-parse", "--show-toplevel")).strip()
        prefix = os.fsdecode(_run(knowledge, "rev-parse", "--show-prefix")).strip()
        return Repository(Path(top), prefix)
    except GitFailed:
        _run(knowledge, "init", "--quiet", "--initial-branch=main")
        made = Repository(knowledge, "")
        made.run("add", "--all")
        made.run(
            "commit",
            "--quiet",
            "--no-verify",
            "--allow-empty",
            "--file=-",
            given="Kunskapen när historiken börjar".encode(),
            author=Author(*COMMITTER),
        )
        return made


def _run(folder: Path, *words: str, given: bytes | None = None, author: Author | None = None) -> bytes:
    command = ["git", *(part for setting in _SETTINGS for part in ("-c", setting)), *words]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
    environment |= {"GIT_COMMITTER_NAME": COMMITTER[0], "GIT_COMMITTER_EMAIL": COMMITTER[1], "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"}
    if author:
        environment |= {"GIT_AUTHOR_NAME": author.name or author.email, "GIT_AUTHOR_EMAIL": author.email}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, input=given or b"", capture_output=True, timeout=WITHIN_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitFailed(str(error)) from error
    if done.returncode:
        raise GitFailed(f"git {words[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
