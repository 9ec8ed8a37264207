# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small parts every screen is made of: each has a word, a size that grows with the text, a visible focus,
and a name that a screen reader and a test can find (``identifier``).

The name is the key as well: a press or a letter that is under way while another screen is drawn must not land on what
that screen has at the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from ui.desk import Desk
from ui.look import FONTS, button_style, row_style, target, text_style
from ui.presenter_requests import Fact
from ui.presenter_words import Tone
from ui.texts import _, plain
from ui.theme import FOCUS_WIDTH, HEADING, SPACE_L, SPACE_M, SPACE_S, TEXT, TITLE, Style
from ui.trouble import Handler


def tone_colour(style: Style, tone: Tone) -> str:
    """The colour of a tone; a word always says the same."""
    colours = style.palette
    return {
        Tone.DANGER: colours.danger,
        Tone.ATTENTION: colours.attention,
        Tone.PLAIN: colours.on_surface,
        Tone.FADED: colours.muted,
        Tone.DONE: colours.done,
    }[tone]


def words(
    style: Style,
    value: str,
    *,
    size: float = TEXT,
    bold: bool = False,
    colour: str | None = None,
    one_line: bool = False,
    expand: bool | None = None,
) -> ft.Text:
    """Text. ``one_line`` is for rows of fixed height: the whole text is on the page behind the row."""
    return ft.Text(
        plain(value),
        style=text_style(style, size, bold=bold, colour=colour),
        max_lines=1 if one_line else None,
        overflow=ft.TextOverflow.ELLIPSIS if one_line else ft.TextOverflow.CLIP,
        expand=expand,
    )


def heading(style: Style, value: str, *, level: int = 2) -> ft.Control:
    """A heading that a screen reader can jump to."""
    size = TITLE if level == 1 else HEADING
    return ft.Semantics(heading_level=level, header=True, content=words(style, value, size=size, bold=True))


def button(
    style: Style,
    identifier: str,
    text: str,
    handler: Handler,
    *,
    filled: bool = False,
    tone: Tone = Tone.PLAIN,
    disabled: bool = False,
    icon: ft.IconDataOrControl | None = None,
    autofocus: bool = False,
    big: bool = False,
) -> ft.Control:
    """A button with a word on it."""
    colours = style.palette
    main, on_main = {
        Tone.DANGER: (colours.danger, colours.on_danger),
        Tone.ATTENTION: (colours.attention, colours.on_attention),
    }.get(tone, (colours.primary, colours.on_primary))
    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        content=ft.FilledButton(
            content=plain(text),
            icon=icon,
            on_click=handler,
            disabled=disabled,
            autofocus=autofocus,
            height=target(style) * (1.4 if big else 1),
            style=button_style(style, filled=filled, colour=main, on_colour=on_main),
        ),
    )


def choice(
    style: Style, identifier: str, text: str, chosen: bool, handler: Handler, *, autofocus: bool = False
) -> ft.Control:
    """One of several answers: the chosen one is filled and has a mark before its word."""
    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        checked=chosen,
        content=ft.FilledButton(
            content=plain(text),
            icon=ft.Icons.CHECK if chosen else None,
            on_click=handler,
            autofocus=autofocus,
            height=target(style),
            style=button_style(style, filled=chosen),
        ),
    )


def choices(controls: Sequence[ft.Control]) -> ft.Control:
    """Answers beside each other, on as many lines as they need."""
    return ft.Row(controls=list(controls), wrap=True, spacing=SPACE_M, run_spacing=SPACE_M)


def pressable(
    style: Style, identifier: str, content: ft.Control, handler: Handler, *, height: float | None = None
) -> ft.Control:
    """A whole row as one button."""
    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        content=ft.TextButton(content=content, on_click=handler, style=row_style(style), height=height),
    )


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
) -> ft.Control:
    """A text field. ``changed`` gets every change; the server always holds what was typed. ``submitted`` is Enter."""
    style = desk.device.style
    colours = style.palette

    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        content=ft.TextField(
            label=label,
            value=value,
            data=changed,
            on_change=desk.on(lambda event: changed(event.control.value or "")),
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
            border={
                ft.ControlState.FOCUSED: ft.OutlineInputBorder(side=ft.BorderSide(FOCUS_WIDTH, colours.focus)),
                ft.ControlState.ERROR: ft.OutlineInputBorder(side=ft.BorderSide(2, colours.danger)),
                ft.ControlState.DEFAULT: ft.OutlineInputBorder(side=ft.BorderSide(1, colours.outline)),
            },
            cursor_color=colours.on_surface,
            cursor_width=2,
            autocorrect=False,
            enable_suggestions=False,
            content_padding=ft.Padding.symmetric(horizontal=12, vertical=14),
        ),
    )


def tick(desk: Desk, identifier: str, text: str, value: bool, changed: Callable[[bool], None]) -> ft.Control:
    """A check box with its word."""
    style = desk.device.style
    colours = style.palette

    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        content=ft.Checkbox(
            label=text,
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


def card(
    style: Style, controls: Sequence[ft.Control], *, edge: Tone = Tone.FADED, expand: bool | None = None
) -> ft.Control:
    """A box with a coloured edge."""
    colours = style.palette
    edge_colour = colours.outline if edge is Tone.FADED else tone_colour(style, edge)
    return ft.Container(
        content=ft.Column(controls=list(controls), spacing=SPACE_M, tight=True),
        bgcolor=colours.surface_alt,
        padding=SPACE_L,
        border=ft.Border.only(left=ft.BorderSide(4, edge_colour)),
        expand=expand,
    )


def fact_rows(style: Style, facts: Sequence[Fact]) -> ft.Control:
    """Labels and values; what may not be read here is said in a softer colour."""
    rows = [
        ft.Column(
            [
                words(style, fact.name, colour=style.palette.muted),
                words(style, fact.value, colour=style.palette.muted if fact.hidden else None, bold=not fact.hidden),
            ],
            spacing=0,
            tight=True,
        )
        for fact in facts
    ]
    return ft.Column(controls=list(rows), spacing=SPACE_M, tight=True)


def loading(style: Style) -> ft.Control:
    """A word, not a spinner."""
    return words(style, _("Reading ..."), colour=style.palette.muted)


def nothing(style: Style, text: str) -> ft.Control:
    """An empty list says so."""
    return ft.Container(content=words(style, text, colour=style.palette.muted), padding=SPACE_L)


def stacked(controls: Sequence[ft.Control], *, spacing: int = SPACE_L) -> ft.Control:
    """A screen that scrolls as a whole."""
    return ft.Column(controls=list(controls), spacing=spacing, scroll=ft.ScrollMode.AUTO, expand=True)


def column(controls: Sequence[ft.Control]) -> ft.Control:
    """Parts under each other, as wide as there is room."""
    return ft.Column(list(controls), spacing=SPACE_L, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def beside(left: ft.Control, right: ft.Control, *, wide: bool) -> ft.Control:
    """Two columns on a wide screen, one under the other on a narrow one."""
    if wide:
        row = ft.Row([left, right], spacing=SPACE_L, vertical_alignment=ft.CrossAxisAlignment.START)
        left.expand = right.expand = True
        return row
    return ft.Column([left, right], spacing=SPACE_L, tight=True)


def divider(style: Style) -> ft.Control:
    """A line between parts."""
    return ft.Container(height=1, bgcolor=style.palette.outline, margin=ft.Margin.symmetric(vertical=SPACE_S))
