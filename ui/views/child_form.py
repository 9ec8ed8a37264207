# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Kind alleen*: the wristband and two of the shift; the rest where it is known."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from noodsteunpunt.domain.typed import same_person
from ui.data_children import ChildrenData
from ui.desk import Desk
from ui.fields import field
from ui.forms import Form
from ui.parts import button, card, choices, heading, stacked, words
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_M
from ui.trouble import Action
from ui.views.form_parts import fields_row, part, save_bar
from ui.views.shift_parts import name_choices, reading


def child_form_view(desk: Desk) -> ft.Control:
    """Who comes first, what follows where it is known; nobody asks a child out."""
    style, data, form = desk.device.style, desk.data, desk.device.children.child
    if not isinstance(data, ChildrenData):
        return reading(desk, _("Child alone"))
    save = desk.children.register
    care = _("Two of us stay with the child. Not on the board. Nobody takes the child along on a name alone.")
    parts: list[ft.Control] = [
        heading(style, _("Child alone"), level=1),
        words(style, care, bold=True, colour=style.palette.attention),
    ]
    if len(data.people) < 2:
        parts.append(_no_two(desk))
    parts += [
        part([
            heading(style, _("Wristband")),
            child_text(desk, form, "wristband", _("Number on the wristband"), save, width=300, autofocus=True),
        ]),
        part([heading(style, _("Which two stay with the child?")), *two_names(desk, form, data.people, save)]),
        part([
            heading(style, _("What is known (stays here)")),
            fields_row([
                child_text(desk, form, "name", _("Name of the child"), save, width=300),
                child_text(desk, form, "age", _("Age"), save, width=120),
                child_text(desk, form, "looks", _("Looks like: clothes, hair"), save, width=420),
                child_text(desk, form, "found", _("Found: where, by whom, when"), save, width=420),
                child_text(desk, form, "needs", _("Needs: medicine, language, fear"), save, width=420),
            ]),
        ]),
    ]  # fmt: skip
    bar = save_bar(desk, form, "save-child", save, _("Only a call-back ticket goes by radio."))
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)


def _no_two(desk: Desk) -> ft.Control:
    style = desk.device.style
    text = _("Fewer than two people are on duty. First add the second one.")
    go = button(style, "to-shift", _("Who is on duty"), desk.act(lambda: desk.go("/shift")), filled=True)
    return card(style, [words(style, text, bold=True), choices([go])], edge=Tone.DANGER)


def two_names(
    desk: Desk, form: Form, people: Sequence[str], save: Action, *, fill: bool = True
) -> list[ft.Control]:  # fmt: skip
    """Two of the shift; where only two work, they are filled in (``fill``), unless the desk would be empty."""
    if fill and len(people) == 2 and not (form.texts["first"] or form.texts["second"]) and "first" not in form.errors:
        form.texts["first"], form.texts["second"] = people
    first = form.texts["first"]
    others = [name for name in people if not (first and same_person(name, first))]
    return [
        *name_choices(desk, form, "first", _("The first (stays here)"), people, save=save),
        *name_choices(desk, form, "second", _("The second (stays here)"), others, save=save),
    ]


def child_text(
    desk: Desk, form: Form, name: str, text: str, save: Action, *, width: float, autofocus: bool = False,
    prefix: str = "child",
) -> ft.Control:  # fmt: skip
    """One answer; Enter records."""

    def typed(value: str) -> None:
        form.texts[name] = value
        if form.answered(name) or prefix == "seek":
            desk.redraw_soon()

    return field(
        desk, f"{prefix}-{name}", text, form.texts[name], typed, error=form.errors.get(name, ""), width=width,
        submitted=desk.act(save), autofocus=autofocus,
    )  # fmt: skip
