# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person types in or ticks. The server always holds what was typed, and knows which field has the focus: a key
that means something on the whole screen means nothing there."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from ui.desk import Desk
from ui.look import FONTS, text_style
from ui.parts import words
from ui.texts import plain
from ui.theme import FOCUS_WIDTH, TEXT, Style
from ui.trouble import Handler


def field(
    desk: Desk,
    identifier: str,
    label: str,
    value: str,
    changed: Callable[[str], None],
    *,
    error: str = "",
    help_text: str = "",
    lines: int = 1,
    width: float | None = None,
    autofocus: bool = False,
    submitted: Handler | None = None,
    secret: bool = False,
) -> ft.Control:
    """A text field. ``changed`` gets every change; the server always holds what was typed. ``submitted`` is Enter.
    ``secret``: who stands beside it sees dots."""
    style = desk.device.style
    colours = style.palette

    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        content=ft.TextField(
            label=plain(label),
            value=value,
            data=changed,
            on_change=desk.on(lambda event: changed(event.control.value or "")),
            on_focus=desk.passing(lambda _event: desk.entered(identifier)),
            on_blur=desk.passing(lambda _event: desk.left(identifier)),
            on_submit=submitted,
            error=words(style, error, colour=colours.danger, bold=True) if error else None,
            helper=words(style, help_text, colour=colours.muted) if help_text and not error else None,
            multiline=lines > 1,
            min_lines=lines if lines > 1 else None,
            max_lines=max(lines, 4) if lines > 1 else 1,
            width=None if width is None else style.size(width),
            autofocus=autofocus,
            text_style=ft.TextStyle(size=style.size(TEXT), color=colours.on_surface, font_family_fallback=FONTS),
            label_style=ft.TextStyle(size=style.size(TEXT), color=colours.muted),
            border=_borders(style),
            cursor_color=colours.on_surface,
            cursor_width=2,
            password=secret,
            autocorrect=False,
            enable_suggestions=False,
            content_padding=ft.Padding.symmetric(horizontal=12, vertical=14),
        ),
    )


def _borders(style: Style) -> dict[ft.ControlState, ft.InputBorder]:
    colours = style.palette
    return {
        ft.ControlState.FOCUSED: ft.OutlineInputBorder(side=ft.BorderSide(FOCUS_WIDTH, colours.focus)),
        ft.ControlState.ERROR: ft.OutlineInputBorder(side=ft.BorderSide(2, colours.danger)),
        ft.ControlState.DEFAULT: ft.OutlineInputBorder(side=ft.BorderSide(1, colours.outline)),
    }


def tick(desk: Desk, identifier: str, text: str, value: bool, changed: Callable[[bool], None]) -> ft.Control:
    """A check box with its word."""
    style = desk.device.style
    colours = style.palette

    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        content=ft.Checkbox(
            label=plain(text),
            value=value,
            data=changed,
            on_change=desk.on(lambda event: changed(bool(event.control.value))),
            label_style=text_style(style, TEXT),
            active_color=colours.primary,
            check_color=colours.on_primary,
            border_side=ft.BorderSide(2, colours.outline),
            focus_color=colours.outline,
        ),
    )
