"""All of it or nothing, and one commit that says who and why."""

from __future__ import annotations

import errno
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.admin.people import Person
from bot.admin.publishing import files
from bot.admin.publishing.git import Repository
from bot.admin.publishing.publish import NotPublished, Publisher

from .conftest import KONTAKTER, LOVLISTA, changed, draft_of, title

KARIN = Person(1, "Karin Åberg", "karin@alfa.se")


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}


def publish(root: Path, contents: dict[str, str | None], sentence: str = "Ny rubrik efter samtal med personalen") -> Any:
    return Publisher(root).publish("alfa", [draft_of(root, path, text) for path, text in contents.items()], KARIN, sentence)


def refused(root: Path, contents: dict[str, str | None], sentence: str = "Ny rubrik") -> NotPublished:
    """Nothing was changed, neither on disk nor in the history."""
    before, head = everything(root), git(root, "rev-parse", "HEAD")
    with pytest.raises(NotPublished) as caught:
        publish(root, contents, sentence)
    assert everything(root) == before
    assert git(root, "rev-parse", "HEAD") == head
    assert git(root, "status", "--porcelain") == ""
    return caught.value


def test_one_commit_tells_who_and_why(knowledge: Path) -> None:
    text = changed(knowledge, LOVLISTA, title("Var lovlistan finns"))
    found = publish(knowledge, {LOVLISTA: text}, "  Ny rubrik\nefter samtal ")
    assert (knowledge / LOVLISTA).read_text(encoding="utf-8") == text
    assert found.paths == (LOVLISTA,)
    said = git(knowledge, "show", "--no-patch", "--format=%H|%an <%ae>|%cn|%B", "HEAD")
    assert said.strip() == f"{found.commit}|Karin Åberg <karin@alfa.se>|Vägvisaren|Ny rubrik efter samtal"
    assert git(knowledge, "show", "--name-only", "--format=") == LOVLISTA


def test_new_files_and_files_that_go_are_in_the_same_commit(knowledge: Path) -> None:
    new = changed(knowledge, LOVLISTA, lambda content: content.update(id="ledig_dag", titel="Ta ledigt en dag", fragor=["ta ledigt"]))
    publish(knowledge, {"alfa/rutiner/ledig_dag.yml": new, LOVLISTA: None})
    assert not (knowledge / LOVLISTA).exists()
    assert git(knowledge, "show", "--name-status", "--no-renames", "--format=").split() == ["A", "alfa/rutiner/ledig_dag.yml", "D", LOVLISTA]


def test_what_others_are_doing_on_disk_and_in_the_index_is_left_alone(knowledge: Path) -> None:
    other, staged = knowledge / "beta/rutiner/lovlista.yml", knowledge / "beta/kontakter.yml"
    other.write_text(other.read_text(encoding="utf-8") + "# pågår\n", encoding="utf-8")
    staged.write_text(staged.read_text(encoding="utf-8") + "# snart\n", encoding="utf-8")
    git(knowledge, "add", "beta/kontakter.yml")
    publish(knowledge, {LOVLISTA: changed(knowledge, LOVLISTA, title("Ny"))})
    assert git(knowledge, "diff", "--name-only") == "beta/rutiner/lovlista.yml"
    assert git(knowledge, "diff", "--cached", "--name-only") == "beta/kontakter.yml"
    assert git(knowledge, "show", "--name-only", "--format=") == LOVLISTA


def test_an_edit_in_the_file_itself_gets_a_commit_of_its_own(knowledge: Path) -> None:
    path = knowledge / LOVLISTA
    path.write_text(changed(knowledge, LOVLISTA, title("Rättad på servern")), encoding="utf-8")
    publish(knowledge, {LOVLISTA: changed(knowledge, LOVLISTA, title("Rättad av Karin"))})
    assert git(knowledge, "log", "--format=%an", "-2").splitlines() == ["Karin Åberg", "Vägvisaren"]
    assert "Rättad på servern" in git(knowledge, "show", f"HEAD^:{LOVLISTA}")


