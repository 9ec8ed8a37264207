# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing up a helper."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from noodsteunpunt.domain.values import Skill
from ui.desk import Desk
from ui.fields import field, tick
from ui.labels import label
from ui.parts import choice, choices, heading, stacked
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.trouble import Handler
from ui.views.form_parts import error_lines, fields_row, part, save_bar
from ui.views.helper_more import said_part, young_part
from ui.views.saved import saved_view


def helper_form_view(desk: Desk) -> ft.Control:
    """The form, or the ticket once it is recorded."""
    form = desk.device.helper
    if form.saved is not None:
        return saved_view(
            desk,
            form.saved,
            _("Next helper"),
            desk.forms.next_helper,
            _("Show this helper"),
            f"/helpers/{form.saved.id}",
            progress=_("Lent as well: {things}", things="; ".join(form.offered)) if form.offered else "",
        )
    bar = save_bar(desk, form, "save-helper", desk.forms.save_helper)
    return ft.Column([stacked([_who(desk), _skills(desk), _rest(desk)]), bar], spacing=SPACE_M, expand=True)


def _make(desk: Desk, name: str, text: str, *, width: float | None = None, lines: int = 1) -> ft.Control:
    form = desk.device.helper

    def changed(typed: str) -> None:
        if form.started_at is None:
            form.started_at = desk.now()
        form.texts[name] = typed
        if form.answered(name):
            desk.redraw_soon()
        desk.keep_soon()

    error = form.errors.get(name, "")
    return field(
        desk,
        f"helper-{name}",
        text,
        form.texts[name],
        changed,
        error=error,
        width=width,
        lines=lines,
        autofocus=name == "name",
        submitted=desk.act(desk.forms.save_helper),
    )


def _who(desk: Desk) -> ft.Control:
    style = desk.device.style
    fields = [
        _make(desk, "name", _("Name (stays here)"), width=330),
        _make(desk, "phone", _("Telephone (stays here)"), width=280),
        _make(desk, "postcode", _("Postcode"), width=150),
    ]
    return part([heading(style, _("Who is the helper?")), fields_row(fields)])


def _skills(desk: Desk) -> ft.Control:
    style, form = desk.device.style, desk.device.helper
    controls: list[ft.Control] = [
        heading(style, _("What can this person do? More than one is possible.")),
        choices(
            [
                choice(style, f"skill-{skill}", label(skill), skill in form.skills, _toggle(desk, skill))
                for skill in Skill
            ]
        ),
    ]
    return part([*controls, *error_lines(style, form, "skills")])


def _toggle(desk: Desk, skill: Skill) -> Handler:
    def toggle() -> None:
        desk.device.helper.skills ^= {skill}
        desk.device.helper.answered("skills")
        desk.keep_soon()
        desk.redraw()

    return desk.do(toggle)


def _set(desk: Desk, name: str) -> Callable[[bool], None]:
    def change(value: bool) -> None:
        setattr(desk.device.helper, name, value)
        desk.keep_soon()
        desk.redraw()

    return change


def _rest(desk: Desk) -> ft.Control:
    form = desk.device.helper
    row = ft.Row(
        [
            _make(desk, "group_size", _("With how many people"), width=230),
            tick(desk, "helper-adult", _("All are 18 or older"), form.adult, _set(desk, "adult")),
            tick(desk, "helper-vehicle", _("Has a vehicle"), form.vehicle, _set(desk, "vehicle")),
        ],
        wrap=True,
        spacing=SPACE_L,
        run_spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )

    def make(name: str, text: str, wide: float) -> ft.Control:
        return _make(desk, name, text, width=wide)

    remarks = _make(desk, "remarks", _("Remarks (stay here)"), lines=2)
    return part([row, *young_part(desk, make), said_part(desk, make), remarks])
