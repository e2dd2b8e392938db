"""One message, answered as staff would be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.admin.publishing.attempt import as_parse, attempt
from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge
from bot.storage.moment import now

from .conftest import reading


@pytest.fixture
def guide(knowledge: Path) -> Guide:
    return LiveKnowledge(knowledge, lambda: now().date()).guides["alfa"]


def tried(guide: Guide, text: str, found: dict[str, Any]) -> Any:
    return attempt(text, guide, lambda message: as_parse(message, found, guide))


def test_the_routine_its_share_and_its_rivals(guide: Guide) -> None:
    found = tried(guide, "hur gör jag en anmälan", reading("rutin/orosanmalan"))
    assert (found.reply.outcome.kind, found.reply.outcome.routine) == ("answer", "orosanmalan")
    assert [(rival.title, rival.share) for rival in found.rivals] == [("Göra en orosanmälan", 0.8), ("", 0.1)]


def test_doubt_asks_back_or_hands_on(guide: Guide) -> None:
    assert tried(guide, "anmälan", reading("rutin/orosanmalan", right=0.2, known=0.5)).reply.outcome.kind == "clarify"
    assert tried(guide, "bygglov", reading("utanfor/amne", right=0.1, known=0.1)).reply.outcome.kind == "redirect"


def test_names_in_the_message_are_found(guide: Guide) -> None:
    assert tried(guide, "numret till socialjouren", reading("kontaktfraga")).reply.outcome.kind == "contact"


def test_danger_comes_first(guide: Guide) -> None:
    assert tried(guide, "han hotar oss med kniv", reading("rutin/akut_fara")).reply.outcome.kind == "acute"
    assert tried(guide, "hur gör jag", reading("rutin/orosanmalan", danger=0.99)).reply.outcome.kind == "acute"


def test_what_ends_before_the_understanding_has_no_rivals(guide: Guide) -> None:
    def never(message: str) -> dict[str, Any]:
        raise AssertionError(message)

    found = attempt("...", guide, never)
    assert (found.reply.outcome.kind, found.rivals, found.right) == ("redirect", (), None)


def test_personal_numbers_never_reach_the_understanding(guide: Guide) -> None:
    seen: list[str] = []

    def read(message: str) -> dict[str, Any]:
        seen.append(message)
        return as_parse(message, reading("rutin/orosanmalan"), guide)

    found = attempt("hur gör jag en orosanmälan för 19121212-1212", guide, read)
    assert [("orosanmälan" in text, "1212" in text) for text in seen] == [(True, False)]
    assert found.reply.messages[0].type == "notice"
