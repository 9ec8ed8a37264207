# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does with offers: the gate, reserving, lending, getting back, settling. No Flet here.

Each act is one command to the station; what it refuses becomes a sentence beside what was pressed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from noodsteunpunt.domain.rules_offer import LEASE_MINUTES
from noodsteunpunt.domain.values import Actor, StationKind, SubjectId
from noodsteunpunt.domain.values_desk import Topic
from noodsteunpunt.domain.values_point import OfferStatus, OfferUse, Wanted
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Station
from ui.data_offers import Gate, read_gate
from ui.forms import whole_number
from ui.forms_desk import MessageForm
from ui.forms_offer import OfferForm
from ui.notice import Notice
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk

OFFERS = "/helpers/offers"
_PAUSE = 0.3
"""Seconds without a key after which the lists are asked about what was typed."""


class OfferActs:
    """Belongs to one desk. ``gate``: what the lists say of what stands in the form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: asyncio.TimerHandle | None = None
        self.gate = Gate("")

    @property
    def form(self) -> OfferForm:
        """Belongs to the browser: a lost window loses nothing."""
        return self._desk.device.offer

    @property
    def held_back(self) -> bool:
        """The lists say not to bring what stands in the form now."""
        gate = self.gate
        return gate.wanted is Wanted.NOT_NOW and gate.what == self.form.split()[1].strip()

    # -- the gate ---------------------------------------------------------------------------------------

    def look_soon(self) -> None:
        """What is offered changed."""
        if self._waiting is not None:
            self._waiting.cancel()
        loop = asyncio.get_running_loop()
        self._waiting = loop.call_later(_PAUSE, lambda: self._desk.spawn(self.look))

    async def look(self) -> None:
        """What do the lists say?"""
        form = self.form
        self.gate = await self._desk.saving.call(lambda station: read_gate(station, form))
        self._desk.redraw()

    async def save(self) -> None:
        """*Opslaan*: what is on the list of what not to bring now stops at the gate."""
        await self.look()
        if not self.held_back:
            await self._register(anyway=False)

    async def take_anyway(self) -> None:
        """The leader takes it."""
        await self._register(anyway=True)

    async def _register(self, *, anyway: bool) -> None:
        form, when = self.form, self._desk.when()
        if await self._desk.saving.save(
            form, lambda station, actor: station.register_offer(form.draft(when), actor, anyway=anyway)
        ):
            await self._desk.saving.drop("offer")

    async def turn_away(self) -> None:
        """*Nu niet*: with thanks, and a line in the logbook."""
        form, when = self.form, self._desk.when()

        def register(station: Station, actor: Actor) -> None:
            station.turn_away_offer(form.draft(when), actor, words=form.texts["words"])

        if await self._desk.saving.save(form, register):
            self._desk.device.offer = OfferForm()
            await self._desk.saving.drop("offer")
            await self._desk.go(OFFERS)
            self._say(_("Recorded in the logbook: thanked, and not taken."))

    async def ask_elsewhere(self) -> None:
        """A message to who coordinates, or to all points: can anybody use it? Nothing of who offers it."""
        desk, form = self._desk, self.form
        said, what = form.split()
        amount = form.texts["amount"].strip() or str(said or 1)
        message = desk.device.message = MessageForm(topic=Topic.GENERAL)
        post = next((one for one in desk.snapshot.station.points if one.kind is StationKind.COORDINATION_POINT), None)
        message.to = 0 if post is None or desk.coordination else post.number
        message.texts["text"] = _("Offered here: {amount} x {what}. Can anybody use it?", amount=amount, what=what)
        await desk.go("/messages/new")

    def next(self) -> None:
        """An empty form."""
        self._desk.device.offer = OfferForm()
        self.gate = Gate("")
        self._desk.redraw()

    def _say(self, text: str) -> None:
        self._desk.notice = Notice(text, danger=False)
        self._desk.redraw()

    # -- one offer --------------------------------------------------------------------------------------

    async def change(self, offer: SubjectId, status: OfferStatus) -> None:
        """Looked at and there, not needed, or withdrawn."""
        await self._desk.acts.do(lambda station, actor: station.change_offer(offer, status, actor))

    async def reserve(self, offer: SubjectId) -> None:
        """So many, for the request that was chosen, until they are fetched or the time is over."""
        panel, when = self._desk.panel, self._desk.when()

        def command(station: Station, actor: Actor) -> None:
            if panel.other is None:
                raise RuleViolation("no_request", "request")
            amount = whole_number(panel.texts["amount"].strip() or "1", "amount")
            minutes = when.minutes(panel.texts["until"], "until") or LEASE_MINUTES
            station.reserve_offer(offer, panel.other, actor, amount=amount, minutes=minutes)

        await self._desk.acts.from_panel(command)

    async def lend(self, offer: SubjectId, claim: SubjectId) -> None:
        """It goes along with who is named."""
        receiver = self._desk.panel.texts["receiver"]
        await self._desk.acts.from_panel(
            lambda station, actor: station.use_offer(offer, claim, OfferUse.LENT, actor, receiver=receiver)
        )

    async def use(self, offer: SubjectId, claim: SubjectId, use: OfferUse) -> None:
        """Back, missing, or fetched for good."""
        await self._desk.acts.do(lambda station, actor: station.use_offer(offer, claim, use, actor))

    async def release(self, offer: SubjectId, claim: SubjectId) -> None:
        """Nobody fetches it."""
        await self._desk.acts.do(lambda station, actor: station.release_offer(offer, claim, actor))

    async def settle(self, offer: SubjectId, winner: SubjectId | None) -> None:
        """More was promised than there is: whose reservation stays."""
        await self._desk.acts.do(lambda station, actor: station.settle_offer(offer, winner, actor))
