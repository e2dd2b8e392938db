"""The figures in the terminal, and as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.evaluation.figures import Point, Share, Topic
from bot.evaluation.measure import Measured

WIDTH, HEIGHT, EDGE = 640, 320, 48
"""Of the plot, in CSS pixels."""


def percent(share: Share) -> str:
    low, high = share.interval()
    return f"{100 * share.value:.1f} % ({100 * low:.0f}–{100 * high:.0f}, n={share.of})" if share.of else "–"


def in_terminal(measured: Measured) -> str:
    """Markdown: goals, styles, the worst topics."""
    lines = [f"## {measured.name}", "", "| what | figure (95 % interval) | must | aim | |", "|---|---|---|---|---|"]
    for goal in measured.goals:
        sign = "≤" if goal.most else "≥"
        lines.append(f"| {goal.name} | {percent(goal.share)} | {sign} {goal.must:.0%} | {goal.aim:.0%} | {'ok' if goal.held else 'MISSED'} |")
    lines += ["", "By style: " + ", ".join(f"{style} {share.value:.0%}" for style, share in measured.styles.items())]
    lines += ["Out of scope: " + ", ".join(f"{kind} {share.value:.1%}" for kind, share in measured.outside.items())]
    lines += [f"112 line on messages without danger: {percent(measured.lines_without_danger)}", "Weakest topics:"]
    for topic in measured.topics[:8]:
        instead = ", ".join(f"{name} ×{times}" for name, times in topic.confused.most_common(3))
        lines.append(f"  {topic.id}: right {topic.right.value:.0%}, found {topic.found.value:.0%}{f'; shown instead: {instead}' if instead else ''}")
    return "\n".join(lines)


def as_page(all_measured: list[Measured]) -> str:
    body = "".join(_section(measured) for measured in all_measured)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Vägvisaren: evaluation</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main><h1>Evaluation</h1><p>Messages that the bot was not trained on, asked through the HTTP API.</p>{body}</main></body></html>"
    )


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1d2a26;background:#fbf8f1;margin:0}main{max-width:70rem;margin:auto;padding:1.5rem}"
    "table{border-collapse:collapse;margin:1rem 0;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d8d2c2;vertical-align:top}"
    ".bad{color:#a3241a;font-weight:600}.ok{color:#1f6a45}details{margin:.2rem 0}summary{cursor:pointer}svg{max-width:100%;height:auto;background:#fff}"
    "li{margin:.15rem 0}code{background:#efe9da;padding:0 .25rem}"
)


def _section(measured: Measured) -> str:
    parts = [
        f"<h2>{escape(measured.name)}</h2>",
        _table(
            ("what", "figure (95 % interval)", "must", "aim"),
            (
                (
                    escape(goal.name),
                    f'<span class="{"ok" if goal.held else "bad"}">{percent(goal.share)}</span>',
                    f"{'≤' if goal.most else '≥'} {goal.must:.0%}",
                    f"{goal.aim:.0%}",
                )
                for goal in measured.goals
            ),
        ),
        "<h3>Answering against rejecting</h3>"
        "<p>What each threshold on the chance of being right would give (<code>ANSWER_AT</code> in bot/answers/respond.py; the dashed line is the one in use).</p>",
        plot(measured.curve, measured.answer_at),
        "<h3>By style</h3>",
        _table(("style", "right first"), ((escape(style), percent(share)) for style, share in measured.styles.items())),
        "<h3>By topic</h3>",
        _table(("topic", "right", "found", "wrong", "shown instead", "missed"), (_topic(topic) for topic in measured.topics)),
        "<h3>Out of scope</h3>",
        _table(("kind", "answered with a routine"), ((escape(kind), percent(share)) for kind, share in measured.outside.items())),
        _list("Answered all the same", (f"{text} → {routine}" for text, routine in measured.outside_missed)),
        "<h3>Danger</h3>",
        f"<p>112 line on messages without danger: {percent(measured.lines_without_danger)}</p>",
        _list("Danger not led by 112", measured.danger_missed),
        _list("112 card without danger", measured.false_cards),
    ]
    return "".join(parts)


def _topic(topic: Topic) -> tuple[str, ...]:
    instead = ", ".join(f"{escape(name)} ×{times}" for name, times in topic.confused.most_common())
    missed = _list(str(len(topic.missed)), (f"{text} → {came}" for text, came in topic.missed)) if topic.missed else ""
    return escape(topic.id), percent(topic.right), f"{topic.found.value:.0%}", f"{topic.wrong.value:.0%}", instead, missed


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """`rows` hold HTML."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    return f"<table><tr>{top}</tr>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


def _list(title: str, items: Iterable[str]) -> str:
    found = list(items)
    return (
        f"<details><summary>{escape(title)} ({len(found)})</summary><ul>" + "".join(f"<li>{escape(item)}</li>" for item in found) + "</ul></details>"
    )


def plot(curve: list[Point], in_use: float) -> str:
    """Threshold to the right, shares upwards: in scope right, in scope wrong, out of scope (near) answered. Inline SVG."""

    def x(at: float) -> float:
        return EDGE + at * (WIDTH - 2 * EDGE)

    def y(share: float) -> float:
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)

    lines = {
        "right, in scope": ("#1f6a45", [point.right for point in curve]),
        "wrong, in scope": ("#a3241a", [point.wrong for point in curve]),
        "answered, out of scope (near)": ("#b0720f", [point.outside for point in curve]),
    }
    marks = "".join(
        f'<text x="{EDGE - 6}" y="{y(tick):.0f}" text-anchor="end" font-size="12">{tick:.0%}</text>'
        f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{y(tick):.0f}" y2="{y(tick):.0f}" stroke="#e6e0d0"/>'
        f'<text x="{x(tick):.0f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle" font-size="12">{tick:g}</text>'
        for tick in (0, 0.25, 0.5, 0.75, 1)
    )
    drawn = "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
        + " ".join(f"{x(point.threshold):.1f},{y(share):.1f}" for point, share in zip(curve, shares, strict=True))
        + f'"/><text x="{EDGE + 10 + 190 * index}" y="20" fill="{colour}" font-size="13">{name}</text>'
        for index, (name, (colour, shares)) in enumerate(lines.items())
    )
    use = f'<line x1="{x(in_use):.1f}" x2="{x(in_use):.1f}" y1="{EDGE}" y2="{HEIGHT - EDGE}" stroke="#1d2a26" stroke-dasharray="4 4"/>'
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Shares by threshold">{marks}{drawn}{use}</svg>'
