# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second screen and the pages for visitors: whether they run, and the leader's switch."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values import Role
from ui import info
from ui.desk import Desk
from ui.parts import button, card, choices, heading, stacked, words
from ui.texts import _
from ui.trouble import Action
from ui.views.info_board import board_part

_LEADERS = frozenset({Role.POINT_LEAD, Role.COORDINATOR})


def guests_view(desk: Desk) -> ft.Control:
    """What runs, and what may be switched."""
    style, guests = desk.device.style, desk.guests
    title = heading(style, _("Board and visitors"), level=1)
    if guests is None:
        return stacked([title, words(style, _("This program was started without pages for visitors."))])
    state = guests.state
    running = [words(style, _("The board is not shown yet."))]
    buttons = [
        button(style, "board-start", _("Show the board on a second screen"), desk.act(lambda: info.start_board(desk)), filled=True)
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
                    _("This computer cannot lock these pages in. Do not let visitors in on a network you do not trust."),
                    colour=style.palette.attention,
                )
            )
        buttons = [
            button(style, "board-open", _("Open the board"), desk.act(lambda: desk.open_address(state.screen)), filled=True),
            button(style, "guests-switch", _switch(open_house=state.open_house), desk.act(_let(desk, not state.open_house))),
            button(style, "board-stop", _("Stop board and pages"), desk.act(lambda: info.stop_board(desk))),
        ]
    parts: list[ft.Control] = [title, card(style, running), choices(buttons)]
    actor = desk.device.actor
    if state.port and (actor is None or actor.role not in _LEADERS):
        parts.append(words(style, _("Only the leader of the point lets visitors in."), colour=style.palette.muted))
    parts.append(board_part(desk))
    return stacked(parts)


def _switch(*, open_house: bool) -> str:
    return _("Keep visitors out") if open_house else _("Let visitors in")


def _let(desk: Desk, open_house: bool) -> Action:
    return lambda: info.let_visitors(desk, open_house=open_house)
