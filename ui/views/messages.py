# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Berichten*: the list, and one message with the road it took and how far it is."""

from __future__ import annotations

import flet as ft

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
from ui.presenter_messages import CARRIED, MessageLine, MessagePage, message_line, message_page, point_names
from ui.presenter_words import Tone
from ui.screen_data import MessageData, MessageListData
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M, Style
from ui.views.lists import row_height, windowed
from ui.views.panels import panel, panel_choice, panel_text
from ui.views.steps import step_rows

_MORE_ROADS = "carry"


def messages_view(desk: Desk) -> ft.Control:
    """The newest first."""
    style, data = desk.device.style, desk.data
    top = ft.Row(
        [
            heading(style, _("Messages"), level=1),
            button(style, "new-message", _("New message  F6"), desk.act(desk.messages.write), filled=True),
        ],
        wrap=True,
        spacing=SPACE_L,
        run_spacing=SPACE_M,
    )
    if not isinstance(data, MessageListData):
        return ft.Column([top, loading(style)], spacing=SPACE_L, expand=True)
    if not data.total:
        return ft.Column([top, nothing(style, _("There are no messages."))], spacing=SPACE_L, expand=True)
    names = point_names(desk.snapshot.station.points)
    lines = [message_line(row, names, desk.now()) for row in data.rows]
    rows = windowed(desk, _row, lines, data.first, data.total, row_height(style, 3))
    return ft.Column([top, rows], spacing=SPACE_L, expand=True)


def _row(desk: Desk, line: MessageLine, _height: int) -> ft.Control:
    return message_row(desk, f"message-{line.ticket or line.id}", line)


def message_row(desk: Desk, name: str, line: MessageLine) -> ft.Control:
    """A row of its own height: inside it the edge is as high as the row, and needs to know how high that is."""
    style = desk.device.style
    opened = desk.act(lambda: desk.go(f"/messages/{line.id}"))
    return pressable(style, name, _lines(style, line), opened, height=row_height(style, 3))


def _lines(style: Style, line: MessageLine) -> ft.Control:
    """Three lines: way, text, state."""
    colour = tone_colour(style, line.tone)
    edge = colour if line.tone in {Tone.DANGER, Tone.ATTENTION} else style.palette.surface
    first = [
        words(style, line.precedence, bold=True, colour=colour, one_line=True),
        *([words(style, line.unit, bold=True, one_line=True)] if line.unit else []),
        words(style, line.way, bold=True, one_line=True, expand=True),
        words(style, line.ticket, colour=style.palette.muted, one_line=True),
    ]
    state = ", ".join(part for part in (line.status, line.due) if part)
    return ft.Row(
        [
            ft.Container(width=6, bgcolor=edge),
            ft.Column(
                [
                    ft.Row(list[ft.Control](first), spacing=SPACE_L),
                    words(style, line.text, one_line=True),
                    words(style, state, colour=style.palette.muted, one_line=True),
                ],
                spacing=0,
                tight=True,
                expand=True,
            ),
        ],
        spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def message_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Left the words and what to do, right the way."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, MessageData):
        return loading(style)
    if data.detail is None:
        return nothing(style, _("This message is not known here (any more)."))
    names = point_names(desk.snapshot.station.points)
    page = message_page(data.detail, names, desk.now())
    left: list[ft.Control] = [
        heading(style, page.line.way, level=1),
        card(style, [words(style, page.line.text, size=20)], edge=page.line.tone),
        words(style, page.line.status, bold=True),
    ]
    if page.line.due:
        left.append(words(style, page.line.due, bold=True, colour=style.palette.attention))
    left += [*_acts(desk, page), fact_rows(style, page.facts)]
    return stacked([beside(column(left), column(_right(desk, page)), wide=wide)])


def _acts(desk: Desk, page: MessagePage) -> list[ft.Control]:
    style, message = desk.device.style, page.line.id
    if desk.panel.name == _MORE_ROADS:
        rows = [
            *panel_choice(desk, "road", CARRIED),
            panel_text(desk, "receiver", _("Name of who took it (stays here)"), width=420),
            panel_text(desk, "words", _("Remark (stays here)")),
        ]
        return [panel(desk, _("By another road as well"), rows, lambda: desk.messages.carry(message))]
    buttons: list[ft.Control] = []
    if page.may_read:
        buttons.append(button(style, "read", _("Read"), desk.act(lambda: desk.messages.read(message)), filled=True))
    if page.may_answer is not None:
        to = page.may_answer
        answer = desk.act(lambda: desk.messages.write(to=to, reply_to=message))
        buttons.append(button(style, "answer", _("Answer"), answer, filled=not page.may_read))
    if page.may_carry:
        buttons += [
            button(style, "carry", _("With a courier, or another road"), desk.do(lambda: _carry(desk))),
            link_button(style, "print-message", _("On paper"), f"/print/message/{message}", picture="print"),
        ]
    if page.about is not None:
        shown = desk.act(lambda: desk.go(f"/requests/{page.about}"))
        buttons.append(button(style, "show-request", _("Show the request"), shown))
    if page.may_close:
        buttons.append(button(style, "close", _("Dealt with"), desk.act(lambda: desk.messages.close(message))))
    return [choices(buttons)] if buttons else []


def _carry(desk: Desk) -> None:
    desk.open_panel(_MORE_ROADS)


def _right(desk: Desk, page: MessagePage) -> list[ft.Control]:
    style = desk.device.style
    parts: list[ft.Control] = []
    if page.steps:
        parts.append(card(style, [heading(style, _("On its way")), *step_rows(style, page.steps)], edge=Tone.PLAIN))
    if page.answers:
        rows = [message_row(desk, f"reply-{line.ticket}", line) for line in page.answers]
        parts.append(card(style, [heading(style, _("Answers")), *rows]))
    marks = [
        column([words(style, mark.what, bold=True), words(style, f"{mark.who}, {mark.when}")], spacing=0)
        for mark in page.marks
    ]
    if not marks:
        marks = [nothing(style, _("Nothing yet."))]
    parts.append(card(style, [heading(style, _("What people did, newest first")), *marks]))
    return parts
