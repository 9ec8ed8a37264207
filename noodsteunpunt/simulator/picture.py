# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of a simulation as tables and bars on a terminal, and as one SVG page without anything around it."""

from __future__ import annotations

from html import escape
from typing import Any

from rich.console import Console
from rich.table import Table

from noodsteunpunt.texts import _

BAR = 30
BLOCKS = " ▏▎▍▌▋▊▉█"
COLOURS = ("#b3261e", "#c77700", "#00629b", "#4a6b00", "#6b3fa0", "#5f5f5f")
WIDTH, HEIGHT, LEFT, TOP = 760, 250, 170, 40

CLASS_NAMES = ("life", "urgent", "status", "matching", "log", "bulk")
KINDS = ("life", "facts", "repair", "control", "relay")


def word(name: str) -> str:
    """A class of entries or of airtime, as it stands on a screen."""
    return {
        "life": _("life"),
        "urgent": _("urgent"),
        "status": _("status"),
        "matching": _("matching"),
        "log": _("log"),
        "bulk": _("the rest"),
        "facts": _("new messages"),
        "repair": _("repairs"),
        "control": _("beacons and receipts"),
        "relay": _("passed on by radios"),
    }[name]


def bar(share: float, width: int = BAR) -> str:
    """``share`` 0..1 of a bar, to an eighth of a letter."""
    eighths = round(min(1.0, max(0.0, share)) * width * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (BLOCKS[rest] if rest else "")).ljust(width)


def _seconds(value: float | None) -> str:
    if value is None:
        return "-"
    if value < 120:
        return f"{value:.1f} s"
    return f"{value / 60:.0f} min" if value < 7200 else f"{value / 3600:.1f} h"


def show(told: dict[str, Any], console: Console) -> None:
    """Tables for a person who plans a network."""
    console.print(summary(told))
    table = Table("", _("messages"), _("at 90% of the points: half / 95%"), _("at all: half / 95%"), _("missing"))
    for name, row in told["reach"].items():
        near, everybody = row["at_90_percent_s"], row["at_all_s"]
        table.add_row(
            word(name),
            str(row["entries"]),
            f"{_seconds(near['p50'])} / {_seconds(near['p95'])}",
            f"{_seconds(everybody['p50'])} / {_seconds(everybody['p95'])}",
            str(row["missing"]),
        )
    console.print(table)
    for name, row in told["reach"].items():
        console.print(_("Arrived in time: {name}", name=word(name)))
        for wait, share in row["served_after_s"].items():
            console.print(f"  {_seconds(float(wait)):>8} {bar(share)} {share:6.1%}")
    air = told["airtime"]
    console.print(_("Airtime: {seconds}", seconds=_seconds(air["seconds"])))
    for kind, seconds in air["by_class"].items():
        share = seconds / max(1e-9, air["seconds"])
        console.print(f"  {word(kind):<22} {bar(share)} {share:6.1%}")
    console.print(_points(told["stations"], air["allowed_in_an_hour_s"]))


def summary(told: dict[str, Any]) -> str:
    """The sentences above the tables."""
    air, fair = told["airtime"], told["fairness"]
    lines = [
        _(
            "{points} points, at most {hops} hops, {preset}, loss {loss}: {hours} hours.",
            points=told["points"],
            hops=told["hops"],
            preset=told["preset"],
            loss=f"{told['loss']:.0%}",
            hours=f"{told['hours']:g}",
        ),
        _("Everything arrived everywhere, {wait} after the end.", wait=_seconds(told["settled_after_s"]))
        if told["converged"]
        else _("Not everything arrived everywhere, also not an hour after the end: this network is too full or torn."),
        _(
            "The air was in use for {share}; the busiest radio sent {most} in an hour, of {allowed} allowed.",
            share=f"{air['heard_share']:.1%}",
            most=_seconds(air["most_in_an_hour_s"]),
            allowed=_seconds(air["allowed_in_an_hour_s"]),
        ),
        _("Fairness (1 is equal): airtime {air}, delay {delay}.", air=fair["airtime"], delay=fair["delay"]),
    ]
    for at, wait in told["level_after_s"].items():
        lines.append(_("Level again {wait} after {at}.", wait=_seconds(wait), at=at))
    return "\n".join(lines)


