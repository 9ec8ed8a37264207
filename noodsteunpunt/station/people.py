# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works here, and who is at which keyboard. Every method that records returns after the commit; it raises
``RuleViolation``."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from noodsteunpunt.domain import people
from noodsteunpunt.domain.facts import KeyboardTaken, PersonAdded, PersonChanged
from noodsteunpunt.domain.people import Keyboard, PersonDraft, PersonState
from noodsteunpunt.domain.rules_request import check_exists
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.base import StationBase


@dataclass(frozen=True, slots=True)
class PersonGiven:
    """Somebody who is known from now on; ``badge``: what the QR code on theirs holds."""

    id: SubjectId
    badge: str


class PeopleCases(StationBase):
    """Persons, keyboards, the lock."""

    _keyboards: dict[str, Keyboard]

    def add_person(self, draft: PersonDraft, actor: Actor) -> PersonGiven:
        """The leader adds somebody who comes to work here; the first one adds themselves, as the leader."""
        self._check_people(replace(draft, pin=""), actor)
        clean = people.check_person(draft, actor, self.reader.people(), self.info.kind)
        salt, badge = secrets.token_bytes(people.SALT_BYTES), secrets.token_hex(people.BADGE_BYTES)
        fact = PersonAdded(
            person=clean.person,
            roles=clean.roles,
            salt=salt.hex(),
            pin=people.hash_pin(clean.pin, salt),
            badge=badge,
            conduct=clean.conduct,
            role=actor.role,
            name=actor.name or clean.person,
        )
        person = self._record(fact, None)
        return PersonGiven(person, people.badge_text(person, badge))

    def change_person(
        self,
        person: SubjectId,
        actor: Actor,
        *,
        roles: frozenset[Role] | None = None,
        pin: str = "",
        gone: bool = False,
        back: bool = False,
        new_badge: bool = False,
    ) -> str:
        """Other roles, another PIN, a new badge for a lost one (what it holds is returned), gone or back."""
        known = self.reader.people()
        row = next((each for each in known if each.id == person), None)
        people.check_person_change(row, actor, known, self.info.kind, roles=roles, gone=gone, pin=pin)
        salt = secrets.token_bytes(people.SALT_BYTES)
        badge = secrets.token_hex(people.BADGE_BYTES) if new_badge else ""
        fact = PersonChanged(
            roles=roles,
            salt=salt.hex() if pin else "",
            pin=people.hash_pin(pin, salt) if pin else "",
            badge=badge,
            gone=gone,
            back=back,
            role=actor.role,
            name=actor.name,
        )
        self._record(fact, person)
        for device, keyboard in list(self._keyboards.items()):
            if keyboard.person == person and (gone or (roles is not None and keyboard.actor.role not in roles)):
                del self._keyboards[device]
        return people.badge_text(person, badge) if badge else ""

    def check_helper(self, helper: SubjectId, draft: people.HelperCheck, actor: Actor) -> None:
        """What was seen of a helper and where they may work; the leader and the coordinator of helpers say so."""
        if self.reader.helper(helper) is None:
            raise RuleViolation("unknown_helper")
        self._record(people.checked_fact(draft, actor), helper)

    def approve_task(self, request: SubjectId, actor: Actor, *, words: str) -> None:
        """The leader lets helpers do this in support of professionals, and says why. Nothing of it travels."""
        check_exists(self.reader.request(request))
        self._record(people.approval(self._words(words), actor, self.info.kind), request)

    def take_keyboard(self, device: str, person: SubjectId, role: Role, *, pin: str = "", badge: str = "") -> Keyboard:
        """The person is at ``device`` from now on, in ``role``, by a PIN or by all that the code on the badge holds.
        Five wrong ones, then a quarter of an hour nothing for that person, at any keyboard."""
        if badge:
            person, badge = people.read_badge(badge)
        state = people.check_takes(self.store.person_state(person), role)
        self._check_is_them(person, state, pin, badge)
        keyboard = Keyboard(device, person, Actor(state.person, role), self._clock.steady())
        before = self._keyboards.get(device)
        if before is None or (before.person, before.actor) != (person, keyboard.actor):
            self._record(KeyboardTaken(device=device, role=role, with_badge=bool(badge)), person)
        self._keyboards[device] = keyboard
        return keyboard

    def _check_is_them(self, person: SubjectId, state: PersonState, pin: str, badge: str) -> None:
        now, counted = self._clock.now(), f"person:{person}"
        if self.store.pin_pause(counted, now):
            raise RuleViolation("pin_paused", "pin")
        right = people.badge_fits(state, badge) if badge else people.pin_fits(state, pin)
        self.store.note_pin(counted, right=right, now=now)
        if not right:
            raise RuleViolation("badge" if badge else "wrong_pin", "pin")

    def wear(self, device: str, role: Role) -> Keyboard:
        """Who is at ``device`` takes another of their own roles; the PIN was shown when they sat down."""
        keyboard = self.touch_keyboard(device)
        if keyboard is None:
            raise RuleViolation("unknown_person")
        state = people.check_takes(self.store.person_state(keyboard.person), role)
        if role is not keyboard.actor.role:
            self._record(KeyboardTaken(device=device, role=role), keyboard.person)
        worn = self._keyboards[device] = replace(keyboard, actor=Actor(state.person, role))
        return worn

    def at_keyboard(self, device: str) -> Keyboard | None:
        """Who is there, also behind the lock (:meth:`Keyboard.locked`); None when nobody is."""
        return self._keyboards.get(device)

    def touch_keyboard(self, device: str) -> Keyboard | None:
        """A key was pressed. None when nobody is there or it is locked: then somebody must say who they are."""
        keyboard = self._keyboards.get(device)
        if keyboard is None or keyboard.locked(self._clock.steady()):
            return None
        self._keyboards[device] = replace(keyboard, used_at=self._clock.steady())
        return self._keyboards[device]

    def leave_keyboard(self, device: str) -> None:
        """Nobody is there any more. Idempotent."""
        self._keyboards.pop(device, None)
