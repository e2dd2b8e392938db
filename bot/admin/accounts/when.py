"""Times as people here read them."""

from __future__ import annotations

from datetime import datetime

from bot.answers.hours import STOCKHOLM


def clock(moment: datetime) -> str:
    """Such as `2026-11-23 07:05`, Swedish time."""
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