def _points(stations: list[dict[str, Any]], allowed: float) -> Table:
    table = Table(_("point"), _("messages"), _("delay"), _("sent in the busiest hour"), "", _("air in use"))
    for row in stations:
        table.add_row(
            f"{row['letters']} {row['name']}",
            str(row["recorded"]),
            _seconds(row["delay_s"]),
            _seconds(row["most_in_an_hour_s"]),
            bar(row["most_in_an_hour_s"] / allowed, 12),
            f"{row['heard_share']:.1%}",
        )
    return table


def as_svg(told: dict[str, Any]) -> str:
    """One page: reach over time, airtime per class, airtime and delay per point."""
    reach = _reach(told)
    kinds = [(word(kind), told["airtime"]["by_class"][kind]) for kind in KINDS]
    sent = [(f"{row['letters']} {row['name']}", row["airtime_s"]) for row in told["stations"]]
    waits = [(f"{row['letters']} {row['name']}", row["delay_s"] or 0.0) for row in told["stations"]]
    parts, top = [], TOP + 20 * len(summary(told).splitlines())
    for title, drawn, height in (
        (_("Share of the points that have a message, by seconds"), reach, HEIGHT),
        (_("Airtime, seconds"), *_rows(kinds)),
        (_("Airtime per point, seconds"), *_rows(sent)),
        (_("Delay to 90% of the points, seconds"), *_rows(waits)),
    ):
        parts.append(f'<g transform="translate(0,{top})"><text y="16" font-weight="bold" x="20">{escape(title)}</text>')
        parts.append(f'<g transform="translate(0,30)">{drawn}</g></g>')
        top += height + 60
    head = "".join(
        f'<text x="20" y="{24 + 20 * index}">{escape(line)}</text>'
        for index, line in enumerate(summary(told).splitlines())
    )
    size = f'width="{WIDTH}" height="{top}" viewBox="0 0 {WIDTH} {top}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13" role="img">'
        f'<rect width="100%" height="100%" fill="white"/>{head}{"".join(parts)}</svg>\n'
    )


def _reach(told: dict[str, Any]) -> str:
    """A curve per class, over steps of equal width."""
    wide, drawn = WIDTH - LEFT - 40, []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = HEIGHT - 20 - share * (HEIGHT - 40)
        drawn.append(f'<line x1="{LEFT}" x2="{LEFT + wide}" y1="{y:g}" y2="{y:g}" stroke="#ddd"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 4:g}" text-anchor="end">{share:.0%}</text>')
    for index, name in enumerate(name for name in CLASS_NAMES if name in told["reach"]):
        served = told["reach"][name]["served_after_s"]
        step, colour = wide / (len(served) - 1), COLOURS[index]
        dots = [
            f"{LEFT + at * step:.1f},{HEIGHT - 20 - share * (HEIGHT - 40):.1f}"
            for at, share in enumerate(served.values())
        ]
        drawn.append(f'<polyline points="{" ".join(dots)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn.append(f'<text x="20" y="{30 + 20 * index}" fill="{colour}">{escape(word(name))}</text>')
        if index == 0:
            drawn += [
                f'<text x="{LEFT + at * step:.1f}" y="{HEIGHT}" text-anchor="middle">{wait}</text>'
                for at, wait in enumerate(served)
            ]
    return "".join(drawn)


def _rows(values: list[tuple[str, float]]) -> tuple[str, int]:
    """Bars one under another, and how high that is."""
    most = max((value for _name, value in values), default=0.0) or 1.0
    wide, drawn = WIDTH - LEFT - 110, []
    for index, (name, value) in enumerate(values):
        y = 22 * index
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(name[:24])}</text>')
        drawn.append(f'<rect x="{LEFT}" y="{y}" width="{wide * value / most:.1f}" height="18" fill="{COLOURS[2]}"/>')
        drawn.append(f'<text x="{LEFT + wide * value / most + 6:.1f}" y="{y + 14}">{value:.1f}</text>')
    return "".join(drawn), 22 * len(values)
