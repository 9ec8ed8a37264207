# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Dienst*: what comes next, who is on duty, and the way to log, handover, lists, moving and people."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.people import Area
from noodsteunpunt.domain.values import Role
from noodsteunpunt.domain.views_point import ShiftView
from ui.data_shift import ShiftData
from ui.desk import Desk
from ui.labels import label
from ui.parts import (
    beside,
    button,
    card,
    choice,
    choices,
    column,
    heading,
    link_button,
    stacked,
    tone_colour,
    words,
)
from ui.presenter_shift import next_step, roles_text, shift_lines
from ui.presenter_words import Tone
from ui.texts import _
from ui.views.form_parts import error_lines
from ui.views.panels import panel, panel_text
from ui.views.shift_parts import names_here, next_card, reading, shift_data
from ui.views.takeover import takeover_panel

JOIN = "join"
"""The panel that adds somebody to the shift."""


def shift_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The first screen of the shift."""
    style, data = desk.device.style, shift_data(desk)
    if data is None:
        return reading(desk, _("Shift"))
    top: list[ft.Control] = [heading(style, _("Shift"), level=1), next_card(desk, next_step(data.glance, desk.now()))]
    if desk.panel.name == JOIN:
        top.append(_join(desk, data))
    elif desk.panel.name.startswith("take-over"):
        top.append(takeover_panel(desk, data))
    left = [_on_duty(desk, data.glance.shift)]
    return stacked([*top, beside(column(left), column([_ways(desk, data)]), wide=wide)])


def _on_duty(desk: Desk, shift: ShiftView | None) -> ft.Control:
    style = desk.device.style
    if shift is None:
        return card(style, [heading(style, _("On duty now")), words(style, _("Nobody is on duty yet."))])
    rows: list[ft.Control] = [heading(style, _("On duty now"))]
    rows += [
        words(style, text, bold=tone is not Tone.PLAIN, colour=tone_colour(style, tone))
        for text, tone in shift_lines(shift, desk.now())
    ]
    for number, one in enumerate(shift.people):
        said: list[ft.Control] = [words(style, f"{one.person}  -  {roles_text(one.roles)}")]
        if one.person != shift.lead:
            home = desk.act(lambda person=one.person: desk.shift.leave(person))  # type: ignore[misc]
            said.append(button(style, f"leave-{number}", _("Goes home"), home))
        rows.append(ft.Row(said, wrap=True, vertical_alignment=ft.CrossAxisAlignment.CENTER))
    rows.append(choices([button(style, "join", _("Somebody more"), desk.do(lambda: desk.open_panel(JOIN)))]))
    return card(style, rows, edge=Tone.ATTENTION if shift.short or shift.flagged else Tone.PLAIN)


def _join(desk: Desk, data: ShiftData) -> ft.Control:
    style, form = desk.device.style, desk.panel
    shift = data.glance.shift
    on = {one.person for one in shift.people} if shift else set()
    known = [name for name in names_here(desk, data) if name not in on]

    def person(name: str) -> None:
        form.texts["person"] = name
        form.answered("person")
        desk.redraw()

    def role(code: Role) -> None:
        form.texts["roles"] = " ".join(sorted(set(form.texts["roles"].split()) ^ {code.value}))
        form.answered("roles")
        desk.redraw()

    chosen = set(form.texts["roles"].split())
    people = [
        choice(style, f"join-{number}", name, form.texts["person"] == name, desk.do(lambda name=name: person(name)))  # type: ignore[misc]
        for number, name in enumerate(known)
    ]
    roles = [
        choice(style, f"join-role-{code}", label(code), code.value in chosen, desk.do(lambda code=code: role(code)))  # type: ignore[misc]
        for code in Role
    ]
    rows = [
        choices(people),
        panel_text(desk, "person", _("Name (stays here)"), width=420),
        choices(roles),
        *error_lines(style, form, "roles"),
    ]
    return panel(desk, _("Who comes on duty?"), rows, desk.shift.join)


def _ways(desk: Desk, data: ShiftData) -> ft.Control:
    """Where the rest is done; the next step above is the only filled one."""
    style = desk.device.style

    def to(name: str, text: str, path: str) -> ft.Control:
        return button(style, f"to-{name}", text, desk.act(lambda: desk.go(f"/shift/{path}")))

    rows = [to("log", _("Logbook"), "log")]
    if data.glance.shift is not None:
        rows += [
            to("handover", _("Handover"), "handover"),
            button(style, "take-over", _("Take over without a handover"),
                   desk.do(lambda: desk.open_panel("take-over-who"))),
        ]  # fmt: skip
    lists = [
        to("opening", _("Opening the point"), "opening"),
        to("tasks", _("During the shift"), "tasks"),
        to("night", _("Into the night"), "night"),
        to("closing", _("Closing the point"), "closing"),
        to("move", _("Move the point"), "move"),
        to("lifelines", _("What works around here"), "lifelines"),
        button(style, "to-point", _("Status of this point  F9"), desk.act(lambda: desk.go("/point"))),
    ]
    people = [to("people", _("Who works here"), "people")] if desk.keyboard.may_see(Area.PEOPLE) else []
    paper = [
        link_button(style, "print-handover", _("Handover on paper"), "/print/handover", picture="print"),
        link_button(style, "print-list", _("All that is open on paper"), "/print/open", picture="print"),
        link_button(style, "print-log", _("Logbook on paper"), "/print/log", picture="print"),
    ]
    parts = [choices(rows), heading(style, _("Lists and steps")), choices(lists)]
    return card(style, [*parts, *([choices(people)] if people else []), heading(style, _("On paper")), choices(paper)])
