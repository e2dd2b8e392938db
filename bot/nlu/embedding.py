"""The sentence's vector as features of a Rasa message."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.vectors import DEFAULTS, Cache, as_read, embedder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedder(GraphComponent):
    """Adds one sentence feature row to each message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DEFAULTS, "alias": "embedding"}

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config
        self._embedder, self._cache = embedder(config)

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> SentenceEmbedder:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text and not text.startswith("/"):
                self._add(message, self._embedder.embed(as_read(text)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        cache = Cache(self._cache, self._embedder.name)
        vectors = cache.vectors([as_read(message.get(TEXT)) for message in examples], self._embedder.embed)
        for message in examples:
            self._add(message, vectors[as_read(message.get(TEXT))])
        return training_data

    def _add(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._config["alias"]))
