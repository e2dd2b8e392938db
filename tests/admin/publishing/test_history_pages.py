"""Who changed what and why; one click back; or the file as it was, as a draft."""

from __future__ import annotations

import subprocess

import pytest

from admin.conftest import GIT, Staff
from bot.admin.people import Grant, Role
from bot.admin.publishing.git import open_repository
from bot.admin.publishing.history import entries, entry

from .conftest import KONTAKTER, LOVLISTA, Desk, asks, title

PLACE = "/admin/alfa/historik"


@pytest.fixture
def karin(desk: Desk) -> Staff:
    return desk.office.as_(Role.PUBLISHER, name="Karin Åberg")


def publish(desk: Desk, staff: Staff, sentence: str, path: str, change: object) -> str:
    """The address of the commit's page."""
    desk.draft(staff.person, path, change)  # type: ignore[arg-type]
    return staff.send("/admin/alfa/utkast/publicera", {"mening": sentence}).partition("?")[0]


def head(desk: Desk) -> str:
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=desk.office.knowledge, check=True, capture_output=True, text=True).stdout.strip()


def test_the_newest_first_with_who_and_why(desk: Desk, karin: Staff) -> None:
    publish(desk, karin, "Först en rubrik", LOVLISTA, title("Ett"))
    publish(desk, karin, "Sedan en till", LOVLISTA, title("Två"))
    page = karin.see(PLACE)
    assert page.index("Sedan en till") < page.index("Först en rubrik") < page.index("Start")
    assert "Karin Åberg" in page


def test_a_change_is_shown_field_by_field(desk: Desk, karin: Staff) -> None:
    page = karin.see(publish(desk, karin, "Ny rubrik", LOVLISTA, title("Lovlistan i Beta")))
    assert "<dt>Rubrik</dt>" in page
    assert "Borttaget: </span> Alfa<" in page
    assert "Nytt: </span> Beta<" in page


def test_only_the_organisations_own_files_are_seen(desk: Desk, karin: Staff) -> None:
    root = desk.office.knowledge
    for path in (LOVLISTA, "beta/rutiner/lovlista.yml"):
        (root / path).write_text((root / path).read_text(encoding="utf-8").replace("Lovlistan i", "Listan i"), encoding="utf-8")
    subprocess.run([*GIT, "commit", "-qam", "Båda kommunerna"], cwd=root, check=True)
    page = karin.see(f"{PLACE}/{head(desk)}")
    assert "alfahemlig" not in page
    assert "Beta" not in page.split("<main")[1]
    beta = desk.office.sign_in(desk.office.person(Grant(Role.READER, "beta")))
    assert beta.get(f"{PLACE}/{head(desk)}").status_code == 403
    publish(desk, karin, "Bara Alfa", LOVLISTA, title("Alfas"))
    assert "Bara Alfa" not in beta.see("/admin/beta/historik")
    assert beta.get(f"/admin/beta/historik/{head(desk)}").status_code == 404


@pytest.mark.parametrize("commit", ["finns-inte", "0" * 40, "HEAD", "--all", "abc"])
def test_what_is_no_commit_is_not_found(desk: Desk, karin: Staff, commit: str) -> None:
    assert karin.get(f"{PLACE}/{commit}").status_code == 404


def test_a_files_own_history(desk: Desk, karin: Staff) -> None:
    publish(desk, karin, "Rubriken", LOVLISTA, title("Ett"))
    publish(desk, karin, "Växeln", KONTAKTER, lambda content: content["kontakter"][0].update(namn="Nya växeln"))
    page = karin.see(f"{PLACE}?fil={LOVLISTA}")
    assert "Rubriken" in page
    assert ">Växeln<" not in page
    assert karin.get(f"{PLACE}?fil=beta/kontakter.yml").status_code == 404
    assert "Det finns inget äldre" in karin.see(f"{PLACE}?sida=9")


def test_one_click_back(desk: Desk, karin: Staff) -> None:
    before = desk.read(LOVLISTA)
    where = publish(desk, karin, "Ny rubrik", LOVLISTA, title("Fel rubrik"))
    page = karin.see(karin.send(f"{where}/angra"))
    assert "Ångrade: Ny rubrik" in page
    assert desk.read(LOVLISTA) == before
    assert desk.office.desk.live.packs["alfa"].routines["lovlista"].parts.title == "Lovlistan i Alfa"
    assert "Ändringen är redan ångrad." in karin.see(where)


