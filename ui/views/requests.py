# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Hulpvragen*: a windowed list with search and a filter."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
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
from ui.screen_data import RequestListData
from ui.texts import _, n_
from ui.theme import SPACE_L, SPACE_M, Style
from ui.views.lists import row_height, search_field, windowed


def requests_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Search and filter on top, rows below; on a narrow screen a row has a line more."""
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
        parts.append(_list(desk, data, wide=wide))
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


def _list(desk: Desk, data: RequestListData, *, wide: bool) -> ft.Control:
    now = desk.now()
    lines = [request_line(row, now, coordination=desk.coordination) for row in data.rows]
    height = row_height(desk.device.style, 2 if wide else 3)
    return windowed(desk, _wide_row if wide else _narrow_row, lines, data.first, data.total, height)


def _wide_row(desk: Desk, line: RequestLine, height: int) -> ft.Control:
    return _row(desk, line, request_row(desk.device.style, line, wide=True), height)


def _narrow_row(desk: Desk, line: RequestLine, height: int) -> ft.Control:
    return _row(desk, line, request_row(desk.device.style, line, wide=False), height)


def _row(desk: Desk, line: RequestLine, content: ft.Control, height: int) -> ft.Control:
    opened = desk.act(lambda: desk.go(f"/requests/{line.id}"))
    return pressable(desk.device.style, f"request-{line.ticket}", content, opened, height=height)


def request_row(style: Style, line: RequestLine, *, wide: bool) -> ft.Control:
    """One request: what it is, and where it is on its way."""
    colour = tone_colour(style, line.tone)
    ticket = words(style, line.ticket, bold=True, one_line=True, expand=None if wide else True)
    what = words(style, line.what, one_line=True, expand=True if wide else None)
    deadline = words(style, line.deadline, bold=True, colour=colour, one_line=True)
    place = words(style, line.place, one_line=True)
    second = ", ".join(part for part in (line.status, line.delivery, line.helpers) if part)
    state = words(style, second, colour=style.palette.muted, one_line=True)
    first = [ticket, what, deadline, place] if wide else [ticket, deadline, place]
    lines: list[ft.Control] = [ft.Row(list[ft.Control](first), spacing=SPACE_L), state]
    if not wide:
        lines.insert(1, what)
    edge = colour if line.tone is not Tone.PLAIN else style.palette.surface
    priority = words(style, line.priority, bold=True, colour=colour)
    return ft.Row(
        [
            ft.Container(width=6, bgcolor=edge),
            ft.Container(content=priority, width=style.size(40), padding=SPACE_M),
            ft.Column(lines, spacing=0, tight=True, expand=True),
        ],
        spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )
