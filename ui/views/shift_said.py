# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far what the point said of itself is, and moving: where to, who was told, and what goes on paper."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values import PointStatus
from ui.data_shift import ShiftData
from ui.desk import Desk
from ui.labels import label
from ui.parts import button, card, choice, choices, heading, link_button, stacked, words
from ui.presenter_messages import message_line, point_names
from ui.presenter_shift import FLED
from ui.presenter_words import Tone, clock_time
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import error_lines, part, save_bar
from ui.views.shift_parts import reading, say_fields, shift_data, text_of

_WHY = (PointStatus.RELOCATING, PointStatus.EVACUATED, PointStatus.UNSAFE)


def said_open(desk: Desk, data: ShiftData) -> list[ft.Control]:
    """The status with its true step of delivery."""
    style = desk.device.style
    status = label(data.glance.status) if data.glance.status else _("Status not reported")
    rows: list[ft.Control] = [words(style, status, size=20, bold=True)]
    if data.delivery is not None:
        step, at = data.delivery
        said = label(step) if at is None else f"{label(step)} {clock_time(at, desk.now())}"
        rows.append(words(style, _("Told to all points: {step}", step=said)))
    back = desk.act(lambda: desk.go("/"))
    rows.append(ft.Row([button(style, "to-work", _("To the first screen"), back, filled=True)]))
    return [card(style, rows, edge=Tone.DONE)]


def move_view(desk: Desk) -> ft.Control:
    """*Verplaatsen*. Everything that is open stays open."""
    data = shift_data(desk)
    if data is None:
        return reading(desk, _("Move the point"))
    style, form = desk.device.style, desk.device.duty.say
    form.begin(data.report, len(data.glance.shift.people) if data.glance.shift else 0)
    title = heading(style, _("Move the point"), level=1)
    if data.glance.status in FLED and data.moved is not None:
        return _on_the_way(desk, data, title)
    save = desk.shift.move

    def choose(status: PointStatus) -> None:
        form.status = status
        form.answered("status")
        desk.redraw()

    why = form.status or PointStatus.RELOCATING
    statuses = [
        choice(style, f"status-{status}", label(status), why is status,
               desk.do(lambda status=status: choose(status)))  # type: ignore[misc]
        for status in _WHY
    ]  # fmt: skip
    parts = [
        title,
        words(style, _("First everybody safe. Take along: laptop, radio, papers, whiteboard. All tickets stay open.")),
        text_of(
            desk, form, "text", _("Where do we go? Everybody reads this: no names, no addresses of people"), save=save,
            help_text=_("For example: We move to sports hall De Brug. Come there."), autofocus=True,
        ),
        part([heading(style, _("Why")), choices(statuses), *error_lines(style, form, "status")]),
        *say_fields(desk, form, save=save),
    ]  # fmt: skip
    bar = save_bar(desk, form, "say-move", save, text=_("Move: tell everybody  Ctrl+Enter"))
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)


def _on_the_way(desk: Desk, data: ShiftData, title: ft.Control) -> ft.Control:
    style, form = desk.device.style, desk.device.duty.say
    rows: list[ft.Control] = [heading(style, label(data.glance.status)) if data.glance.status else title]
    if data.moved is not None:
        line = message_line(data.moved, point_names(desk.snapshot.station.points), desk.now())
        rows += [words(style, line.text, size=20, bold=True),
                 words(style, _("Message to all points: {step}", step=line.status))]  # fmt: skip
        rows.append(
            choices([
                link_button(style, "print-move", _("Poster for the door"), "/print/move", picture="print"),
                link_button(style, "print-list", _("All that is open on paper"), "/print/open", picture="print"),
                button(style, "show-message", _("Who has read it"),
                       desk.act(lambda: desk.go(f"/messages/{data.moved.id}" if data.moved else "/messages"))),
            ])
        )  # fmt: skip
    parts = [
        title,
        card(style, rows, edge=Tone.ATTENTION),
        heading(style, _("At the new place")),
        words(style, _("Radio on, board up, then tell that you are open again.")),
        *say_fields(desk, form, save=desk.shift.reopen),
    ]
    bar = save_bar(desk, form, "say-open-again", desk.shift.reopen, text=_("We are open again: tell it  Ctrl+Enter"))
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)
