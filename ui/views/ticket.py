# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Vastgelegd*: the number large, the PIN, the card to print, and what comes next. Shown only after the commit."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.station import Registered
from ui.desk import Desk
from ui.parts import button, card, choices, link_button, stacked, words
from ui.presenter_words import Tone, delivery
from ui.screen_data import RequestData
from ui.texts import _
from ui.theme import HEADING, SPACE_L, SPACE_M, TITLE, Style


def ticket_view(desk: Desk) -> ft.Control:
    """Of a group all numbers; the card is that of the first."""
    style, form = desk.device.style, desk.device.request
    saved = form.saved
    if saved is None:
        return ft.Container()
    others = [ticket for ticket in form.tickets if ticket != saved.ticket]
    parts: list[ft.Control] = [*_number(style, saved)]
    if others:
        parts.append(words(style, _("And for the others: {tickets}", tickets=", ".join(others)), bold=True))
    parts += [
        words(style, _("Write number and PIN on the slip, or print the card.")),
        ft.Semantics(identifier="progress", content=words(style, _progress(desk), bold=True)),
        choices(
            [
                button(style, "next", _("Next visitor"), desk.do(desk.intake.next), filled=True, autofocus=True),
                link_button(style, "print-card", _("Print the card"), f"/print/card/{saved.id}", picture="print"),
                button(style, "show", _("Show this request"), desk.act(lambda: _show(desk, saved))),
            ]
        ),
    ]
    return stacked([card(style, parts, edge=Tone.DONE)])


async def _show(desk: Desk, saved: Registered) -> None:
    desk.intake.next()
    await desk.go(f"/requests/{saved.id}")


def _number(style: Style, saved: Registered) -> list[ft.Control]:
    return [
        ft.Semantics(
            identifier="recorded",
            live_region=True,
            content=words(style, _("Recorded"), size=HEADING, bold=True, colour=style.palette.done),
        ),
        ft.Row(
            [
                ft.Semantics(identifier="ticket", content=words(style, saved.ticket, size=2 * TITLE, bold=True)),
                ft.Semantics(
                    identifier="pin", content=words(style, _("PIN {pin}", pin=saved.pin), size=TITLE, bold=True)
                ),
            ],
            wrap=True,
            spacing=2 * SPACE_L,
            run_spacing=SPACE_M,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        ),
    ]


def _progress(desk: Desk) -> str:
    """Where the request is on its way by now."""
    data = desk.data
    if not isinstance(data, RequestData) or data.detail is None:
        return _("On its way: {step}", step=_("recorded {when}", when="").strip())
    return _("On its way: {step}", step=delivery(data.detail.row, desk.now(), coordination=desk.coordination))
