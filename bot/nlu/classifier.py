"""The meaning of a message as a Rasa component: one intent `rutin` to Rasa, the full label and calibrated signals beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import FULL_RETRIEVAL_INTENT_NAME_KEY, INTENT, INTENT_RESPONSE_KEY, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.examples import danger_flag
from bot.nlu.meaning import Example
from bot.nlu.understanding import Reading, Understanding, fit
from bot.nlu.vectors import DEFAULTS, as_read, embedder

FALLBACK = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent, IntentClassifier):
    """Trains on the full labels (`rutin/<id>`). Adds to the parse: `intent`, `intent_ranking` (full labels) and `vagvisaren`:
    `label`, `right` (chance that the first routine is right), `known` (chance that it is about any routine), `danger` (chance)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DEFAULTS, "alias": "embedding", "candidates": 8, "fallback_below": 0.2}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, understanding: Understanding | None = None) -> None:
        self._config, self._storage, self._resource, self._understanding = config, model_storage, resource, understanding
        self._embedder, _ = embedder(config)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> MeaningClassifier:
        return cls(config, model_storage, resource)

    def _vector(self, message: Message) -> np.ndarray | None:
        for features in message.features:
            if features.attribute == TEXT and features.origin == self._config["alias"]:
                row: np.ndarray = features.features[0]
                return row
        return None

    def train(self, training_data: TrainingData) -> Resource:
        examples, vectors = [], []
        for message in training_data.intent_examples:
            vector = self._vector(message)
            if vector is not None:
                examples.append(Example(message.get(TEXT), message.get(INTENT_RESPONSE_KEY) or message.get(INTENT), _danger_flag(message)))
                vectors.append(vector)
        self._understanding = fit(examples, np.stack(vectors))
        with self._storage.write_to(self._resource) as folder:
            self._understanding.save(folder)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> MeaningClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Understanding.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        assert self._understanding is not None
        for message in messages:
            vector = self._vector(message)
            if vector is None:
                # a button ("/rutin{…}"): Rasa's own handler, last in the graph, fills in the intent
                message.set(INTENT, {"name": None, "confidence": 1.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
            else:
                self._tell(message, self._read(message.get(TEXT), vector))
        return messages

    def _read(self, text: str, vector: np.ndarray) -> Reading:
        assert self._understanding is not None
        mended = self._understanding.repair(text)
        return self._understanding.read(mended, vector if mended == text else self._embedder.embed(as_read(mended)))

    def _tell(self, message: Message, reading: Reading) -> None:
        ranking = [{"name": label, "confidence": score} for label, score in reading.ranking[: self._config["candidates"]]]
        coarse = reading.label.split("/")[0]
        if coarse == "rutin" and reading.known < self._config["fallback_below"]:
            intent: dict[str, Any] = {"name": FALLBACK, "confidence": 1.0 - reading.known}
        else:
            intent = {"name": coarse, "confidence": reading.ranking[0][1]}
            if "/" in reading.label:
                intent[FULL_RETRIEVAL_INTENT_NAME_KEY] = reading.label
        message.set(INTENT, intent, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set(
            "vagvisaren", {"label": reading.label, "right": reading.right, "known": reading.known, "danger": reading.danger}, add_to_output=True
        )
        if "/" in reading.label:  # what `rasa test nlu` reports per routine
            response = {
                "intent_response_key": reading.label,
                "confidence": intent["confidence"],
                "responses": [],
                "utter_action": "action_visa_rutin",
            }
            message.set("response_selector", {"all_retrieval_intents": [coarse], coarse: {"response": response, "ranking": []}}, add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


def _danger_flag(message: Message) -> bool | None:
    return danger_flag((message.get("metadata") or {}).get(METADATA_EXAMPLE))
