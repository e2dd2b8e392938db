from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge

from .packs import make_guide

settings.register_profile("vagvisaren", deadline=None, derandomize=True, database=None)
settings.load_profile("vagvisaren")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def guide(tmp_path_factory) -> Guide:
    """The small packs, unchanged."""
    return make_guide(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture(scope="session")
def real() -> LiveKnowledge:
    """The content as it stands in the repository."""
    return LiveKnowledge(ROOT / "knowledge", lambda: date(2026, 11, 22))


@pytest.fixture(scope="session")
def example(real: LiveKnowledge) -> Guide:
    return real.guides["exempelkommun"]
