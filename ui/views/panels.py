# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What opens under a button when a step needs something said: answers, a few words, and the button that records it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import flet as ft

from ui.desk import Desk
from ui.fields import field
from ui.parts import button, card, heading, words
from ui.presenter_intake import seen_time
from ui.presenter_words import Tone
from ui.texts import _
from ui.trouble import Action
from ui.views.form_parts import code_choices, error_lines, keyed


def panel(desk: Desk, title: str, rows: Sequence[ft.Control], record: Action, text: str = "") -> ft.Control:
    """``record`` closes the panel when it was recorded; else the panel says what it misses."""
    style, form = desk.device.style, desk.panel
    desk.shortcuts["Ctrl+Enter"] = record
    buttons: list[ft.Control] = [
        button(style, "panel-record", text or _("Record  Ctrl+Enter"), desk.act(record), filled=True),
        button(style, "panel-close", _("Not now  Esc"), desk.act(desk.back)),
    ]
    if form.refusal:
        sentence = _("Not recorded yet: {problem}", problem=form.refusal)
        buttons.append(words(style, sentence, bold=True, colour=style.palette.danger))
    bar = ft.Row(buttons, wrap=True, spacing=8, run_spacing=8, vertical_alignment=ft.CrossAxisAlignment.CENTER)
    return keyed(f"panel-{form.name}", card(style, [heading(style, title), *rows, bar], edge=Tone.ATTENTION))


def panel_choice(desk: Desk, name: str, codes: Sequence[StrEnum]) -> list[ft.Control]:
    """One of these codes, as the answer ``name`` of the panel."""
    form = desk.panel

    def choose(code: StrEnum) -> None:
        setattr(form, name, code)
        form.answered(name)
        desk.redraw()

    row = code_choices(
        desk.device.style,
        f"panel-{name}",
        codes,
        lambda code: getattr(form, name) is code,
        lambda code: desk.do(lambda: choose(code)),
    )
    return [row, *error_lines(desk.device.style, form, name)]


def panel_text(
    desk: Desk, name: str, text: str, *, width: float | None = None, help_text: str = "", autofocus: bool = False
) -> ft.Control:
    """A few words in the panel."""
    form = desk.panel

    def typed(value: str) -> None:
        form.texts[name] = value
        if form.answered(name) or name in {"due", "until", "minutes", "text"}:
            desk.redraw_soon()

    return field(
        desk,
        f"panel-{name}",
        text,
        form.texts[name],
        typed,
        error=form.errors.get(name, ""),
        width=width,
        help_text=help_text,
        autofocus=autofocus,
    )


def panel_time(desk: Desk, name: str, text: str, *, width: float, autofocus: bool = False) -> ft.Control:
    """A time in words; below it how it is read."""
    seen = seen_time(desk.panel.texts[name], desk.when()).text
    return panel_text(desk, name, text, width=width, help_text=seen, autofocus=autofocus)
