# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Statusmelding*: how this point is doing, for the board of the coordination point."""

from __future__ import annotations

from enum import StrEnum

import flet as ft

from noodsteunpunt.domain.lifecycles import next_statuses
from noodsteunpunt.domain.values import PointStatus, PowerSource
from ui.desk import Desk
from ui.fields import field
from ui.labels import label
from ui.parts import button, card, choice, choices, heading, stacked, words
from ui.presenter_shift import staff_text
from ui.presenter_words import Tone
from ui.texts import _, mark
from ui.theme import SPACE_M
from ui.trouble import Handler
from ui.views.form_parts import error_lines, fields_row, keyed, part, save_bar
from ui.views.shift_parts import shift_data


def point_form_view(desk: Desk) -> ft.Control:
    """Four answers; what was said last, and who is on the shift, stand there already."""
    style, form, data = desk.device.style, desk.device.point, shift_data(desk)
    shift = data.glance.shift if data else None
    if data is not None:
        form.begin(data.report, None if shift is None else len(shift.people))
    statuses = [
        choice(
            style,
            f"status-{status}",
            label(status),
            form.status is status,
            _choose(desk, "status", status),
            autofocus=index == 0,
        )
        for index, status in enumerate(next_statuses(desk.snapshot.point_status))
    ]
    powers = [
        choice(style, f"power-{power}", label(power), form.power is power, _choose(desk, "power", power))
        for power in PowerSource
    ]
    parts = [
        part(
            [
                heading(style, _("How is this point?")),
                choices(statuses),
                *by_list(desk),
                *error_lines(style, form, "status"),
            ]
        ),
        part([heading(style, _("Power comes from")), choices(powers), *error_lines(style, form, "power")]),
        fields_row(
            [
                _field(desk, "staff", _("People on duty"), 230),
                _field(desk, "visitors", _("Visitors inside"), 230),
                _field(desk, "power_hours", _("Power for another ... hours"), 300),
            ]
        ),
    ]
    if shift is not None:
        colour = style.palette.attention if shift.short else None
        parts.append(keyed("staff-said", words(style, staff_text(shift), bold=shift.short, colour=colour)))
    around = button(style, "to-lifelines", _("What works around here"), desk.act(lambda: desk.go("/shift/lifelines")))
    parts.append(keyed("lifelines", ft.Row([around])))
    bar = save_bar(desk, form, "save-point", desk.forms.save_point)
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)


def _field(desk: Desk, name: str, text: str, width: float) -> ft.Control:
    form = desk.device.point

    def changed(typed: str) -> None:
        form.texts[name] = typed
        if form.answered(name):
            desk.redraw_soon()

    error = form.errors.get(name, "")
    return field(
        desk,
        f"point-{name}",
        text,
        form.texts[name],
        changed,
        error=error,
        width=width,
        submitted=desk.act(desk.forms.save_point),
    )


def _choose(desk: Desk, name: str, value: StrEnum) -> Handler:
    def choose() -> None:
        setattr(desk.device.point, name, value)
        desk.device.point.answered(name)
        desk.redraw()

    return desk.do(choose)


_BY_LIST = {
    PointStatus.CLOSED: ("/shift/closing", mark("Close with the list: nothing stays open, the records are sealed.")),
    PointStatus.CLOSING: ("/shift/closing", mark("Close with the list: nothing stays open, the records are sealed.")),
    PointStatus.NIGHT_CLOSED: ("/shift/night", mark("Into the night with the list: nobody is forgotten.")),
    **dict.fromkeys(
        (PointStatus.RELOCATING, PointStatus.EVACUATED, PointStatus.UNSAFE),
        ("/shift/move", mark("Say where to: then everybody hears it, and it can hang on the door.")),
    ),
}
"""What is more than a word on the board."""


def by_list(desk: Desk) -> list[ft.Control]:
    """The better way to a status that others depend on, and how many people there should be."""
    style, status = desk.device.style, desk.device.point.status
    if status is None or status not in _BY_LIST:
        return []
    path, text = _BY_LIST[status]
    press = desk.act(lambda: desk.go(path))
    row = [words(style, _(text), bold=True), choices([button(style, "by-list", _("Do it step by step"), press)])]
    return [keyed("by-list-card", card(style, row, edge=Tone.ATTENTION))]
