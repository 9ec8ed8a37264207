# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One noodmelding: what is read aloud, the one next step, and every word of a person about it; and the list of all."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.rules_desk import ANSWER_CHARACTERS
from noodsteunpunt.domain.typed import TEXT_LIMITS
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import EmergencyOutcome, EmergencyStep
from ui.desk import Desk
from ui.parts import (
    beside,
    button,
    card,
    choices,
    column,
    fact_rows,
    heading,
    link_button,
    loading,
    nothing,
    pressable,
    stacked,
    tone_colour,
    words,
)
from ui.presenter_emergency import (
    ASKS,
    NEXT,
    ROADS,
    EmergencyLine,
    EmergencyPage,
    emergency_line,
    emergency_page,
    may_approve,
)
from ui.presenter_intake import seen_time
from ui.presenter_rules import remaining
from ui.presenter_words import Tone
from ui.screen_data import EmergencyData, EmergencyListData
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.views.emergency_form import not_112
from ui.views.form_parts import keyed
from ui.views.panels import panel, panel_choice, panel_text

_S = EmergencyStep


def emergencies_view(desk: Desk) -> ft.Control:
    """All of them, open ones first."""
    style, data = desk.device.style, desk.data
    parts: list[ft.Control] = [heading(style, _("Emergency reports"), level=1), not_112(desk)]
    if not isinstance(data, EmergencyListData):
        return stacked([*parts, loading(style)])
    parts += [emergency_row(desk, emergency_line(row, desk.now())) for row in data.rows]
    if not data.rows:
        parts.append(nothing(style, _("There are no emergency reports.")))
    return stacked(parts)


def emergency_row(desk: Desk, line: EmergencyLine) -> ft.Control:
    """One in a list, with the clock from the first word."""
    style = desk.device.style
    colour = tone_colour(style, line.tone)
    said = [
        words(style, line.ticket, bold=True),
        words(style, line.what, bold=True, colour=colour),
        words(style, line.place),
        words(style, line.status),
        words(style, line.clock, bold=line.tone is Tone.DANGER, colour=colour),
    ]
    row = ft.Row(list[ft.Control](said), wrap=True, spacing=SPACE_L, run_spacing=0)
    content = ft.Container(
        row,
        border=ft.Border.only(left=ft.BorderSide(6, colour)),
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
    )
    opened = desk.act(lambda: desk.go(f"/emergencies/{line.id}"))
    return pressable(style, f"emergency-{line.ticket}", content, opened)


def emergency_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Left what and the next step, right what was done."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, EmergencyData):
        return loading(style)
    if data.detail is None:
        return nothing(style, _("This emergency report is not known here (any more)."))
    page = emergency_page(data.detail, desk.now(), coordination=desk.coordination)
    left = column([*_top(desk, page), *_next(desk, page), _aloud(desk, page), fact_rows(style, page.facts)])
    right = column([*_others(desk, page), _steps(desk, page)])
    return ft.Column(
        [not_112(desk), stacked([beside(left, right, wide=wide)])],
        spacing=SPACE_M,
        expand=True,
    )


def _top(desk: Desk, page: EmergencyPage) -> list[ft.Control]:
    style, line = desk.device.style, page.line
    colour = tone_colour(style, line.tone)
    rows: list[ft.Control] = [
        heading(style, _("Emergency report {ticket}", ticket=line.ticket), level=1),
        words(style, _("Status: {status}", status=line.status), bold=True),
        words(style, line.clock, bold=True, colour=colour),
        words(style, _("On its way: {step}", step=page.way)),
    ]
    if page.alarm:
        alarm = card(style, [words(style, page.alarm, bold=True, colour=style.palette.danger)], edge=Tone.DANGER)
        rows.insert(1, ft.Semantics(key="silent", identifier="silent", live_region=True, content=alarm))
    return rows


def _next(desk: Desk, page: EmergencyPage) -> list[ft.Control]:
    """The one obvious step, filled; or its panel."""
    step = page.next
    if step is None:
        return []
    if desk.panel.step is step:
        return [_panel(desk, page.line.id, step)]
    return [choices([_step_button(desk, page.line.id, step, filled=True)])]


