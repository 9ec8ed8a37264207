# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Logboek*: a line in a few presses, and the newest lines with who and when. Nothing is ever changed: a correction is
a line of its own."""

from __future__ import annotations

from enum import StrEnum

import flet as ft

from noodsteunpunt.domain.values_point import IncidentKind, LogKind
from ui.data_shift import LogData
from ui.desk import Desk
from ui.fields import tick
from ui.parts import (
    button,
    card,
    choice,
    choices,
    column,
    heading,
    link_button,
    loading,
    nothing,
    stacked,
    tone_colour,
    words,
)
from ui.presenter_shift import FILTERS, LogRow, log_row
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.views.form_parts import error_lines, keyed
from ui.views.panels import panel, panel_text
from ui.views.shift_parts import code_row, text_of

_KINDS = (
    LogKind.DECISION, LogKind.EVENT, LogKind.ACTION, LogKind.CONTACT, LogKind.INCIDENT, LogKind.NOTE,
)  # fmt: skip


def logbook_view(desk: Desk) -> ft.Control:
    """Above what is written now, below what was."""
    style = desk.device.style
    head = ft.Row(
        [heading(style, _("Logbook"), level=1),
         link_button(style, "print-log", _("On paper"), "/print/log", picture="print")],
        wrap=True, spacing=SPACE_L,
    )  # fmt: skip
    parts: list[ft.Control] = [head, _new_line(desk)]
    data = desk.data
    if not isinstance(data, LogData):
        return stacked([*parts, loading(style)])
    filters = [
        choice(style, f"filter-{name}", _(text), desk.filter.kind == name,
               desk.act(lambda name=name: desk.shift.show(name)))  # type: ignore[misc]
        for name, text, _kind, _heavy in FILTERS
    ]  # fmt: skip
    parts.append(choices(filters))
    if not data.lines:
        parts.append(nothing(style, _("Nothing was logged yet.")))
    parts += [_line(desk, log_row(line, desk.now()), number) for number, line in enumerate(data.lines)]
    return stacked(parts)


def _new_line(desk: Desk) -> ft.Control:
    style, form = desk.device.style, desk.device.duty.log
    desk.shortcuts["Ctrl+Enter"] = desk.shift.write

    def kind(code: StrEnum) -> None:
        form.kind = LogKind(code)
        form.forget_errors()
        desk.focus("shift-log") if form.kind is not LogKind.INCIDENT else desk.redraw()

    def incident(code: StrEnum) -> None:
        form.incident = IncidentKind(code)
        form.answered("incident")
        desk.redraw()

    def heavy(value: bool) -> None:
        form.significant = value

    rows: list[ft.Control] = [code_row(desk, "log", _KINDS, lambda code: form.kind is code, kind)]
    happened = form.kind is LogKind.INCIDENT
    if happened:
        rows += [
            code_row(desk, "incident", tuple(IncidentKind), lambda code: form.incident is code, incident),
            *error_lines(style, form, "incident"),
        ]
    hint = _("In your own words, may be empty. This stays in this house.") if happened else ""
    text = text_of(desk, form, "log", _("What happened, or was decided? (stays here)"), save=desk.shift.write,
                   help_text=hint, autofocus=True)  # fmt: skip
    text.expand = True
    rows.append(ft.Row([text]))
    save = button(style, "write-log", _("Into the logbook  Ctrl+Enter"), desk.act(desk.shift.write), filled=True)
    if not happened:
        rows.append(tick(desk, "log-significant", _("The next leader must know this"), form.significant, heavy))
    rows.append(ft.Row([save]))
    if form.refusal:
        rows.append(words(style, form.refusal, bold=True, colour=style.palette.danger))
    return keyed("log-new", card(style, rows, edge=Tone.ATTENTION if happened else Tone.PLAIN))


def _line(desk: Desk, row: LogRow, number: int) -> ft.Control:
    style, line = desk.device.style, row.line
    said: list[ft.Control] = [
        ft.Row([words(style, row.word, bold=True, colour=tone_colour(style, row.tone)),
                words(style, row.who, colour=style.palette.muted)], wrap=True, spacing=SPACE_L, run_spacing=0),
        words(style, row.text, bold=row.line.significant),
    ]  # fmt: skip
    if line.corrected:
        said.append(words(style, _("Corrected by a later line."), colour=style.palette.muted))
    name = f"{line.id}"
    if desk.panel.name in {f"correct-{name}", f"settle-{name}"}:
        settles = desk.panel.name.startswith("settle-")
        asked = panel_text(desk, "log", _("What was done?") if settles else _("What should it say?"), autofocus=True)
        act = desk.shift.settle if settles else desk.shift.correct
        title = _("What was done about it") if settles else _("Correct this line")
        said.append(panel(desk, title, [asked], lambda: act(line.id)))
    else:
        buttons: list[ft.Control] = []
        if row.may_settle:
            press = desk.do(lambda: desk.open_panel(f"settle-{name}"))
            buttons.append(button(style, f"settle-{number}", _("Say what was done"), press))
        if row.may_correct:
            press = desk.do(lambda: desk.open_panel(f"correct-{name}"))
            buttons.append(button(style, f"correct-{number}", _("Correct"), press))
        if buttons:
            said.append(choices(buttons))
    edge = style.palette.outline if row.tone is Tone.PLAIN else tone_colour(style, row.tone)
    box = ft.Container(column(said, spacing=SPACE_M), border=ft.Border.only(left=ft.BorderSide(4, edge)),
                       padding=ft.Padding.symmetric(horizontal=SPACE_M, vertical=SPACE_M))  # fmt: skip
    return keyed(f"log-{line.id}", box)
