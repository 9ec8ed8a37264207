# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Kaartje*: somebody shows a number and a PIN, of any point, and hears what may be told."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.fields import field
from ui.parts import card, fact_rows, heading, stacked, words
from ui.presenter_card import card_page
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import fields_row, save_bar


def card_view(desk: Desk) -> ft.Control:
    """Two fields and an answer."""
    style, form = desk.device.style, desk.device.card
    fields = fields_row(
        [
            _field(desk, "ticket", _("Number: KB-A042-7, or what the QR code says"), 430, autofocus=True),
            _field(desk, "pin", _("PIN"), 300),
        ]
    )
    rows: list[ft.Control] = [
        heading(style, _("Card: how does it go on?"), level=1),
        words(style, _("Without the PIN nothing is told, except at the point that gave the card.")),
        fields,
    ]
    if form.answer is not None:
        page = card_page(form.answer, desk.snapshot.station.points, desk.now())
        said = ft.Semantics(
            identifier="card-answer",
            live_region=True,
            content=card(style, [heading(style, page.title), fact_rows(style, page.facts)], edge=Tone.PLAIN),
        )
        rows.append(said)
    bar = save_bar(desk, form, "ask-card", desk.forms.ask_card, text=_("Look it up  Ctrl+Enter"), refused="{problem}")
    return ft.Column([stacked(rows), bar], spacing=SPACE_M, expand=True)


def _field(desk: Desk, name: str, text: str, width: float, *, autofocus: bool = False) -> ft.Control:
    form = desk.device.card

    def typed(value: str) -> None:
        form.texts[name], form.answer = value, None
        form.answered("ticket", "pin")
        desk.redraw_soon()

    return field(
        desk,
        f"card-{name}",
        text,
        form.texts[name],
        typed,
        error=form.errors.get(name, ""),
        width=width,
        autofocus=autofocus,
        submitted=desk.act(desk.forms.ask_card),
    )
