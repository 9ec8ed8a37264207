# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Teams that go out, and children who came alone. Every method that records returns after the commit; it raises
``RuleViolation``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from noodsteunpunt.domain import rules_field, rules_request, rules_shift
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.facts import HelperStatusChanged, MessageCarried, RequestStatusChanged
from noodsteunpunt.domain.facts_field import (
    ChildRegistered,
    ChildReleased,
    ChildSought,
    ChildStaffed,
    ChildVerified,
    TeamStepTaken,
)
from noodsteunpunt.domain.lifecycles import CLAIMABLE, REQUEST_STEPS
from noodsteunpunt.domain.matching import check_task
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.synthetic import check_text
from noodsteunpunt.domain.typed import TEXT_LIMITS, clean_text
from noodsteunpunt.domain.values import Actor, Category, HelperStatus, Priority, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import Road
from noodsteunpunt.domain.values_point import Proof, ReleaseTo, TeamStep
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.base import Registered
from noodsteunpunt.station.shifts import ShiftCases

_FOLLOWS = {TeamStep.OUT: HelperStatus.DEPLOYED, TeamStep.BACK: HelperStatus.AVAILABLE}
"""What a step of a team says of the helpers in it."""


_FREE = CLAIMABLE | {HelperStatus.CLAIMED}


