"""The loaded knowledge the actions read: the app's own copy when the app serves them, else one of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge
from bot.settings import Settings

_provider: Callable[[], Mapping[str, Guide]] | None = None


def use(provider: Callable[[], Mapping[str, Guide]]) -> None:
    """The app hands over its live guides, so that there is one loaded copy."""
    global _provider
    _provider = provider


@cache
def _own() -> tuple[LiveKnowledge, Settings]:
    settings = Settings()
    return LiveKnowledge(settings.knowledge, date.today), settings


def guide_for(organisation: str | None) -> Guide:
    """The organisation's guide; the default organisation's when none is named. KeyError for an unknown one."""
    if _provider is not None and organisation:
        return _provider()[organisation]
    live, settings = _own()
    return live.guides[organisation or settings.organisation]
