# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is at the keyboard of one window: sitting down, the lock, roles, and who comes to work here. No Flet here.

While nobody was added, a name and a role are believed: a point must work from its first minute. From the first person
on, who sits down shows a PIN or a badge. What is half typed belongs to the browser and waits behind the lock.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from noodsteunpunt.domain.people import IDLE_SECONDS, LEADS, Area, Keyboard, PersonRow, sees
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Station
from ui.forms import PersonForm
from ui.forms_people import KeyboardForm, NewPersonForm
from ui.notice import Notice
from ui.selfcheck import SelfCheck
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk

TELL_SECONDS = 20.0
"""How often the station hears that somebody is still there."""


class AtKeyboard:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told = 0.0
        self.people: tuple[PersonRow, ...] = ()
        """Who works here, by name, as it was read last."""

    @property
    def lead(self) -> Role:
        """The role that leads a point of this kind."""
        return LEADS.get(self._desk.snapshot.station.kind, Role.POINT_LEAD)

    @property
    def leads(self) -> bool:
        """Does who sits here lead?"""
        actor = self._desk.device.actor
        return actor is not None and actor.role is self.lead

    def may_see(self, area: Area) -> bool:
        """Roles decide what is seen, for who signed in; a name that is only typed could say any role."""
        device = self._desk.device
        return device.seat is None or device.actor is None or sees(device.actor.role, area)

    # -- the lock ---------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Part of every reading: who works here, and is who sat here still there?"""
        desk, device = self._desk, self._desk.device
        rows = await asyncio.wrap_future(desk.runner.query(lambda reader: reader.people()))
        self.people = tuple(row for row in rows if not row.gone)
        if device.actor is None:  # locked already: the PIN may be half typed
            return
        if device.seat is not None:
            known: Keyboard | None = await desk.saving.call(lambda station: station.at_keyboard(device.id))
            if known is None or known.locked(desk.runner.steady()):
                self.lock()
        elif self._idle():
            self.lock()

    def touched(self) -> bool:
        """A person did something here. False when it came too late: then it is locked, and nothing is done."""
        desk, device = self._desk, self._desk.device
        if device.actor is None:
            return True
        if self._idle():
            self.lock()
            desk.redraw()
            return False
        device.used_at = desk.runner.steady()
        if device.seat is not None and device.used_at - self._told >= TELL_SECONDS:
            self._told = device.used_at
            desk.spawn(lambda: desk.saving.call(lambda station: station.touch_keyboard(device.id)))
        return True

    def _idle(self) -> bool:
        """Nobody touched it for five minutes, and there is somebody who could unlock it."""
        device = self._desk.device
        if device.actor is None or not self.people:
            return False
        if device.used_at is None:
            device.used_at = self._desk.runner.steady()
        return self._desk.runner.steady() - device.used_at >= IDLE_SECONDS

    def lock(self) -> None:
        """Who comes next says who they are; the last one is the first to be offered."""
        device = self._desk.device
        form = device.keyboard = KeyboardForm()
        form.person, form.role = device.seat, device.actor.role if device.actor else None
        device.actor, device.locked, device.selfcheck = None, True, SelfCheck()

    def hand_over(self) -> None:
        """Somebody else sits down at this browser."""
        desk, device = self._desk, self._desk.device
        device.actor, device.seat, device.locked = None, None, False
        device.person, device.keyboard, device.selfcheck = PersonForm(), KeyboardForm(), SelfCheck()
        desk.asks_who = True
        desk.spawn(lambda: desk.saving.call(lambda station: station.leave_keyboard(device.id)))
        desk.focus("who-pin" if self.people else "person-name")

    # -- sitting down -----------------------------------------------------------------------------------

    def choose(self, person: SubjectId, role: Role) -> None:
        """A name was pressed: the PIN comes next."""
        form = self._desk.device.keyboard
        form.forget_errors()
        form.person, form.role = person, role
        self._desk.focus("who-pin")

    async def sit_down(self) -> None:
        """With the PIN or the badge of the form."""
        desk, device, form = self._desk, self._desk.device, self._desk.device.keyboard
        if form.saving:
            return
        form.forget_errors()
        form.saving = True
        try:
            claimed = form.claimed(self.people)
            taken = await desk.saving.call(
                lambda station: station.take_keyboard(
                    device.id, claimed.person, claimed.role, pin=claimed.pin, badge=claimed.badge
                )
            )
        except RuleViolation as violation:
            form.texts["pin"] = ""
            form.refuse(RuleViolation(violation.code, "pin"))
            desk.focus("who-pin")
        else:
            self._seated(taken)
        finally:
            form.saving = False
        await desk.refresh()

    def _seated(self, taken: Keyboard) -> None:
        desk, device = self._desk, self._desk.device
        device.actor, device.seat, device.locked = taken.actor, taken.person, False
        device.used_at = self._told = desk.runner.steady()
        device.keyboard = KeyboardForm()
        desk.asks_who, desk.notice = False, None

    async def wear(self, role: Role) -> None:
        """Another of the roles of who sits here; the PIN was shown already."""
        device = self._desk.device
        self._seated(await self._desk.saving.call(lambda station: station.wear(device.id, role)))
        await self._desk.refresh()

    async def begin(self) -> None:
        """The name and role of the card, while nobody was added; a PIN makes the leader the first who is."""
        desk, device, form = self._desk, self._desk.device, self._desk.device.person
        form.forget_errors()
        try:
            actor = form.actor()
            if form.texts["pin"].strip() and actor.role is self.lead:
                await self._first(actor)
            else:
                device.actor = actor
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            desk.asks_who, desk.notice = False, None
            form.texts["pin"] = ""
        await desk.refresh()

    async def _first(self, actor: Actor) -> None:
        device, form = self._desk.device, self._desk.device.person
        new = NewPersonForm(roles={actor.role}, conduct=form.conduct)
        new.texts.update(person=form.texts["name"], pin=form.texts["pin"])
        draft = new.draft()

        def add(station: Station) -> Keyboard:
            given = station.add_person(draft, actor)
            return station.take_keyboard(device.id, given.id, actor.role, pin=draft.pin)

        self._seated(await self._desk.saving.call(add))

    # -- who comes to work here -------------------------------------------------------------------------

    async def add(self) -> None:
        """The leader adds somebody; where a shift works, they are on it."""
        desk, form = self._desk, self._desk.device.new_person
        added: list[SubjectId] = []

        def add(station: Station, actor: Actor) -> None:
            added.append(station.add_person(form.draft(), actor).id)
            if station.reader.shift() is not None:
                station.join_shift(form.draft().person, form.draft().roles, actor)

        if await desk.saving.save(form, add) is None:
            return
        desk.device.new_person = NewPersonForm()
        await desk.go(f"/shift/people/{added[0]}")
        desk.notice = Notice(_("{person} can sit down now, with the PIN.", person=form.texts["person"]), danger=False)
        desk.redraw()

    async def change(self, person: SubjectId, *, gone: bool = False, back: bool = False, badge: bool = False) -> None:
        """Gone, back, or a new badge for one that was lost."""
        await self._desk.acts.do(
            lambda station, actor: station.change_person(person, actor, gone=gone, back=back, new_badge=badge)
        )

    async def new_pin(self, person: SubjectId) -> None:
        """For who forgot it; the old one does not count any more."""
        pin = self._desk.panel.texts["pin"].strip()

        def command(station: Station, actor: Actor) -> None:
            if not pin:
                raise RuleViolation("pin_digits", "pin")
            station.change_person(person, actor, pin=pin)

        await self._desk.acts.from_panel(command)

    async def change_role(self, person: PersonRow, role: Role) -> None:
        """One role more, or one less."""
        roles = person.roles ^ {role}
        await self._desk.acts.do(lambda station, actor: station.change_person(person.id, actor, roles=roles))
