"""Units, roles, contacts and terms in a message, as Rasa entities.

The names come from `.cache/names.json`, which `vagvisaren compile` writes; a changed file is read again at the next message,
so that a new alias works without training. An entity's value is `owner:id`: the action drops other municipalities' names.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.swedish.phrases import Phrase, Phrases

ROOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def _read(path: Path, _stamp: tuple[int, int]) -> Phrases:
    """Once a change, however many models are loaded one after the other."""
    return Phrases(Phrase(**row) for row in json.loads(path.read_text(encoding="utf-8")))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameExtractor(EntityExtractorMixin, GraphComponent):
    """spaCy phrase matching of the names in use."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"names": ".cache/names.json"}

    def __init__(self, config: dict[str, Any]) -> None:
        self._path = ROOT / config["names"]
        self._phrases = Phrases(())

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> NameExtractor:
        return cls(config)

    def _current(self) -> Phrases:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return self._phrases
        self._phrases = _read(self._path, (stat.st_mtime_ns, stat.st_size))
        return self._phrases

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith("/"):
                continue
            found = [
                {"entity": item.kind, "value": f"{item.owner}:{item.id}", "start": item.start, "end": item.end, "confidence_entity": 1.0}
                for item in self._current().find(text)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
