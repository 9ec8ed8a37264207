# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Helpers*: the list."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.parts import button, heading, loading, nothing, pressable, tone_colour, words
from ui.presenter_helpers import HelperLine, helper_line
from ui.presenter_words import Tone
from ui.screen_data import HelperListData
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.views.helper_tabs import helper_tabs
from ui.views.lists import row_height, search_field, windowed


def helpers_view(desk: Desk) -> ft.Control:
    """Search on top, rows below."""
    style, data = desk.device.style, desk.data
    parts: list[ft.Control] = [
        helper_tabs(desk, "/helpers"),
        ft.Row(
            [
                heading(style, _("Helpers"), level=1),
                button(
                    style, "new-helper", _("New helper  F5"), desk.act(lambda: desk.go("/helpers/new")), filled=True
                ),
            ],
            wrap=True,
            spacing=SPACE_L,
            run_spacing=SPACE_M,
        ),
        search_field(desk),
    ]
    if not isinstance(data, HelperListData):
        parts.append(loading(style))
    elif not data.total:
        parts.append(nothing(style, _("No helper found.") if desk.filter.search else _("There are no helpers yet.")))
    else:
        parts.append(_list(desk, data))
    return ft.Column(parts, spacing=SPACE_L, expand=True)


def _list(desk: Desk, data: HelperListData) -> ft.Control:
    lines = [helper_line(row) for row in data.rows]
    return windowed(desk, _row, lines, data.first, data.total, row_height(desk.device.style))


def _row(desk: Desk, line: HelperLine, height: int) -> ft.Control:
    style = desk.device.style
    colour = tone_colour(style, line.tone)
    second = ", ".join(part for part in (line.via, line.skills, line.place, line.claims) if part)
    content = ft.Row(
        [
            ft.Container(width=6, bgcolor=colour if line.tone is Tone.ATTENTION else style.palette.surface),
            ft.Column(
                [
                    ft.Row(
                        [
                            words(style, line.ticket, bold=True, one_line=True),
                            words(style, line.name, one_line=True, expand=True),
                            words(style, line.status, bold=True, colour=colour, one_line=True),
                        ],
                        spacing=SPACE_L,
                    ),
                    words(style, second, colour=style.palette.muted, one_line=True),
                ],
                spacing=0,
                tight=True,
                expand=True,
            ),
        ],
        spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    opened = desk.act(lambda: desk.go(f"/helpers/{line.id}"))
    return pressable(style, f"helper-{line.ticket}", content, opened, height=height)