class FieldCases(ShiftCases):
    """Never one person alone: not outside, and not with a child."""

    # -- teams ------------------------------------------------------------------------------------------

    def form_team(self, draft: TeamDraft, actor: Actor) -> SubjectId:
        """A team of two at least, with what it goes out for. Returns its id."""
        helpers = [self.reader.helper(helper) for helper in dict.fromkeys(draft.helpers)]
        known = [row for row in helpers if row is not None]
        if len(known) < len(draft.helpers):
            raise RuleViolation("unknown_helper", "helpers")
        if draft.request is not None:
            rules_request.check_exists(self.reader.request(draft.request))
            if (need := self.reader.need(draft.request, hour=12)) is not None:
                check_task(need)
        if draft.message is not None and self.reader.message(draft.message) is None:
            raise RuleViolation("unknown_message", "message")
        names = tuple(self._person(name, "person") for name in draft.names)
        texts: dict[str, Any] = {
            name: self._words_of(getattr(draft, name), name) for name in ("area", "brief", "risks")
        }
        clean = replace(draft, names=names, **texts)
        outside = [team for team in self.reader.teams(self._clock.now()) if rules_field.is_outside(team.status)]
        return self._record(rules_field.team_fact(clean, known, outside, actor), None)

    def _words_of(self, text: str, field: str) -> str:
        if self.info.synthetic_only:
            check_text(field, text)
        return text

    def team_step(
        self, team: SubjectId, step: TeamStep, actor: Actor, *, minutes: int | None = None, every: int | None = None,
        words: str = "",
    ) -> None:  # fmt: skip
        """Briefed, out (``minutes``: due back in so many; ``every``: a sign of life every so many), on site, a sign
        of life, back, debriefed (``words``: what it told). Its helpers are on the way, and free again when it is
        back."""
        view = self.reader.team(team, self._clock.now())
        clean = self._words(words)
        rules_field.check_team_step(view, step, minutes, every, clean)
        now = rules_request.minute_of(self._clock.now(), self._started_at)
        fact = TeamStepTaken(
            step=step, until=None if minutes is None else now + minutes, every=every, words=clean, role=actor.role,
            name=actor.name,
        )  # fmt: skip
        if view is not None and step is TeamStep.OUT:
            self._check_still_two(view)
        with self._together(self._clock.now()) as enter:
            enter(fact, team)
            for helper in self._who_follow(view, step):
                enter(HelperStatusChanged(status=_FOLLOWS[step], role=actor.role, name=actor.name), helper)
            if view is not None and view.message is not None and step is TeamStep.OUT:
                enter(MessageCarried(road=Road.RUNNER, role=actor.role, name=actor.name), view.message)
        self._touched()

    def _check_still_two(self, view: TeamView) -> None:
        """Between briefing and the door somebody may have gone out with another team, or home."""
        for helper in view.members:
            row = self.reader.helper(helper)
            if row is not None and row.status in {HelperStatus.DEPLOYED, HelperStatus.OFF_DUTY, HelperStatus.CONFLICT}:
                raise RuleViolation("is_out", "helpers")

    def _who_follow(self, view: TeamView | None, step: TeamStep) -> list[SubjectId]:
        if view is None or step not in _FOLLOWS:
            return []
        rows = [self.reader.helper(helper) for helper in view.members]
        from_where = _FREE if step is TeamStep.OUT else {HelperStatus.DEPLOYED}
        return [row.id for row in rows if row is not None and row.status in from_where]

    # -- children who came alone ------------------------------------------------------------------------

    def register_child(self, draft: ChildDraft, actor: Actor) -> Registered:
        """Two of the shift stay with it. All that goes on the air is a call-back ticket. Returns the child's id, and
        that ticket."""
        self._check_people(draft, actor)
        band = rules_field.check_child(draft, self.reader.children())
        first, second = rules_shift.check_two(draft.first, draft.second, self.reader.shift())
        if draft.request is not None:
            ticket = rules_request.check_exists(self.reader.request(draft.request)).row.ticket
        texts = {name: clean_text(getattr(draft, name), name, TEXT_LIMITS[name])
                 for name in ("name", "looks", "found", "needs")}  # fmt: skip
        now, number = self._clock.now(), 0 if draft.request else self._next_number()
        with self._together(now) as enter:
            request = draft.request
            if request is None:
                asked = rules_request.request_fact(
                    RequestDraft(Category.MINOR_ALONE, Priority.P2), actor, letters=self.info.point.letters,
                    desk=self.info.desk, number=number, now=now, started_at=self._started_at, intake_seconds=None,
                )  # fmt: skip
                request, ticket = enter(asked), ticket_of(asked)
            child = enter(
                ChildRegistered(
                    wristband=band, request=request, first=first, second=second, age=draft.age, role=actor.role,
                    recorded_by=actor.name, **texts,
                )
            )  # fmt: skip
        self._touched()
        return Registered(child, ticket)

    def staff_child(self, child: SubjectId, first: str, second: str, actor: Actor) -> None:
        """These two stay with it from here on."""
        rules_field.check_here(self.reader.child(child))
        one, other = rules_shift.check_two(first, second, self.reader.shift())
        self._record(ChildStaffed(first=one, second=other, role=actor.role, name=actor.name), child)

    def seek_child(
        self, child: SubjectId, seeker: str, relation: str, actor: Actor, *, phone: str = "", words: str = ""
    ) -> SubjectId:
        """Somebody says that it is theirs. Returns the id under which two of the team find out."""
        rules_field.check_here(self.reader.child(child))
        fact = ChildSought(
            seeker=self._person(seeker, "seeker"), relation=rules_shift.needed_text(relation, "relation"),
            phone=self._words(phone, "phone"), words=self._words(words), role=actor.role, name=actor.name,
        )  # fmt: skip
        return self._record(fact, child)

    def verify_child(
        self, child: SubjectId, seek: SubjectId, proofs: frozenset[Proof], actor: Actor, *, doubt: bool = False,
        words: str = "",
    ) -> None:  # fmt: skip
        """What ``actor`` found out about who seeks it; two of the shift must, each alone. A name alone is no proof."""
        rules_field.check_here(self.reader.child(child))
        rules_shift.check_on_shift(actor.name, self.reader.shift(), "name")
        fact = ChildVerified(
            seek=seek, proofs=proofs, doubt=doubt, words=self._words(words), role=actor.role, name=actor.name
        )
        state = self.reader.child_state(child)
        if state is not None:
            rules_field.check_verified(state, fact)
        self._record(fact, child)

    def release_child(
        self, child: SubjectId, to: ReleaseTo, receiver: str, first: str, second: str, actor: Actor, *,
        seek: SubjectId | None = None, words: str = "",
    ) -> None:  # fmt: skip
        """It goes with a guardian whom two verified (``seek``), or with police, youth care or an ambulance
        (``receiver``: who). Two of the shift sign. The call-back ticket is solved."""
        view = rules_field.check_here(self.reader.child(child))
        one, other = rules_shift.check_two(first, second, self.reader.shift())
        fact = ChildReleased(
            to=to, seek=seek or SubjectId(""), receiver=self._person(receiver, "receiver"), first=one, second=other,
            words=self._words(words), role=actor.role, name=actor.name,
        )  # fmt: skip
        state = self.reader.child_state(child)
        if state is not None:
            rules_field.check_release(state, fact)
        request = self.reader.request(view.request)
        with self._together(self._clock.now()) as enter:
            enter(fact, child)
            if request is not None and RequestStatus.SOLVED in REQUEST_STEPS[request.row.status]:
                solved = RequestStatusChanged(status=RequestStatus.SOLVED, role=actor.role, name=actor.name)
                enter(solved, view.request)
        self._touched()
