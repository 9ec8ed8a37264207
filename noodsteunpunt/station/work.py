# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is assigned to what, and who leaves for it. Every method that records returns after the commit; it raises
``RuleViolation``."""

from __future__ import annotations

from collections.abc import Sequence

from noodsteunpunt.domain import rules, rules_group, rules_work
from noodsteunpunt.domain.facts import ClaimReleased, ClaimSettled, HelperClaimed, HelperStatusChanged
from noodsteunpunt.domain.values import Actor, HelperStatus, SubjectId
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.domain.when import local_hour
from noodsteunpunt.station.base import Registered
from noodsteunpunt.station.shifts import ShiftCases


class WorkCases(ShiftCases):
    """The hard limits of matching bind whoever presses the button."""

    @property
    def _hour(self) -> int:
        return local_hour(self._clock.now())

    @property
    def _only(self) -> int | None:
        """The point whose claims may be changed here; the coordination point may change all."""
        return None if self.coordination else self.info.point.number

    def _teams(self) -> list[TeamView]:
        return self.reader.teams(self._clock.now())

    def _check_undo(self, subject: SubjectId, kind: str) -> None:
        team = rules_work.team_of(subject, self._teams()) if kind == HelperClaimed.__name__ else None
        rules_work.check_ours((), team, None)

    def claim_helper(self, helper: SubjectId, request: SubjectId, actor: Actor) -> SubjectId:
        """Claim a free helper for an open request; returns the claim's id. See :meth:`assign_helpers`."""
        return self.assign_helpers((helper,), request, actor)[0]

    def assign_helpers(
        self, helpers: Sequence[SubjectId], request: SubjectId, actor: Actor
    ) -> tuple[SubjectId, ...]:  # fmt: skip
        """Claim these free helpers for an open request, all or none: a pair for a visit, a young helper with a
        grown-up. They must be allowed to do it together with who is assigned already. Returns the claims' ids."""
        rows = [self.reader.helper(helper) for helper in helpers]
        need, work = self.reader.need(request, hour=self._hour), None
        if need is not None:
            work = rules_work.work_of(need, self.reader.candidates(helpers), self.reader.assigned(request))
        rules_work.check_assign(rows, self.reader.request(request), self._teams(), work)
        with self._together(self._clock.now()) as enter:
            claims = tuple(
                enter(HelperClaimed(request=request, revision=row.revision, role=actor.role, name=actor.name), row.id)
                for row in rows
                if row is not None
            )
        self._touched()
        return claims

    def release_claim(self, helper: SubjectId, claim: SubjectId, actor: Actor) -> None:
        """Let a claim on ``helper`` go: one of this point, and not of a team that is outside."""
        row = self.reader.helper(helper)
        rules.check_release(row, claim)
        if row is not None:
            named = [live for live in row.claims if live.id == claim]
            rules_work.check_ours(named, rules_work.team_of(helper, self._teams()), self._only)
        self._record(ClaimReleased(claim=claim, role=actor.role, name=actor.name), helper)

    def settle_conflict(self, helper: SubjectId, winner: SubjectId | None, actor: Actor) -> None:
        """A person decides between all live claims; ``winner`` is None when none stays."""
        row = self.reader.helper(helper)
        rules.check_settle(row, winner)
        claims = tuple(sorted(claim.id for claim in row.claims)) if row else ()
        self._record(
            ClaimSettled(claims=claims, winner=winner or SubjectId(""), role=actor.role, name=actor.name), helper
        )

    def change_helper(self, helper: SubjectId, status: HelperStatus, actor: Actor) -> None:
        """Take a helper a step further. Who leaves is assigned to something they may do, and in a house not alone."""
        row = self.reader.helper(helper)
        rules.check_helper_change(row, status)
        if row is not None:
            team = rules_work.team_of(helper, self._teams())
            rules_work.check_ours(row.claims, team, self._only)
            if status is HelperStatus.DEPLOYED:
                rules_work.check_goes(row, team, self.reader.work(helper, hour=self._hour))
        self._record(HelperStatusChanged(status=status, role=actor.role, name=actor.name), helper)

    def split_group(self, helper: SubjectId, people: int, actor: Actor) -> tuple[Registered, Registered]:
        """So many of the group go their own way: two new helpers with what was told and seen of the old one, who is
        signed off. Returns those who go, and those who stay together."""
        row = self.reader.helper(helper)
        parts = rules_group.check_split(row, people, in_team=rules_work.team_of(helper, self._teams()) is not None)
        check = self.reader.helper_check(helper)
        numbers, made = (self._next_number(), self._next_number()), []
        with self._together(self._clock.now()) as enter:
            for number, draft in zip(numbers, parts, strict=True):
                fact = rules.helper_fact(
                    draft, actor, letters=self.info.point.letters, desk=self.info.desk, number=number
                )
                made.append(Registered(enter(fact, None), rules.ticket_of(fact)))
                if check is not None:
                    enter(rules_group.same_check(check, actor), made[-1].id)
            enter(HelperStatusChanged(status=HelperStatus.OFF_DUTY, role=actor.role, name=actor.name), helper)
        self._touched()
        return made[0], made[1]
