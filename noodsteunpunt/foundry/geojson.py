# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines for ``map.yaml`` from GeoJSON (RFC 7946): what a municipality exports from its own maps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

KINDS = ("water", "road", "rail", "border")
_WORDS = {
    "river": "water", "canal": "water", "stream": "water", "lake": "water", "waterway": "water", "natural": "water",
    "highway": "road", "street": "road", "railway": "rail", "tram": "rail", "boundary": "border",
    "administrative": "border",
}  # fmt: skip
_KEYS = ("kind", "class", "type", "waterway", "highway", "railway", "boundary", "natural")
_STEP = 0.0002
"""Degrees between two points at least, about 20 m: finer cannot be seen on the drawing."""
_MOST_LINES, _MOST_POINTS = 400, 200


class NoGeoJson(Exception):
    """Not a collection of features with lines."""


def map_lines(held: Any) -> tuple[str, int]:
    """The text of ``map.yaml`` and how many lines it has. Raises NoGeoJson."""
    features = held.get("features") if isinstance(held, Mapping) else None
    if not isinstance(features, Sequence) or isinstance(features, str):
        raise NoGeoJson
    rows = [(kind, line) for feature in features for kind, line in _lines(feature)][:_MOST_LINES]
    if not rows:
        raise NoGeoJson
    text = "".join(f"- kind: {kind}\n  line: [{', '.join(map(_point, line))}]\n" for kind, line in rows)
    return text, len(rows)


def _lines(feature: Any) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    if not isinstance(geometry, Mapping):
        return
    kind = _kind(feature.get("properties") or {})
    for line in _paths(str(geometry.get("type")), geometry.get("coordinates")):
        points = _thinned(line)
        if len(points) > 1:
            yield kind, points


def _kind(properties: Any) -> str:
    for key in _KEYS:
        value = str(properties.get(key, "")) if isinstance(properties, Mapping) else ""
        if value in KINDS:
            return value
        if value:
            return _WORDS.get(value, _WORDS.get(key, "road"))
    return "road"


def _paths(kind: str, held: Any) -> list[Any]:
    if not isinstance(held, Sequence):
        return []
    match kind:
        case "LineString":
            return [held]
        case "MultiLineString" | "Polygon":
            return list(held)
        case "MultiPolygon":
            return [ring for polygon in held for ring in polygon]
        case _:
            return []


def _thinned(line: Any) -> list[tuple[float, float]]:
    """Latitude and longitude, without what cannot be told apart on paper."""
    points: list[tuple[float, float]] = []
    for pair in line if isinstance(line, Sequence) else ():
        longitude, latitude = float(pair[0]), float(pair[1])
        if not (abs(latitude) <= 90 and abs(longitude) <= 180 and math.isfinite(latitude + longitude)):
            raise NoGeoJson
        if not points or math.dist(points[-1], (latitude, longitude)) >= _STEP:
            points.append((latitude, longitude))
    stride = max(1, -(-len(points) // _MOST_POINTS))
    return points[::stride] + ([points[-1]] if points and (len(points) - 1) % stride else [])


def _point(point: tuple[float, float]) -> str:
    return f'["{point[0]:.6f}", "{point[1]:.6f}"]'
