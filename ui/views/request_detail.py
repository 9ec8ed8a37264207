# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One request: left what, where, until when and the next step; right its way, what was answered, and its history."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values import SubjectId
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
    stacked,
    tone_colour,
    words,
)
from ui.presenter_history import HistoryRow
from ui.presenter_messages import message_line, point_names
from ui.presenter_requests import ASKS, RequestPage, StepButton, request_page
from ui.presenter_words import StepRow, Tone
from ui.screen_data import RequestData
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M, Style
from ui.views.form_parts import keyed
from ui.views.messages import message_row
from ui.views.partners import ASK, units_asked
from ui.views.request_panels import callback_results, open_panel, request_panel
from ui.views.steps import step_rows
from ui.views.who_can import who_can_view


def request_detail_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The page behind a row."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, RequestData):
        return loading(style)
    if data.detail is None:
        return nothing(style, _("This request is not known here (any more)."))
    page = request_page(data.detail, desk.now(), coordination=desk.coordination)
    left: list[ft.Control] = [
        _title(style, page),
        *_notes(desk, page),
        *_next(desk, page),
        fact_rows(style, page.facts),
    ]
    if page.may_assign and data.can is not None:
        left.append(who_can_view(desk, page.line.id, page.line.ticket, data.can))
    right = [
        *_answers(style, page),
        *units_asked(desk, data),
        _way(style, page.steps),
        *_messages(desk, data),
        *_others(desk, page),
    ]
    right.append(_history(desk, page))
    return stacked([beside(column(left), column(right), wide=wide)])


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


def _notes(desk: Desk, page: RequestPage) -> list[ft.Control]:
    """What a person should know before they act."""
    style, request = desk.device.style, page.line.id
    rows: list[ft.Control] = [words(style, note, bold=True, colour=style.palette.attention) for note in page.notes]
    if page.line.deadline:
        rows.append(words(style, page.line.deadline, bold=True, colour=tone_colour(style, page.line.tone)))
    if page.stale:
        rows.append(words(style, _("Nobody touched this for two days. Check whether it is still so."), bold=True))
        still = desk.act(lambda: desk.acts.recheck(request))
        rows.append(choices([button(style, "recheck", _("Checked again: still so"), still)]))
    if page.callback:
        rows += [words(style, page.callback, bold=True), callback_results(desk, page)]
    if page.double_of:
        rows.append(words(style, _("Double of {ticket}, which goes on.", ticket=page.double_of), bold=True))
        apart = desk.act(lambda: desk.acts.part(request))
        rows.append(choices([button(style, "part", _("Not the same after all"), apart)]))
    return [keyed("notes", column(rows, spacing=SPACE_M))] if rows else []


def _next(desk: Desk, page: RequestPage) -> list[ft.Control]:
    """One filled button: the obvious next step. What needs something said opens its panel here."""
    style, request = desk.device.style, page.line.id
    if desk.panel.name:
        return [request_panel(desk, page)]
    buttons: list[ft.Control] = []
    if page.may_see:
        buttons.append(button(style, "see", _("Seen"), desk.act(lambda: desk.acts.see(request)), filled=True))
    if page.may_take_over:
        take = desk.act(lambda: desk.acts.take_over(request))
        buttons.append(button(style, "take-over", _("Take over"), take, filled=not buttons))
    if page.may_answer:
        buttons.append(button(style, "answer", _("Answer"), desk.do(lambda: open_panel(desk, "answer", request))))
    if page.next_step is not None:
        buttons.append(_step(desk, request, page.next_step, filled=not buttons))
    return [choices(buttons)] if buttons else []


def _step(desk: Desk, request: SubjectId, step: StepButton, *, filled: bool = False) -> ft.Control:
    if step.status in ASKS:
        handler = desk.do(lambda: open_panel(desk, "step", request, step.status))
    else:
        handler = desk.act(lambda: desk.acts.step(request, step.status))
    return button(desk.device.style, f"step-{step.status}", step.text, handler, filled=filled)


def _others(desk: Desk, page: RequestPage) -> list[ft.Control]:
    style, request = desk.device.style, page.line.id
    steps = [_step(desk, request, step) for step in page.other_steps]
    buttons: list[ft.Control] = []
    if not page.ended:
        buttons += [
            button(style, "callback", _("Promise to tell"), desk.do(lambda: open_panel(desk, "callback", request))),
            button(style, "hand-over-request", _("Hand over"), desk.do(lambda: open_panel(desk, "hand-over", request))),
            button(style, "merge", _("Is the same as ..."), desk.do(lambda: open_panel(desk, "merge", request))),
        ]
    if page.may_ask_unit:
        buttons.append(button(style, ASK, _("Ask for a team"), desk.do(lambda: open_panel(desk, ASK, request))))
    if page.may_correct:
        buttons.append(button(style, "correct", _("Correct"), desk.act(lambda: desk.go(f"/requests/{request}/edit"))))
    about = desk.act(lambda: desk.messages.write(about=request))
    buttons += [
        button(style, "message", _("Message about this"), about),
        link_button(style, "print-card", _("Print the card"), f"/print/card/{request}", picture="print"),
    ]
    rows: list[ft.Control] = [heading(style, _("Other steps")), choices(steps)] if steps else []
    return [*rows, heading(style, _("More to do")), choices(buttons)]


def _answers(style: Style, page: RequestPage) -> list[ft.Control]:
    if not page.answers:
        return []
    rows: list[ft.Control] = [heading(style, _("Answer of the coordination point"))]
    for answer in page.answers:
        said = [words(style, answer.what, bold=True), words(style, answer.text), words(style, answer.when)]
        rows.append(column(said if answer.text else [said[0], said[2]], spacing=0))
    return [card(style, rows, edge=Tone.ATTENTION)]


def _way(style: Style, steps: tuple[StepRow, ...]) -> ft.Control:
    return card(style, [heading(style, _("On its way")), *step_rows(style, steps)], edge=Tone.PLAIN)


def _messages(desk: Desk, data: RequestData) -> list[ft.Control]:
    if not data.messages:
        return []
    style, names = desk.device.style, point_names(desk.snapshot.station.points)
    rows: list[ft.Control] = [heading(style, _("Messages about this"))]
    for row in data.messages:
        line = message_line(row, names, desk.now())
        rows.append(message_row(desk, f"about-{line.ticket or line.id}", line))
    return [card(style, rows)]


def _history(desk: Desk, page: RequestPage) -> ft.Control:
    style = desk.device.style
    rows: list[ft.Control] = [heading(style, _("What happened, newest first"))]
    rows += [_history_row(desk, page.line.id, line) for line in page.history]
    for title, lines in ((_("Doubles of this"), page.doubles), (_("Came in together with"), page.together)):
        if lines:
            rows.append(words(style, f"{title}: {', '.join(line.ticket for line in lines)}", bold=True))
    return card(style, rows, edge=Tone.FADED)


def _history_row(desk: Desk, request: SubjectId, line: HistoryRow) -> ft.Control:
    style = desk.device.style
    colour = style.palette.muted if line.undone else None
    said = column(
        [words(style, line.what, bold=not line.undone, colour=colour), words(style, f"{line.who}, {line.when}")],
        spacing=0,
    )
    if not line.may_undo:
        return said
    said.expand = True
    undo = button(style, f"undo-{line.entry}", _("Undo"), desk.act(lambda: desk.acts.undo(request, line.entry)))
    return ft.Row([said, undo], spacing=SPACE_L, vertical_alignment=ft.CrossAxisAlignment.START)
