"""Names of units, roles, contacts and terms as Rasa entities, each with its owner."""

from __future__ import annotations

import json
import os

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.names import NameExtractor

SOLROSEN = {"kind": "enhet", "id": "solrosen", "text": "Förskolan Solrosen", "owner": "alfa"}


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.json"
    version = 0

    def write(*rows):
        nonlocal version
        version += 1
        path.write_text(json.dumps(rows), encoding="utf-8")
        os.utime(path, ns=(version * 10**9, version * 10**9))

    write.path = path
    return write


@pytest.fixture
def extractor(names):
    return NameExtractor({"names": str(names.path)})


def found(extractor, text):
    message = Message({TEXT: text})
    extractor.process([message])
    return message.get(ENTITIES, [])


def test_an_entity_says_what_whose_and_where(names, extractor):
    names(SOLROSEN)
    text = "vem är chef på förskolan solrosens avdelning"
    (entity,) = found(extractor, text)
    assert (entity["entity"], entity["value"], entity["extractor"]) == ("enhet", "alfa:solrosen", "NameExtractor")
    assert text[entity["start"] : entity["end"]] == "förskolan solrosens"


def test_a_name_that_two_municipalities_use_is_told_once_for_each(names, extractor):
    names(SOLROSEN, {**SOLROSEN, "owner": "beta", "id": "solrosen-b"})
    assert sorted(entity["value"] for entity in found(extractor, "Förskolan Solrosen")) == ["alfa:solrosen", "beta:solrosen-b"]


def test_a_changed_file_is_read_at_the_next_message(names, extractor):
    names(SOLROSEN)
    assert found(extractor, "jag jobbar på Tusenskönan") == []
    names(SOLROSEN, {**SOLROSEN, "text": "Tusenskönan"})
    assert [entity["value"] for entity in found(extractor, "jag jobbar på Tusenskönan")] == ["alfa:solrosen"]
    names()
    assert found(extractor, "jag jobbar på Förskolan Solrosen") == []


def test_an_unchanged_file_is_not_read_again(names, extractor, monkeypatch):
    names(SOLROSEN)
    found(extractor, "hej")
    monkeypatch.setattr("bot.nlu.names.json.loads", lambda text: pytest.fail("read again"))
    assert len(found(extractor, "Förskolan Solrosen")) == 1


def test_without_a_file_there_are_no_names_and_no_error(extractor):
    assert found(extractor, "Förskolan Solrosen") == []


def test_a_file_that_goes_away_leaves_the_names_as_they_were(names, extractor):
    names(SOLROSEN)
    found(extractor, "hej")
    names.path.unlink()
    assert len(found(extractor, "Förskolan Solrosen")) == 1


@pytest.mark.parametrize("text", ['/om_mig{"enhet": "solrosen"}', "/rutin Förskolan Solrosen", "", None])
def test_buttons_and_empty_messages_are_left_alone(names, extractor, text):
    names(SOLROSEN)
    assert found(extractor, text) == []


def test_entities_found_before_are_kept(names, extractor):
    names(SOLROSEN)
    message = Message({TEXT: "Förskolan Solrosen", ENTITIES: [{"entity": "annat"}]})
    extractor.process([message])
    assert [entity["entity"] for entity in message.get(ENTITIES)] == ["annat", "enhet"]


def test_training_data_is_left_as_it_is(extractor):
    data = object()
    assert extractor.process_training_data(data) is data