def test_undoing_examples_trains_again(desk: Desk, karin: Staff) -> None:
    where = publish(desk, karin, "Fler frågor", LOVLISTA, asks("var hänger lovlistan nu"))
    assert desk.done() == "klar"
    karin.send(f"{where}/angra")
    assert desk.done() == "klar"
    assert "var hänger lovlistan nu" not in desk.worker.requests[-1]["generated"]


def test_later_changes_elsewhere_in_the_file_stay(desk: Desk, karin: Staff) -> None:
    where = publish(desk, karin, "Rubriken", LOVLISTA, title("Fel rubrik"))
    publish(desk, karin, "Ägaren", LOVLISTA, lambda content: content.update(agare="Rektor Ny"))
    karin.send(f"{where}/angra")
    assert "titel: Lovlistan i Alfa" in desk.read(LOVLISTA)
    assert "agare: Rektor Ny" in desk.read(LOVLISTA)


def test_later_changes_of_the_same_lines_are_told_and_a_draft_is_offered(desk: Desk, karin: Staff) -> None:
    where = publish(desk, karin, "Rubriken", LOVLISTA, title("Andra rubriken"))
    publish(desk, karin, "Rubriken igen", LOVLISTA, title("Tredje rubriken"))
    answer = karin.post(f"{where}/angra")
    assert answer.status_code == 409
    assert "samma rader har ändrats senare" in answer.text
    assert "titel: Tredje rubriken" in desk.read(LOVLISTA)
    assert "Den tidigare versionen ligger nu i ditt utkast" in karin.see(karin.send(f"{where}/hamta", {"fil": LOVLISTA}))
    (draft,) = desk.drafts.mine("alfa", karin.person.id)
    assert draft.text is not None
    assert "titel: Lovlistan i Alfa" in draft.text


def test_a_new_file_is_taken_away_and_a_file_that_went_comes_back(desk: Desk, karin: Staff) -> None:
    before = desk.read(LOVLISTA)
    gone = publish(desk, karin, "Behövs inte", LOVLISTA, None)
    karin.send(f"{gone}/angra")
    assert desk.read(LOVLISTA) == before
    new = "alfa/rutiner/ledig.yml"
    desk.drafts.save("alfa", new, karin.person.id, before.replace("lovlista", "ledig").replace("var finns ledign", "ta ledigt"))
    where = karin.send("/admin/alfa/utkast/publicera", {"mening": "Ny rutin"}).partition("?")[0]
    karin.send(f"{where}/angra")
    assert not (desk.office.knowledge / new).exists()


def test_an_undo_that_would_leave_errors_is_refused(desk: Desk, karin: Staff) -> None:
    def add(content: dict) -> None:  # type: ignore[type-arg]
        content["kontakter"].append({"id": "ny-kontakt", "namn": "Ny kontakt", "telefon": "040-628 04 99", "verifierad": "2026-03-01"})

    where = publish(desk, karin, "Ny kontakt", KONTAKTER, add)
    publish(desk, karin, "Används", LOVLISTA, lambda content: content.update(kontakter=["ny-kontakt"]))
    answer = karin.post(f"{where}/angra")
    assert answer.status_code == 409
    assert "Något måste rättas" in answer.text
    assert "ny-kontakt" in desk.read(KONTAKTER)


def test_an_editor_may_fetch_but_not_undo(desk: Desk, karin: Staff) -> None:
    where = publish(desk, karin, "Rubriken", LOVLISTA, title("Andra rubriken"))
    lars, maja = desk.office.as_(Role.EDITOR), desk.office.as_(Role.READER)
    assert lars.post(f"{where}/angra").status_code == 403
    assert "Ångra ändringen" not in lars.see(where)
    lars.send(f"{where}/hamta", {"fil": LOVLISTA})
    assert lars.post(f"{where}/hamta", {"fil": KONTAKTER}).status_code == 404
    assert maja.post(f"{where}/hamta", {"fil": LOVLISTA}).status_code == 403


def test_a_merge_is_read_as_what_it_brought(desk: Desk) -> None:
    root = desk.office.knowledge

    def git(*words: str) -> None:
        subprocess.run([*GIT, *words], cwd=root, check=True, capture_output=True)

    git("switch", "-qc", "gren")
    (root / LOVLISTA).write_text(desk.read(LOVLISTA) + "# gren\n", encoding="utf-8")
    git("commit", "-qam", "På grenen")
    git("switch", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "Sammanslagning", "gren")
    repository = open_repository(root)
    assert [one.sentence for one in entries(repository, "alfa")] == ["Sammanslagning", "Start"]
    found = entry(repository, "alfa", head(desk))
    assert found is not None
    assert found.paths == (LOVLISTA,)
