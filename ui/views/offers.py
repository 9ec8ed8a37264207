# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Aanbod*: what people offer to give or lend. Things, apart from what people can do."""

from __future__ import annotations

import flet as ft

from ui.data_offers import OfferListData
from ui.desk import Desk
from ui.offer_acts import OFFERS
from ui.parts import button, heading, loading, nothing, pressable, tone_colour, words
from ui.presenter_offers import OfferLine, offer_line
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.views.helper_tabs import helper_tabs
from ui.views.lists import row_height, search_field, windowed


def offers_view(desk: Desk) -> ft.Control:
    """Tabs and search on top, rows below."""
    style, data = desk.device.style, desk.data
    new = button(style, "new-offer", _("New offer"), desk.act(lambda: desk.go(f"{OFFERS}/new")), filled=True)
    parts: list[ft.Control] = [
        helper_tabs(desk, OFFERS),
        ft.Row([heading(style, _("Offers"), level=1), new], wrap=True, spacing=SPACE_L, run_spacing=SPACE_M),
        search_field(desk),
    ]
    if not isinstance(data, OfferListData):
        parts.append(loading(style))
    elif not data.total:
        parts.append(nothing(style, _("No offer found.") if desk.filter.search else _("Nothing is offered yet.")))
    else:
        lines = [offer_line(row, desk.now()) for row in data.rows]
        parts.append(windowed(desk, _row, lines, data.first, data.total, row_height(style)))
    return ft.Column(parts, spacing=SPACE_L, expand=True)


def _row(desk: Desk, line: OfferLine, height: int) -> ft.Control:
    style = desk.device.style
    colour = tone_colour(style, line.tone)
    first = ft.Row(
        [
            words(style, line.ticket, bold=True, one_line=True),
            words(style, line.what, one_line=True, expand=True),
            words(style, line.status, bold=True, colour=colour, one_line=True),
        ],
        spacing=SPACE_L,
    )
    second = words(style, line.second, colour=style.palette.muted, one_line=True)
    edge = colour if line.tone is Tone.ATTENTION else style.palette.surface
    content = ft.Row(
        [ft.Container(width=6, bgcolor=edge), ft.Column([first, second], spacing=0, tight=True, expand=True)],
        spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    opened = desk.act(lambda: desk.go(f"{OFFERS}/{line.id}"))
    return pressable(style, f"offer-{line.ticket}", content, opened, height=height)
