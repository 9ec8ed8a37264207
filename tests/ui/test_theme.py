# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every pair of colours that is used can be read (WCAG 2.2, 1.4.3 and 1.4.11), and every target can be hit."""

from __future__ import annotations

import flet as ft
import pytest

from ui.look import button_style, flet_theme, row_style, target
from ui.theme import CONTROL_PAIRS, PALETTES, SCALES, TARGET, TEXT_PAIRS, Palette, PaletteName, Style, contrast

PALETTE_IDS = [str(name) for name in PaletteName]


def pair(palette: Palette, names: tuple[str, str]) -> float:
    return contrast(getattr(palette, names[0]), getattr(palette, names[1]))


def test_the_formula_gives_the_known_ratios() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("name", PaletteName, ids=PALETTE_IDS)
def test_text_reaches_four_and_a_half_and_controls_three(name: PaletteName) -> None:
    palette = PALETTES[name]
    assert {names: ratio for names in TEXT_PAIRS if (ratio := pair(palette, names)) < 4.5} == {}
    assert {names: ratio for names in CONTROL_PAIRS if (ratio := pair(palette, names)) < 3} == {}


@pytest.mark.parametrize("name", PaletteName, ids=PALETTE_IDS)
def test_the_words_on_what_can_be_pressed_are_readable_in_every_state(name: PaletteName) -> None:
    style = Style(name)
    for filled in (False, True):
        look = button_style(style, filled=filled)
        assert isinstance(look.bgcolor, dict)
        assert contrast(str(look.color), str(look.bgcolor[ft.ControlState.DEFAULT])) >= 4.5
    chosen, other = row_style(style, chosen=True), row_style(style)
    assert isinstance(chosen.overlay_color, dict)
    assert isinstance(other.overlay_color, dict)
    assert contrast(style.palette.on_primary, str(chosen.overlay_color[ft.ControlState.HOVERED])) >= 4.5
    assert contrast(str(other.color), str(other.overlay_color[ft.ControlState.HOVERED])) >= 4.5


@pytest.mark.parametrize("name", PaletteName, ids=PALETTE_IDS)
def test_the_focus_is_a_ring_of_three_pixels_that_differs_from_the_edge(name: PaletteName) -> None:
    style = Style(name)
    for look in (button_style(style, filled=True), button_style(style, filled=False), row_style(style)):
        assert isinstance(look.side, dict)
        ring = look.side[ft.ControlState.FOCUSED]
        assert ring.width == 3
        assert contrast(str(ring.color), style.palette.surface) >= 3


@pytest.mark.parametrize("scale", SCALES)
def test_every_target_is_at_least_48_pixels(scale: float) -> None:
    assert target(Style(scale=scale)) >= TARGET == 48


@pytest.mark.parametrize("name", PaletteName, ids=PALETTE_IDS)
def test_flet_gets_every_colour_from_the_palette(name: PaletteName) -> None:
    palette = PALETTES[name]
    scheme = flet_theme(Style(name)).color_scheme
    assert scheme is not None
    assert (scheme.primary, scheme.on_primary, scheme.surface, scheme.on_surface, scheme.error) == (
        palette.primary,
        palette.on_primary,
        palette.surface,
        palette.on_surface,
        palette.danger,
    )