def _step_button(desk: Desk, emergency: SubjectId, step: EmergencyStep, *, filled: bool = False) -> ft.Control:
    style = desk.device.style
    text = _(NEXT[step])
    if _asks(desk, step):
        return button(style, f"step-{step}", text, desk.do(lambda: _unfold(desk, step)), filled=filled)
    return button(style, f"step-{step}", text, desk.act(lambda: desk.emergencies.step(emergency, step)), filled=filled)


def _asks(desk: Desk, step: EmergencyStep) -> bool:
    if step is _S.RECEIVED:
        return not desk.coordination
    if step is _S.APPROVED:
        return not may_approve(desk.device.actor)
    return step in ASKS


def _unfold(desk: Desk, step: EmergencyStep) -> None:
    desk.open_panel(f"step-{step}").step = step
    desk.redraw()


def _panel(desk: Desk, emergency: SubjectId, step: EmergencyStep) -> ft.Control:
    rows: list[ft.Control] = []
    if step in ROADS:
        rows += panel_choice(desk, "road", ROADS[step])
        rows.append(panel_text(desk, "receiver", _("Name of who took it (stays here)"), width=420))
    if step is _S.APPROVED:
        rows.append(panel_text(desk, "leader", _("Name of the leader of the point"), width=420, autofocus=True))
    if step is _S.OUTCOME:
        rows += panel_choice(desk, "outcome", tuple(EmergencyOutcome))
        seen = seen_time(desk.panel.texts["minutes"], desk.when())
        left = remaining(desk.panel.texts["text"], ANSWER_CHARACTERS)
        rows += [
            panel_text(desk, "minutes", _("Help comes at: in 20 min, 14:30"), width=330, help_text=seen.text),
            panel_text(desk, "text", _("What the visitor should know, without names"), help_text=left),
        ]
    if step in {_S.WITHDRAWN, _S.TRIED, _S.HANDED_OVER}:
        rows.append(panel_text(desk, "words", _("Remark (stays here)")))
    return panel(desk, _(NEXT[step]), rows, lambda: desk.emergencies.step_from_panel(emergency))


def _aloud(desk: Desk, page: EmergencyPage) -> ft.Control:
    style = desk.device.style
    sheet = link_button(
        style, "print-aloud", _("Sheet to read aloud"), f"/print/emergency/{page.line.id}", picture="speak"
    )
    rows: list[ft.Control] = [heading(style, _("Read aloud")), fact_rows(style, page.aloud), choices([sheet])]
    return card(style, rows, edge=Tone.DANGER)


def _others(desk: Desk, page: EmergencyPage) -> list[ft.Control]:
    style, emergency = desk.device.style, page.line.id
    rows: list[ft.Control] = []
    if desk.panel.name == "more":
        rows = [
            panel_text(desk, "text", _("What is new, without names"), help_text=_left(desk, "text"), autofocus=True),
            panel_text(desk, "access", _("How to get there: gate, floor, dog"), help_text=_left(desk, "access")),
        ]
        return [panel(desk, _("More is known"), rows, lambda: desk.emergencies.add(emergency))]
    if desk.panel.step is not None and desk.panel.step is not page.next:
        return [_panel(desk, emergency, desk.panel.step)]
    buttons = [_step_button(desk, emergency, step) for step in page.others]
    if page.others:
        buttons.insert(0, button(style, "more-known", _("More is known"), desk.do(lambda: desk.open_panel("more"))))
    return [heading(style, _("Other steps")), choices(buttons)] if buttons else []


def _left(desk: Desk, name: str) -> str:
    return remaining(desk.panel.texts[name], TEXT_LIMITS[name])


def _steps(desk: Desk, page: EmergencyPage) -> ft.Control:
    style = desk.device.style
    rows: list[ft.Control] = [heading(style, _("What was done, newest first"))]
    for step in page.steps:
        said = ", ".join(part for part in (step.who, step.when) if part)
        rows.append(
            keyed(f"taken-{step.entry}", column([words(style, step.what, bold=True), words(style, said)], spacing=0))
        )
    if not page.steps:
        rows.append(nothing(style, _("Nothing yet.")))
    return card(style, rows)
