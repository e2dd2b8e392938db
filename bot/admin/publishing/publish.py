"""Drafts → the knowledge folder and one git commit. All of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from structlog import get_logger

from bot.admin.editing.drafts import Draft, stamp_of
from bot.admin.people import Person
from bot.admin.publishing.files import read, replaced
from bot.admin.publishing.git import COMMITTER, Author, GitFailed, Repository, open_repository
from bot.knowledge.load import Reader
from bot.knowledge.problems import Problem
from bot.knowledge.validate import validate

MAX_SENTENCE = 200
ON_DISK = "Ändrat i filerna, utanför arbetsplatsen"
log = get_logger()


@dataclass(frozen=True)
class Published:
    commit: str
    paths: tuple[str, ...]


class NotPublished(Exception):
    """`code` is what the page's template turns into Swedish:

    `inget`, `mening`, `fel` (problems), `inaktuellt` (paths), `fyra-ogon`, `git`, `disk`, `plats` (paths).
    """

    def __init__(self, code: str, *, paths: Sequence[str] = (), problems: Sequence[Problem] = ()) -> None:
        super().__init__(code)
        self.code, self.paths, self.problems = code, tuple(paths), tuple(problems)


class Publisher:
    """Writes under `root`, the knowledge folder. Everything that publishes goes through here, one at a time."""

    def __init__(self, root: Path, reader: Reader | None = None) -> None:
        """`reader`: one that remembers the files; checking is then several times as quick."""
        self._root, self._reader = root, reader or Reader(root)

    def publish(self, organisation: str, drafts: Sequence[Draft], person: Person, sentence: str) -> Published:
        """The drafts, all or none. Raises NotPublished."""
        contents = {draft.path: None if draft.text is None else draft.text.encode() for draft in drafts}
        return self.write(organisation, contents, person, sentence, begun_on={draft.path: draft.base for draft in drafts})

    def write(
        self,
        organisation: str,
        contents: Mapping[str, bytes | None],
        person: Person,
        sentence: str,
        *,
        begun_on: Mapping[str, str],
    ) -> Published:
        """`contents`: path → bytes, None to delete. `begun_on`: path → SHA-256 of the bytes that the change was made on, "" for no file."""
        sentence = " ".join(sentence.split())[:MAX_SENTENCE]
        self._refuse(organisation, contents, sentence)
        try:
            repository = open_repository(self._root)
            with repository.alone():
                stale = [path for path in contents if stamp_of(read(self._root, path)) != begun_on[path]]
                if stale:
                    raise NotPublished("inaktuellt", paths=stale)
                changed = {path: content for path, content in contents.items() if read(self._root, path) != content}
                if not changed:
                    raise NotPublished("inget")
                problems = new_errors(self._reader, changed)
                if problems:
                    raise NotPublished("fel", problems=problems)
                self._keep_what_is_on_disk(repository, changed)
                with replaced(self._root, changed):
                    commit = repository.commit(list(changed), Author(person.name, person.email), sentence)
                return Published(commit, tuple(changed))
        except GitFailed as error:
            log.error("publish_failed", reason=str(error))
            raise NotPublished("git") from error
        except OSError as error:
            log.error("publish_failed", reason=error.strerror or type(error).__name__)
            raise NotPublished("disk") from error

    def _refuse(self, organisation: str, contents: Mapping[str, bytes | None], sentence: str) -> None:
        if not contents:
            raise NotPublished("inget")
        if not sentence:
            raise NotPublished("mening")
        outside = [path for path in contents if not is_inside(self._root, organisation, path)]
        if outside:
            raise NotPublished("plats", paths=outside)

    def _keep_what_is_on_disk(self, repository: Repository, paths: Mapping[str, bytes | None]) -> None:
        """Edits made in the files themselves get a commit of their own: hers then holds what she changed, and can be undone."""
        loose = [path for path in paths if (read(self._root, path)) != repository.published(path)]
        if loose:
            repository.commit(loose, Author(*COMMITTER), ON_DISK)


def is_inside(root: Path, organisation: str, path: str) -> bool:
    """A plain path in the organisation's own folder, through no link that leads out of it."""
    parts = PurePosixPath(path).parts
    plain = len(parts) > 1 and parts[0] == organisation and not any(part == ".." or part.startswith(".") for part in parts)
    return plain and (root / path).resolve().is_relative_to((root / organisation).resolve())


def new_errors(reader: Reader, contents: Mapping[str, bytes | None]) -> tuple[Problem, ...]:
    """Errors in these files, and those in others that are there because of them."""
    after = validate(reader.root, date.today(), reader.over(contents)).errors
    if all(found.path in contents for found in after):
        return after
    before = {(found.path, found.code, found.text) for found in validate(reader.root, date.today(), reader.over({})).errors}
    return tuple(found for found in after if found.path in contents or (found.path, found.code, found.text) not in before)
