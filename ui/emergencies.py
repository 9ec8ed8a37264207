# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does with noodmeldingen and messages. No Flet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.drafts import EmergencyMore
from noodsteunpunt.domain.typed import TEXT_LIMITS, clean_text
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.values_desk import EmergencyStep, Road
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Registered, Station
from ui.forms_desk import CountForm, EmergencyForm, MessageForm
from ui.notice import Notice
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk


class Emergencies:
    """Noodmeldingen. Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def save(self) -> None:
        """It goes out at once; then its page, to read it back."""
        desk, form = self._desk, self._desk.device.emergency
        kept = (desk.device.id, "emergency")
        if await desk.saving.save(form, lambda s, actor: s.report_emergency(form.draft(), actor, typed_on=kept)):
            saved = form.saved
            desk.device.emergency = EmergencyForm()
            if desk.device.request.danger:
                desk.intake.next()
                await desk.saving.drop("request")
            await desk.go(f"/emergencies/{saved.id}" if saved else "/")
        elif form.errors:
            desk.focus(f"emergency-{next(iter(form.errors))}")

    async def step(self, emergency: SubjectId, step: EmergencyStep) -> None:
        """A step that needs nothing said."""
        await self._desk.acts.do(lambda station, actor: station.emergency_step(emergency, step, actor))

    async def step_from_panel(self, emergency: SubjectId) -> None:
        """A step with its road, its receiver, its outcome."""
        panel, when = self._desk.panel, self._desk.when()
        texts = panel.texts

        def command(station: Station, actor: Actor) -> None:
            if panel.step is None:
                raise RuleViolation("step", "step")
            if panel.step is EmergencyStep.APPROVED:
                actor = _leader(texts["leader"])
            station.emergency_step(
                emergency,
                panel.step,
                actor,
                road=panel.road or Road.MESH,
                receiver=texts["receiver"],
                outcome=panel.outcome,
                minutes=when.minutes(texts["minutes"], "minutes"),
                text=texts["text"],
                words=texts["words"],
            )

        await self._desk.acts.from_panel(command)

    async def add(self, emergency: SubjectId) -> None:
        """More is known."""
        texts = self._desk.panel.texts
        more = EmergencyMore(text=texts["text"], access=texts["access"])
        await self._desk.acts.from_panel(lambda s, actor: s.add_to_emergency(emergency, more, actor))


def _leader(name: str) -> Actor:
    """The leader says it at somebody else's screen, by name."""
    clean = clean_text(name, "leader", TEXT_LIMITS["name"])
    if not clean:
        raise RuleViolation("no_person", "leader")
    return Actor(clean, Role.POINT_LEAD)


class Messages:
    """Messages and counts. Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def write(
        self, *, to: int | None = None, reply_to: SubjectId | None = None, about: SubjectId | None = None
    ) -> None:
        """The form, filled in as far as is known. What was half typed stays, unless it is an answer."""
        form = self._desk.device.message
        if reply_to is not None or about is not None or form.saved is not None:
            form = self._desk.device.message = MessageForm()
        form.in_reply_to, form.about = reply_to, about
        form.to = to if to is not None else form.to
        await self._desk.go("/messages/new")

    async def save(self) -> None:
        """Send it, or write down what was heard; then the list."""
        desk, form, when = self._desk, self._desk.device.message, self._desk.when()
        kept = (desk.device.id, "message")

        def register(station: Station, actor: Actor) -> Registered:
            if form.heard:
                subject = station.take_down_message(form.taken_down(when), actor, typed_on=kept)
                return Registered(subject, "")
            return station.write_message(form.draft(when), actor, typed_on=kept)

        if await desk.saving.save(form, register):
            saved = form.saved
            desk.device.message = MessageForm()
            await desk.go(f"/messages/{saved.id}" if saved else "/messages")

    async def read(self, message: SubjectId) -> None:
        """*Gelezen*."""
        await self._desk.acts.do(lambda station, actor: station.read_message(message, actor))

    async def close(self, message: SubjectId) -> None:
        """Nothing more is to be done."""
        await self._desk.acts.do(lambda station, actor: station.close_message(message, actor))

    async def carry(self, message: SubjectId) -> None:
        """*Met koerier*, or by another road that people take."""
        panel = self._desk.panel
        texts = panel.texts

        def command(station: Station, actor: Actor) -> None:
            if panel.road is None:
                raise RuleViolation("road", "road")
            station.carry_message(message, panel.road, actor, receiver=texts["receiver"], words=texts["words"])

        await self._desk.acts.from_panel(command)

    async def save_count(self) -> None:
        """Heads, no names; then back to the first screen."""
        desk, form = self._desk, self._desk.device.count
        if await desk.saving.save(form, lambda station, actor: station.count_heads(form.draft(), actor)) is not None:
            desk.device.count = CountForm()
            await desk.go("/")
            desk.notice = Notice(_("Recorded: the count."), danger=False)
            desk.redraw()
