# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new team: what for, who, and what they are told."""

from __future__ import annotations

from functools import partial

import flet as ft

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import TeamTask
from ui.data_work import TeamFormData
from ui.desk import Desk
from ui.fields import field
from ui.forms_team import TeamForm
from ui.parts import button, choice, choices, heading, loading, nothing, stacked, words
from ui.presenter_helpers import helper_line
from ui.texts import _
from ui.views.form_parts import code_choices, error_lines, labelled, save_bar
from ui.views.helper_tabs import helper_tabs
from ui.work_acts import TEAMS


def team_form_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Two at least; with a request or a message, or by itself."""
    style, data, form = desk.device.style, desk.data, desk.work.form
    title = _("Team for {ticket}", ticket=form.ticket) if form.ticket else _("New team")
    parts: list[ft.Control] = [helper_tabs(desk, TEAMS), heading(style, title, level=1)]
    if not isinstance(data, TeamFormData):
        return stacked([*parts, loading(style)])
    parts += [
        labelled(style, _("What for"), _task(desk, form), wide=wide),
        labelled(style, _("Who"), _who(desk, form, data), wide=wide),
    ]
    if form.task is TeamTask.RUNNER:
        parts.append(labelled(style, _("Takes along"), _messages(desk, form, data), wide=wide))
    parts.append(
        labelled(
            style,
            _("Briefing"),
            [
                _text(desk, form, "area", _("Where (street or area)")),
                _text(desk, form, "brief", _("What to do, and what not")),
                _text(desk, form, "risks", _("What is dangerous there")),
            ],
            wide=wide,
        )
    )
    back = button(style, "team-cancel", _("Not now  Esc"), desk.act(lambda: desk.go(TEAMS)))
    parts.append(
        save_bar(desk, form, "save-team", desk.work.form_team, text=_("To the briefing  Ctrl+Enter"), more=[back])
    )
    return stacked(parts)


def _task(desk: Desk, form: TeamForm) -> list[ft.Control]:
    def choose(task: TeamTask) -> None:
        form.task = task
        form.answered("task")
        desk.redraw()

    tasks = [task for task in TeamTask if task is not TeamTask.OTHER or form.request is not None]
    row = code_choices(
        desk.device.style,
        "task",
        tasks,
        lambda task: form.task is task,
        lambda task: desk.do(partial(choose, TeamTask(task))),
    )
    return [row, *error_lines(desk.device.style, form, "task")]


def _who(desk: Desk, form: TeamForm, data: TeamFormData) -> list[ft.Control]:
    style = desk.device.style

    def ask(helper: SubjectId) -> None:
        (form.helpers.remove if helper in form.helpers else form.helpers.append)(helper)
        form.answered("names")
        desk.redraw()

    shown = [row for row in data.helpers if row.id in form.helpers or not row.claims]
    rows: list[ft.Control] = []
    for row in sorted(shown, key=lambda row: row.id not in form.helpers):
        line = helper_line(row)
        text = f"{line.ticket} {line.name}" + ("" if row.adult else f" ({_('younger than 18')})")
        rows.append(choice(style, f"member-{line.ticket}", text, row.id in form.helpers, desk.do(partial(ask, row.id))))
    names = _text(desk, form, "names", _("Others by name, with commas"))
    found: list[ft.Control] = [choices(rows)] if rows else [nothing(style, _("No helper is free."))]
    return [*found, names, words(style, _("Two people at least. Nobody goes out alone."))]


def _messages(desk: Desk, form: TeamForm, data: TeamFormData) -> list[ft.Control]:
    style = desk.device.style

    def take(message: SubjectId) -> None:
        form.message = None if form.message == message else message
        desk.redraw()

    rows = [
        choice(
            style, f"carry-{row.ticket}", f"{row.ticket} {row.text or ''}"[:60], form.message == row.id,
            desk.do(partial(take, row.id)),
        )
        for row in data.messages
    ]  # fmt: skip
    return [choices(rows)] if rows else [nothing(style, _("No message waits. A courier can also go without one."))]


def _text(desk: Desk, form: TeamForm, name: str, text: str) -> ft.Control:
    def typed(value: str) -> None:
        form.texts[name] = value
        if form.answered(name):
            desk.redraw_soon()

    return field(desk, f"team-{name}", text, form.texts[name], typed, error=form.errors.get(name, ""))
