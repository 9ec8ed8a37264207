# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Overzicht* at the coordination point: every point with the age of what is known, and who waits for *gezien*."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.views import RequestRow
from ui.desk import Desk
from ui.parts import (
    beside,
    button,
    column,
    heading,
    loading,
    nothing,
    pressable,
    stacked,
    tone_colour,
    words,
)
from ui.presenter_emergency import emergency_line
from ui.presenter_points import BoardRow, board_row
from ui.presenter_requests import request_line, waited
from ui.presenter_words import Tone
from ui.screen_data import BoardData
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M, Style
from ui.trouble import Handler
from ui.views.emergency import emergency_row


def board_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Points on the left, the queue on the right."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, BoardData):
        return loading(style)
    now = desk.now()
    points = column(
        [
            heading(style, _("Points"), level=1),
            *(_point(style, board_row(row, now, data.counts)) for row in data.points),
        ]
    )
    queue: list[ft.Control] = []
    if data.emergencies:
        queue.append(heading(style, _("Emergency reports"), level=1))
        queue += [emergency_row(desk, emergency_line(row, now)) for row in data.emergencies]
    queue.append(heading(style, _("Urgent, not seen yet"), level=1))
    queue += [_waiting(desk, row) for row in data.queue]
    if not data.queue:
        queue.append(nothing(style, _("Everything urgent has been seen.")))
    return stacked([beside(points, column(queue), wide=wide)])


def _point(style: Style, row: BoardRow) -> ft.Control:
    weak = style.palette.muted
    colour = weak if row.faded else None
    edge = tone_colour(style, row.tone) if row.tone is Tone.DANGER else style.palette.outline
    first: list[ft.Control] = [
        words(style, row.name, bold=True, colour=colour),
        words(style, row.status, colour=colour),
        words(style, row.heard, colour=style.palette.attention if row.faded else weak, bold=row.faded),
    ]
    second: list[ft.Control] = [
        words(style, row.open_urgent, bold=True, colour=tone_colour(style, row.tone)),
        *(
            words(style, text, colour=colour)
            for text in (row.unseen, row.open_other, row.people, row.staff, row.power, row.helpers)
            if text
        ),
    ]
    if row.pack:
        pack = style.palette.attention if row.pack_old else weak
        second.append(words(style, row.pack, colour=pack, bold=row.pack_old))
    return ft.Container(
        content=ft.Column(
            [
                ft.Row(first, wrap=True, spacing=SPACE_L, run_spacing=0),
                ft.Row(second, wrap=True, spacing=SPACE_L, run_spacing=0),
            ],
            spacing=0,
            tight=True,
        ),
        border=ft.Border.only(left=ft.BorderSide(6, edge)),
        bgcolor=style.palette.surface_alt,
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
    )


def _waiting(desk: Desk, row: RequestRow) -> ft.Control:
    style = desk.device.style
    line = request_line(row, desk.now(), coordination=True)
    colour = tone_colour(style, line.tone)
    content = ft.Column(
        [
            ft.Row(
                [
                    words(style, line.priority, bold=True, colour=colour),
                    words(style, line.ticket, bold=True),
                    words(style, line.what),
                    words(style, line.deadline, bold=True, colour=colour),
                ],
                wrap=True,
                spacing=SPACE_M,
                run_spacing=0,
            ),
            words(style, waited(row, desk.now()), bold=True),
            words(style, line.delivery, colour=style.palette.muted),
        ],
        spacing=0,
        tight=True,
    )
    return ft.Column(
        [
            pressable(style, f"queue-{line.ticket}", content, desk.act(lambda: desk.go(f"/requests/{row.id}"))),
            ft.Row(
                [
                    button(style, f"see-{line.ticket}", _("Seen"), _see(desk, row), filled=True),
                    button(style, f"take-{line.ticket}", _("Take over"), _take(desk, row)),
                ],
                spacing=SPACE_M,
                wrap=True,
                run_spacing=SPACE_M,
            ),
        ],
        spacing=SPACE_M,
        tight=True,
    )


def _see(desk: Desk, row: RequestRow) -> Handler:
    return desk.act(lambda: desk.acts.see(row.id))


def _take(desk: Desk, row: RequestRow) -> Handler:
    return desk.act(lambda: desk.acts.take_over(row.id))
