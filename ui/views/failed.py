# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A screen that cannot be read or drawn: one sentence with its code, and what to do now."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.parts import button, card, choices, heading, words
from ui.presenter_words import Tone
from ui.texts import _


def failed_view(desk: Desk, text: str) -> ft.Control:
    """``text``: code and sentence."""
    style = desk.device.style
    buttons = [button(style, "try-again", _("Try again"), desk.act(desk.refresh), filled=True)]
    if desk.path != "/":
        buttons.append(button(style, "first-screen", _("To the first screen"), desk.act(lambda: desk.go("/"))))
    return ft.Semantics(
        identifier="failed",
        live_region=True,
        content=card(
            style,
            [heading(style, _("This screen is not there now"), level=1), words(style, text), choices(buttons)],
            edge=Tone.ATTENTION,
        ),
    )


def not_yours_view(desk: Desk) -> ft.Control:
    """This role does not need it; who leads can give another one."""
    style = desk.device.style
    home = button(style, "first-screen", _("To the first screen"), desk.act(lambda: desk.go("/")), filled=True)
    said = words(style, _("This screen is not for the role that you have now. Do you need it? Ask the leader."))
    return card(style, [heading(style, _("Not for this role"), level=1), said, choices([home])], edge=Tone.ATTENTION)
