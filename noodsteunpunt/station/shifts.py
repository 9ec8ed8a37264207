# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logbook, shifts and handover. Every method that records returns after the commit; it raises ``RuleViolation``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from noodsteunpunt.domain import rules_shift
from noodsteunpunt.domain.facts import Fact
from noodsteunpunt.domain.facts_shift import (
    HandoverTicked,
    LogCorrected,
    LogWritten,
    ShiftClosed,
    ShiftJoined,
    ShiftLeft,
    ShiftOpened,
    ShiftTold,
)
from noodsteunpunt.domain.fold_field import OUTSIDE
from noodsteunpunt.domain.rules_request import check_minutes, minute_of
from noodsteunpunt.domain.synthetic import check_text
from noodsteunpunt.domain.typed import same_person
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.values_point import HandoverItem, LogKind, ShiftEnd
from noodsteunpunt.domain.views_point import Handover, ShiftView
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.base import StationBase
from noodsteunpunt.store.desk import Enter

LEAD = frozenset({Role.POINT_LEAD})
MOST_PEOPLE = 99


class ShiftCases(StationBase):
    """Who works here, what was decided, and how the next leader hears of it."""

    @contextmanager
    def _together(self, at: int) -> Iterator[Enter]:
        """See :meth:`noodsteunpunt.store.desk.DeskStore.together`; of nobody who exists."""
        with self.store.together(at) as enter:

            def invented(fact: Fact, subject: SubjectId | None = None) -> SubjectId:
                return enter(self._invented(fact), subject)

            yield invented

    # -- the logbook ------------------------------------------------------------------------------------

    def write_log(
        self, what: LogKind, text: str, actor: Actor, *, significant: bool = False, about: SubjectId | None = None
    ) -> SubjectId:
        """A line of the logbook. It stays in this house and is never changed. Returns its id."""
        if what is LogKind.CORRECTION:
            raise RuleViolation("unknown_line", "what")
        clean = self._logged(text)
        fact = LogWritten(what=what, text=clean, significant=significant, about=about or SubjectId(""), role=actor.role,
                          name=actor.name)  # fmt: skip
        return self._record(fact, None)

    def correct_log(self, line: SubjectId, text: str, actor: Actor) -> None:
        """What a line should have said, as a line of its own; the first one stays."""
        known = next((one for one in self.reader.logbook(limit=100_000) if one.id == line), None)
        if known is None or known.code or known.corrects:
            raise RuleViolation("unknown_line", "id")
        self._record(LogCorrected(text=self._logged(text), role=actor.role, name=actor.name), known.subject)

    def _logged(self, text: str) -> str:
        clean = rules_shift.needed_text(text, "log")
        if self.info.synthetic_only:
            check_text("log", clean)
        return clean

    # -- shifts -----------------------------------------------------------------------------------------

    def open_shift(
        self, lead: str, actor: Actor, *, roles: frozenset[Role] = LEAD, minimum: int = 2, minutes: int | None = None
    ) -> SubjectId:
        """The first shift, or one after the point was closed; otherwise a shift begins by a handover. ``minutes``:
        until when it should last. Returns its id."""
        rules_shift.check_no_shift(self.reader.shift())
        fact = self._new_shift(self._person(lead, "lead"), actor, minimum, minutes)
        told = self._told(actor, staff=1, minimum=minimum)
        with self._together(self._clock.now()) as enter:
            shift = enter(fact)
            enter(self._joined(fact.lead, roles | LEAD, actor), shift)
            enter(*told)
        self._touched()
        return shift

    def join_shift(self, person: str, roles: frozenset[Role], actor: Actor) -> None:
        """A person is on the shift, with one role or several; said again, the roles change."""
        shift = rules_shift.check_open_shift(self.reader.shift())
        name = rules_shift.check_roles(self._person(person, "person"), roles)
        self._record(self._joined(name, roles, actor), shift.id)

    def leave_shift(self, person: str, actor: Actor) -> None:
        """A person goes home. Who stays with a child, or leads, is replaced first."""
        shift = rules_shift.check_open_shift(self.reader.shift())
        rules_shift.check_leaves(shift, person, self.reader.children())
        self._record(ShiftLeft(person=person, role=actor.role, name=actor.name), shift.id)

    def tick_handover(
        self, item: HandoverItem, actor: Actor, *, about: SubjectId | None = None, words: str = ""
    ) -> None:
        """This was told, and the next leader understood it."""
        handover = self._handover()
        count = rules_shift.check_tick(handover, item, about)
        fact = HandoverTicked(
            item=item, about=about or SubjectId(""), count=count, words=self._words(words), role=actor.role,
            name=actor.name,
        )  # fmt: skip
        self._record(fact, handover.shift.id)

    def hand_over_shift(
        self, receiver: str, actor: Actor, *, staff: dict[str, frozenset[Role]] | None = None, minimum: int = 2,
        minutes: int | None = None, on_paper: bool = False,
    ) -> SubjectId:  # fmt: skip
        """The next leader has it: everything that is told one by one was ticked. ``staff``: who else is on the new
        shift; None: everybody stays but the old leader. Returns the new shift."""
        handover = self._handover()
        name = rules_shift.check_handover(handover, self._person(receiver, "receiver"))
        items = tuple(line.about for line in handover.lines if line.about is not None)
        closed = ShiftClosed(
            how=ShiftEnd.HANDED_OVER, items=items, receiver=name, on_paper=on_paper, role=actor.role, name=actor.name
        )
        return self._next_shift(handover.shift, closed, name, actor, staff, minimum, minutes, flagged=False)

    def take_over_shift(
        self, lead: str, why: str, actor: Actor, *, staff: dict[str, frozenset[Role]] | None = None, minimum: int = 2
    ) -> SubjectId:
        """*Overnemen zonder overdracht*: nobody is there to hand over. Who and why are logged, and the new shift stays
        flagged. Returns it."""
        shift = rules_shift.check_open_shift(self.reader.shift())
        name = self._person(lead, "lead")
        reason = rules_shift.needed_text(self._words(why), "words", "no_reason")
        closed = ShiftClosed(how=ShiftEnd.TAKEN_OVER, receiver=name, words=reason, role=actor.role, name=actor.name)
        return self._next_shift(shift, closed, name, actor, staff, minimum, None, flagged=True)

    def _next_shift(
        self, shift: ShiftView, closed: Fact, lead: str, actor: Actor, staff: dict[str, frozenset[Role]] | None,
        minimum: int, minutes: int | None, *, flagged: bool,
    ) -> SubjectId:  # fmt: skip
        if staff is None:
            staff = {one.person: one.roles - LEAD or one.roles for one in shift.people
                     if not same_person(one.person, shift.lead)}  # fmt: skip
        others = {
            rules_shift.check_roles(self._person(name, "person"), roles): roles
            for name, roles in staff.items()
            if not same_person(name, lead)
        }
        own = next((roles for name, roles in staff.items() if same_person(name, lead)), LEAD)
        fact = self._new_shift(lead, actor, minimum, minutes, previous=shift.id, flagged=flagged)
        told = self._told(actor, staff=1 + len(others), minimum=minimum, flagged=flagged)
        with self._together(self._clock.now()) as enter:
            enter(closed, shift.id)
            new = enter(fact)
            for person, roles in {lead: own | LEAD, **others}.items():
                enter(self._joined(person, roles, actor), new)
            enter(*told)
        self._touched()
        return new

    def _new_shift(
        self, lead: str, actor: Actor, minimum: int, minutes: int | None, *, previous: SubjectId = SubjectId(""),
        flagged: bool = False,
    ) -> ShiftOpened:  # fmt: skip
        if not rules_shift.FEWEST <= minimum <= MOST_PEOPLE:
            raise RuleViolation("count", "minimum")
        check_minutes(minutes, "minutes")
        until = None if minutes is None else minute_of(self._clock.now(), self._started_at) + minutes
        return ShiftOpened(
            previous=previous,
            lead=lead,
            minimum=minimum,
            until=until,
            flagged=flagged,
            role=actor.role,
            name=actor.name,
        )

    def _handover(self) -> Handover:
        shift = rules_shift.check_open_shift(self.reader.shift())
        handover = self.reader.handover(shift.id)
        if handover is None:
            raise RuleViolation("no_shift")
        return handover

    def _told(
        self, actor: Actor, *, staff: int, minimum: int, flagged: bool = False
    ) -> tuple[ShiftTold, SubjectId | None]:
        """What others hear of the shift that begins: counts, and whether it was handed over; and what it is about."""
        shift = self.reader.shift()
        counts = self.reader.log_counts(shift.opened_at if shift else 0)
        out = sum(team.status in OUTSIDE for team in self.reader.teams(self._clock.now()))
        fact = ShiftTold(
            staff=staff, minimum=minimum, flagged=flagged, teams_out=out, decisions=counts.get(LogKind.DECISION, 0),
            incidents=counts.get(LogKind.INCIDENT, 0), role=actor.role, name=actor.name,
        )  # fmt: skip
        return fact, self.store.own_shift_told(self.info.point.number)

    def _joined(self, person: str, roles: frozenset[Role], actor: Actor) -> ShiftJoined:
        who = next(iter(self._who(person)), SubjectId(""))
        return ShiftJoined(person=person, roles=roles, who=who, role=actor.role, name=actor.name)

    def _who(self, *names: str) -> tuple[SubjectId, ...]:
        """Those of them who were added as a person, in the same order."""
        people = [row for row in self.reader.people() if not row.gone]
        return tuple(row.id for name in names for row in people if same_person(row.person, name))

    def _person(self, name: str, field: str) -> str:
        """A person of the team by name: cleaned, nobody who exists, and spelled as they were added."""
        clean = rules_shift.needed_text(name, field, "no_person")
        if self.info.synthetic_only:
            check_text(field, clean, name=True)
        people = self.reader.people()
        return next((row.person for row in people if not row.gone and same_person(row.person, clean)), clean)
