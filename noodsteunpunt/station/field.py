# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Teams that go out, and children who came alone. Every method that records returns after the commit; it raises
``RuleViolation``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from noodsteunpunt.domain import rules_field, rules_request, rules_shift, rules_work
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.facts import (
    ClaimReleased,
    HelperClaimed,
    HelperStatusChanged,
    MessageCarried,
    RequestStatusChanged,
)
from noodsteunpunt.domain.facts_field import (
    ChildRegistered,
    ChildReleased,
    ChildSought,
    ChildStaffed,
    ChildVerified,
    TeamStepTaken,
)
from noodsteunpunt.domain.lifecycles import CLAIMABLE, ENDED, REQUEST_STEPS
from noodsteunpunt.domain.matching import check_task
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft, is_outside
from noodsteunpunt.domain.synthetic import check_text
from noodsteunpunt.domain.typed import TEXT_LIMITS, clean_text, same_person
from noodsteunpunt.domain.values import Actor, Category, HelperStatus, Priority, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import Road
from noodsteunpunt.domain.values_point import Proof, ReleaseTo, TeamStep
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.base import Registered
from noodsteunpunt.station.work import WorkCases

_FOLLOWS = {TeamStep.OUT: HelperStatus.DEPLOYED, TeamStep.BACK: HelperStatus.AVAILABLE}
"""What a step of a team says of the helpers in it."""

_FREE = CLAIMABLE | {HelperStatus.CLAIMED}
_NOT_THERE = frozenset(
    {HelperStatus.DEPLOYED, HelperStatus.RESTING, HelperStatus.OFF_DUTY, HelperStatus.CONFLICT}
)  # fmt: skip


