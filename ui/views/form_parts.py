# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the forms share: rows of fields, an error under a group of answers, and the bar with the save button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

import flet as ft

from ui.desk import Desk
from ui.forms import Form
from ui.labels import label
from ui.parts import button, choice, choices, heading, words
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M, TEXT, Style
from ui.trouble import Action, Handler

_LABEL_WIDTH = 104
_LABEL_TOP = 12
"""A label stands on the line of the first control beside it."""


def part(controls: Sequence[ft.Control]) -> ft.Control:
    """A heading with what belongs under it."""
    return ft.Column(list(controls), spacing=SPACE_M, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def labelled(style: Style, text: str, controls: Sequence[ft.Control], *, wide: bool) -> ft.Control:
    """A heading beside what belongs to it, or above it where there is no room."""
    if not wide:
        return part([heading(style, text), *controls])
    title = ft.Container(
        heading(style, text, size=TEXT), width=style.size(_LABEL_WIDTH), padding=ft.Padding.only(top=_LABEL_TOP)
    )
    body = part(controls)
    body.expand = True
    return ft.Row([title, body], spacing=SPACE_M, vertical_alignment=ft.CrossAxisAlignment.START)


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


def code_choices(
    style: Style,
    name: str,
    codes: Sequence[StrEnum],
    chosen: Callable[[StrEnum], bool],
    pressed: Callable[[StrEnum], Handler],
) -> ft.Control:
    """An answer for each code, with its word."""
    return choices([choice(style, f"{name}-{code}", label(code), chosen(code), pressed(code)) for code in codes])


def save_bar(
    desk: Desk,
    form: Form,
    identifier: str,
    save: Action,
    remark: str = "",
    *,
    text: str = "",
    more: Sequence[ft.Control] = (),
    refused: str = "",
) -> ft.Control:
    """Always in sight. While it is being recorded, the button says so and cannot be pressed again. ``refused``: how a
    refusal is said where nothing would have been recorded."""
    style = desk.device.style
    desk.shortcuts["Ctrl+Enter"] = save
    said = _("Being recorded ...") if form.saving else text or _("Save  Ctrl+Enter")
    controls = [button(style, identifier, said, desk.act(save), filled=True, disabled=form.saving), *more]
    if remark and not form.refusal:
        controls.append(words(style, remark))
    if form.refusal:
        problem = form.refusal
        sentence = refused.format(problem=problem) if refused else _("Not recorded yet: {problem}", problem=problem)
        controls.append(words(style, sentence, bold=True, colour=style.palette.danger))
    return ft.Semantics(
        key=f"bar-{identifier}",
        live_region=True,
        content=ft.Row(
            controls,
            wrap=True,
            spacing=SPACE_L,
            run_spacing=SPACE_M,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        ),
    )
