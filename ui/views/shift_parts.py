# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screens of the shift share: the card of what comes next, names to choose from, what the point says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

import flet as ft

from noodsteunpunt.domain.typed import same_person
from noodsteunpunt.domain.values import PowerSource
from noodsteunpunt.domain.views_point import StillOpen
from ui.data_shift import ShiftData
from ui.desk import Desk
from ui.fields import field
from ui.forms import Form
from ui.parts import button, card, choice, choices, column, heading, loading, pressable, tone_colour, words
from ui.presenter_shift import NextStep, left_rows
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.trouble import Action, Handler
from ui.views.form_parts import code_choices, error_lines, fields_row, keyed, part


def shift_data(desk: Desk) -> ShiftData | None:
    """What was read, when it is of the shift."""
    return desk.data if isinstance(desk.data, ShiftData) else None


def reading(desk: Desk, title: str) -> ft.Control:
    """The title while nothing was read yet."""
    return column([heading(desk.device.style, title, level=1), loading(desk.device.style)])


def next_card(desk: Desk, step: NextStep) -> ft.Control:
    """The one thing that comes next."""
    style = desk.device.style
    said = words(style, step.text, bold=True, colour=tone_colour(style, step.tone))
    press = button(
        style, "next-step", step.button, desk.act(lambda: desk.go(step.path)), filled=True, tone=step.tone, big=True
    )
    row = ft.Row([said, press], wrap=True, spacing=SPACE_L, run_spacing=SPACE_M,
                 vertical_alignment=ft.CrossAxisAlignment.CENTER)  # fmt: skip
    return keyed("next", card(style, [row], edge=step.tone))


def names_here(desk: Desk, data: ShiftData, *, without: str = "") -> list[str]:
    """Who could be meant: who is on the shift, then who works here."""
    shift = data.glance.shift
    names = [one.person for one in shift.people] if shift else []
    for person in data.people:
        if not person.gone and not any(same_person(person.person, name) for name in names):
            names.append(person.person)
    actor = desk.device.actor
    if actor is not None and actor.name and not any(same_person(actor.name, name) for name in names):
        names.append(actor.name)
    return [name for name in names if not (without and same_person(name, without))]


def name_choices(
    desk: Desk,
    form: Form,
    name: str,
    text: str,
    names: Sequence[str],
    *,
    save: Action | None = None,
    autofocus: bool = False,
) -> list[ft.Control]:
    """Names to press, and a field for another one; both are the answer ``name`` of the form."""
    style = desk.device.style

    def press(person: str) -> None:
        form.texts[name] = person
        form.answered(name)
        desk.redraw()

    def typed(value: str) -> None:
        form.texts[name] = value
        if form.answered(name):
            desk.redraw_soon()

    rows = [
        choice(
            style,
            f"{name}-{number}",
            person,
            form.texts[name] == person,
            desk.do(lambda person=person: press(person)),  # type: ignore[misc]
        )
        for number, person in enumerate(names)
    ]
    line = field(
        desk, f"shift-{name}", text, form.texts[name], typed, error=form.errors.get(name, ""), width=420,
        submitted=desk.act(save) if save else None, autofocus=autofocus,
    )  # fmt: skip
    return [choices(rows), line] if rows else [line]


def say_fields(desk: Desk, form: Form, *, save: Action) -> list[ft.Control]:
    """People, visitors and power: what the point says of itself with every step."""
    style, say = desk.device.style, desk.device.duty.say

    def power(code: StrEnum) -> None:
        say.power = PowerSource(code)
        form.answered("power")
        desk.redraw()

    rows = code_choices(
        style, "power", tuple(PowerSource), lambda code: say.power is code, lambda code: desk.do(lambda: power(code))
    )
    numbers = [
        text_of(desk, form, name, text, save=save, width=width)
        for name, text, width in (
            ("staff", _("People on duty"), 220),
            ("visitors", _("Visitors inside"), 220),
            ("power_hours", _("Power for another ... hours"), 300),
        )
    ]
    return [
        part([heading(style, _("Power comes from")), rows, *error_lines(style, form, "power")]),
        fields_row(numbers),
    ]


def text_of(
    desk: Desk,
    form: Form,
    name: str,
    text: str,
    *,
    save: Action | None = None,
    width: float | None = None,
    help_text: str = "",
    lines: int = 1,
    autofocus: bool = False,
) -> ft.Control:
    """A text field of a form of the shift."""

    def typed(value: str) -> None:
        form.texts[name] = value
        if form.answered(name):
            desk.redraw_soon()

    return field(
        desk, f"shift-{name}", text, form.texts[name], typed, error=form.errors.get(name, ""), width=width, lines=lines,
        help_text=help_text, submitted=desk.act(save) if save and lines == 1 else None, autofocus=autofocus,
    )  # fmt: skip


def left_card(desk: Desk, left: StillOpen, title: str) -> list[ft.Control]:
    """What is still open, each with the way to settle it; nothing where nothing is."""
    style, rows = desk.device.style, left_rows(left)
    if not rows:
        return []
    lines: list[ft.Control] = [heading(style, title)]
    for name, text, path in rows:
        content = words(style, text, bold=True, colour=style.palette.attention)
        if path:
            lines.append(pressable(style, f"left-{name}", content, _go(desk, path)))
        else:
            lines.append(keyed(f"left-{name}", content))
    return [keyed("left", card(style, lines, edge=Tone.ATTENTION))]


def _go(desk: Desk, path: str) -> Handler:
    return desk.act(lambda: desk.go(path))


def code_row(desk: Desk, name: str, codes: Sequence[StrEnum], chosen: Callable[[StrEnum], bool],
             press: Callable[[StrEnum], None]) -> ft.Control:  # fmt: skip
    """One of these codes."""
    return code_choices(desk.device.style, name, codes, chosen, lambda code: desk.do(lambda: press(code)))
