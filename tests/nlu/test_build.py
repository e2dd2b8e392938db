"""A model built the quick way is one that Rasa takes; after a small change training goes on instead of starting over."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rasa.core.agent import load_agent

from bot.nlu import build
from bot.nlu.channel import take

TOPICS = {
    "rutin/tolk": ("boka tolk", "tolken kom inte", "behöver en språktolk", "telefontolk på somaliska", "får syskon översätta", "vem betalar tolken"),
    "rutin/hamtning": (
        "okänd man vill hämta",
        "ingen har hämtat",
        "pappan luktar sprit",
        "får kusinen hämta",
        "fel person vid grinden",
        "hämtning sent",
    ),
    "utanfor/amne": ("vad kostar bygglov", "vilket väder blir det", "boka tågbiljett", "recept på lasagne", "vem vann matchen", "skriv en dikt"),
}


def write(folder: Path, topics: dict[str, tuple[str, ...]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['version: "3.1"', "nlu:"]
    for label, messages in topics.items():
        lines += [f"- intent: {label}", "  examples: |"]
        lines += [f"    - {message}{ending}" for message in messages for ending in ("", " idag", " hos oss", ", vad gör jag")]
    (folder / "nlu.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def understood(model: Path, text: str) -> str:
    agent = asyncio.run(load_agent(str(model)))
    label: str = asyncio.run(agent.parse_message(text))["vagvisaren"]["label"]
    return label


def weights(model: Path) -> bytes:
    found = build.understanding_in(model).meanings
    return found._dense.tobytes() + found._sparse.tobytes()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def first(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    model, how = build.build(models, "first", write(tmp_path_factory.mktemp("data"), TOPICS))
    assert how == "whole"
    return model


def test_rasa_takes_the_model_and_understands_with_all_messages(first: Path) -> None:
    assert understood(first, "vem bokar tolken") == "rutin/tolk"


def test_a_running_agent_takes_another_model_and_keeps_its_conversations(
    first: Path, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "SMALL_CHANGE", 0.9)  # so that this makes no new base
    other, _ = build.build(models, "other", write(tmp_path, {**TOPICS, "rutin/kanin": ("kaninen är sjuk", "vem matar kaninen", "kaninens bur")}))
    agent = asyncio.run(load_agent(str(first)))
    store = agent.tracker_store
    asyncio.run(take(agent, str(other)))
    assert asyncio.run(agent.parse_message("vem matar kaninen"))["vagvisaren"]["label"] == "rutin/kanin"
    assert agent.tracker_store is store
    assert agent.processor is not None
    assert agent.processor.model_filename == other.name


def test_after_a_small_change_training_goes_on(first: Path, models: Path, tmp_path: Path) -> None:
    changed = {**TOPICS, "rutin/tolk": (*TOPICS["rutin/tolk"][:-1], "vem står för tolkens arvode")}
    grown = build.SMALL_CHANGE
    build.SMALL_CHANGE = 0.2
    try:
        model, how = build.build(models, "second", write(tmp_path, changed))
    finally:
        build.SMALL_CHANGE = grown
    assert how == "on"
    assert understood(model, "okänd man vill hämta ett barn") == "rutin/hamtning"


def test_a_new_topic_is_learnt_by_going_on(first: Path, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SMALL_CHANGE", 0.6)
    asked = ("cykeln är stulen", "cykelställ vid grinden", "låna en cykel", "cykelhjälm på utflykt", "cykla med barnen", "punktering på cykeln")
    model, how = build.build(models, "third", write(tmp_path, {**TOPICS, "rutin/cykel": asked}))
    assert how == "on"
    assert understood(model, "cykla till parken med barnen") == "rutin/cykel"


def test_after_a_large_change_it_starts_over(first: Path, models: Path, tmp_path: Path) -> None:
    other = {label: tuple(f"{message} igen" for message in messages) for label, messages in TOPICS.items()}
    assert build.build(models, "fourth", write(tmp_path, other))[1] == "whole"


def test_it_starts_over_when_told_to(first: Path, models: Path, tmp_path: Path) -> None:
    assert build.build(models, "fifth", write(tmp_path, TOPICS), whole=True)[1] == "whole"


def test_the_same_messages_give_the_same_weights_whatever_came_between(first: Path, models: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(build, "SMALL_CHANGE", 0.6)
    asked = ("cykeln är stulen", "cykelställ vid grinden", "låna en cykel")
    cycling = {**TOPICS, "rutin/cykel": asked}
    build.build(models, "between", write(tmp_path / "one", {**TOPICS, "rutin/kanin": asked}))
    one, how = build.build(models, "again", write(tmp_path / "two", cycling))
    assert how == "on"
    build.build(models, "between", write(tmp_path / "three", {**TOPICS, "rutin/hamster": asked}))
    other, _ = build.build(models, "again-2", write(tmp_path / "four", cycling))
    assert weights(one) == weights(other)


def test_going_back_to_the_messages_of_the_whole_training_gives_its_weights(first: Path, models: Path, tmp_path: Path) -> None:
    back, how = build.build(models, "back", write(tmp_path, TOPICS))
    assert how == "whole"
    assert weights(back) == weights(first)


def test_a_broken_base_is_passed_over(first: Path, models: Path, tmp_path: Path) -> None:
    (learned,) = models.glob(f"skeleton-*/{build.BASE}/{build.LEARNED}")
    learned.write_text("inte det som stod här", encoding="utf-8")
    assert build.build(models, "sixth", write(tmp_path, TOPICS))[1] == "whole"


def test_no_unfinished_model_is_left(first: Path, models: Path) -> None:
    assert not list(models.glob(".*"))
