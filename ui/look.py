# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tokens of ``ui.theme`` as a Flet theme. Every colour and size is set: nothing is left to a seed."""

from __future__ import annotations

import flet as ft

from ui.theme import FOCUS_WIDTH, HEADING, LINE_HEIGHT, SPACE_L, SPACE_M, TARGET, TEXT, TITLE, Palette, Style

FONTS = ["Noto Sans", "Noto Sans Arabic", "DejaVu Sans"]
_NO_TIME = ft.Duration(milliseconds=0)


def flet_theme(style: Style) -> ft.Theme:
    """One theme, used for both brightnesses: the person chose, not the system."""
    colours = style.palette
    return ft.Theme(
        font_family="Roboto",
        color_scheme=_scheme(colours),
        scaffold_bgcolor=colours.surface,
        canvas_color=colours.surface,
        card_bgcolor=colours.surface_alt,
        divider_color=colours.outline,
        focus_color=ft.Colors.TRANSPARENT,
        text_theme=_texts(style),
        visual_density=ft.VisualDensity.STANDARD,
        page_transitions=ft.PageTransitionsTheme(
            linux=ft.PageTransitionTheme.NONE,
            windows=ft.PageTransitionTheme.NONE,
            macos=ft.PageTransitionTheme.NONE,
            android=ft.PageTransitionTheme.NONE,
            ios=ft.PageTransitionTheme.NONE,
        ),
    )


def _scheme(colours: Palette) -> ft.ColorScheme:
    return ft.ColorScheme(
        primary=colours.primary,
        on_primary=colours.on_primary,
        primary_container=colours.surface_alt,
        on_primary_container=colours.on_surface,
        secondary=colours.primary,
        on_secondary=colours.on_primary,
        secondary_container=colours.surface_alt,
        on_secondary_container=colours.on_surface,
        tertiary=colours.attention,
        on_tertiary=colours.on_attention,
        error=colours.danger,
        on_error=colours.on_danger,
        surface=colours.surface,
        on_surface=colours.on_surface,
        on_surface_variant=colours.muted,
        outline=colours.outline,
        outline_variant=colours.outline,
        surface_container=colours.surface_alt,
        surface_container_high=colours.surface_alt,
        surface_container_highest=colours.surface_alt,
        surface_container_low=colours.surface_alt,
        surface_container_lowest=colours.surface,
        surface_tint=colours.surface,
    )


def text_style(style: Style, size: float, *, bold: bool = False, colour: str | None = None) -> ft.TextStyle:
    """A style with the scale, the line height and a colour that fits the palette."""
    return ft.TextStyle(
        size=style.size(size),
        height=LINE_HEIGHT,
        weight=ft.FontWeight.W_600 if bold else ft.FontWeight.NORMAL,
        color=colour or style.palette.on_surface,
        font_family_fallback=FONTS,
    )


def _texts(style: Style) -> ft.TextTheme:
    body, heading, title = (text_style(style, size) for size in (TEXT, HEADING, TITLE))
    return ft.TextTheme(
        body_large=body,
        body_medium=body,
        body_small=body,
        label_large=body,
        label_medium=body,
        label_small=body,
        title_large=heading,
        title_medium=body,
        title_small=body,
        headline_large=title,
        headline_medium=title,
        headline_small=heading,
    )


def button_style(
    style: Style, *, filled: bool, colour: str | None = None, on_colour: str | None = None
) -> ft.ButtonStyle:
    """A button at least 48 px high, square corners, with a focus ring that cannot be missed."""
    colours = style.palette
    main, on_main = colour or colours.primary, on_colour or colours.on_primary
    ring = ft.BorderSide(FOCUS_WIDTH, colours.focus)
    edge = ft.BorderSide(2, main)
    return ft.ButtonStyle(
        color=on_main if filled else main,
        bgcolor={
            ft.ControlState.DISABLED: colours.surface_alt,
            ft.ControlState.DEFAULT: main if filled else colours.surface,
        },
        overlay_color={ft.ControlState.FOCUSED: ft.Colors.TRANSPARENT},
        elevation=0,
        animation_duration=_NO_TIME,
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
        side={ft.ControlState.FOCUSED: ring, ft.ControlState.DEFAULT: edge},
        shape=ft.RoundedRectangleBorder(radius=4),
        icon_size=style.size(HEADING),
        text_style=ft.TextStyle(size=style.size(TEXT), weight=ft.FontWeight.W_600, font_family_fallback=FONTS),
    )


def row_style(style: Style, *, chosen: bool = False) -> ft.ButtonStyle:
    """A whole row that can be pressed: quiet until it has the focus. Under the mouse a chosen one keeps its colour: its
    words are made for that."""
    colours = style.palette
    hovered = colours.primary if chosen else colours.surface_alt
    return ft.ButtonStyle(
        color=colours.on_surface,
        bgcolor=colours.surface,
        overlay_color={ft.ControlState.FOCUSED: ft.Colors.TRANSPARENT, ft.ControlState.HOVERED: hovered},
        animation_duration=_NO_TIME,
        padding=ft.Padding.symmetric(horizontal=SPACE_M, vertical=SPACE_M),
        side={
            ft.ControlState.FOCUSED: ft.BorderSide(FOCUS_WIDTH, colours.focus),
            ft.ControlState.DEFAULT: ft.BorderSide(1, colours.surface),
        },
        shape=ft.RoundedRectangleBorder(radius=0),
        alignment=ft.Alignment.CENTER_LEFT,
    )


def target(style: Style) -> float:
    """The least height of what can be pressed."""
    return max(TARGET, style.size(TEXT) * LINE_HEIGHT + 2 * SPACE_M)
