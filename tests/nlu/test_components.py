"""The small components, each against what Rasa and the actions expect of it."""

import json
import logging
from pathlib import Path

import numpy as np
import pytest
import yaml
from jsonschema.exceptions import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import fast_action, quiet
from bot.nlu.names import NameExtractor
from bot.nlu.tokenizer import SwedishTokenizer
from bot.nlu.vectors import Cache, as_read

ROOT = Path(__file__).resolve().parents[2]


def test_tokens_stand_where_they_stand_and_have_lemmas() -> None:
    text = "Föräldrarna vill inte, barnen är rädda."
    tokens = SwedishTokenizer(SwedishTokenizer.get_default_config()).tokenize(Message({TEXT: text}), TEXT)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert tokens[0].lemma == "förälder"


def test_names_are_found_with_their_owner_and_read_again_when_the_file_changes(tmp_path: Path) -> None:
    names = tmp_path / "names.json"
    names.write_text(json.dumps([{"kind": "enhet", "id": "solrosen", "text": "Förskolan Solrosen", "owner": "alfa"}]), encoding="utf-8")
    extractor = NameExtractor({"names": str(names)})

    def found(text: str) -> list[str]:
        message = Message({TEXT: text})
        extractor.process([message])
        return [entity["value"] for entity in message.get(ENTITIES, [])]

    assert found("jag jobbar på förskolan solrosen") == ["alfa:solrosen"]
    names.write_text(json.dumps([{"kind": "enhet", "id": "lyckan", "text": "Lyckan", "owner": "beta"}]), encoding="utf-8")
    assert found("jag jobbar på lyckan") == ["beta:lyckan"]
    assert found("jag jobbar på förskolan solrosen") == []


def test_a_button_is_not_searched_for_names(tmp_path: Path) -> None:
    message = Message({TEXT: '/rutin{"rutin": "tolk"}'})
    NameExtractor({"names": str(tmp_path / "none.json")}).process([message])
    assert message.get(ENTITIES) is None


def test_only_new_texts_are_embedded(tmp_path: Path) -> None:
    asked: list[str] = []

    def embed(text: str) -> np.ndarray:
        asked.append(text)
        return np.ones(3, dtype=np.float32)

    cache = Cache(tmp_path / "cache.sqlite", "model")
    cache.vectors(["ett", "två"], embed)
    assert set(Cache(tmp_path / "cache.sqlite", "model").vectors(["två", "tre"], embed)) == {"två", "tre"}
    assert asked == ["ett", "två", "tre"]


def test_another_model_does_not_share_the_cache(tmp_path: Path) -> None:
    Cache(tmp_path / "cache.sqlite", "one").vectors(["ett"], lambda text: np.zeros(2, dtype=np.float32))
    found = Cache(tmp_path / "cache.sqlite", "other").vectors(["ett"], lambda text: np.ones(2, dtype=np.float32))
    assert found["ett"].tolist() == [1, 1]


def test_the_embedding_reads_abbreviations_written_out() -> None:
    assert as_read("Ringa  SOC om vh?") == "ringa socialtjänsten om vårdnadshavare?"


def test_the_quick_check_stands_in_for_rasas_and_still_refuses_nonsense() -> None:
    assert RemoteAction._validate_action_result is fast_action._validate_action_result
    action = RemoteAction("action_visa_rutin", None)
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "nonsense"})


def test_what_people_write_is_kept_out_of_rasas_log() -> None:
    record = logging.LogRecord("rasa.core.processor", logging.ERROR, __file__, 1, "failed on %s", ("mamman heter Amina",), None)
    assert quiet._FILTER.filter(record)
    assert "Amina" not in record.getMessage()


def test_every_intent_and_action_in_use_is_in_the_domain() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(intent)) for intent in domain["intents"]}
    trained = {
        group["intent"].split("/")[0]
        for path in (ROOT / "data" / "nlu").rglob("*.yml")
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    }
    assert trained <= intents
    rules = yaml.safe_load((ROOT / "data" / "rules" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    steps = [step for rule in rules for step in rule["steps"]]
    assert {step["intent"] for step in steps if "intent" in step} == intents
    used = {step["action"] for step in steps if "action" in step}
    assert used == set(domain["actions"])
    names = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))
    assert all(f'"{action}"' in names for action in used)
