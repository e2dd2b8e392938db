"""What is live while files are edited. `touch` moves the file's time, so that no test hangs on the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.live import LiveKnowledge

from .packs import CLEAN, NATIONAL, TODAY, municipality, write
from .test_load import parsed_names, touch

CONTACTS = "alfa/kontakter.yml"
TOLK = "nationell/rutiner/tolk.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "knowledge", {**NATIONAL, **municipality("alfa", "01"), **municipality("beta", "02")})


@pytest.fixture
def live(root: Path) -> LiveKnowledge:
    return LiveKnowledge(root, lambda: TODAY)


def number(live: LiveKnowledge, organisation: str) -> str:
    found = live.guides[organisation].contact("socialjour")
    assert found is not None
    return found.contact.phones[0].display


def test_a_changed_number_is_live_after_reload_and_only_there(live: LiveKnowledge, root: Path) -> None:
    assert (number(live, "alfa"), number(live, "beta")) == ("040-628 05 01", "040-628 05 02")
    touch(root / CONTACTS, CLEAN[CONTACTS].replace("628 05 01", "628 05 99"))
    assert number(live, "alfa") == "040-628 05 01"
    live.reload()
    assert (number(live, "alfa"), number(live, "beta")) == ("040-628 05 99", "040-628 05 02")
    assert live.version == 2


def test_a_changed_national_step_is_live_everywhere(live: LiveKnowledge, root: Path) -> None:
    touch(root / TOLK, CLEAN[TOLK].replace("Skriv sedan.", "Skriv genast."))
    live.reload()
    for guide in live.guides.values():
        routine = guide.routine("tolk")
        assert routine is not None
        assert routine.steps[-1].text == "Skriv genast."


def test_nothing_changed_gives_no_new_version(live: LiveKnowledge, root: Path) -> None:
    guides = live.guides
    touch(root / CONTACTS, CLEAN[CONTACTS])
    live.reload()
    assert live.version == 1
    assert live.guides is guides


def test_a_broken_pack_keeps_its_last_good_version_and_the_good_ones_go_live(live: LiveKnowledge, root: Path) -> None:
    touch(root / "alfa/kontakter.yml", "kontakter: [\n")
    touch(root / "beta/kontakter.yml", municipality("beta", "02")["beta/kontakter.yml"].replace("628 05 02", "628 05 88"))
    result = live.reload()
    assert [found.code for found in result.errors if found.path == CONTACTS] == ["yaml-parentes"]
    assert live.result is result
    assert live.kept == {"alfa"}
    assert (number(live, "alfa"), number(live, "beta")) == ("040-628 05 01", "040-628 05 88")


def test_a_mended_pack_goes_live_again(live: LiveKnowledge, root: Path) -> None:
    touch(root / CONTACTS, "kontakter: [\n")
    live.reload()
    (root / CONTACTS).unlink()
    write(root, {CONTACTS: CLEAN[CONTACTS].replace("628 05 01", "628 05 77")})
    live.reload()
    assert live.kept == frozenset()
    assert number(live, "alfa") == "040-628 05 77"


def test_a_broken_national_pack_keeps_everything(live: LiveKnowledge, root: Path) -> None:
    touch(root / TOLK, "titel: a: b\n")
    touch(root / CONTACTS, CLEAN[CONTACTS].replace("628 05 01", "628 05 99"))
    live.reload()
    assert live.kept == {"nationell", "alfa", "beta"}
    assert number(live, "alfa") == "040-628 05 01"
    assert live.guides["alfa"].routine("tolk") is not None


@pytest.mark.parametrize("lost", ["alfa/organisation.yml", CONTACTS])
def test_a_file_lost_while_saving_keeps_the_pack(live: LiveKnowledge, root: Path, lost: str) -> None:
    (root / lost).unlink()
    live.reload()
    assert live.kept == {"alfa"}
    assert number(live, "alfa") == "040-628 05 01"


def test_a_lost_national_folder_keeps_everything(live: LiveKnowledge, root: Path) -> None:
    (root / "nationell").rename(root.parent / "undan")
    live.reload()
    assert set(live.guides) == {"alfa", "beta"}


def test_a_new_municipality_goes_live_and_a_removed_one_goes(live: LiveKnowledge, root: Path) -> None:
    write(root, municipality("gamma", "03"))
    live.reload()
    assert set(live.guides) == {"alfa", "beta", "gamma"}
    (root / "gamma").rename(root.parent / "gamma")
    live.reload()
    assert set(live.guides) == {"alfa", "beta"}


def test_a_new_municipality_with_errors_waits(live: LiveKnowledge, root: Path) -> None:
    write(root, {**municipality("gamma", "03"), "gamma/kontakter.yml": "kontakter: [\n"})
    live.reload()
    assert "gamma" not in live.guides
    assert live.kept == frozenset()


def test_who_holds_the_old_guide_sees_one_whole(live: LiveKnowledge, root: Path) -> None:
    before = live.guides["alfa"]
    touch(root / CONTACTS, CLEAN[CONTACTS].replace("628 05 01", "628 05 99"))
    live.reload()
    assert before.contacts["jouren"].phones[0].display == "040-628 05 01"
    assert live.guides["alfa"] is not before


def test_a_start_with_a_broken_file_shows_all_that_is_right(root: Path) -> None:
    write(root, {TOLK: "titel: a: b\n"})
    live = LiveKnowledge(root, lambda: TODAY)
    assert set(live.guides) == {"alfa", "beta"}
    assert live.guides["alfa"].routine("tolk") is None
    assert live.guides["alfa"].routine("orosanmalan") is not None
    assert live.result.errors


def test_a_start_on_nothing_waits_for_the_files(tmp_path: Path) -> None:
    live = LiveKnowledge(tmp_path, lambda: TODAY)
    assert live.guides == {}
    write(tmp_path, CLEAN)
    live.reload()
    assert set(live.guides) == {"alfa"}


def test_a_reload_parses_only_what_changed(live: LiveKnowledge, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = parsed_names(monkeypatch)
    live.reload()
    touch(root / CONTACTS, CLEAN[CONTACTS] + "\n")
    live.reload()
    assert seen == [CONTACTS]
