# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second screen and the pages for visitors: whether they run, and the leader's switch."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.guests import guests_of
from ui import info
from ui.desk import Desk
from ui.parts import button, card, choices, heading, link_button, stacked, words
from ui.screen_data import InfoData
from ui.texts import _
from ui.trouble import Action
from ui.views.info_board import board_part


def guests_view(desk: Desk) -> ft.Control:
    """What runs, and what may be switched."""
    style, guests = desk.device.style, guests_of(desk.runner)
    title = heading(style, _("Board and visitors"), level=1)
    if guests is None:
        return stacked([title, words(style, _("This program was started without pages for visitors.")), *_board(desk)])
    state = guests.state
    running = [words(style, _("The board is not shown yet."))]
    buttons = [
        button(
            style,
            "board-start",
            _("Show the board on a second screen"),
            desk.act(lambda: info.start_board(desk)),
            filled=True,
        )
    ]
    if state.port:
        running = [words(style, _("The board: {address}", address=state.screen), bold=True)]
        where = _("Only on this computer.")
        if state.open_house:
            where = _("Visitors on the wifi of this point may read. They type: {address}", address=state.address or "?")
        running.append(words(style, where))
        if not state.confined:
            running.append(
                words(
                    style,
                    _("This computer cannot lock these pages in. Be careful with visitors you do not know."),
                    colour=style.palette.attention,
                )
            )
        buttons = [
            link_button(style, "board-open", _("Open the board"), state.screen, picture="board"),
            button(
                style, "guests-switch", _switch(open_house=state.open_house), desk.act(_let(desk, not state.open_house))
            ),
            button(style, "board-stop", _("Stop board and pages"), desk.act(lambda: info.stop_board(desk))),
        ]
    parts: list[ft.Control] = [title, card(style, running), choices(buttons)]
    actor = desk.device.actor
    if state.port and (actor is None or actor.role not in info.LEADERS):
        parts.append(words(style, _("Only the leader of the point lets visitors in."), colour=style.palette.muted))
    parts += _board(desk)
    return stacked(parts)


def _board(desk: Desk) -> list[ft.Control]:
    data = desk.data
    return [board_part(desk, [item for item in data.items if not item.card])] if isinstance(data, InfoData) else []


def _switch(*, open_house: bool) -> str:
    return _("Keep visitors out") if open_house else _("Let visitors in")


def _let(desk: Desk, open_house: bool) -> Action:
    return lambda: info.let_visitors(desk, open_house=open_house)