def test_a_folder_in_no_repository_gets_one_with_what_was_there_first(knowledge: Path) -> None:
    subprocess.run(["rm", "-rf", str(knowledge / ".git")], check=True)
    before = (knowledge / LOVLISTA).read_text(encoding="utf-8")
    publish(knowledge, {LOVLISTA: changed(knowledge, LOVLISTA, title("Ny"))})
    assert git(knowledge, "log", "--format=%an") == "Karin Åberg\nVägvisaren"
    assert git(knowledge, "show", f"HEAD^:{LOVLISTA}") == before.strip()
    assert git(knowledge, "ls-files", "beta") != ""


def test_a_repository_of_the_whole_project_gets_the_commit(knowledge: Path, tmp_path: Path) -> None:
    subprocess.run(["rm", "-rf", str(knowledge / ".git")], check=True)
    git(tmp_path, "init", "--quiet")
    (tmp_path / "program.py").write_text("1\n", encoding="utf-8")
    publish(knowledge, {LOVLISTA: changed(knowledge, LOVLISTA, title("Ny"))})
    assert git(tmp_path, "show", "--name-only", "--format=") == f"knowledge/{LOVLISTA}"
    assert "?? program.py" in git(tmp_path, "status", "--porcelain")


def test_hooks_and_signing_are_off(knowledge: Path) -> None:
    hook = knowledge / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    git(knowledge, "config", "commit.gpgSign", "true")
    git(knowledge, "config", "user.signingKey", "finns-inte")
    publish(knowledge, {LOVLISTA: changed(knowledge, LOVLISTA, title("Ny"))})
    assert git(knowledge, "log", "-1", "--format=%an") == "Karin Åberg"


def test_a_file_edited_since_the_draft_was_begun_is_a_conflict(knowledge: Path) -> None:
    draft = draft_of(knowledge, LOVLISTA, changed(knowledge, LOVLISTA, title("Min")))
    theirs = changed(knowledge, LOVLISTA, title("Deras"))
    (knowledge / LOVLISTA).write_text(theirs, encoding="utf-8")
    with pytest.raises(NotPublished) as caught:
        Publisher(knowledge).publish("alfa", [draft], KARIN, "Min rubrik")
    assert (caught.value.code, caught.value.paths) == ("inaktuellt", (LOVLISTA,))
    assert (knowledge / LOVLISTA).read_text(encoding="utf-8") == theirs


def test_errors_in_the_files_are_told_and_nothing_is_published(knowledge: Path) -> None:
    broken = changed(knowledge, LOVLISTA, lambda content: content.pop("kort_svar"))
    fine = changed(knowledge, KONTAKTER, lambda content: content["kontakter"][0].update(namn="Ny växel"))
    found = refused(knowledge, {KONTAKTER: fine, LOVLISTA: broken})
    assert found.code == "fel"
    assert {problem.path for problem in found.problems} == {LOVLISTA}


def test_errors_that_come_of_it_elsewhere_stop_it_too(knowledge: Path) -> None:
    fewer = changed(knowledge, KONTAKTER, lambda content: content["kontakter"].clear())
    found = refused(knowledge, {KONTAKTER: fewer})
    assert found.code == "fel"
    assert "alfa/organisation.yml" in {problem.path for problem in found.problems}


