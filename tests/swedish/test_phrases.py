from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish.phrases import Found, Phrase, Phrases

NAMES = (
    Phrase("enhet", "solrosen", "Förskolan Solrosen", "alfa"),
    Phrase("enhet", "solrosen", "solrosen", "alfa"),
    Phrase("enhet", "annan", "solrosen", "beta"),
    Phrase("roll", "forskollarare", "förskollärare", "nationell"),
    Phrase("kontakt", "socialjour", "mottagningen", "nationell"),
    Phrase("begrepp", "tom", "   ", "nationell"),
)
ALFA = frozenset({"alfa", "nationell"})


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases(NAMES)


def ids(found: list[Found]) -> list[tuple[str, str]]:
    return [(item.owner, item.id) for item in found]


def test_a_name_is_found_with_its_place_as_typed(phrases: Phrases) -> None:
    text = "Vem är rektor på FORSKOLAN SOLROSEN?"
    assert phrases.find(text, ALFA) == [Found("enhet", "solrosen", "alfa", 17, 35, "FORSKOLAN SOLROSEN")]


@pytest.mark.parametrize("text", ["numret till mottagningen", "är mottagning öppen", "MOTTAGNINGENS"])
def test_inflection_and_case_do_not_matter(phrases: Phrases, text: str) -> None:
    assert ids(phrases.find(text)) == [("nationell", "socialjour")]


def test_the_longest_name_wins_and_none_stands_inside_another(phrases: Phrases) -> None:
    found = phrases.find("förskolan solrosen", ALFA)
    assert [item.text for item in found] == ["förskolan solrosen"]


def test_one_word_may_mean_several_things_and_owners_limit_them(phrases: Phrases) -> None:
    assert sorted(ids(phrases.find("jag jobbar på solrosen"))) == [("alfa", "solrosen"), ("beta", "annan")]
    assert ids(phrases.find("jag jobbar på solrosen", ALFA)) == [("alfa", "solrosen")]
    assert phrases.find("jag jobbar på solrosen", frozenset({"gamma"})) == []


def test_another_s_longer_name_does_not_hide_one_s_own(phrases: Phrases) -> None:
    assert ids(phrases.find("förskolan solrosen", frozenset({"beta"}))) == [("beta", "annan")]


def test_names_come_from_left_to_right(phrases: Phrases) -> None:
    found = phrases.find("mottagningen för en förskollärare på solrosen", ALFA)
    assert [item.id for item in found] == ["socialjour", "forskollarare", "solrosen"]


def test_a_blank_name_is_never_found(phrases: Phrases) -> None:
    assert phrases.find("   ") == []


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    for item in Phrases(NAMES[:2]).find(text):
        assert text[item.start : item.end] == item.text
