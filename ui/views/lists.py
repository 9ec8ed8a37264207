# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the long lists share: the search field, and a list that holds only the rows around what is in sight.

A list item is a chunk of rows of known height. Chunks far from sight are empty boxes, so that five thousand rows cost
a window no more than a hundred and the scroll bar still tells the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flet as ft

from ui.desk import Desk
from ui.loading import CHUNK, WINDOW
from ui.parts import field
from ui.texts import _
from ui.theme import LINE_HEIGHT, SPACE_M, TEXT, Style

_SCROLL_PAUSE = 200
"""Milliseconds between two tellings of the browser where the list is."""


def search_field(desk: Desk) -> ft.Control:
    """What is typed here survives a redraw; Enter searches."""

    def remember(text: str) -> None:
        desk.typed_search = text

    label = _("Ticket, postcode or name, then Enter")
    search = desk.act(lambda: desk.search(desk.typed_search))
    return field(desk, "search", label, desk.typed_search, remember, width=380, submitted=search)


def row_height(style: Style) -> int:
    """Pixels of a row with two lines."""
    return round(2 * style.size(TEXT) * LINE_HEIGHT + 2 * SPACE_M + 10)


def windowed(desk: Desk, rows: Sequence[ft.Control], first: int, total: int, height: int) -> ft.Control:
    """``rows`` are numbers ``first`` and on of ``total``, each ``height`` pixels."""
    chunk_height = CHUNK * height
    chunks = [_chunk(rows, start - first, height) for start in range(0, total, CHUNK)]

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


def _chunk(rows: Sequence[ft.Control], offset: int, height: int) -> ft.Control:
    inside = rows[offset : offset + CHUNK] if offset >= 0 else []
    if not inside:
        return ft.Container()
    held = [ft.Container(row, height=height) for row in inside]
    return ft.Column(list[ft.Control](held), spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