def test_errors_that_were_there_before_in_other_files_do_not(knowledge: Path) -> None:
    (knowledge / "beta/rutiner/lovlista.yml").write_text("id: lovlista\n", encoding="utf-8")
    git(knowledge, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qam", "trasig")
    assert publish(knowledge, {LOVLISTA: changed(knowledge, LOVLISTA, title("Ny"))}).paths == (LOVLISTA,)


@pytest.mark.parametrize("sentence", ["", "  \n "])
def test_a_sentence_is_wanted(knowledge: Path, sentence: str) -> None:
    assert refused(knowledge, {LOVLISTA: changed(knowledge, LOVLISTA, title("Ny"))}, sentence).code == "mening"


def test_nothing_to_publish(knowledge: Path) -> None:
    assert refused(knowledge, {}).code == "inget"
    assert refused(knowledge, {LOVLISTA: (knowledge / LOVLISTA).read_text(encoding="utf-8")}).code == "inget"


@pytest.mark.parametrize(
    "path", ["beta/rutiner/lovlista.yml", "alfa/../beta/kontakter.yml", "alfa/.git/config", "alfa", "/etc/passwd", "alfa/ut/fil.yml"]
)
def test_only_the_organisations_own_folder(knowledge: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "utanfor").mkdir()
    (knowledge / "alfa/ut").symlink_to(tmp_path / "utanfor")
    git(knowledge, "add", "alfa/ut")
    git(knowledge, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "länk")
    draft = draft_of(knowledge, LOVLISTA, "id: x\n")
    with pytest.raises(NotPublished) as caught:
        Publisher(knowledge).publish("alfa", [type(draft)("alfa", path, 1, "", "id: x\n", draft.changed_at)], KARIN, "Ny")
    assert caught.value.code == "plats"
    assert list((tmp_path / "utanfor").iterdir()) == []


def two(knowledge: Path) -> dict[str, str | None]:
    return {
        KONTAKTER: changed(knowledge, KONTAKTER, lambda content: content["kontakter"][0].update(namn="Nya växeln")),
        LOVLISTA: changed(knowledge, LOVLISTA, title("Ny")),
    }


def test_when_git_fails_the_files_are_as_before(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = two(knowledge)
    (knowledge / ".git/index.lock").touch()  # as another git left it
    before = everything(knowledge)
    with pytest.raises(NotPublished) as caught:
        publish(knowledge, chosen)
    assert caught.value.code == "git"
    assert everything(knowledge) == before


def test_when_git_fails_a_new_file_is_gone_again_from_the_index_too(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Repository.run

    def failing(self: Repository, *words: str, **more: Any) -> bytes:
        if words[0] == "commit":
            words = ("commit", "--finns-inte")
        return run(self, *words, **more)

    monkeypatch.setattr(Repository, "run", failing)
    new = changed(knowledge, LOVLISTA, lambda content: content.update(id="ny_rutin", fragor=["en ny fråga"]))
    assert refused(knowledge, {"alfa/rutiner/ny_rutin.yml": new}).code == "git"


@pytest.mark.parametrize("after", [0, 1])
def test_a_full_disk_leaves_everything_as_it_was(knowledge: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    chosen, written, write = two(knowledge), [], files._write_beside

    def full(path: Path, content: bytes) -> Path:
        if len(written) == after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(path)
        return write(path, content)

    monkeypatch.setattr(files, "_write_beside", full)
    assert refused(knowledge, chosen).code == "disk"


def test_two_who_publish_at_once_get_a_commit_each(knowledge: Path) -> None:
    drafts = [draft_of(knowledge, path, text) for path, text in two(knowledge).items()]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda draft: Publisher(knowledge).publish("alfa", [draft], KARIN, f"Ändrade {draft.path}"), drafts))
    assert git(knowledge, "log", "-2", "--format=%H").split() in ([one.commit for one in done], [one.commit for one in reversed(done)])
    for one in done:
        assert git(knowledge, "show", "--name-only", "--format=", one.commit) == one.paths[0]
    assert git(knowledge, "status", "--porcelain") == ""


def test_of_two_who_publish_the_same_file_one_is_told(knowledge: Path) -> None:
    drafts = [draft_of(knowledge, LOVLISTA, changed(knowledge, LOVLISTA, title(new))) for new in ("En rubrik", "En annan")]

    def attempt(draft: Any) -> str:
        try:
            Publisher(knowledge).publish("alfa", [draft], KARIN, "Ny rubrik")
        except NotPublished as refusal:
            return refusal.code
        return "publicerat"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, drafts)) == ["inaktuellt", "publicerat"]
    assert yaml.safe_load((knowledge / LOVLISTA).read_text(encoding="utf-8"))["titel"] in ("En rubrik", "En annan")


def test_nothing_is_left_beside_the_files(knowledge: Path) -> None:
    publish(knowledge, two(knowledge))
    assert [path for path in knowledge.rglob(".*") if path.name != ".git" and ".git" not in path.parts] == []
