# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Netwerk*: the radio, the airtime ledger, who we hear, and what was refused."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.parts import beside, card, column, heading, loading, nothing, stacked, words
from ui.presenter_arrival import ArrivalLines
from ui.presenter_points import LedgerLine, NetworkPage, network_page
from ui.presenter_words import Tone
from ui.screen_data import NetworkData
from ui.texts import _
from ui.theme import SPACE_L, Style


def network_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Radio and airtime on the left, the others on the right."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, NetworkData):
        return loading(style)
    page = network_page(data.view, desk.now())
    arrival = [] if page.arrival is None else [_arrival(style, page.arrival)]
    left = column([_radio(style, page), *arrival, _airtime(style, page)])
    right = column([_peers(style, page), _refused(style, page)])
    return stacked([beside(left, right, wide=wide)])


def _radio(style: Style, page: NetworkPage) -> ft.Control:
    works = page.radio_works
    rows: list[ft.Control] = [
        heading(style, page.radio, level=1),
        *(words(style, f"{name}: {value}") for name, value in page.facts),
        words(style, page.waiting),
    ]
    if page.advice:
        rows.insert(1, words(style, page.advice, bold=True))
    elif not works:
        rows.append(words(style, _("Check the plug of the radio. You can go on working: everything waits."), bold=True))
    return card(style, rows, edge=Tone.DONE if works and not page.advice else Tone.ATTENTION)


def _arrival(style: Style, lines: ArrivalLines) -> ft.Control:
    rows: list[ft.Control] = [
        heading(style, _("What has arrived here")),
        words(style, lines.headline, bold=True),
        _bar(style, lines.share),
        *(words(style, line) for line in lines.more),
    ]
    return card(style, rows, edge=lines.tone)


def _airtime(style: Style, page: NetworkPage) -> ft.Control:
    rows: list[ft.Control] = [heading(style, _("Airtime")), words(style, page.airtime), _bar(style, page.used_share)]
    rows += [_ledger(style, line) for line in page.ledger]
    return card(style, rows)


def _ledger(style: Style, line: LedgerLine) -> ft.Control:
    return ft.Column(
        [
            ft.Row([words(style, line.kind), words(style, line.text)], wrap=True, spacing=SPACE_L, run_spacing=0),
            _bar(style, line.share),
        ],
        spacing=0,
        tight=True,
    )


def _bar(style: Style, share: float) -> ft.Control:
    """A still bar; the text beside it says the same."""
    filled = max(0, min(1000, round(share * 1000)))
    parts = [
        ft.Container(bgcolor=style.palette.primary, height=8, expand=filled) if filled else None,
        ft.Container(height=8, expand=1000 - filled) if filled < 1000 else None,
    ]
    bar = ft.Row([part for part in parts if part is not None], spacing=0)
    return ft.Container(bar, border=ft.Border.all(1, style.palette.outline), bgcolor=style.palette.surface)


def _peers(style: Style, page: NetworkPage) -> ft.Control:
    rows: list[ft.Control] = [heading(style, _("Others"))]
    for peer in page.peers:
        weak = style.palette.muted
        rows.append(
            ft.Column(
                [
                    words(style, peer.name, bold=True, colour=weak if peer.tone is Tone.FADED else None),
                    words(style, f"{peer.heard}, {peer.held}", colour=weak),
                ],
                spacing=0,
                tight=True,
            )
        )
    if not page.peers:
        rows.append(nothing(style, _("Nobody has been heard yet.")))
    return card(style, rows)


def _refused(style: Style, page: NetworkPage) -> ft.Control:
    lines = [*page.notes, *page.refused]
    rows: list[ft.Control] = [heading(style, _("Refused since the start")), *(words(style, line) for line in lines)]
    if not lines:
        rows.append(words(style, _("Nothing."), colour=style.palette.muted))
    return card(style, rows)
