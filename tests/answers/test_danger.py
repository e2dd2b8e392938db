"""The phrase list as a detector: card, line, damper; and that the list as it stands finds its own examples."""

from __future__ import annotations

import itertools

import pytest

from bot.answers.danger import DangerPatterns, danger_patterns, strongest
from bot.knowledge.model import DangerPattern

from .packs import make_guide


def pattern(identity, level, *expressions):
    return DangerPattern(identity, level, expressions, ())


@pytest.fixture(scope="module")
def detector():
    return DangerPatterns(
        [
            pattern("kniv", "fara", "hota * kniv"),
            pattern("stryp", "signal", "strypgrepp"),
            pattern("forr", "dampar", "förra året"),
            pattern("ovning", "dampar", "övning"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("han hotar oss med kniv", "card"),
        ("HAN HOTADE MIG MED EN KNIV", "card"),
        ("han hotar med kniv och tog strypgrepp", "card"),
        ("hon fick strypgrepp", "line"),
        ("han hotade oss med kniv förra året", "line"),
        ("vi har övning där nån hotar med kniv", "line"),
        ("förra året tog han strypgrepp", None),
        ("förra året var det bra", None),
        ("kniv och gaffel", None),
        ("han hotar oss och sedan åt vi middag lugnt med kniv", None),
        ("", None),
    ],
)
def test_a_phrase_gives_the_card_a_signal_a_line_and_a_damper_takes_one_step_down(detector, text, level):
    assert detector.level(text) == level


def test_one_damper_takes_one_step_however_many_there_are(detector):
    assert detector.level("förra årets övning: han hotar oss med kniv") == "line"


def test_an_empty_list_sees_nothing():
    assert DangerPatterns([]).level("han hotar oss med kniv") is None


@pytest.mark.parametrize(
    ("levels", "expected"), [((), None), ((None, None), None), ((None, "line"), "line"), (("card", "line"), "card"), (("card", None), "card")]
)
def test_the_most_serious_level_counts_in_any_order(levels, expected):
    assert {strongest(*order) for order in itertools.permutations(levels)} == {expected}


def test_the_municipalitys_own_phrases_are_added_to_the_national_ones(tmp_path):
    own = {"fara": [{"id": "bron", "uttryck": ["sprängdeg"], "prov": ["hon har sprängdeg"]}]}
    guide = make_guide(tmp_path, local={"fara.yml": own})
    assert [danger_patterns(guide).level(text) for text in ("hon har sprängdeg", "han hotar oss med kniv")] == ["card", "card"]


def test_the_small_pack_without_local_phrases_does_not_know_them(guide):
    assert danger_patterns(guide).level("hon har sprängdeg") is None


@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo", "skelleftea"])
def test_every_phrase_of_the_list_finds_its_own_examples(real, organisation):
    patterns = danger_patterns(real.guides[organisation])
    silent = [
        (found.id, text)
        for found in (*real.guides[organisation].national.danger, *real.guides[organisation].local.danger)
        for text in found.tests
        if found.level != "dampar" and patterns.level(text) is None
    ]
    assert silent == []


@pytest.mark.parametrize("text", ["pappa har kniv", "pappan slår henne nu", "han slar henne nu", "hon andas inte", "HJÄLP HAN SLÅR HENNE"])
def test_terse_and_unaccented_messages_are_seen(example, text):
    assert danger_patterns(example).level(text) is not None


@pytest.mark.parametrize("text", ["akut brist på blöjor", "hur gör jag en orosanmälan", "vem är chef på solrosen", "brandövning på torsdag"])
def test_ordinary_messages_are_quiet(example, text):
    assert danger_patterns(example).level(text) is None
