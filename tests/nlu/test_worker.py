"""The warm process: trains, tries a draft, finds neighbours."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from test_build import TOPICS, weights, write

from bot.nlu import build, examples, worker
from bot.nlu.meaning import Example
from bot.nlu.worker import Workshop, nearest, serve


def generated(extra: dict[str, tuple[str, ...]]) -> str:
    entries = [{"intent": label, "examples": "".join(f"- {text}\n" for text in texts)} for label, texts in extra.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True)


CYCLING = {"rutin/cykel": ("låna en cykel", "cykelhjälm på utflykt", "cykla med barnen", "punktering på cykeln")}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("models"), write(tmp_path_factory.mktemp("data"), TOPICS))


@pytest.fixture(scope="module")
def first(workshop: Workshop) -> Path:
    path = workshop.out / "vagvisaren-1.tar.gz"
    answer = workshop.train({"generated": generated({}), "path": str(path), "before": None, "texts": ["vem bokar tolken"]}, lambda _stage: None)
    assert (answer["how"], answer["old"]) == ("whole", None)
    assert answer["new"][0]["label"] == "rutin/tolk"
    return path


def test_a_change_is_trained_and_read_beside_the_serving_model(workshop: Workshop, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SMALL_CHANGE", 0.5)
    stages: list[dict[str, str]] = []
    path = workshop.out / "vagvisaren-2.tar.gz.vantar"
    request = {"generated": generated(CYCLING), "path": str(path), "before": str(first), "texts": ["cykla med barnen till parken"]}
    answer = workshop.train(request, stages.append)
    assert answer["how"] == "on"
    assert answer["new"][0]["label"] == "rutin/cykel" != answer["old"][0]["label"]
    assert [each["stage"] for each in stages] == ["laser", "tranar", "packar", "provar"]
    assert workshop.train(request, stages.append)["how"] == "kvar"


def test_messages_are_mended_before_they_are_read(workshop: Workshop, first: Path) -> None:
    request = {"generated": generated({}), "path": str(first), "before": None, "texts": ["vem vill boka tolken", "vemvill bokatolken"]}
    plain, slipped = workshop.train(request, lambda _stage: None)["new"]
    assert slipped == plain


def test_a_warm_process_makes_the_same_model_as_a_cold_one(workshop: Workshop, first: Path, tmp_path: Path) -> None:
    cold, _ = build.build(tmp_path, "cold", workshop.data, whole=True)
    assert weights(cold) == weights(first)


def test_a_draft_is_tried_and_not_saved(workshop: Workshop, first: Path) -> None:
    before = set(workshop.out.glob("vagvisaren-*"))
    request = {"generated": generated({"rutin/kanin": ("kaninen är sjuk", "vem matar kaninen", "kaninens bur")}), "texts": ["kaninen är sjuk"]}
    stages: list[dict[str, str]] = []
    assert workshop.attempt(request, stages.append)["new"][0]["label"] == "rutin/kanin"
    assert stages
    stages.clear()
    workshop.attempt({**request, "texts": ["vem matar kaninen"]}, stages.append)
    assert stages == []  # the same draft is not learnt twice
    assert set(workshop.out.glob("vagvisaren-*")) == before


def test_neighbours_of_the_same_label_and_of_others() -> None:
    messages = [Example("boka tolk", "rutin/tolk"), Example("beställa en tolk", "rutin/tolk"), Example("okänd man vill hämta", "rutin/hamtning")]
    (found,) = nearest(messages, [Example("boka tolk", "rutin/hamtning")])
    assert (found["other"]["text"], found["other"]["label"]) == ("boka tolk", "rutin/tolk")
    assert found["other"]["likeness"] == pytest.approx(1.0, abs=0.01)
    assert found["own"]["text"] == "okänd man vill hämta"
    (alone,) = nearest(messages[2:], [Example("okänd man vill hämta", "rutin/hamtning")])
    assert alone == {"own": None, "other": None}
    assert nearest([], [Example("hej", "rutin/tolk")]) == [{"own": None, "other": None}]


def test_requests_are_answered_in_turn_and_a_bad_one_is_told(workshop: Workshop) -> None:
    reading, writing = os.pipe()
    requests = [{"do": "finns inte"}, {"do": "near", "generated": generated({}), "examples": []}]
    os.write(writing, b"".join(json.dumps(request).encode() + b"\n" for request in requests[:1]))
    sent: list[dict[str, object]] = []

    def send(answer: dict[str, object]) -> None:
        sent.append(answer)
        if len(sent) < len(requests):
            os.write(writing, json.dumps(requests[len(sent)]).encode() + b"\n")
        else:
            os.close(writing)

    with os.fdopen(reading, "rb", buffering=0) as lines:
        serve(workshop, lines, send, idle_s=5)
    assert list(sent[0]) == ["failed"]
    assert sent[1] == {"done": {"near": []}}


def test_it_ends_when_nobody_asks(workshop: Workshop) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as lines:
        serve(workshop, lines, pytest.fail, idle_s=0.01)
    os.close(writing)


def test_the_generated_file_on_disk_gives_way_to_what_is_asked(tmp_path: Path) -> None:
    data = write(tmp_path, TOPICS)
    on_disk = data / worker.GENERATED
    on_disk.parent.mkdir()
    on_disk.write_text(generated({"rutin/gammal": ("gammal fråga",)}), encoding="utf-8")
    found = Workshop(tmp_path, data).messages(generated(CYCLING))
    assert {message.label for message in found} == {*TOPICS, "rutin/cykel"}
    assert {message.label for message in examples.read(data)} == {*TOPICS, "rutin/gammal"}
