# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our own pictograms: 32 by 32, one stroke of 2, round ends, nothing filled. A word always stands beside one.

No Flet here: a pictogram is SVG text in the colour of the words beside it, so it follows every palette.
"""

from __future__ import annotations

from noodsteunpunt.domain.values import CategoryGroup

SIZE = 32
STROKE = 2


def _ring(x: float, y: float, radius: float) -> str:
    return f"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0"


PATHS: dict[str, str] = {
    "now": _ring(16, 16, 12) + "M16 8v8l6 4",
    "information": _ring(16, 16, 12) + "M16 15v7M16 10v.5",
    "requests": "M5 5h22v17H14l-7 6v-6H5zM12.5 10.5a3.5 3.5 0 1 1 5 3.2c-1.5.7-1.5 1.5-1.5 2.5M16 19v.2",
    "helpers": _ring(11, 10, 4.5) + "M3 27c0-6 3-9 8-9s8 3 8 9M21 5.5a4.5 4.5 0 0 1 0 9M23 18.5c4 1 6 4 6 8.5",
    "messages": "M4 7h24v18H4zM4 8l12 10L28 8",
    "log": "M7 4h18v24H7zM12 10h8M12 16h8M12 22h5",
    "network": _ring(16, 12, 2.5) + "M16 15v13M11 28h10M10 18a8.5 8.5 0 0 1 0-12M22 18a8.5 8.5 0 0 0 0-12",
    "more": "M5 5h8v8H5zM19 5h8v8h-8zM5 19h8v8H5zM19 19h8v8h-8z",
    "board": "M4 6h24v20H4zM4 13h24M13 13v13",
    "answered": "M5 5h22v17H14l-7 6v-6H5zM11 13l4 4 7-8",
    "emergency": "M16 4l13 23H3zM16 12v8M16 23.5v.2",
    "search": _ring(14, 14, 9) + "M21 21l7 7",
    "print": "M9 12V4h14v8M9 22H4V12h24v10h-5M9 18h14v10H9z",
    "display": _ring(16, 16, 12) + "M16 4v24M16 10h10M16 16h12M16 22h10",
    "keys": "M3 9h26v15H3zM8 14v.2M13 14v.2M18 14v.2M23 14v.2M10 19h12",
    "flag": "M7 28V4M7 5h18l-5 6 5 6H7",
    "speak": "M4 12h6l8-7v22l-8-7H4zM22 11c3 3 3 7 0 10M25.5 8c5 5 5 11 0 16",
    "person": _ring(16, 10, 5.5) + "M5 28c0-7 4-10 11-10s11 3 11 10",
    "clock": _ring(16, 17, 11) + "M16 11v6h5M13 3h6",
    "crowd": _ring(16, 9, 4)
    + _ring(7, 13, 3)
    + _ring(25, 13, 3)
    + "M9 27c0-6 2-9 7-9s7 3 7 9M2 25c0-4 2-6 5-6M30 25c0-4-2-6-5-6",
    "place": "M16 29c-6-8-9-12-9-16a9 9 0 0 1 18 0c0 4-3 8-9 16z" + _ring(16, 13, 3.5),
    CategoryGroup.HEALTH: "M12.5 5h7v7.5H27v7h-7.5V27h-7v-7.5H5v-7h7.5z",
    CategoryGroup.POWER: "M18 3L7 18h8l-1 11 11-15h-8z",
    CategoryGroup.BASICS: "M16 4c5 6 8 10 8 15a8 8 0 0 1-16 0c0-5 3-9 8-15z",
    CategoryGroup.TRANSPORT: "M3 9h16v13H11.5M5.5 22H3V9M19 13h6l4 5v4h-2.5M20.5 22H19"
    + _ring(8.5, 23, 3)
    + _ring(23.5, 23, 3),
    CategoryGroup.CHECK: "M3 16c4-6.5 8-9 13-9s9 2.5 13 9c-4 6.5-8 9-13 9s-9-2.5-13-9z" + _ring(16, 16, 4),
    CategoryGroup.SAFETY: "M16 3l11 4v8c0 7-5 11.5-11 14-6-2.5-11-7-11-14V7z",
    CategoryGroup.GOODS: "M4 10l12-6 12 6v13l-12 6-12-6zM4 10l12 6 12-6M16 16v13",
    CategoryGroup.OTHER: _ring(7, 16, 2) + _ring(16, 16, 2) + _ring(25, 16, 2),
}
"""Path data by name; a group of needs goes by its own code."""


def svg(name: str, colour: str) -> str:
    """The pictogram in ``colour`` (``#RRGGBB``)."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"><path d="{PATHS[name]}" fill="none" '
        f'stroke="{colour}" stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
