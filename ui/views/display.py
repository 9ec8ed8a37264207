# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the screens look: palette and text size, and who works here."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from ui.desk import Desk
from ui.parts import choice, choices, heading, stacked
from ui.texts import _, mark
from ui.theme import SCALES, PaletteName
from ui.trouble import Handler

_PALETTES = {
    PaletteName.LIGHT: mark("Light"),
    PaletteName.DARK: mark("Dark"),
    PaletteName.CONTRAST: mark("High contrast"),
}


def display_view(desk: Desk) -> ft.Control:
    """Choices that take effect at once."""
    style = desk.device.style
    palettes = [
        choice(style, f"palette-{name}", _(text), style.name is name, _palette(desk, name))
        for name, text in _PALETTES.items()
    ]
    scales = [
        choice(
            style, f"scale-{round(scale * 100)}", f"{round(scale * 100)} %", style.scale == scale, _scale(desk, scale)
        )
        for scale in SCALES
    ]
    parts: list[ft.Control] = [
        heading(style, _("Display"), level=1),
        heading(style, _("Colours")),
        choices(palettes),
        heading(style, _("Text size")),
        choices(scales),
    ]
    return stacked(parts)


def _palette(desk: Desk, name: PaletteName) -> Handler:
    return desk.do(lambda: desk.choose_style(replace(desk.device.style, name=name)))


def _scale(desk: Desk, scale: float) -> Handler:
    return desk.do(lambda: desk.choose_style(replace(desk.device.style, scale=scale)))
