# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations that help: which one somebody comes with, and a team of one for a request."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from noodsteunpunt.domain.partners import ORGANISATIONS
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import UnitTask
from ui.desk import Desk
from ui.parts import card, choice, choices, column, heading, pressable, words
from ui.presenter_messages import UnitLine, point_names, unit_line
from ui.presenter_words import Tone
from ui.screen_data import RequestData
from ui.texts import _
from ui.views.panels import panel, panel_choice, panel_text, panel_time

ASK = "ask-unit"


def organisation_choices(desk: Desk, name: str, current: str, pick: Callable[[str], None]) -> ft.Control:
    """The ones that come most, by a press; pressed again it is nobody's. Another one is typed."""
    buttons = []
    for one in ORGANISATIONS:
        chosen = current.strip() == one
        slug = one.casefold().replace(" ", "-")
        press = desk.do(partial(pick, "" if chosen else one))
        buttons.append(choice(desk.device.style, f"{name}-{slug}", one, chosen, press))
    return choices(buttons)


def panel_organisation(desk: Desk, *, autofocus: bool = False) -> list[ft.Control]:
    """As an answer of the panel that is open."""
    form = desk.panel

    def pick(text: str) -> None:
        form.texts["organisation"] = text
        form.answered("organisation")
        desk.redraw()

    return [
        organisation_choices(desk, "panel-organisation", form.texts["organisation"], pick),
        panel_text(desk, "organisation", _("Another organisation"), width=420, autofocus=autofocus),
    ]


def unit_panel(desk: Desk, request: SubjectId) -> ft.Control:
    """Which, what for, how many, by when."""
    style = desk.device.style
    rows: list[ft.Control] = [
        words(style, _("The coordination point gets one message with the ticket: no name, no address.")),
        heading(style, _("Of which organisation?")),
        *panel_organisation(desk),
        heading(style, _("What for?")),
        *panel_choice(desk, "unit_task", tuple(UnitTask)),
    ]
    if desk.panel.unit_task is UnitTask.OTHER:
        rows.append(panel_text(desk, "unit_what", _("For what, without names"), width=420))
    rows += [
        panel_text(desk, "people", _("How many people"), width=230),
        panel_time(desk, "until", _("Before: in 1 hour, 15:00; empty: as soon as possible"), width=520),
    ]
    return panel(desk, _("Ask for a team"), rows, lambda: desk.acts.ask_unit(request), _("Send  Ctrl+Enter"))


def units_asked(desk: Desk, data: RequestData) -> list[ft.Control]:
    """On the page of the request: what was asked, how far it is, and what was answered."""
    style, names = desk.device.style, point_names(desk.snapshot.station.points)
    rows: list[ft.Control] = []
    for detail in data.units:
        line = unit_line(detail, names, desk.now())
        opened = desk.act(partial(desk.go, f"/messages/{line.id}"))
        rows.append(pressable(style, f"unit-{line.ticket}", _said(desk, line), opened))
    return [card(style, [heading(style, _("Team of an organisation")), *rows], edge=Tone.ATTENTION)] if rows else []


def _said(desk: Desk, line: UnitLine) -> ft.Control:
    style = desk.device.style
    parts = [words(style, line.asked, bold=True), words(style, line.status)]
    parts += [words(style, answer, bold=True) for answer in line.answers]
    return column(parts, spacing=0)
