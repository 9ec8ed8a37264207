# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""RD to WGS84, distance, and inside or outside. Only for checks: what a pack holds stays as it was written."""

from __future__ import annotations

import math

from content.values import microdegrees
from content.yamlsource import Items, Node, Scalar

LatLon = tuple[float, float]
"""Degrees WGS84."""

# F.H. Schreutelkamp and G.L. Strang van Hees, "Benaderingsformules voor de transformatie tussen RD- en
# WGS84-kaartcoördinaten", 2001, table 4: (power of dx, power of dy, seconds of arc). Within the Netherlands they stay
# within half a metre of RDNAPTRANS.
_LATITUDE = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550), (2, 2, -0.01709),
    (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033), (1, 1, -0.00012),
)  # fmt: skip
_LONGITUDE = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594), (3, 1, -0.05607),
    (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022), (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip
_EARTH = 6_371_008.8  # mean radius in metres, IUGG


def rd_to_wgs84(x: int, y: int) -> LatLon:
    """Degrees for metres in the Rijksdriehoeksstelsel."""
    dx, dy = (x - 155_000) / 100_000, (y - 463_000) / 100_000
    latitude = sum(value * dx**p * dy**q for p, q, value in _LATITUDE)
    longitude = sum(value * dx**p * dy**q for p, q, value in _LONGITUDE)
    return 52.15517440 + latitude / 3600, 5.38720621 + longitude / 3600


def metres(a: LatLon, b: LatLon) -> float:
    """Great-circle distance."""
    (lat_a, lon_a), (lat_b, lon_b) = ((math.radians(p[0]), math.radians(p[1])) for p in (a, b))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))


def point(node: Node | None) -> LatLon | None:
    """The degrees of ``wgs84: [lat, lon]``, or None."""
    texts = [item.text for item in node.items if isinstance(item, Scalar)] if isinstance(node, Items) else []
    if len(texts) != 2:
        return None
    latitude, longitude = microdegrees(texts[0], 90), microdegrees(texts[1], 180)
    return None if latitude is None or longitude is None else (latitude / 1e6, longitude / 1e6)


def area(node: Node | None) -> list[LatLon]:
    """The corners of an area; nothing when it is no area."""
    corners = [point(item) for item in node.items] if isinstance(node, Items) else []
    return [corner for corner in corners if corner] if len(corners) >= 2 and None not in corners else []


def inside(at: LatLon, corners: list[LatLon]) -> bool:
    """Is the point in the box of two corners, or in the polygon (even-odd rule; none crosses the date line)?"""
    lat, lon = at
    if len(corners) == 2:
        (south, west), (north, east) = corners
        return south <= lat <= north and west <= lon <= east
    within = False
    for (lat_a, lon_a), (lat_b, lon_b) in zip(corners, [corners[-1], *corners[:-1]], strict=True):
        if (lat_a > lat) != (lat_b > lat) and lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a):
            within = not within
    return within
