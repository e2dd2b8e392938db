"""Names, and which models are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.admin.publishing import models
from bot.knowledge.compile import compile_training
from bot.knowledge.live import LiveKnowledge
from bot.storage.moment import now

from .conftest import LOVLISTA, asks, changed, says


@pytest.fixture
def live(knowledge: Path) -> LiveKnowledge:
    return LiveKnowledge(knowledge, lambda: now().date())


def test_the_name_changes_with_what_is_learnt_and_with_nothing_else_in_the_packs(live: LiveKnowledge) -> None:
    before = models.model_name(live.packs)
    (live.root / LOVLISTA).write_text(changed(live.root, LOVLISTA, says("Ny.")), encoding="utf-8")
    live.reload()
    assert models.model_name(live.packs) == before
    (live.root / LOVLISTA).write_text(changed(live.root, LOVLISTA, asks("var hänger lovlistan nu")), encoding="utf-8")
    live.reload()
    assert models.model_name(live.packs) != before


def test_the_compiled_file_on_disk_does_not_matter(live: LiveKnowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is of the last compile; the packs are what counts."""
    for path in models._inputs():
        copy = tmp_path / path.relative_to(models.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(models, "ROOT", tmp_path)
    before = models.model_name(live.packs)
    compile_training(live.packs, tmp_path)
    assert (tmp_path / models.GENERATED).is_file()
    assert models.model_name(live.packs) == before
    (tmp_path / "bot/nlu/linear.py").write_text("ny", encoding="utf-8")
    assert models.model_name(live.packs) != before


def test_the_newest_are_kept_and_one_that_waits(tmp_path: Path) -> None:
    for age, name in enumerate(("a.tar.gz", "b.tar.gz", "c.tar.gz", "d.tar.gz", "e.tar.gz.vantar", "f.tar.gz.vantar")):
        path = tmp_path / f"vagvisaren-{name}"
        path.touch()
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    models.drop_old(tmp_path)
    assert {path.name.removeprefix("vagvisaren-") for path in tmp_path.iterdir()} == {"a.tar.gz", "b.tar.gz", "c.tar.gz", "e.tar.gz.vantar"}
    assert models.kept(tmp_path)[0].name == "vagvisaren-a.tar.gz"
