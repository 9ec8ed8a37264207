# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Colours, sizes and spaces; everything else uses their names. No Flet here: ``ui.look`` makes it a theme.

Every pair in ``TEXT_PAIRS`` must reach 4.5:1 and every pair in ``CONTROL_PAIRS`` 3:1 (WCAG 2.2, 1.4.3 and
1.4.11); a test computes it for every palette.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SCALES = (1.0, 1.3, 1.6, 2.0)
TARGET = 48
"""Pixels a finger or a shaking hand needs."""

SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 16, 24
TEXT, HEADING, TITLE = 16, 20, 28
LINE_HEIGHT = 1.4
FOCUS_WIDTH = 3
PICTOGRAM = 32
RAIL_WIDTH = 184
NARROW = 560
"""Pixels that the content must keep beside the rail; below it the rail goes on top."""


class PaletteName(StrEnum):
    """What a person can choose."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Palette:
    """sRGB colours as ``#RRGGBB``."""

    surface: str
    on_surface: str
    surface_alt: str
    muted: str
    outline: str
    primary: str
    on_primary: str
    danger: str
    on_danger: str
    attention: str
    on_attention: str
    done: str
    focus: str
    dark: bool


PALETTES = {
    PaletteName.LIGHT: Palette(
        surface="#FFFFFF",
        on_surface="#14202B",
        surface_alt="#F2F5F8",
        muted="#4A5763",
        outline="#6B7884",
        primary="#154273",
        on_primary="#FFFFFF",
        danger="#B3261E",
        on_danger="#FFFFFF",
        attention="#9A4A00",
        on_attention="#FFFFFF",
        done="#1E6B3A",
        focus="#C96500",
        dark=False,
    ),
    PaletteName.DARK: Palette(
        surface="#10161C",
        on_surface="#E8EEF3",
        surface_alt="#1A232B",
        muted="#A9B6C1",
        outline="#83909B",
        primary="#8FB8E8",
        on_primary="#0B2036",
        danger="#FF8A80",
        on_danger="#3A0502",
        attention="#FFB066",
        on_attention="#3A1B00",
        done="#86D3A0",
        focus="#FFB066",
        dark=True,
    ),
    PaletteName.CONTRAST: Palette(
        surface="#000000",
        on_surface="#FFFFFF",
        surface_alt="#000000",
        muted="#FFFFFF",
        outline="#FFFFFF",
        primary="#FFD500",
        on_primary="#000000",
        danger="#FFD500",
        on_danger="#000000",
        attention="#FFD500",
        on_attention="#000000",
        done="#FFFFFF",
        focus="#FFD500",
        dark=True,
    ),
}

TEXT_PAIRS = (
    ("on_surface", "surface"),
    ("on_surface", "surface_alt"),
    ("muted", "surface"),
    ("muted", "surface_alt"),
    ("primary", "surface"),
    ("primary", "surface_alt"),
    ("on_primary", "primary"),
    ("danger", "surface"),
    ("danger", "surface_alt"),
    ("on_danger", "danger"),
    ("attention", "surface"),
    ("attention", "surface_alt"),
    ("on_attention", "attention"),
    ("done", "surface"),
    ("done", "surface_alt"),
)

CONTROL_PAIRS = (
    ("outline", "surface"),
    ("outline", "surface_alt"),
    ("focus", "surface"),
    ("focus", "surface_alt"),
)


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True, slots=True)
class Style:
    """What a person chose: a palette and a text size."""

    name: PaletteName = PaletteName.LIGHT
    scale: float = 1.0

    @property
    def palette(self) -> Palette:
        """The colours."""
        return PALETTES[self.name]

    def size(self, pixels: float) -> float:
        """A text size or a height that holds text."""
        return round(pixels * self.scale, 1)
