"""Nothing of the root conftest: this folder runs on Python 3.10, with TensorFlow's stand-in as in the product."""

from __future__ import annotations

import sys
import types
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.nlu import no_tensorflow

no_tensorflow.install()


class Counting:
    """An embedder that notes what it was asked. Texts that share words are near each other."""

    name = "counting-1"
    asked: list[str] = []  # noqa: RUF012

    def embed(self, text: str) -> np.ndarray:
        self.asked.append(text)
        vector = np.zeros(64, dtype=np.float32)
        for word in text.split():
            vector += np.random.default_rng(zlib.crc32(word.encode())).standard_normal(64).astype(np.float32)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


@pytest.fixture
def counting() -> Iterator[type[Counting]]:
    """Installed as a module of its own, as a municipality would: config.yml names `counting_embedder.Counting`."""
    module = types.ModuleType("counting_embedder")
    module.Counting = Counting
    sys.modules["counting_embedder"] = module
    Counting.asked = []
    yield Counting
    del sys.modules["counting_embedder"]


@pytest.fixture
def storage(tmp_path: Path) -> Any:
    """Where Rasa keeps what a component has learnt."""
    from rasa.engine.storage.local_model_storage import LocalModelStorage

    folder = tmp_path / "model"
    folder.mkdir()
    return LocalModelStorage(folder)
