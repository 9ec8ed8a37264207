# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map: places and points as a drawing, from the pack alone.

A municipality is small: one degree of longitude is cos(latitude) of one of latitude, and that is all the projection
there is (equirectangular; within 0.1 % over 30 km). Roads, water, rails and borders come from ``map.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from noodsteunpunt.guest.published import PlaceStatus

WIDTH, HEIGHT, EDGE = 800, 600, 60
_NEAR = 34
_MICRO = 1_000_000
_METRES_PER_DEGREE = 111_320.0
_SCALES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_LINES = {"water": ("#8bb4d9", 14), "road": ("#b9bfc4", 6), "rail": ("#5f6b75", 3), "border": ("#154273", 2)}
_SHAPES = {
    "triangle": "M0-11 11 9H-11Z", "square": "M-10-10H10V10H-10Z", "drop": "M0-12 8 2A8 8 0 1 1-8 2Z",
    "diamond": "M0-11 11 0 0 11-11 0Z", "cross": "M-4-10H4V-4H10V4H4V10H-4V4H-10V-4H-4Z",
    "": "M-8 0A8 8 0 1 1 8 0 8 8 0 1 1-8 0Z",
}  # fmt: skip
"""By the ``shape`` of the kind of place; a disc when the pack names none."""
COLOURS = {
    "open": "#1e6b3a", "limited": "#9a4a00", "full": "#9a4a00", "closed": "#5f6b75", "unsafe": "#b3261e",
    "silent": "#ffffff",
}  # fmt: skip
"""By status; the list beside the map says it in words. Of whom nothing was heard there is only the outline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on paper: pixels from the upper left corner; ``number`` refers to the list beside the map."""

    x: float
    y: float
    number: int
    id: str
    kind: str
    shape: str
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of the earth is on the paper: degrees at the upper left corner, pixels per degree of latitude."""

    latitude: float
    longitude: float
    scale: float
    narrow: float

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """In pixels."""
        x = EDGE + (longitude - self.longitude) * self.scale * self.narrow
        return round(x, 1), round(EDGE + (self.latitude - latitude) * self.scale, 1)


def frame_of(spots: Sequence[tuple[float, float]]) -> Frame:
    """So that every spot (latitude, longitude) is on the paper."""
    north, south = max(lat for lat, _ in spots), min(lat for lat, _ in spots)
    west, east = min(lon for _, lon in spots), max(lon for _, lon in spots)
    narrow = math.cos(math.radians((north + south) / 2))
    high, wide = max(north - south, 0.002), max((east - west) * narrow, 0.002)
    scale = min((HEIGHT - 2 * EDGE) / high, (WIDTH - 2 * EDGE) / wide)
    left = (west + east) / 2 - (WIDTH - 2 * EDGE) / scale / narrow / 2
    top = (north + south) / 2 + (HEIGHT - 2 * EDGE) / scale / 2
    return Frame(top, left, scale, narrow)


def marks_of(about: Mapping[str, Any], statuses: Mapping[str, PlaceStatus]) -> tuple[Frame | None, list[Mark]]:
    """The places of a guide that have coordinates. ``statuses``: by the place's id."""
    placed = [row for row in about["places"] if row.get("wgs84")]
    if not placed:
        return None, []
    spots = [(row["wgs84"][0] / _MICRO, row["wgs84"][1] / _MICRO) for row in placed]
    frame = frame_of(spots)
    marks = []
    kinds = about["kinds"]["place-kinds"]
    for number, (row, spot) in enumerate(zip(placed, spots, strict=True), 1):
        name = next(iter(row["name"].values()), row["id"])
        shape = kinds.get(row["kind"], {}).get("shape", "")
        marks.append(
            Mark(*frame.place(*spot), number, row["id"], row["kind"], shape, name, _shown(statuses.get(row["id"])))
        )
    return frame, marks


def _shown(status: PlaceStatus | None) -> str:
    return "" if status is None else "silent" if status.silent else status.status


def draw_map(about: Mapping[str, Any], statuses: Mapping[str, PlaceStatus]) -> str:
    """An SVG of ``WIDTH`` by ``HEIGHT``; every mark has its number, its shape says the kind, its colour the status."""
    frame, marks = marks_of(about, statuses)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f'<title>Kaart</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#f7f4ec"/>',
    ]
    if frame is not None:
        lines += _lines(about["map"], frame)
        lines += [
            _scale_bar(frame),
            '<path d="M760 70V30M752 42l8-12 8 12" fill="none" stroke="#14202b" stroke-width="3"/>',
        ]
    for near in _together(marks):
        mark = near[0]
        colour = COLOURS.get(mark.status, "#12335f")
        edge = "#12335f" if mark.status == "silent" else "#fff"
        shape = _SHAPES.get(mark.shape, _SHAPES[""])
        numbers = ", ".join(str(one.number) for one in near)
        anchor = "end" if mark.x > WIDTH - 3 * EDGE else "start"
        lines.append(
            f'<g transform="translate({mark.x} {mark.y})"><title>{escape(", ".join(one.name for one in near))}</title>'
            f'<path d="{shape}" fill="{colour}" stroke="{edge}" stroke-width="1.5" transform="scale(1.5)"/>'
            f"{_number(numbers, anchor)}</g>"
        )
    return "\n".join([*lines, "</svg>", ""])


def _number(text: str, anchor: str) -> str:
    """On a ground of the colour of the paper: two texts, because not every reader of SVG knows ``paint-order``."""
    at = f'<text x="{20 if anchor == "start" else -20}" y="9" font-size="26" font-weight="bold" text-anchor="{anchor}"'
    return f'{at} fill="#f7f4ec" stroke="#f7f4ec" stroke-width="5">{text}</text>{at} fill="#14202b">{text}</text>'


def _together(marks: Iterable[Mark]) -> list[list[Mark]]:
    """Marks that would cover each other as one, at the place of the first: kinds with a shape of their own first."""
    groups: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda mark: (not mark.shape, mark.number)):
        for group in groups:
            if abs(group[0].x - mark.x) < _NEAR and abs(group[0].y - mark.y) < _NEAR:
                group.append(mark)
                break
        else:
            groups.append([mark])
    return groups


def _scale_bar(frame: Frame) -> str:
    per_metre = frame.scale / _METRES_PER_DEGREE
    metres = max((one for one in _SCALES if one * per_metre <= 200), default=_SCALES[0])
    long = round(metres * per_metre, 1)
    text = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return (
        f'<path d="M30 570v8h{long}v-8" fill="none" stroke="#14202b" stroke-width="3"/>'
        f'<text x="34" y="566" font-size="16" fill="#14202b">{text}</text>'
    )


def _lines(rows: Iterable[Mapping[str, Any]], frame: Frame) -> Iterable[str]:
    for row in rows:
        colour, width = _LINES.get(str(row["kind"]), _LINES["road"])
        spots = (frame.place(point[0] / _MICRO, point[1] / _MICRO) for point in row["line"])
        points = " ".join(f"{x},{y}" for x, y in spots)
        yield (
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"'
            ' stroke-linejoin="round"/>'
        )
