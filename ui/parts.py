# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small parts every screen is made of: each has a word, a size that grows with the text, a visible focus,
and a name that a screen reader and a test can find (``identifier``).

The name is the key as well: a press or a letter that is under way while another screen is drawn must not land on what
that screen has at the same place."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from ui.look import button_style, row_style, target, text_style
from ui.pictograms import svg
from ui.presenter_requests import Fact
from ui.presenter_words import Tone
from ui.texts import _, plain
from ui.theme import HEADING, LINE_HEIGHT, PICTOGRAM, SPACE_L, SPACE_M, SPACE_S, TEXT, TITLE, Style
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
    centred: bool = False,
) -> ft.Text:
    """Text. ``one_line`` is for rows of fixed height: the whole text is on the page behind the row."""
    return ft.Text(
        plain(value),
        style=text_style(style, size, bold=bold, colour=colour),
        max_lines=1 if one_line else None,
        overflow=ft.TextOverflow.ELLIPSIS if one_line else ft.TextOverflow.CLIP,
        expand=expand,
        text_align=ft.TextAlign.CENTER if centred else ft.TextAlign.START,
    )


def pictogram(style: Style, name: str, *, colour: str | None = None, size: float = PICTOGRAM) -> ft.Control:
    """One of our own; the word that stands beside it is what a screen reader says."""
    pixels = style.size(size)
    source = svg(name, colour or style.palette.on_surface)
    return ft.Image(src=source, width=pixels, height=pixels, exclude_from_semantics=True)


def heading(style: Style, value: str, *, level: int = 2, size: float | None = None) -> ft.Control:
    """A heading that a screen reader can jump to."""
    pixels = size or (TITLE if level == 1 else HEADING)
    return ft.Semantics(heading_level=level, header=True, content=words(style, value, size=pixels, bold=True))


def button(
    style: Style,
    identifier: str,
    text: str,
    handler: Handler,
    *,
    filled: bool = False,
    tone: Tone = Tone.PLAIN,
    disabled: bool = False,
    picture: str = "",
    autofocus: bool = False,
    big: bool = False,
) -> ft.Control:
    """A button with a word on it, and a pictogram before the word."""
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
            icon=pictogram(style, picture, colour=on_main if filled else main, size=24) if picture else None,
            on_click=handler,
            disabled=disabled,
            autofocus=autofocus,
            height=target(style) * (1.4 if big else 1),
            style=button_style(style, filled=filled, colour=main, on_colour=on_main),
        ),
    )


def link_button(style: Style, identifier: str, text: str, url: str, *, picture: str = "") -> ft.Control:
    """A button that opens a page of this station beside the screens: for the printer."""
    main = style.palette.primary
    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        content=ft.FilledButton(
            content=plain(text),
            icon=pictogram(style, picture, colour=main, size=24) if picture else None,
            url=ft.Url(url, target=ft.UrlTarget.BLANK),
            height=target(style),
            style=button_style(style, filled=False),
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


def tile(
    style: Style, identifier: str, digit: str, picture: str, text: str, chosen: bool, handler: Handler, *, width: float
) -> ft.Control:
    """A large answer: a digit that is its key, a pictogram, and a word of one or two lines."""
    colours = style.palette
    colour = colours.on_primary if chosen else colours.primary
    content = ft.Column(
        [
            ft.Row(
                [words(style, digit, bold=True, colour=colour), pictogram(style, picture, colour=colour)],
                alignment=ft.MainAxisAlignment.CENTER,
                tight=True,
            ),
            words(style, text, bold=True, colour=colour, centred=True),
        ],
        spacing=0,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    look = button_style(style, filled=chosen)
    look.padding = SPACE_S
    return ft.Semantics(
        key=identifier,
        identifier=identifier,
        checked=chosen,
        content=ft.FilledButton(
            content=content,
            on_click=handler,
            width=width,
            height=style.size(PICTOGRAM + 2 * TEXT * LINE_HEIGHT) + 2 * SPACE_M,
            style=look,
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
    return ft.Column(
        controls=list(controls),
        spacing=spacing,
        scroll=ft.ScrollMode.AUTO,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def column(controls: Sequence[ft.Control], *, spacing: int = SPACE_L) -> ft.Control:
    """Parts under each other, as wide as there is room."""
    return ft.Column(list(controls), spacing=spacing, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


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
