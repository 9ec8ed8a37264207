# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms that need no more than to be saved: helper, status of the point, correction, card. No Flet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.values import Actor
from noodsteunpunt.domain.views import RequestDetail
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Registered, Station
from ui.forms_point import HelperForm
from ui.notice import Notice
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk


class OtherForms:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def save_helper(self) -> None:
        """Sign up the helper or the group of the form, and what they lend."""
        form = self._desk.device.helper

        def register(station: Station, actor: Actor) -> Registered:
            brings = form.brings()
            helper, *offers = station.sign_up(form.draft(), form.said(), brings, actor)
            form.offered = tuple(f"{one.ticket} {draft.what}" for one, draft in zip(offers, brings, strict=True))
            return helper

        if await self._desk.saving.save(form, register):
            await self._desk.saving.drop("helper")

    async def save_point(self) -> None:
        """Report the point's own status, then back to the first screen."""
        form = self._desk.device.point
        if (
            await self._desk.saving.save(form, lambda station, actor: station.report_point(form.draft(), actor))
            is not None
        ):
            await self._desk.go("/")
            self._desk.notice = Notice(_("Recorded: the status of this point."), danger=False)
            self._desk.redraw()

    async def save_correction(self) -> None:
        """Record what differs, then back to the request."""
        form, when = self._desk.device.correction, self._desk.when()
        if form is None:
            return
        newer: list[RequestDetail] = []

        def correct(station: Station, actor: Actor) -> None:
            try:
                station.correct_request(form.request, form.changes(when), actor)
            except RuleViolation as violation:
                detail = station.reader.request(form.request)
                if violation.code == "changed_meanwhile" and detail is not None:
                    newer.append(detail)
                raise

        actor = await self._desk.saving.save(form, correct)
        if newer:
            form.catch_up(newer[0])
            self._desk.redraw()
        if actor is not None:
            self._desk.device.correction = None
            await self._desk.go(f"/requests/{form.request}")

    async def ask_card(self) -> None:
        """What may be told to who shows this number and PIN."""
        form = self._desk.device.card

        def ask(station: Station, _actor: Actor) -> None:
            form.answer = station.ask_card(form.texts["ticket"], form.texts["pin"])

        await self._desk.saving.save(form, ask)

    def next_helper(self) -> None:
        """An empty helper form."""
        self._desk.device.helper = HelperForm()
        self._desk.redraw()
