# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Hulpvragen*: a windowed list with search and a filter."""

from __future__ import annotations

from typing import Any

import flet as ft

from ui.desk import Desk
from ui.loading import RequestListData
from ui.parts import (
    Handler,
    act,
    button,
    choice,
    choices,
    field,
    heading,
    loading,
    nothing,
    pressable,
    tone_colour,
    words,
)
from ui.presenter_requests import RequestLine, request_line
from ui.presenter_words import Tone
from ui.texts import _, n_
from ui.theme import LINE_HEIGHT, SPACE_L, SPACE_M, TEXT, Style


def requests_view(desk: Desk) -> ft.Control:
    """Search and filter on top, rows below."""
    style, data = desk.device.style, desk.data
    title = _("Requests")
    if isinstance(data, RequestListData):
        title = n_("{count} request", "{count} requests", data.total)
    parts: list[ft.Control] = [
        ft.Row(
            [
                heading(style, title, level=1),
                button(style, "new-request", _("New request  F4"), act(lambda: desk.go("/requests/new")), filled=True),
            ],
            wrap=True,
            spacing=SPACE_L,
            run_spacing=SPACE_M,
        ),
        _filter(desk),
    ]
    if not isinstance(data, RequestListData):
        parts.append(loading(style))
    elif not data.rows:
        parts.append(nothing(style, _("No request found.") if desk.filter.search else _("There are no requests.")))
    else:
        parts.append(_list(desk, data))
    return ft.Column(parts, spacing=SPACE_L, expand=True)


def _filter(desk: Desk) -> ft.Control:
    style = desk.device.style
    typed = {"text": desk.filter.search}

    def remember(text: str) -> None:
        typed["text"] = text

    async def search() -> None:
        await desk.search(typed["text"])

    searcher = field(
        style,
        "search",
        _("Ticket, postcode or name, then Enter"),
        desk.filter.search,
        remember,
        width=380,
        submitted=act(search),
    )
    shown = choices(
        [
            choice(style, "filter-open", _("Open"), desk.filter.only_open, act(lambda: desk.show_ended(False))),
            choice(style, "filter-all", _("All"), not desk.filter.only_open, act(lambda: desk.show_ended(True))),
        ]
    )
    return ft.Row([searcher, shown], wrap=True, spacing=SPACE_L, run_spacing=SPACE_M)


def _list(desk: Desk, data: RequestListData) -> ft.Control:
    style, now = desk.device.style, desk.now()
    height = round(2 * style.size(TEXT) * LINE_HEIGHT + 2 * SPACE_M + 10)

    async def on_scroll(event: Any) -> None:
        near_end = event.pixels > event.max_scroll_extent - 10 * height
        if near_end and len(data.rows) < data.total and len(data.rows) == desk.filter.window:
            await desk.more()

    return ft.ListView(
        controls=[
            _row(style, request_line(row, now, coordination=desk.coordination), _open(desk, row.id), height)
            for row in data.rows
        ],
        item_extent=height,
        expand=True,
        on_scroll=on_scroll,
        scroll_interval=200,
    )


def _open(desk: Desk, identifier: str) -> Handler:
    return act(lambda: desk.go(f"/requests/{identifier}"))


def _row(style: Style, line: RequestLine, handler: Handler, height: float) -> ft.Control:
    return pressable(style, f"request-{line.ticket}", request_row(style, line), handler, height=height)


def request_row(style: Style, line: RequestLine) -> ft.Control:
    """Two lines of one request: what it is, and where it is on its way."""
    colour = tone_colour(style, line.tone)
    weak = style.palette.muted
    second = ", ".join(part for part in (line.status, line.delivery, line.helpers) if part)
    return ft.Row(
        [
            ft.Container(width=6, bgcolor=colour if line.tone is not Tone.PLAIN else style.palette.surface),
            ft.Container(
                content=words(style, line.priority, bold=True, colour=colour), width=style.size(40), padding=SPACE_M
            ),
            ft.Column(
                [
                    ft.Row(
                        [
                            words(style, line.ticket, bold=True, one_line=True),
                            words(style, line.what, one_line=True, expand=True),
                            words(style, line.deadline, bold=True, colour=colour, one_line=True),
                            words(style, line.place, one_line=True),
                        ],
                        spacing=SPACE_L,
                    ),
                    words(style, second, colour=weak, one_line=True),
                ],
                spacing=0,
                tight=True,
                expand=True,
            ),
        ],
        spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )
