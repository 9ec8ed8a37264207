# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Overdracht*: what is told one by one and what as a list, ticked; then the next leader has it. The desks go on."""

from __future__ import annotations

import flet as ft

from ui.data_shift import ShiftData
from ui.desk import Desk
from ui.fields import tick
from ui.parts import button, card, choice, choices, column, heading, link_button, stacked, tone_colour, words
from ui.presenter_shift import ToldRow, told_rows
from ui.presenter_words import Tone
from ui.texts import _, n_
from ui.theme import SPACE_L, SPACE_M
from ui.views.form_parts import fields_row, keyed, part, save_bar
from ui.views.shift_parts import name_choices, names_here, reading, shift_data, text_of


def handover_view(desk: Desk) -> ft.Control:
    """First what is left to tell, one of them with the button; then who takes it."""
    style, data = desk.device.style, shift_data(desk)
    title = heading(style, _("Handover"), level=1)
    if data is None:
        return reading(desk, _("Handover"))
    if data.handover is None or data.glance.shift is None:
        return stacked([title, words(style, _("Nobody is on duty yet: there is nothing to hand over."))])
    rows = told_rows(data, desk.now())
    left = [row for row in rows if not row.line.ticked]
    count = n_("{count} point not ticked yet", "{count} points not ticked yet", len(left))
    head: list[ft.Control] = [
        title,
        words(style, count if left else _("Everything was told."), bold=True,
              colour=style.palette.attention if left else style.palette.done),
        link_button(style, "print-handover", _("On paper"), "/print/handover", picture="print"),
    ]  # fmt: skip
    parts: list[ft.Control] = [ft.Row(head, wrap=True, spacing=SPACE_L)]
    if data.glance.shift.flagged:
        flagged = _("This shift was taken over without a handover. Look at every line; it stays in the logbook.")
        parts.append(words(style, flagged, bold=True, colour=style.palette.attention))
    first = left[0] if left else None
    parts.append(column([_line(desk, row, row == first) for row in rows], spacing=SPACE_M))
    bar = None if left else save_bar(
        desk, desk.device.duty.handover, "accept-handover", desk.shift.hand_over, text=_("I take over  Ctrl+Enter")
    )  # fmt: skip
    parts.append(_receiver(desk, data, ready=not left))
    return ft.Column([stacked(parts), *([bar] if bar else [])], spacing=SPACE_M, expand=True)


def _line(desk: Desk, row: ToldRow, first: bool) -> ft.Control:
    style = desk.device.style
    said = [
        ft.Row([words(style, row.word, bold=True, colour=tone_colour(style, row.tone)), words(style, row.text)],
               wrap=True, spacing=SPACE_L, run_spacing=0)
    ]  # fmt: skip
    said += [ft.Row([words(style, text, colour=style.palette.muted)], wrap=True) for text in row.under]
    press = desk.act(lambda: desk.shift.tick(row.line))
    if first:
        buttons = [button(style, row.name, _("Told and understood"), press, filled=True, autofocus=True, big=True)]
        if row.path:
            buttons.append(button(style, "show", _("Look at it"), desk.act(lambda: desk.go(row.path))))
        return keyed(f"told-{row.name}", card(style, [*said, choices(buttons)], edge=row.tone))
    body = column(said, spacing=0)
    body.expand = True
    if row.line.ticked:
        done = words(style, _("Was told"), bold=True, colour=style.palette.done)
        return ft.Row([body, ft.Row([ft.Icon(ft.Icons.CHECK, color=style.palette.done), done], tight=True)],
                      spacing=SPACE_L, vertical_alignment=ft.CrossAxisAlignment.START)  # fmt: skip
    return ft.Row([body, choice(style, row.name, _("Tick"), False, press)], spacing=SPACE_L,
                  vertical_alignment=ft.CrossAxisAlignment.START)  # fmt: skip


def _receiver(desk: Desk, data: ShiftData, *, ready: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.duty.handover
    if not ready:
        return words(
            style, _("When everything is ticked, the next leader takes over here."), colour=style.palette.muted
        )

    def on_paper(value: bool) -> None:
        form.on_paper = value

    lead = data.glance.shift.lead if data.glance.shift else ""
    save = desk.shift.hand_over
    return card(
        style,
        [
            heading(style, _("Who takes over?")),
            *name_choices(desk, form, "receiver", _("Name of the next leader (stays here)"),
                          names_here(desk, data, without=lead), save=save),
            fields_row([text_of(desk, form, "until", _("Until when, for example 22:00"), save=save, width=320)]),
            part([tick(desk, "on-paper", _("Told from the list on paper"), form.on_paper, on_paper)]),
        ],
        edge=Tone.ATTENTION,
    )  # fmt: skip
