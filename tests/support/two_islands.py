# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two points with real stations on one ether that is cut and heals, and people who press whatever they like.

Every act is a use case of the station; what it refuses is fine. What it allows is held against
:mod:`tests.support.islands_truth` at once, and so is what both stations show after every step.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from devices.ether import Ether
from devices.lora import Preset
from noodsteunpunt.domain.drafts import HelperDraft, RequestChanges, RequestDraft
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.values import Actor, Category, HelperStatus, Priority, Role, Skill, SubjectId
from noodsteunpunt.domain.values_people import Identity
from noodsteunpunt.domain.values_point import Proof, ReleaseTo, TeamStep, TeamTask
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.simulation import Simulation
from noodsteunpunt.station import Station
from tests.support.clearance_kit import VISITS
from tests.support.islands_truth import ONE_BY_ONE, Somebody, Truth

KB, HA, CP = 1, 2, 9
NODES = {point: 0x4E530000 + point for point in (KB, HA)}
LEAD = Actor("Testpersoon Een", Role.POINT_LEAD)
STAFF = ("Testpersoon Een", "Testpersoon Twee", "Testpersoon Drie")
KINDS = (Category.INFO, Category.WATER, Category.CARE_ROUND, Category.STUCK_LIFT, Category.REPAIR)
HEALED = 3600.0
"""Virtual seconds in which both must say the same again."""

AT = st.sampled_from((KB, HA))
WHICH = st.integers(0, 5)
"""One of those that are there."""
FEW = st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True)
STEPS = st.sampled_from((TeamStep.BRIEFED, TeamStep.OUT, TeamStep.OUT, TeamStep.BACK, TeamStep.ABORTED))


