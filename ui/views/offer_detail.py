# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One offer: looked at, reserved, lent, back; and the card with its steps when more was promised than there is."""

from __future__ import annotations

from functools import partial

import flet as ft

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import OfferStatus, OfferUse
from ui.data_offers import OfferData
from ui.desk import Desk
from ui.offer_acts import OFFERS
from ui.parts import (
    beside,
    button,
    card,
    choice,
    choices,
    column,
    fact_rows,
    heading,
    loading,
    nothing,
    stacked,
    tone_colour,
    words,
)
from ui.presenter_intake import seen_time
from ui.presenter_offers import USE_BUTTONS, AskingLine, HoldLine, OfferPage, asking, offer_page
from ui.presenter_words import Tone
from ui.texts import _
from ui.trouble import Handler
from ui.views.form_parts import error_lines, fields_row, keyed
from ui.views.helper_tabs import helper_tabs
from ui.views.panels import panel, panel_text


def offer_detail_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The page behind a row."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, OfferData):
        return loading(style)
    if data.offer is None:
        return nothing(style, _("This offer is not known here (any more)."))
    page = offer_page(data.offer, desk.snapshot.station.points, desk.now())
    top: list[ft.Control] = [
        helper_tabs(desk, OFFERS),
        heading(style, f"{page.line.ticket}  {page.line.what}", level=1),
        words(
            style, _("Status: {status}", status=page.line.status), bold=True, colour=tone_colour(style, page.line.tone)
        ),
    ]
    if page.conflict:
        top.append(_conflict(desk, page))
    if desk.panel.name == "reserve":
        top.append(_reserve_panel(desk, page, asking(data)))
    elif desk.panel.name == "lend":
        top.append(_lend_panel(desk, page))
    return stacked([*top, beside(column([fact_rows(style, page.facts)]), column(_right(desk, page)), wide=wide)])


def _right(desk: Desk, page: OfferPage) -> list[ft.Control]:
    style, offer = desk.device.style, page.line.id
    rows: list[ft.Control] = []
    steps: list[ft.Control] = []
    if page.checks:
        rows.append(words(style, _("Look at it: is it there, is it whole, is it safe?")))
        check = _change(desk, offer, OfferStatus.AVAILABLE)
        steps.append(button(style, "offer-available", _("Looked at: it is there"), check, filled=True))
    elif page.reserves:
        unfold = desk.do(lambda: desk.open_panel("reserve"))
        steps.append(
            button(style, "reserve", _("Reserve for a request"), unfold, filled=not page.holds and not page.conflict)
        )
    if page.ends:
        steps.append(button(style, "offer-declined", _("Not needed now"), _change(desk, offer, OfferStatus.DECLINED)))
        withdrawn = _change(desk, offer, OfferStatus.WITHDRAWN)
        steps.append(button(style, "offer-withdrawn", _("The owner takes it back"), withdrawn))
    if steps:
        rows = [heading(style, _("What now?")), *rows, choices(steps)]
    if page.holds and not page.conflict:
        rows.append(heading(style, _("Who has it, who waits for it")))
        rows += [_hold(desk, page, hold, first=not index) for index, hold in enumerate(page.holds)]
    return rows


def _change(desk: Desk, offer: SubjectId, status: OfferStatus) -> Handler:
    return desk.act(partial(desk.offers.change, offer, status))


