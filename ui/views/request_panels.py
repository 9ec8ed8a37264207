# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The panels of a request: a step that needs its reason, an answer, a promise, handing over, the same request twice."""

from __future__ import annotations

from functools import partial

import flet as ft

from noodsteunpunt.domain.lifecycles import REASONS
from noodsteunpunt.domain.rules_desk import ANSWER_CHARACTERS
from noodsteunpunt.domain.values import RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import Answer, CallbackResult, CallbackWay, Party
from ui.desk import Desk
from ui.labels import label
from ui.parts import button, choice, choices, pressable, words
from ui.presenter_requests import RequestPage
from ui.presenter_rules import remaining
from ui.texts import _
from ui.views import partners
from ui.views.form_parts import error_lines
from ui.views.panels import panel, panel_choice, panel_text, panel_time
from ui.views.who_can import approval_panel


def open_panel(desk: Desk, name: str, request: SubjectId, status: RequestStatus | None = None) -> None:
    """Unfold it under the title."""
    desk.open_panel(name).status = status
    if name == "merge":
        desk.spawn(lambda: desk.intake.look_like(request))
    desk.redraw()


def request_panel(desk: Desk, page: RequestPage) -> ft.Control:
    """The one that is open."""
    match desk.panel.name:
        case "step":
            return _step(desk, page)
        case "answer":
            return _answer(desk, page)
        case "approve":
            return approval_panel(desk, page.line.id)
        case "callback":
            return _callback(desk, page)
        case partners.ASK:
            return partners.unit_panel(desk, page.line.id)
        case "hand-over":
            return _hand_over(desk, page)
        case _:
            return _merge(desk, page)


def _step(desk: Desk, page: RequestPage) -> ft.Control:
    request, status = page.line.id, desk.panel.status
    rows: list[ft.Control] = []
    if status in REASONS:
        rows += panel_choice(desk, "reason", REASONS[status])
    if status is RequestStatus.REFERRED:
        rows += panel_choice(desk, "party", tuple(Party))
    if status is RequestStatus.PARTLY_MET:
        rows.append(panel_text(desk, "met", _("How many are there now"), width=280, autofocus=True))
    rows.append(panel_text(desk, "words", _("Remark (stays here)")))
    title = label(status) if status is not None else ""
    return panel(desk, title, rows, lambda: desk.acts.step_from_panel(request))


def _answer(desk: Desk, page: RequestPage) -> ft.Control:
    request, texts = page.line.id, desk.panel.texts
    rows = [
        *panel_choice(desk, "answer", tuple(Answer)),
        panel_text(
            desk,
            "text",
            _("What the point should know, without names"),
            help_text=remaining(texts["text"], ANSWER_CHARACTERS),
        ),
        panel_time(desk, "until", _("More follows before: in 1 hour, 15:00"), width=380),
    ]
    return panel(desk, _("Answer to the point"), rows, lambda: desk.acts.answer(request))


def _callback(desk: Desk, page: RequestPage) -> ft.Control:
    request = page.line.id
    rows = [
        panel_time(desk, "due", _("We tell more at: in 2 hours, 16:00"), width=330, autofocus=True),
        *panel_choice(desk, "way", tuple(CallbackWay)),
        panel_text(desk, "words", _("Remark (stays here)")),
    ]
    return panel(desk, _("Promise to tell"), rows, lambda: desk.acts.promise(request))


def callback_results(desk: Desk, page: RequestPage) -> ft.Control:
    """What became of a promise, one press each."""
    style, request = desk.device.style, page.line.id
    buttons = [
        button(
            style,
            f"told-{result}",
            label(result),
            desk.act(partial(desk.acts.call_back, request, result)),
        )
        for result in CallbackResult
    ]
    return choices(buttons)


def _hand_over(desk: Desk, page: RequestPage) -> ft.Control:
    style, form, request = desk.device.style, desk.panel, page.line.id
    rows = panel_choice(desk, "party", tuple(Party))
    if form.party is Party.OTHER_POINT:
        station = desk.snapshot.station
        others = [point for point in station.points if point.number != station.point.number]

        def choose(number: int) -> None:
            form.point = number
            form.answered("at_point")
            desk.redraw()

        rows.append(
            choices(
                [
                    choice(
                        style,
                        f"panel-point-{point.letters}",
                        f"{point.name} ({point.letters})",
                        form.point == point.number,
                        desk.do(partial(choose, point.number)),
                    )
                    for point in others
                ]
            )
        )
        rows += error_lines(style, form, "at_point")
    rows.append(panel_text(desk, "words", _("Remark (stays here)")))
    return panel(desk, _("Hand over"), rows, lambda: desk.acts.hand_over(request))


def _merge(desk: Desk, page: RequestPage) -> ft.Control:
    """Requests that look like this one; a ticket can be typed as well."""
    style, request = desk.device.style, page.line.id
    rows: list[ft.Control] = [
        words(style, _("This one ends as a double; the other goes on. Both stay readable.")),
    ]
    for line in desk.intake.twins(request):
        merged = desk.act(partial(desk.acts.merge, request, line.id))
        rows.append(pressable(style, f"merge-{line.ticket}", words(style, line.text, bold=True), merged))
    rows.append(panel_text(desk, "of", _("Ticket of the other one"), width=280, autofocus=True))
    return panel(desk, _("Is the same as ..."), rows, lambda: desk.acts.merge_typed(request))
