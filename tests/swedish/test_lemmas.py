from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish import lemmas as module
from bot.swedish.lemmas import _OVERRIDES, Lemmas, build, lemmas
from bot.swedish.normalise import fold_letters


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("föräldrarna", "förälder"),
        ("Barnen", "barn"),
        ("slog", "slå"),
        ("slagit", "slå"),
        ("är", "vara"),
        ("kniven", "kniv"),
        ("dom", "de"),
        ("xyzzyan", "xyzzyan"),
    ],
)
def test_inflection_is_taken_away_and_an_unknown_word_is_its_own_lemma(form: str, lemma: str) -> None:
    assert lemmas().lemma(form) == lemma


@pytest.mark.parametrize(("typed", "right"), [("foraldrarna", "föräldrarna"), ("slar", "slår"), ("BARNEN", "barn"), ("skoterskan", "sköterskan")])
def test_missing_accents_give_the_same_key(typed: str, right: str) -> None:
    assert lemmas().key(typed) == lemmas().key(right)


def test_a_word_in_its_own_right_is_not_taken_for_another_without_accents() -> None:
    assert lemmas().key("far") == "far"
    assert lemmas().key("får") == "fa"


@given(st.text(max_size=30))
def test_any_text_has_a_lemma_and_a_key(text: str) -> None:
    assert isinstance(lemmas().lemma(text), str)
    key = lemmas().key(text)
    assert key == fold_letters(key)


@pytest.mark.parametrize("form", sorted(_OVERRIDES))
def test_our_own_readings_win_over_the_table(form: str) -> None:
    assert lemmas().lemma(form.upper()) == _OVERRIDES[form]
    assert lemmas().key(form) == fold_letters(_OVERRIDES[form])
    assert lemmas().known(form)


def test_what_the_table_has_is_known() -> None:
    assert lemmas().known("föräldrarna")
    assert not lemmas().known("xyzzyan")


def test_a_missing_table_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"python -m bot\.swedish\.lemmas"):
        Lemmas(tmp_path / "finns-inte.marisa")


def test_the_table_that_is_built_reads_as_the_one_in_use(tmp_path: Path) -> None:
    made = Lemmas(build(tmp_path / "ny" / "lemmas.marisa"))
    assert [path.name for path in (tmp_path / "ny").iterdir()] == ["lemmas.marisa"]
    for form in ("föräldrarna", "foraldrarna", "anmäler", "skolor", "xyzzyan"):
        assert (made.lemma(form), made.key(form)) == (lemmas().lemma(form), lemmas().key(form))


def test_without_the_word_list_the_build_says_which_package_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="spacy-lookups-data"):
        build(tmp_path / "x.marisa")
    assert "spacy_lookups_data" not in sys.modules


@pytest.mark.parametrize("form", ["\0", "barn\0", "\0barn", ""])
def test_a_null_character_is_an_unknown_word(form: str) -> None:
    assert lemmas().lemma(form) == form
    assert lemmas().key(form) == form
