# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One request: left what, where, until when and the next step; right its way and its history."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.lifecycles import CLAIMABLE
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.views import HelperRow
from ui.desk import Desk
from ui.loading import RequestData
from ui.parts import (
    beside,
    button,
    card,
    choices,
    column,
    fact_rows,
    heading,
    loading,
    nothing,
    pressable,
    stacked,
    tone_colour,
    words,
)
from ui.presenter_helpers import helper_line
from ui.presenter_requests import HistoryRow, RequestPage, StepButton, request_page
from ui.presenter_words import StepRow, Tone
from ui.texts import _
from ui.theme import SPACE_M, Style
from ui.trouble import Handler

_OFFERED_HELPERS = 8


def request_detail_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The page behind a row."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, RequestData):
        return loading(style)
    if data.detail is None:
        return nothing(style, _("This request is not known here (any more)."))
    page = request_page(data.detail, desk.now(), coordination=desk.coordination)
    row = data.detail.row
    left: list[ft.Control] = [_title(style, page), _next(desk, row.id, page), fact_rows(style, page.facts)]
    if page.may_assign:
        left.append(_assign(desk, row.id, data.helpers))
    if page.other_steps:
        left += [heading(style, _("Other steps")), choices([_step(desk, row.id, step) for step in page.other_steps])]
    right = column([_way(style, page.steps), _history(style, page.history)])
    return stacked([beside(column(left), right, wide=wide)])


def _title(style: Style, page: RequestPage) -> ft.Control:
    line = page.line
    return ft.Column(
        [
            heading(style, f"{line.ticket}  {line.what}", level=1),
            words(
                style, f"{line.priority} {line.priority_word}: {page.explained}", colour=tone_colour(style, line.tone)
            ),
            words(style, _("Status: {status}", status=line.status), bold=True),
        ],
        spacing=SPACE_M,
        tight=True,
    )


def _next(desk: Desk, request: SubjectId, page: RequestPage) -> ft.Control:
    style = desk.device.style
    buttons: list[ft.Control] = []
    if page.may_see:
        buttons.append(button(style, "see", _("Seen"), desk.act(lambda: desk.see_request(request)), filled=True))
    if page.may_take_over:
        buttons.append(
            button(style, "take-over", _("Take over"), desk.act(lambda: desk.take_over(request)), filled=not buttons)
        )
    if page.next_step is not None:
        buttons.append(_step(desk, request, page.next_step, filled=not buttons))
    return choices(buttons)


def _step(desk: Desk, request: SubjectId, step: StepButton, *, filled: bool = False) -> ft.Control:
    handler = desk.act(lambda: desk.change_request(request, step.status))
    return button(desk.device.style, f"step-{step.status}", step.text, handler, filled=filled)


def _assign(desk: Desk, request: SubjectId, helpers: list[HelperRow]) -> ft.Control:
    style = desk.device.style
    free = [row for row in helpers if row.status in CLAIMABLE and not row.claims][:_OFFERED_HELPERS]
    controls: list[ft.Control] = [heading(style, _("Assign a helper"))]
    for row in free:
        line = helper_line(row)
        text = ", ".join(part for part in (f"{line.ticket} ({line.point})", line.skills, line.place) if part)
        controls.append(
            pressable(style, f"assign-{line.ticket}", words(style, text), _claim(desk, row.id, request)),
        )
    if not free:
        controls.append(nothing(style, _("No helper is free.")))
    return ft.Column(controls, spacing=SPACE_M, tight=True)


def _claim(desk: Desk, helper: SubjectId, request: SubjectId) -> Handler:
    return desk.act(lambda: desk.claim_helper(helper, request))


def _way(style: Style, steps: tuple[StepRow, ...]) -> ft.Control:
    rows: list[ft.Control] = [heading(style, _("On its way"))]
    for step in steps:
        colour = style.palette.done if step.reached else style.palette.muted
        icon = ft.Icons.CHECK_CIRCLE if step.reached else ft.Icons.RADIO_BUTTON_UNCHECKED
        rows.append(
            ft.Row(
                [
                    ft.Icon(icon, color=colour, size=style.size(20)),
                    words(style, step.word, bold=step.reached, colour=None if step.reached else colour),
                    words(style, step.text, colour=style.palette.muted),
                ],
                wrap=True,
                spacing=SPACE_M,
                run_spacing=0,
            )
        )
    return card(style, rows, edge=Tone.PLAIN)


def _history(style: Style, history: tuple[HistoryRow, ...]) -> ft.Control:
    rows: list[ft.Control] = [heading(style, _("What happened, newest first"))]
    for line in history:
        rows.append(
            ft.Column(
                [words(style, line.what, bold=True), words(style, f"{line.who}, {line.when}")], spacing=0, tight=True
            )
        )
    return card(style, rows, edge=Tone.FADED)