class TwoIslands(RuleBasedStateMachine):
    """``done``: how often each act was allowed, over all runs of the class."""

    done: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.simulation = Simulation(self.folder, Ether(Preset.SHORT_FAST, 1), seed=1)
        self.simulation.stop(CP)
        self.truth = Truth()
        self.helpers: list[SubjectId] = []
        self.requests: list[SubjectId] = []
        self.bands = 0

    def station(self, point: int) -> Station:
        """A running station."""
        return self.simulation.station(point)

    @initialize()
    def opens(self) -> None:
        """One of each kind at both points, and all know them."""
        for point in (KB, HA):
            for name, adult, size in (("Groot", True, 1), ("Jong", False, 1), ("Duo", True, 2)):
                self.signs_up(point, f"Testpersoon {name}{point}", adult, size)
            for kind in KINDS[:4]:
                self.asks(point, kind, Priority.P2)
            station = self.station(point)
            station.open_shift(STAFF[0], LEAD)
            station.join_shift(STAFF[1], frozenset({Role.RECEPTION}), LEAD)
        self.heals()
        for point in (KB, HA):
            for which in range(6):
                self.is_checked(point, which, which % 3 != 1 or point == HA)

    def teardown(self) -> None:
        """After everything, once more with everybody in reach."""
        try:
            if self.helpers:
                self.heals()
        finally:
            self.simulation.close()
            shutil.rmtree(self.folder)

    def _may(self, act: Callable[[], Any]) -> Any:
        """What the station says of it; None when it refuses."""
        try:
            given = act()
        except RuleViolation:
            return None
        self.done[act.__qualname__.split(".")[1]] += 1
        return True if given is None else given

    # -- who and what -----------------------------------------------------------------------------------

    def signs_up(self, point: int, name: str, adult: bool, size: int) -> None:
        """A helper."""
        draft = HelperDraft(frozenset({Skill.LIFTING}), "3551", adult=adult, group_size=size, name=name)
        helper = self.station(point).register_helper(draft, LEAD).id
        self.helpers.append(helper)
        self.truth.people[helper] = Somebody(name, adult, size)

    @rule(point=AT, kind=st.sampled_from(KINDS), priority=st.sampled_from((Priority.P1, Priority.P3)))
    def asks(self, point: int, kind: Category, priority: Priority) -> None:
        """A hulpvraag."""
        if len(self.requests) < 14:
            draft = RequestDraft(kind, priority, postcode="3551AB", house_number="1")
            self.requests.append(self.station(point).register_request(draft, LEAD).id)

    @rule(point=AT, which=WHICH, visits=st.sampled_from((True, True, False)))
    def is_checked(self, point: int, which: int, visits: bool) -> None:
        """The leader says where a helper may work, or not any more."""
        helper = self.helpers[which]
        known = self._may(lambda: self.station(point).check_helper(
            helper, VISITS if visits else HelperCheck(Identity.SHOWN), LEAD))  # fmt: skip
        if known:
            (self.truth.visits.add if visits else self.truth.visits.discard)((point, helper))

    @rule(point=AT, which=WHICH)
    def is_approved(self, point: int, which: int) -> None:
        """The leader approves what belongs to professionals."""
        request = self._one(self.requests[3::4], which)
        if self._may(lambda: self.station(point).approve_task(request, LEAD, words="brandweer vraagt het")):
            self.truth.approved.add((point, request))

    @rule(point=AT, which=WHICH, kind=st.sampled_from(KINDS))
    def is_corrected(self, point: int, which: int, kind: Category) -> None:
        """It turns out to be something else."""
        request = self._one(self.requests, which)
        detail = self.station(point).reader.request(request)
        if detail is not None:
            changes = RequestChanges(saw=detail.row.revision, category=kind)
            self._may(lambda: self.station(point).correct_request(request, changes, LEAD))

    # -- who does what ----------------------------------------------------------------------------------

    @rule(point=AT, tries=st.lists(st.tuples(FEW, st.integers(0, 3), st.booleans()), min_size=1, max_size=4))
    def several_are_assigned(self, point: int, tries: list[tuple[list[int], int, bool]]) -> None:
        """What people do most: for a request of their own, helpers of their own or of the other point."""
        for who, which, over in tries:
            first = 3 if (point == HA) is not over else 0
            self.are_assigned(point, [first + one for one in who], which + (4 if point == HA else 0))

    def are_assigned(self, point: int, who: list[int], which: int) -> None:
        """Some helpers for one request."""
        station, request = self.station(point), self._one(self.requests, which)
        helpers = [self.helpers[one] for one in who]
        if self._may(lambda: station.assign_helpers(helpers, request, LEAD)):
            for helper in helpers:
                row = station.reader.helper(helper)
                assert row is not None and not self.truth.claim_is_wrong(station, row), "allowed, and may not be"

    @rule(point=AT, which=WHICH, status=st.sampled_from(HelperStatus))
    def is_told(self, point: int, which: int, status: HelperStatus) -> None:
        """On the way, resting, gone, back."""
        station, helper = self.station(point), self.helpers[which]
        if self._may(lambda: station.change_helper(helper, status, LEAD)) and status is HelperStatus.DEPLOYED:
            row = station.reader.helper(helper)
            assert row is not None and row.claims, "on the way to nothing"
            assert not self.truth.claim_is_wrong(station, row), "left, and may not go"

    @rule(point=AT, which=WHICH, settle=st.booleans())
    def is_let_go(self, point: int, which: int, settle: bool) -> None:
        """A claim ends, or a card is settled for the first or for nobody."""
        station, helper = self.station(point), self.helpers[which]
        row = station.reader.helper(helper)
        if row is None or not row.claims:
            return
        first = row.claims[0].id
        if len(row.claims) > 1:
            self._may(lambda: station.settle_conflict(helper, first if settle else None, LEAD))
        else:
            self._may(lambda: station.release_claim(helper, first, LEAD))

    @rule(point=AT, which=WHICH, of_request=st.booleans(), last=st.integers(0, 2))
    def is_undone(self, point: int, which: int, of_request: bool, last: int) -> None:
        """A line of a history is taken back."""
        station = self.station(point)
        subject = self._one(self.requests, which) if of_request else self.helpers[which]
        lines = [line for line in station.reader.history(subject) if line.may_undo and not line.undone]
        if lines:
            entry = self._one(lines, last).entry
            self._may(lambda: station.undo(subject, entry, LEAD))

    @rule(point=AT, task=st.sampled_from(TeamTask), who=st.lists(WHICH, max_size=2), names=st.lists(WHICH, max_size=2),
          which=st.none() | st.integers(0, 13))  # fmt: skip
    def form_a_team(self, point: int, task: TeamTask, who: list[int], names: list[int], which: int | None) -> None:
        """Helpers, people of the team, and helpers who are called by name."""
        station = self.station(point)
        called = (*STAFF, *(self.truth.people[one].name for one in self.helpers[:3]))
        draft = TeamDraft(
            task, tuple(self.helpers[one] for one in who), tuple(called[one] for one in names),
            request=None if which is None else self._one(self.requests, which), brief="samen blijven",
        )  # fmt: skip
        if team := self._may(lambda: station.form_team(draft, LEAD)):
            view = station.reader.team(team, station.now)
            assert view is not None and view.size >= 2
            assert not (said := self.truth.team_is_wrong(station, view)), said

    @rule(point=AT, which=WHICH, steps=st.lists(STEPS, max_size=4))
    def teams_go_on(self, point: int, which: int, steps: list[TeamStep]) -> None:
        """Several steps of one."""
        for step in steps:
            self.goes_on(point, which, step)

    def goes_on(self, point: int, which: int, step: TeamStep) -> None:
        """A team is briefed, leaves, comes back."""
        station = self.station(point)
        teams = station.reader.teams(station.now)
        if teams:
            team = self._one(teams, which)
            if self._may(lambda: station.team_step(team.id, step, LEAD, minutes=30)) and step is TeamStep.OUT:
                assert not (said := self.truth.team_is_wrong(station, team)), said

    # -- children and shifts ----------------------------------------------------------------------------

    @rule(point=AT, first=WHICH, second=WHICH, which=st.none() | WHICH)
    def stay_with_a_child(self, point: int, first: int, second: int, which: int | None) -> None:
        """Two are named for one that came, or for one that is there."""
        station, called = self.station(point), self._called(point)
        one, other = called[first], called[second]
        there = station.reader.children()
        if which is None or not there:
            self.bands += 1
            given = self._may(lambda: station.register_child(ChildDraft(str(self.bands), one, other), LEAD))
        else:
            child = self._one(there, which).id
            given = self._may(lambda: station.staff_child(child, one, other, LEAD))
        if given:
            self.truth.may_stay_with_child(station, one, other)

    @rule(point=AT, by=st.sampled_from(STAFF), which=WHICH, how=st.sampled_from(("seek", "verify", "give", "police")))
    def is_sought(self, point: int, by: str, which: int, how: str) -> None:
        """Somebody comes for a child: a name, a document, and away with it."""
        station, actor = self.station(point), Actor(by, Role.RECEPTION)
        child = next(iter(station.reader.children()), None)
        if child is None:
            return
        here, seek = child.id, child.seekers[0].id if child.seekers else SubjectId("")
        if how == "seek":
            self._may(lambda: station.seek_child(here, "Testpersoon Moeder", "moeder", actor))
        elif how == "verify":
            self._may(lambda: station.verify_child(here, seek, frozenset({Proof.DOCUMENT}), actor))
        else:
            to, sign = ReleaseTo.POLICE if how == "police" else ReleaseTo.GUARDIAN, STAFF[which % 3]
            gone = self._may(
                lambda: station.release_child(here, to, "Testpersoon X", by, sign, actor, seek=seek or None)
            )
            assert not gone or by != sign, "one person gave it along"
            assert not gone or how == "police" or child.seekers[0].believed, "on a name alone"

    @rule(point=AT, which=WHICH, joins=st.sampled_from((True, True, False)))
    def join_or_leave(self, point: int, which: int, joins: bool) -> None:
        """The shift."""
        station, name = self.station(point), self._called(point)[which]
        if joins:
            self._may(lambda: station.join_shift(name, frozenset({Role.RECEPTION}), LEAD))
        else:
            self._may(lambda: station.leave_shift(name, LEAD))

    @rule(point=AT, to=st.sampled_from(STAFF), ticks=st.sampled_from((0, 1, 99)), alone=st.booleans(),
          how=st.sampled_from(("hand over", "hand over", "take over")))  # fmt: skip
    def changes_the_guard(self, point: int, to: str, ticks: int, alone: bool, how: str) -> None:
        """Some lines are ticked, and somebody has the next shift, with everybody or alone."""
        station = self.station(point)
        shift, truth = station.reader.shift(), self.truth
        if shift is None:
            return
        staff: dict[str, frozenset[Role]] | None = {} if alone else None
        if how == "take over":
            if self._may(lambda: station.take_over_shift(to, "leider is weg", LEAD, staff=staff)):
                assert {one.id: one for one in station.reader.shifts()}[shift.id].flagged
            return
        handover = station.reader.handover(shift.id)
        for line in (handover.open if handover else ())[:ticks]:
            if self._may(lambda line=line: station.tick_handover(line.item, LEAD, about=line.about)):  # type: ignore[misc]
                truth.told[shift.id] |= {line.about} if line.item in ONE_BY_ONE and line.about else set()
        must = truth.must_be_told(station)
        if self._may(lambda: station.hand_over_shift(to, LEAD, staff=staff)):
            assert must <= truth.told[shift.id], "handed over, and something was not told"
            truth.handed.add(shift.id)

    # -- the air and the clock --------------------------------------------------------------------------

    @rule()
    def is_cut(self) -> None:
        """They do not hear each other."""
        self.simulation.ether.partition([{node} for node in NODES.values()])

    @rule()
    def heals(self) -> None:
        """They do, and after a while both say the same."""
        self.simulation.ether.heal()
        assert self.simulation.run(HEALED, until=self._level), "an hour, and they do not say the same"
        self.truth.on_one_task([self.station(KB), self.station(HA)])

    def _level(self) -> bool:
        return len({self.station(point).store.export_canonical()["digest"] for point in NODES}) == 1

    @rule(hours=st.sampled_from((0.1, 6.0, 9.0)))
    def passes(self, hours: float) -> None:
        """It becomes evening, night, morning."""
        self.simulation.clock.time += hours * 3600
        self.simulation.run(5)

    @invariant()
    def nobody_comes_to_harm(self) -> None:
        """Unless the first screen says so."""
        if self.helpers:
            for point, other in ((KB, HA), (HA, KB)):
                station = self.station(point)
                self.truth.watched(station)
                self.truth.children_are_not_alone(station, self.station(other))
                self.truth.shifts_are_handed_over(station)

    def _called(self, point: int) -> tuple[str, ...]:
        own = self.helpers[:3] if point == KB else self.helpers[3:6]
        return (*STAFF, *(self.truth.people[one].name for one in own))

    def _one(self, of: Any, which: int) -> Any:
        return of[which % len(of)]
