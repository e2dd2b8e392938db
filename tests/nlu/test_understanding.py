from pathlib import Path

import numpy as np
import pytest

from bot.nlu.linear import Linear
from bot.nlu.meaning import Example, grams
from bot.nlu.understanding import LEAN_WEIGHT, OTHERS_PACE, Understanding, fit, refit

TEXTS = {
    "rutin/tolk": ["boka tolk", "hur bokar jag tolk", "behöver tolk imorgon", "tolken kom inte", "telefontolk på somaliska", "får barnet tolka"],
    "rutin/hamtning": [
        "okänd man vill hämta",
        "pappan luktar sprit vid hämtning",
        "vem får hämta barnet",
        "ingen hämtar",
        "kusin vill hämta",
        "sen hämtning",
    ],
    "utanfor/amne": ["vad kostar bygglov", "vilket väder blir det", "boka tågbiljett", "recept på lasagne", "vem vann matchen", "skriv en dikt"],
}


def vector(text: str) -> np.ndarray:
    """A stand-in for the embedding: letters counted, of unit length."""
    counts = np.array([text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyzåäö"], dtype=np.float32) + 0.01
    return counts / np.linalg.norm(counts)


def examples() -> list[Example]:
    return [Example(text, label, True if "sprit" in text else None) for label, texts in TEXTS.items() for text in texts * 6]


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    chosen = examples()
    return fit(chosen, np.stack([vector(example.text) for example in chosen]))


def test_a_message_gets_its_label_and_a_ranking_of_all(understanding: Understanding) -> None:
    reading = understanding.read("hur bokar jag tolk", vector("hur bokar jag tolk"))
    assert reading.label == "rutin/tolk"
    assert reading.ranking[0][0] == "rutin/tolk"
    assert {label for label, _ in reading.ranking} == set(TEXTS)
    assert abs(sum(score for _, score in reading.ranking) - 1) < 1e-3


def test_chances_are_chances(understanding: Understanding) -> None:
    for text in ("boka tolk", "vad kostar bygglov", "zzz"):
        reading = understanding.read(text, vector(text))
        assert 0 <= reading.right <= 1
        assert 0 <= reading.known <= 1
        assert 0 <= reading.danger <= 1


def test_what_is_outside_is_less_known_than_a_routine(understanding: Understanding) -> None:
    inside = understanding.read("vem får hämta barnet", vector("vem får hämta barnet"))
    outside = understanding.read("vilket väder blir det", vector("vilket väder blir det"))
    assert outside.known < inside.known


def test_danger_follows_the_flag_of_the_examples(understanding: Understanding) -> None:
    drunk, booking = "pappan luktar sprit vid hämtning", "boka tolk"
    assert understanding.read(drunk, vector(drunk)).danger > understanding.read(booking, vector(booking)).danger


def test_saved_and_loaded_it_reads_the_same(understanding: Understanding, tmp_path: Path) -> None:
    understanding.save(tmp_path)
    before, after = (one.read("ingen hämtar", vector("ingen hämtar")) for one in (understanding, Understanding.load(tmp_path)))
    assert before.label == after.label
    assert abs(before.right - after.right) < 0.02


def test_few_examples_and_a_lone_label_are_no_obstacle() -> None:
    few = [Example("boka tolk", "rutin/tolk"), Example("vem hämtar", "rutin/hamtning"), Example("hej", "smalprat/halsning")]
    assert fit(few, np.stack([vector(example.text) for example in few])).read("boka tolk", vector("boka tolk")).label


def test_grams_do_not_see_accents_or_case() -> None:
    assert grams("Hämta") == grams("hamta")


@pytest.fixture
def learnt(monkeypatch) -> list[dict[str, dict[str, float]]]:
    """The pace and the weight of labels in each training of weights."""
    seen: list[dict[str, dict[str, float]]] = []
    learn = Linear.fit

    def watched(rows, labels, plan, start=None, pace=None, weight=None):
        seen.append({"pace": pace or {}, "weight": weight or {}})
        return learn(rows, labels, plan, start, pace, weight)

    monkeypatch.setattr(Linear, "fit", watched)
    return seen


def numbered(counts: dict[str, int]) -> tuple[list[Example], np.ndarray]:
    messages = [Example(f"{label} {number}", label) for label, count in counts.items() for number in range(count)]
    return messages, np.random.default_rng(1).normal(size=(len(messages), 8)).astype(np.float32)


def test_after_a_small_change_only_other_routines_go_slowly(learnt) -> None:
    messages, vectors = numbered({"rutin/tolk": 4, "rutin/hamtning": 4, "utanfor/nara": 4})
    before = fit(messages, vectors)
    learnt.clear()
    refit(before, messages, vectors, {"rutin/tolk"})
    assert learnt[0]["pace"] == {"rutin/hamtning": OTHERS_PACE}


@pytest.mark.parametrize("again", [False, True])
def test_a_lean_routine_counts_more_beside_those_with_a_base_set(learnt, again: bool) -> None:
    messages, vectors = numbered({"rutin/tolk": 80, "rutin/cykel": 4, "utanfor/nara": 60})
    before = fit(messages, vectors)
    if again:
        learnt.clear()
        refit(before, messages, vectors, set())
    assert learnt[0]["weight"] == {"rutin/cykel": LEAN_WEIGHT}


def test_where_all_routines_are_lean_none_counts_more(learnt) -> None:
    fit(*numbered({"rutin/tolk": 4, "rutin/hamtning": 4, "utanfor/nara": 4}))
    assert [fitted["weight"] for fitted in learnt] == [{}] * len(learnt)
    assert learnt
