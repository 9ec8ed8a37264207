# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Hulpvragen*: a windowed list with search and a filter."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.loading import RequestListData
from ui.parts import (
    button,
    choice,
    choices,
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
from ui.theme import SPACE_L, SPACE_M, Style
from ui.trouble import Handler
from ui.views.lists import row_height, search_field, windowed


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
                button(
                    style, "new-request", _("New request  F4"), desk.act(lambda: desk.go("/requests/new")), filled=True
                ),
            ],
            wrap=True,
            spacing=SPACE_L,
            run_spacing=SPACE_M,
        ),
        _filter(desk),
    ]
    if not isinstance(data, RequestListData):
        parts.append(loading(style))
    elif not data.total:
        parts.append(nothing(style, _("No request found.") if desk.filter.search else _("There are no requests.")))
    else:
        parts.append(_list(desk, data))
    return ft.Column(parts, spacing=SPACE_L, expand=True)


def _filter(desk: Desk) -> ft.Control:
    style = desk.device.style
    shown = choices(
        [
            choice(style, "filter-open", _("Open"), desk.filter.only_open, desk.act(lambda: desk.show_ended(False))),
            choice(style, "filter-all", _("All"), not desk.filter.only_open, desk.act(lambda: desk.show_ended(True))),
        ]
    )
    return ft.Row([search_field(desk), shown], wrap=True, spacing=SPACE_L, run_spacing=SPACE_M)


def _list(desk: Desk, data: RequestListData) -> ft.Control:
    style, now, height = desk.device.style, desk.now(), row_height(desk.device.style)
    rows = [
        _row(style, request_line(row, now, coordination=desk.coordination), _open(desk, row.id), height)
        for row in data.rows
    ]
    return windowed(desk, rows, data.first, data.total, height)


def _open(desk: Desk, identifier: str) -> Handler:
    return desk.act(lambda: desk.go(f"/requests/{identifier}"))


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
