# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the forms share: rows of fields, an error under a group of answers, and the bar with the save button."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from ui.desk import Desk
from ui.forms import Form
from ui.parts import button, words
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M, Style
from ui.trouble import Action


def part(controls: Sequence[ft.Control]) -> ft.Control:
    """A heading with what belongs under it."""
    return ft.Column(list(controls), spacing=SPACE_M, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def fields_row(controls: Sequence[ft.Control]) -> ft.Control:
    """Fields beside each other, on as many lines as they need."""
    return ft.Row(
        list(controls),
        wrap=True,
        spacing=SPACE_M,
        run_spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def error_lines(style: Style, form: Form, name: str) -> list[ft.Control]:
    """The sentence for a group of answers, if there is one."""
    sentence = form.errors.get(name, "")
    return [keyed(f"error-{name}", words(style, sentence, bold=True, colour=style.palette.danger))] if sentence else []


def keyed(key: str, control: ft.Control) -> ft.Control:
    """For what comes and goes above fields: without a key they would count as others, made anew and without focus."""
    control.key = key
    return control


def save_bar(desk: Desk, form: Form, identifier: str, save: Action, remark: str = "") -> ft.Control:
    """Always in sight. While it is being recorded, the button says so and cannot be pressed again."""
    style = desk.device.style
    desk.shortcuts["Ctrl+Enter"] = save
    text = _("Being recorded ...") if form.saving else _("Save  Ctrl+Enter")
    controls = [button(style, identifier, text, desk.act(save), filled=True, disabled=form.saving)]
    if remark:
        controls.append(words(style, remark, bold=True))
    if form.refusal:
        sentence = _("Not recorded yet: {problem}", problem=form.refusal)
        controls.append(words(style, sentence, bold=True, colour=style.palette.danger))
    return ft.Semantics(live_region=True, content=ft.Row(controls, wrap=True, spacing=SPACE_L, run_spacing=SPACE_M))
