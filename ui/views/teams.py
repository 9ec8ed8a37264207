# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Teams*: who is outside, late ones first."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values_point import TeamTask
from ui.data_work import TeamListData
from ui.desk import Desk
from ui.parts import button, choices, loading, nothing, pressable, stacked, tone_colour, words
from ui.presenter_words import Tone
from ui.presenter_work import TeamLine, team_line
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.views.helper_tabs import helper_tabs
from ui.work_acts import TEAMS, team_path


def teams_view(desk: Desk) -> ft.Control:
    """The list, and the way to a new one."""
    style, data = desk.device.style, desk.data
    new = button(style, "new-team", _("New team"), desk.act(lambda: desk.work.begin_team()), filled=True)
    runner = button(
        style, "new-runner", _("Send a courier"), desk.act(lambda: desk.work.begin_team(task=TeamTask.RUNNER))
    )
    parts: list[ft.Control] = [helper_tabs(desk, TEAMS), choices([new, runner])]
    if not isinstance(data, TeamListData):
        return stacked([*parts, loading(style)])
    lines = [team_line(team, desk.now()) for team in data.rows]
    if not lines:
        parts.append(nothing(style, _("There are no teams yet. A team is two people at least.")))
    return stacked([*parts, *(_row(desk, line) for line in lines)], spacing=SPACE_M)


def _row(desk: Desk, line: TeamLine) -> ft.Control:
    style = desk.device.style
    colour = tone_colour(style, line.tone)
    said: list[ft.Control] = [words(style, line.title, bold=line.tone is not Tone.FADED, colour=colour)]
    below = ", ".join(part for part in (line.status, line.due) if part)
    said.append(words(style, below, bold=line.tone is Tone.DANGER, colour=colour))
    content = ft.Container(
        ft.Column(said, spacing=0, tight=True),
        border=ft.Border.only(left=ft.BorderSide(6, colour)),
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
    )
    return pressable(style, f"team-{line.id}", content, desk.act(lambda: desk.go(team_path(line.id))))
