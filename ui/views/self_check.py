# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Hoe is het met je?*: for who sits here alone. Nothing of it is handed to the station; what stays is a number
without a name, and only if the person wants it."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.parts import button, card, choice, choices, heading, link_button, stacked, words
from ui.presenter_aftercare import SIGNS, advice_for
from ui.presenter_words import Tone
from ui.texts import _
from ui.trouble import Handler


def self_check_view(desk: Desk) -> ft.Control:
    """What fits, what to do now, and how to be relieved without a name."""
    style, signs = desk.device.style, desk.device.signs

    def toggle(name: str) -> Handler:
        def press() -> None:
            desk.device.signs ^= {name}
            desk.redraw()

        return desk.do(press)

    rows = [choice(style, f"sign-{name}", _(text), name in signs, toggle(name)) for name, text in SIGNS]
    advice = [
        words(style, advice_for(len(signs)), size=20, bold=True),
        choices(
            [
                button(style, "relieve-me", _("Relieve me, without my name"), desk.act(desk.relief.ask), filled=True),
                button(style, "forget-signs", _("Erase my answers"), desk.do(desk.relief.forget)),
                link_button(style, "aftercare", _("Print the aftercare sheet"), "/print/aftercare"),
            ]
        ),
    ]
    return stacked(
        [
            heading(style, _("How are you?"), level=1),
            words(
                style, _("Only for you. It is written down nowhere and goes nowhere; who sits here next sees nothing.")
            ),
            choices(rows),
            card(style, advice, edge=Tone.ATTENTION if signs else Tone.FADED),
        ]
    )
