# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May these helpers do this work: when they are assigned, when they leave, and while they are at it.

What a rule can prevent is refused with a code. What it cannot (the hour, a corrected answer, a second who went home, a
word from another island) is found by the same functions and stands among what needs a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.fold_field import OUTSIDE
from noodsteunpunt.domain.lifecycles import CLAIMABLE, ENDED
from noodsteunpunt.domain.matching import Candidate, Need, check_task, lacking, task_of, unfit
from noodsteunpunt.domain.rules_request import check_exists
from noodsteunpunt.domain.tasks import Risk, Task, team_task
from noodsteunpunt.domain.values import HelperStatus, SubjectId
from noodsteunpunt.domain.values_point import TeamStatus, TeamTask
from noodsteunpunt.domain.views import ClaimView, HelperRow, RequestDetail
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.domain.violations import RuleViolation


@dataclass(frozen=True, slots=True)
class Work:
    """Something that people do or are about to do. ``need``: what is known of it and of the hour; ``party``: the
    helpers it is about; ``beside``: helpers who do it with them; ``others``: grown-ups of the team who go along."""

    task: Task
    need: Need
    party: tuple[Candidate, ...]
    beside: tuple[Candidate, ...] = ()
    others: int = 0


def work_of(need: Need, party: Sequence[Candidate], beside: Sequence[Candidate] = ()) -> Work:
    """These helpers for a request, with who is assigned to it already."""
    return Work(task_of(need), need, tuple(party), tuple(beside))


def team_work(kind: TeamTask, request: Need | None, party: Sequence[Candidate], others: int, *, hour: int) -> Work:
    """A team that goes out in ``hour``, for ``request`` if there is one."""
    task = team_task(kind, None if request is None else task_of(request))
    return Work(task, request or Need(None, "", hour), tuple(party), others=others)


def wrong_with(work: Work) -> str:
    """The code of the first thing that stands in the way, empty for nothing."""
    if not work.party and work.task.risk is Risk.HIGH and not work.need.approved:
        return "not_approved"
    codes = (unfit(work.task, work.need, one) for one in work.party)
    return next((code for code in codes if code), "") or lacking(work.task, (*work.party, *work.beside), work.others)


def check_work(work: Work, field: str = "helpers") -> None:
    """Refuses what :func:`wrong_with` finds."""
    if code := wrong_with(work):
        raise RuleViolation(code, "request" if code in {"not_approved", "not_for_helpers"} else field)


def check_assign(
    rows: Sequence[HelperRow | None], request: RequestDetail | None, teams: Sequence[TeamView], work: Work | None
) -> None:  # fmt: skip
    """Only who is free, each once, for a request that somebody waits for; and together with those who are assigned
    already they may do it."""
    known = [row for row in rows if row is not None]
    if len(known) < len(rows) or not rows:
        raise RuleViolation("unknown_helper")
    if len({row.id for row in known}) < len(known):
        raise RuleViolation("person_twice", "helpers")
    if any(row.status not in CLAIMABLE or row.claims or team_of(row.id, teams) for row in known):
        raise RuleViolation("helper_taken")
    if check_exists(request).row.status in ENDED:
        raise RuleViolation("request_ended")
    if work is not None:
        check_task(work.need)
        check_work(work)


def check_ours(claims: Sequence[ClaimView], team: TeamView | None, own: int | None) -> None:
    """What another point assigned is that point's; and of who is outside in a team only the team is told. ``own``: the
    number of this point, None where everything may be said."""
    if team is not None and team.status in OUTSIDE:
        raise RuleViolation("by_team", "status")
    if own is not None and any(claim.point.number != own for claim in claims):
        raise RuleViolation("not_ours", "status")


def check_goes(row: HelperRow, team: TeamView | None, work: Work | None) -> None:
    """Somebody goes to the request that they are assigned to; who is in a team leaves with it."""
    if team is not None:
        raise RuleViolation("by_team", "status")
    if len(row.claims) != 1 or work is None:
        raise RuleViolation("no_task", "status")
    check_work(work, "status")


def team_of(helper: SubjectId, teams: Sequence[TeamView]) -> TeamView | None:
    """The team that a helper is in and that has not come back."""
    busy = {TeamStatus.PLANNED, TeamStatus.BRIEFED, TeamStatus.OUT, TeamStatus.ON_SITE}
    return next((team for team in teams if team.status in busy and helper in team.members), None)


def elsewhere(team: TeamView, row: HelperRow, own: int) -> bool:
    """Is a member of the team not (or not only) assigned to what the team is for?"""
    request = team.request or SubjectId("")
    return [(claim.request, claim.point.number) for claim in row.claims] != [(request, own)]


def check_free_for(rows: Sequence[HelperRow], request: SubjectId, teams: Sequence[TeamView]) -> None:
    """Nobody is on two tasks: who joins a team has nothing else, or is assigned to the same request."""
    for row in rows:
        if row.status in {HelperStatus.OFF_DUTY, HelperStatus.RESTING, HelperStatus.CONFLICT}:
            raise RuleViolation("helper_taken", "helpers")
        other = [claim for claim in row.claims if claim.request != request or not request]
        if other or team_of(row.id, teams) is not None:
            raise RuleViolation("helper_taken", "helpers")
