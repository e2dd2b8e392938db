"""What the bot is measured on, it has not been taught."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.evaluation.apart import Copies, training_messages
from bot.evaluation.sets import CONTROL, SETS, Sets
from bot.knowledge.compile import taught as taught_by
from bot.knowledge.validate import validate

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def taught() -> Copies:
    """Examples of `data/nlu` and what is learnt of every routine file."""
    asked = taught_by(validate(ROOT / "knowledge", date(2026, 11, 23)).packs)
    return Copies([*training_messages(ROOT / "data" / "nlu"), *(question for questions in asked.values() for question in questions)])


@pytest.mark.parametrize("folder", [SETS, CONTROL], ids=["first", "control"])
def test_no_message_it_is_measured_on_is_among_the_examples_nor_a_near_copy(taught: Copies, folder: Path) -> None:
    sets = Sets.load(folder)
    texts = [item.text for item in (*sets.questions, *sets.outside, *sets.dangers)]
    assert {text: copies for text in texts if (copies := taught.of(text))} == {}


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        ("hur gör jag en orosanmälan", "Hur gor jag en orosanmalan?", True),
        ("hur gör jag en orosanmälan om ett barn på förskolan", "hur gör jag en orosanmälan om ett barn på en förskola", True),
        ("hur gör jag en orosanmälan", "vem gör orosanmälan", False),
        ("boka tolk", "tolk", False),
    ],
)
def test_a_near_copy_is_seen_and_another_wording_is_not(one: str, other: str, copy: bool) -> None:
    assert bool(Copies([one]).of(other)) is copy