class FieldCases(WorkCases):
    """Never one person alone: not outside, and not with a child."""

    # -- teams ------------------------------------------------------------------------------------------

    def form_team(self, draft: TeamDraft, actor: Actor) -> SubjectId:
        """A team of two at least, with what it goes out for. Its helpers are assigned to that from here on. Returns
        its id."""
        clean, known = self._called_up(draft)
        need, now = None, self._clock.now()
        if draft.request is not None:
            if rules_request.check_exists(self.reader.request(draft.request)).row.status in ENDED:
                raise RuleViolation("request_ended")
            if (need := self.reader.need(draft.request, hour=self._hour)) is not None:
                check_task(need)
        if draft.message is not None and self.reader.message(draft.message) is None:
            raise RuleViolation("unknown_message", "message")
        teams = self.reader.teams(now)
        fact = rules_field.team_fact(clean, known, [team for team in teams if is_outside(team.status)], actor)
        rules_work.check_free_for(known, fact.request, teams)
        party = self.reader.candidates(fact.members)
        rules_work.check_work(rules_work.team_work(fact.task, need, party, len(clean.names), hour=self._hour))
        with self._together(now) as enter:
            team = enter(fact)
            for row in known:
                if not row.claims:
                    claim = HelperClaimed(request=fact.request, revision=row.revision, role=actor.role, name=actor.name)
                    enter(claim, row.id)
        self._touched()
        return team

    def _called_up(self, draft: TeamDraft) -> tuple[TeamDraft, list[HelperRow]]:
        """Cleaned, and the helpers in it. Who is called by name and signed up here as a helper goes as that helper."""
        names = tuple(self._person(name, "person") for name in draft.names)
        staff = [row.person for row in self.reader.people() if not row.gone]
        known_here = self.reader.named([name for name in names if not any(same_person(name, one) for one in staff)])
        helpers = tuple(dict.fromkeys((*draft.helpers, *known_here.values())))
        rows = [row for row in map(self.reader.helper, helpers) if row is not None]
        if len(rows) < len(helpers):
            raise RuleViolation("unknown_helper", "helpers")
        if set(draft.helpers) & set(known_here.values()) or len(draft.helpers) > len(set(draft.helpers)):
            raise RuleViolation("person_twice", "names")
        texts: dict[str, Any] = {
            name: self._words_of(getattr(draft, name), name) for name in ("area", "brief", "risks")
        }
        others = tuple(name for name in names if name not in known_here)
        return replace(draft, helpers=helpers, names=others, **texts), rows

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
            self._check_still_fit(view)
        with self._together(self._clock.now()) as enter:
            enter(fact, team)
            for helper in self._who_follow(view, step):
                enter(HelperStatusChanged(status=_FOLLOWS[step], role=actor.role, name=actor.name), helper)
            for helper, claim in self._who_are_free(view, step):
                enter(ClaimReleased(claim=claim, role=actor.role, name=actor.name), helper)
            if view is not None and view.message is not None and step is TeamStep.OUT:
                enter(MessageCarried(road=Road.RUNNER, role=actor.role, name=actor.name), view.message)
        self._touched()

    def _check_still_fit(self, view: TeamView) -> None:
        """Between briefing and the door somebody may have gone out with another team, or home; and night may fall."""
        own = self.info.point.number
        for helper in view.members:
            row = self.reader.helper(helper)
            if row is not None and (row.status in _NOT_THERE or rules_work.elsewhere(view, row, own)):
                raise RuleViolation("is_out", "helpers")
        rules_work.check_work(self.reader.team_work(view, hour=self._hour))

    def _who_follow(self, view: TeamView | None, step: TeamStep) -> list[SubjectId]:
        if view is None or step not in _FOLLOWS:
            return []
        rows = [self.reader.helper(helper) for helper in view.members]
        from_where = _FREE if step is TeamStep.OUT else {HelperStatus.DEPLOYED, HelperStatus.CONFLICT}
        return [row.id for row in rows if row is not None and row.status in from_where]

    def _who_are_free(self, view: TeamView | None, step: TeamStep) -> list[tuple[SubjectId, SubjectId]]:
        """Helper and claim, of what this point assigned to them with the team."""
        if view is None or step not in {TeamStep.BACK, TeamStep.ABORTED}:
            return []
        rows = [row for row in map(self.reader.helper, view.members) if row is not None]
        request, own = view.request or SubjectId(""), self.info.point.number
        return [(row.id, claim.id) for row in rows for claim in row.claims
                if claim.request == request and claim.point.number == own]  # fmt: skip

    # -- children who came alone ------------------------------------------------------------------------

    def register_child(self, draft: ChildDraft, actor: Actor) -> Registered:
        """Two of the shift stay with it. All that goes on the air is a call-back ticket. Returns the child's id, and
        that ticket."""
        self._check_people(draft, actor)
        band = rules_field.check_child(draft, self.reader.children())
        first, second = self._two_for_child(draft.first, draft.second)
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
                    wristband=band, request=request, first=first, second=second, age=draft.age,
                    who=self._who(first, second), role=actor.role, recorded_by=actor.name, **texts,
                )
            )  # fmt: skip
        self._touched()
        return Registered(child, ticket)

    def _two_for_child(self, first: str, second: str) -> tuple[str, str]:
        """Two of the shift. Who signed up as a helper only if the leader lets them visit homes: the clearance for who
        needs care."""
        one, other = rules_shift.check_two(first, second, self.reader.shift())
        for field, name in (("first", one), ("second", other)):
            rules_field.check_with_child(self.reader.candidates(list(self.reader.named([name]).values())), field)
        return one, other

    def staff_child(self, child: SubjectId, first: str, second: str, actor: Actor) -> None:
        """These two stay with it from here on."""
        rules_field.check_here(self.reader.child(child))
        one, other = self._two_for_child(first, second)
        self._record(
            ChildStaffed(first=one, second=other, who=self._who(one, other), role=actor.role, name=actor.name), child
        )

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
            seek=seek, proofs=proofs, doubt=doubt, words=self._words(words),
            who=next(iter(self._who(actor.name)), SubjectId("")), role=actor.role, name=actor.name,
        )  # fmt: skip
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
        one, other = self._two_for_child(first, second)
        fact = ChildReleased(
            to=to, seek=seek or SubjectId(""), receiver=self._person(receiver, "receiver"), first=one, second=other,
            who=self._who(one, other), words=self._words(words), role=actor.role, name=actor.name,
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