def _hold(desk: Desk, page: OfferPage, hold: HoldLine, *, first: bool) -> ft.Control:
    style, offer = desk.device.style, page.line.id
    buttons: list[ft.Control] = []
    for index, use in enumerate(hold.uses):
        if use is OfferUse.LENT:
            pressed = desk.do(partial(_unfold_lend, desk, hold.id))
        else:
            pressed = desk.act(partial(desk.offers.use, offer, hold.id, use))
        buttons.append(button(style, f"{use}-{hold.ticket}", _(USE_BUTTONS[use]), pressed, filled=first and not index))
    if hold.release:
        let_go = desk.act(partial(desk.offers.release, offer, hold.id))
        buttons.append(button(style, f"release-{hold.ticket}", _("Nobody fetches it"), let_go))
    show = desk.act(lambda: desk.go(f"/requests/{hold.request}"))
    buttons.append(button(style, f"show-{hold.ticket}", _("Show the request"), show))
    said = [words(style, hold.ticket, bold=True), words(style, hold.text, colour=tone_colour(style, hold.tone))]
    return keyed(f"hold-{hold.id}", card(style, [column(said, spacing=0), choices(buttons)], edge=hold.tone))


def _unfold_lend(desk: Desk, claim: SubjectId) -> None:
    desk.open_panel("lend").other = claim
    desk.redraw()


def _lend_panel(desk: Desk, page: OfferPage) -> ft.Control:
    claim = desk.panel.other or SubjectId("")
    rows = [
        words(desk.device.style, _("Put the name of the owner on it, and give the owner the ticket.")),
        panel_text(desk, "receiver", _("Who takes it along (stays here)"), width=420, autofocus=True),
    ]
    return panel(desk, _("Lent out"), rows, lambda: desk.offers.lend(page.line.id, claim))


def _reserve_panel(desk: Desk, page: OfferPage, lines: tuple[AskingLine, ...]) -> ft.Control:
    style, form = desk.device.style, desk.panel

    def choose(request: SubjectId) -> None:
        form.other = request
        form.answered("request")
        desk.redraw()

    rows: list[ft.Control] = [
        choices(
            [
                choice(style, f"for-{line.ticket}", line.text, form.other == line.id, desk.do(partial(choose, line.id)))
                for line in lines
            ]
        )
        if lines
        else nothing(style, _("There is no open request. First write one down.")),
        *error_lines(style, form, "request"),
    ]
    fields = [
        panel_text(
            desk, "until", _("Fetched before: in 2 hours (else in 1 hour)"), width=420,
            help_text=seen_time(form.texts["until"], desk.when()).text,
        )
    ]  # fmt: skip
    if page.free > 1:
        fields.insert(0, panel_text(desk, "amount", _("How many of {free}", free=page.free), width=220))
    rows.append(fields_row(fields))
    return panel(desk, _("Reserve for a request"), rows, lambda: desk.offers.reserve(page.line.id))


def _conflict(desk: Desk, page: OfferPage) -> ft.Control:
    style, offer = desk.device.style, page.line.id
    sides = [_side(desk, page, hold) for hold in page.holds]
    nobody = desk.act(lambda: desk.offers.settle(offer, None))
    rows: list[ft.Control] = [
        heading(style, _("More promised than there is")),
        words(style, page.conflict, bold=True),
        words(style, _("1. Consult: call the other point, or send a message about it.")),
        words(style, _("2. Choose whose reservation stays. Both points see it.")),
        words(style, _("3. Look for something else for the other request.")),
        *sides,
        choices([button(style, "settle-none", _("Neither: all are let go"), nobody)]),
    ]
    return keyed("conflict-card", ft.Semantics(
        identifier="conflict-card", container=True, content=card(style, rows, edge=Tone.ATTENTION)
    ))  # fmt: skip


def _side(desk: Desk, page: OfferPage, hold: HoldLine) -> ft.Control:
    style, offer = desk.device.style, page.line.id
    buttons: list[ft.Control] = []
    if hold.settles:
        stays = desk.act(partial(desk.offers.settle, offer, hold.id))
        buttons.append(
            button(style, f"settle-{hold.ticket}", _("Goes to {ticket}", ticket=hold.ticket), stays, filled=True)
        )
    show = desk.act(lambda: desk.go(f"/requests/{hold.request}"))
    buttons.append(button(style, f"look-{hold.ticket}", _("Show the request"), show))
    return column([words(style, f"{hold.ticket}, {hold.text}"), choices(buttons)], spacing=4)
