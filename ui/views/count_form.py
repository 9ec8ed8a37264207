# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Telling*: how many people are here, without names. For a train that is emptied at the door."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values_desk import CountMethod
from ui.desk import Desk
from ui.fields import field
from ui.parts import heading, stacked, words
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import code_choices, fields_row, labelled, save_bar


def count_form_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Numbers only; the newest count of a point counts."""
    style, form = desk.device.style, desk.device.count
    numbers = fields_row(
        [
            _field(desk, "present", _("People here now"), 220, autofocus=True),
            _field(desk, "children", _("Of whom children"), 220),
            _field(desk, "less_mobile", _("Of whom cannot walk well"), 260),
            _field(desk, "animals", _("Animals"), 140),
        ]
    )

    def choose(method: CountMethod) -> None:
        form.method = method
        desk.redraw()

    methods = code_choices(
        style,
        "method",
        tuple(CountMethod),
        lambda one: form.method is one,
        lambda one: desk.do(lambda: choose(CountMethod(one))),
    )
    house = fields_row(
        [
            _field(desk, "minors_alone", _("Children alone (stays here)"), 260),
            _field(desk, "words", _("Remark (stays here)"), 430),
        ]
    )
    rows = [
        heading(style, _("Count people, no names"), level=1),
        words(style, _("A whole group at once? Count them. Register only who needs something.")),
        labelled(style, _("How many"), [numbers], wide=wide),
        labelled(style, _("How counted"), [methods], wide=wide),
        labelled(style, _("Stays here"), [house], wide=wide),
    ]
    bar = save_bar(desk, form, "save-count", desk.messages.save_count)
    return ft.Column([stacked(rows, spacing=SPACE_M), bar], spacing=SPACE_M, expand=True)


def _field(desk: Desk, name: str, text: str, width: float, *, autofocus: bool = False) -> ft.Control:
    form = desk.device.count

    def typed(value: str) -> None:
        form.texts[name] = value
        if form.answered(name):
            desk.redraw_soon()

    return field(
        desk,
        f"count-{name}",
        text,
        form.texts[name],
        typed,
        error=form.errors.get(name, ""),
        width=width,
        autofocus=autofocus,
        submitted=desk.act(desk.messages.save_count),
    )
