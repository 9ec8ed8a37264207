# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where things are and whom one can call: the drawing, and the same in rows."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.guest.mapping import draw_map
from noodsteunpunt.library.placing import place_statuses, rows_of_places
from ui.desk import Desk
from ui.parts import beside, card, heading, loading, nothing, stacked, words
from ui.presenter_info import ListRow, number_rows, place_rows
from ui.screen_data import InfoData
from ui.texts import _
from ui.theme import SPACE_M, SPACE_S

_WIDTH = 640


def places_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The map left, its numbers right."""
    style, data = desk.device.style, desk.data
    title = heading(style, _("Places and map"), level=1)
    if not isinstance(data, InfoData):
        return stacked([title, loading(style)])
    if data.shelf is None or not data.shelf.tables["places"]:
        return stacked([title, nothing(style, _("The pack names no places."))])
    points = rows_of_places(data.shelf.tables["places"], data.points)
    drawing = ft.Image(
        src=draw_map(data.shelf.guide(), place_statuses(points)),
        width=_WIDTH,
        fit=ft.BoxFit.CONTAIN,
        semantics_label=_("Map of the places. The list beside it says the same."),
    )
    rows = place_rows(data.shelf, points, desk.device.info.language, desk.now())
    return stacked([title, beside(drawing, _rows(desk, rows), wide=wide)])


def numbers_view(desk: Desk) -> ft.Control:
    """Telephone numbers and frequencies."""
    style, data = desk.device.style, desk.data
    title = heading(style, _("Telephone numbers"), level=1)
    if not isinstance(data, InfoData):
        return stacked([title, loading(style)])
    rows = number_rows(data.shelf, desk.device.info.language) if data.shelf else []
    return stacked([title, _rows(desk, rows) if rows else nothing(style, _("The pack names no numbers."))])


def _rows(desk: Desk, rows: list[ListRow]) -> ft.Control:
    style = desk.device.style
    shown: list[ft.Control] = []
    for row in rows:
        lines: list[ft.Control] = [words(style, row.title, bold=True)]
        lines += [words(style, line) for line in row.lines]
        lines.append(words(style, row.origin, colour=style.palette.muted))
        shown.append(card(style, [ft.Column(lines, spacing=SPACE_S, tight=True)]))
    return ft.Column(shown, spacing=SPACE_M, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
