from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.names import names
from bot.privacy.mask import Masker

settings.register_profile("vagvisaren", deadline=None, derandomize=True, database=None)
settings.load_profile("vagvisaren")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def example() -> Guide:
    return LiveKnowledge(ROOT / "knowledge", lambda: date(2026, 11, 22)).guides["exempelkommun"]


@pytest.fixture(scope="session")
def masker(example: Guide) -> Masker:
    """As the app makes it for the example municipality."""
    return Masker((phrase.text for phrase in names(example)), (phone.number for contact in example.contacts.values() for phone in contact.phones))


@pytest.fixture(scope="session")
def mask():
    """A masker that knows no municipality."""
    return Masker().mask
