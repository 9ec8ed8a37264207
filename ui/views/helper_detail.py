# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One helper, and the conflict card when two requests hold the same one."""

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
    loading,
    nothing,
    stacked,
    words,
)
from ui.presenter_clearance import where_facts
from ui.presenter_helper_care import break_facts
from ui.presenter_helpers import ClaimSide, HelperPage, helper_page
from ui.presenter_words import Tone
from ui.screen_data import HelperData
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.trouble import Handler
from ui.views.helper_care import SPLIT, care_buttons, split_panel
from ui.views.helper_check import NAME, check_button, check_panel
from ui.views.helper_tabs import helper_tabs
from ui.work_acts import TEAMS


def helper_detail_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The page behind a row."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, HelperData):
        return loading(style)
    if data.helper is None:
        return nothing(style, _("This helper is not known here (any more)."))
    page = helper_page(data.helper, desk.now())
    top: list[ft.Control] = [
        helper_tabs(desk, "/helpers"),
        heading(style, f"{page.line.ticket}  {page.line.name}", level=1),
        words(style, _("Status: {status}", status=page.line.status), bold=True),
    ]
    if page.conflict:
        top.append(_conflict(desk, page, wide=wide))
    if desk.panel.name == NAME:
        top.append(check_panel(desk, page.line.id))
    if desk.panel.name == SPLIT:
        top.append(split_panel(desk, data.helper))
    breaks = break_facts(data.works_since, desk.now())
    facts, right = (*where_facts(data.helper, data.check), *page.facts, *breaks), _right(desk, page)
    if data.helper.own:
        right += [check_button(desk, data.check), care_buttons(desk, data.helper)]
    return stacked([*top, beside(column([fact_rows(style, facts)]), column(right), wide=wide)])


def _right(desk: Desk, page: HelperPage) -> list[ft.Control]:
    style = desk.device.style
    steps = [
        button(style, f"step-{step.status}", step.text, _change(desk, page, index))
        for index, step in enumerate(page.steps)
    ]
    controls: list[ft.Control] = [heading(style, _("Status now")), choices(steps)]
    if not page.conflict:
        controls.append(heading(style, _("Assigned to")))
        controls += [_claim(desk, page, side) for side in page.claims]
        if not page.claims:
            controls.append(words(style, _("Nothing. Assign this helper from the page of a request.")))
    return controls


def _change(desk: Desk, page: HelperPage, index: int) -> Handler:
    status = page.steps[index].status
    return desk.act(lambda: desk.acts.change_helper(page.line.id, status))


def _claim(desk: Desk, page: HelperPage, side: ClaimSide) -> ft.Control:
    style = desk.device.style
    return card(
        style,
        [
            words(style, side.ticket, bold=True),
            words(style, f"{side.point}, {side.role}, {side.when}"),
            choices(
                [
                    button(style, "show-request", _("Show the request"), desk.act(lambda: desk.go(_path(side)))),
                    button(
                        style,
                        "release",
                        _("End this assignment"),
                        desk.act(lambda: desk.acts.release_claim(page.line.id, side.id)),
                    ),
                ]
            ),
        ],
    )


def _path(side: ClaimSide) -> str:
    return f"/requests/{side.request}" if side.request else TEAMS


def _conflict(desk: Desk, page: HelperPage, *, wide: bool) -> ft.Control:
    style = desk.device.style
    sides = [_side(desk, page.line.id, side) for side in page.claims]
    row = (
        ft.Row(sides, spacing=SPACE_L, vertical_alignment=ft.CrossAxisAlignment.START)
        if wide
        else ft.Column(sides, spacing=SPACE_L, tight=True)
    )
    return ft.Semantics(
        identifier="conflict-card",
        container=True,
        content=card(
            style,
            [
                heading(style, _("Assigned twice: which request gets this helper?")),
                words(style, _("Two points chose the same helper without knowing it. Consult, then choose.")),
                words(style, _("1. Consult: call the other point, or send a message about it.")),
                choices([button(style, "conflict-message", _("Message to the other point"), _message(desk, page))]),
                words(style, _("2. Choose which request this helper goes to. Both points see it.")),
                row,
                words(style, _("3. Look for somebody else for the other request.")),
                choices(
                    [
                        button(
                            style,
                            "settle-none",
                            _("Neither: the helper is free again"),
                            desk.act(lambda: desk.acts.settle_conflict(page.line.id, None)),
                        )
                    ]
                ),
            ],
            edge=Tone.ATTENTION,
        ),
    )


def _message(desk: Desk, page: HelperPage) -> Handler:
    """About the request of the first claim: the other point knows it by its ticket."""
    about = next((side.request for side in page.claims if side.request), None)
    return desk.act(lambda: desk.messages.write(about=about))


def _side(desk: Desk, helper: SubjectId, side: ClaimSide) -> ft.Control:
    style = desk.device.style
    return ft.Container(
        content=ft.Column(
            [
                words(style, side.ticket, bold=True),
                words(style, side.point),
                words(style, side.role),
                words(style, side.when),
                choices(
                    [
                        button(
                            style,
                            f"settle-{side.ticket}",
                            _("Goes to {ticket}", ticket=side.ticket),
                            desk.act(lambda: desk.acts.settle_conflict(helper, side.id)),
                            filled=True,
                        ),
                        button(
                            style, f"look-{side.ticket}", _("Show the request"), desk.act(lambda: desk.go(_path(side)))
                        ),
                    ]
                ),
            ],
            spacing=SPACE_M,
            tight=True,
        ),
        border=ft.Border.all(1, style.palette.outline),
        bgcolor=style.palette.surface,
        padding=SPACE_L,
    )
