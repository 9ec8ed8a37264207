# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One team: the briefing ticked, out, signs of life, back, debriefed; and the alarm when it is late."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import TeamStep
from noodsteunpunt.domain.views_point import TeamView
from ui.data_work import TeamData
from ui.desk import Desk
from ui.labels import label
from ui.look import row_style, target
from ui.parts import beside, button, card, choices, column, fact_rows, heading, loading, nothing, stacked, words
from ui.presenter_intake import seen_time
from ui.presenter_words import Tone
from ui.presenter_work import TeamPage, late_text, team_page
from ui.texts import _
from ui.views.form_parts import keyed
from ui.views.helper_tabs import helper_tabs
from ui.views.panels import panel, panel_text
from ui.work_acts import TEAMS, sent_text, team_path


def late_band(desk: Desk, team: TeamView) -> ft.Control:
    """On every screen until the team gave a sign of life or is back: words, not a sound and not a colour alone."""
    style, name = desk.device.style, f"late-{team.id}"
    look = row_style(style)
    look.bgcolor = style.palette.danger
    text = late_text(team, desk.now())
    return ft.Semantics(
        key=name,
        identifier=name,
        live_region=True,
        content=ft.TextButton(
            content=words(style, text, bold=True, colour=style.palette.on_danger, one_line=True),
            on_click=desk.act(lambda: desk.go(team_path(team.id))),
            style=look,
            height=target(style),
        ),
    )


def team_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The page behind a row."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, TeamData):
        return loading(style)
    tabs = helper_tabs(desk, TEAMS)
    if data.team is None:
        return stacked([tabs, nothing(style, _("This team is not known here (any more)."))])
    request = "" if data.request is None else data.request.ticket
    page = team_page(data.team, desk.now(), request, data.message.ticket if data.message else "")
    left: list[ft.Control] = [
        heading(style, page.line.title, level=1),
        words(style, _("Status: {status}", status=page.line.status), bold=True),
    ]
    if page.late:
        left.append(_alarm(desk, page))
    left += _next(desk, page)
    right: list[ft.Control] = [fact_rows(style, page.facts)]
    if data.team.request is not None:
        path = f"/requests/{data.team.request}"
        right.append(choices([button(style, "show-request", _("Show the request"), desk.act(lambda: desk.go(path)))]))
    return stacked([tabs, beside(column(left), column(right), wide=wide)])


def _alarm(desk: Desk, page: TeamPage) -> ft.Control:
    """What to do now, in an order."""
    style = desk.device.style
    steps = (
        _("1. Call the team: portable radio, telephone, somebody who passes there."),
        _("2. Tell the leader. Nobody goes after them alone."),
        _("3. No answer, or danger? Make an emergency report."),
    )
    emergency = button(
        style, "team-emergency", _("Emergency report  F8"), desk.act(lambda: desk.go("/emergencies/new")),
        tone=Tone.DANGER,
    )  # fmt: skip
    rows = [words(style, page.late, bold=True, colour=style.palette.danger), *(words(style, step) for step in steps)]
    return ft.Semantics(
        key="team-late", identifier="team-late", container=True,
        content=card(style, [*rows, choices([emergency])], edge=Tone.DANGER),
    )  # fmt: skip


def _next(desk: Desk, page: TeamPage) -> list[ft.Control]:
    """One filled button."""
    style, team = desk.device.style, page.line.id
    if desk.panel.name == "team-out":
        return [_out(desk, team)]
    if desk.panel.name == "team-words" and page.next is not None:
        return [_words(desk, team, page.next)]
    if page.next is None:
        return []
    rows: list[ft.Control] = []
    told = desk.work.told.get(team, set())
    if page.lines:
        rows.append(heading(style, _("Briefing: say it, and tick it")))
        rows += [_told(desk, team, name, text, said=name in told) for name, text in page.lines]
    waits = bool({name for name, _text in page.lines} - told)
    rows.append(
        choices([_main(desk, team, page.next, page, waits=waits), *(_step(desk, team, step) for step in page.others)])
    )
    if waits:
        rows.append(words(style, _("First tick every line.")))
    return [keyed("team-next", column(rows, spacing=8))]


def _told(desk: Desk, team: SubjectId, name: str, text: str, *, said: bool) -> ft.Control:
    """A line of the briefing; the whole row is the target."""
    style = desk.device.style
    icon = ft.Icons.CHECK_BOX if said else ft.Icons.CHECK_BOX_OUTLINE_BLANK
    content = ft.Row(
        [ft.Icon(icon, color=style.palette.primary, size=style.size(24)), words(style, text, bold=said, expand=True)]
    )
    return ft.Semantics(
        key=f"told-{name}",
        identifier=f"told-{name}",
        checked=said,
        content=ft.TextButton(
            content=content, on_click=desk.do(lambda: desk.work.tell(team, name)), style=row_style(style)
        ),
    )


def _main(desk: Desk, team: SubjectId, step: TeamStep, page: TeamPage, *, waits: bool) -> ft.Control:
    style = desk.device.style
    asks = step is TeamStep.DEBRIEFED or (step is TeamStep.BRIEFED and page.needs_words)

    async def go_on() -> None:
        if step is TeamStep.OUT:
            desk.work.open_out()
        elif asks:
            desk.open_panel("team-words")
        else:
            await desk.work.step(team, step)

    if not waits:
        desk.shortcuts["Ctrl+Enter"] = go_on
    text = _("{step}  Ctrl+Enter", step=label(step))
    return button(style, f"team-{step}", text, desk.act(go_on), filled=not waits, disabled=waits)


def _step(desk: Desk, team: SubjectId, step: TeamStep) -> ft.Control:
    return button(desk.device.style, f"team-{step}", label(step), desk.act(lambda: desk.work.step(team, step)))


def _out(desk: Desk, team: SubjectId) -> ft.Control:
    seen = seen_time(desk.panel.texts["due"], desk.when()).text
    rows = [
        panel_text(desk, "due", _("Back at: in 1 hour, 16:00"), width=330, help_text=seen, autofocus=True),
        panel_text(desk, "every", _("Sign of life every ... minutes (may stay empty)"), width=330),
        words(desk.device.style, sent_text()),
    ]
    return panel(desk, _("Team goes out"), rows, lambda: desk.work.go_out(team), _("Out  Ctrl+Enter"))


def _words(desk: Desk, team: SubjectId, step: TeamStep) -> ft.Control:
    back = step is TeamStep.DEBRIEFED
    text = _("What did they see, what is left to do, how are they?") if back else _("What they were told")
    rows = [panel_text(desk, "words", text, autofocus=True)]
    return panel(desk, label(step), rows, lambda: desk.work.step_with_words(team, step))
