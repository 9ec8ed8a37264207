# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the long lists share: the search field, and a list that holds only the rows around what is in sight.

A list item is a chunk of rows of known height. Chunks far from sight are boxes with one word, so that five thousand
rows cost a window little more than eighty and the scroll bar still tells the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import flet as ft

from ui.desk import Desk
from ui.fields import field
from ui.parts import loading, words
from ui.screen_data import CHUNK, WINDOW
from ui.texts import _
from ui.theme import LINE_HEIGHT, SPACE_M, SPACE_XL, TEXT, Style
from ui.trouble import FAILED_DRAWING, note_down, program_text

Line = TypeVar("Line")
Draw = Callable[[Desk, Line, int], ft.Control]
"""Draws a row of so many pixels."""

_SCROLL_PAUSE = 200
"""Milliseconds between two tellings of the browser where the list is."""


def search_field(desk: Desk) -> ft.Control:
    """What is typed here survives a redraw; Enter searches."""

    def remember(text: str) -> None:
        desk.typed_search = text

    label = _("Ticket, postcode or name, then Enter")
    search = desk.act(lambda: desk.search(desk.typed_search))
    return field(desk, "search", label, desk.typed_search, remember, width=380, submitted=search)


def row_height(style: Style, lines: int = 2) -> int:
    """Pixels of a row of so many lines."""
    return round(lines * style.size(TEXT) * LINE_HEIGHT + 2 * SPACE_M + 10)


def windowed(desk: Desk, draw: Draw[Line], lines: Sequence[Line], first: int, total: int, height: int) -> ft.Control:
    """``lines`` are numbers ``first`` and on of ``total``, each drawn ``height`` pixels high."""
    chunk_height = CHUNK * height
    chunks = [_chunk(desk, draw, _inside(lines, start - first), height) for start in range(0, total, CHUNK)]

    async def scrolled(event: Any) -> None:
        await desk.look_from(window_start(event.pixels, chunk_height, total))

    shown = desk.filter
    return ft.ListView(
        controls=chunks,
        key=f"{desk.path} {shown.only_open} {shown.search}",  # another search starts at the top
        item_extent=chunk_height,
        expand=True,
        on_scroll=desk.on(scrolled),
        scroll_interval=_SCROLL_PAUSE,
    )


def window_start(pixels: float, chunk_height: int, total: int) -> int:
    """The number of the first row to hold: one chunk above what is in sight, and never past the end."""
    above = int(max(0.0, pixels) // chunk_height) - 1
    last = (max(0, total - WINDOW) + CHUNK - 1) // CHUNK
    return CHUNK * max(0, min(above, last))


def _inside(lines: Sequence[Line], offset: int) -> tuple[Line, ...]:
    return tuple(lines[offset : offset + CHUNK]) if offset >= 0 else ()


def _chunk(desk: Desk, draw: Draw[Line], lines: tuple[Line, ...], height: int) -> ft.Control:
    if not lines:
        return ft.Container(content=loading(desk.device.style), alignment=ft.Alignment.CENTER_LEFT, padding=SPACE_XL)
    chunk: ft.Control = _drawn(desk, desk.device.style, draw, lines, height)
    return chunk


@ft.memo  # type: ignore[untyped-decorator]
@ft.component
def _drawn(desk: Desk, style: Style, draw: Draw[Line], lines: tuple[Line, ...], height: int) -> ft.Control:
    """Drawn again only when a word in it, or the style, changed."""
    try:
        rows = [draw(desk, line, height) for line in lines]
    except Exception as error:  # noqa: BLE001 - drawn outside the view that asked for it, so guarded here again
        note_down(error)
        return words(style, program_text(FAILED_DRAWING))
    return ft.Column(rows, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
