"""Stacked bars as numbers: where each part stands in a drawing of `WIDTH` × `HEIGHT`. The template makes SVG of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.usage.insight import Week

WIDTH, HEIGHT, GAP = 720, 200, 6


@dataclass(frozen=True)
class Bar:
    """`what`: the outcome; `place`: which of the outcomes it is, from 0. Suppressed counts have no bar."""

    x: float
    y: float
    width: float
    height: float
    what: str
    place: int
    count: int
    week: str


@dataclass(frozen=True)
class Plot:
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    """x of the middle, name of the week; not all when there are many."""
    top: int
    """What the height stands for."""
    lines: tuple[tuple[float, int], ...]
    """y of a line across, and the count it stands for."""


def stacked(weeks: Sequence[Week], outcomes: Sequence[str]) -> Plot:
    top = max([week.shown for week in weeks] or [0]) or 1
    width = (WIDTH - GAP * (len(weeks) - 1)) / max(1, len(weeks))
    bars: list[Bar] = []
    labels: list[tuple[float, str]] = []
    every = max(1, len(weeks) // 8)
    for number, week in enumerate(weeks):
        x, y = number * (width + GAP), float(HEIGHT)
        for place, what in enumerate(outcomes):
            count = week.counts.get(what)
            if count:
                height = HEIGHT * count / top
                y -= height
                bars.append(Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1), what, place, count, week.name))
        if number % every == 0:
            labels.append((round(x + width / 2, 1), f"v. {week.monday.isocalendar().week}"))
    step = next(step for power in range(9) for step in (10**power, 2 * 10**power, 5 * 10**power) if top <= 5 * step)
    lines = tuple((round(HEIGHT * (1 - count / top), 1), count) for count in range(step, top + 1, step))
    return Plot(tuple(bars), tuple(labels), top, lines)
