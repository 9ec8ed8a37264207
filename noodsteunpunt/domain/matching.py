# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which helpers fit a request, and why; and why the others do not. Hard limits first, then what makes one fit better.
The same input gives the same order; a person decides.

Nobody enters a house alone or without the leader's clearance; the young do what is on their list, with a grown-up and
not at night; what belongs to professionals is proposed only after a recorded approval.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.lifecycles import CLAIMABLE
from noodsteunpunt.domain.matching_things import Thing, ThingMatch, near, propose_things
from noodsteunpunt.domain.tasks import CALLBACK_TASK, UNREAD_TASKS, Task, in_homes
from noodsteunpunt.domain.tasks import TASKS as TASKS
from noodsteunpunt.domain.tasks import UNKNOWN_TASK as UNKNOWN_TASK
from noodsteunpunt.domain.tasks import Risk as Risk
from noodsteunpunt.domain.values import Category, CategoryGroup, HelperStatus, Skill, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Limit
from noodsteunpunt.domain.violations import RuleViolation

NIGHT_FROM, NIGHT_UNTIL = 22, 7
"""Hours of the local day."""

RESTED, TIRED = 2, 6
"""Hours on duty without a break."""


@dataclass(frozen=True, slots=True)
class Need:
    """A request as matching sees it. ``hour``: of the local day in which it is done. ``group``: all that may be read
    of it where ``category`` may not; ``callback``: it is a call-back ticket and nothing more."""

    category: Category | None
    pc4: str
    hour: int
    approved: bool = False
    language: str = ""
    stairs: bool = False
    group: CategoryGroup | None = None
    callback: bool = False
    wanted: int = 1
    """How many are needed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A helper as matching sees them. ``size``: how many came together."""

    id: SubjectId
    ticket: str
    status: HelperStatus
    claimed: bool
    skills: frozenset[Skill]
    pc4: str
    adult: bool
    vehicle: bool
    size: int
    clearance: frozenset[Clearance] = frozenset()
    limits: frozenset[Limit] = frozenset()
    languages: frozenset[str] = frozenset()
    hours: int = 0
    """Whole hours on duty without a break."""


@dataclass(frozen=True, slots=True)
class Match:
    """One who fits. ``why`` are codes for the screen, the strongest first; ``second``: not alone, find a second;
    ``hours``: on duty without a break."""

    helper: SubjectId
    ticket: str
    score: int
    why: tuple[str, ...]
    second: bool
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who fits, the best first, and of everybody else the first limit that stands in the way; and so for things."""

    matches: tuple[Match, ...]
    refused: tuple[tuple[SubjectId, str], ...]
    things: tuple[ThingMatch, ...] = ()
    things_refused: tuple[tuple[SubjectId, str], ...] = ()


def propose(need: Need, candidates: Iterable[Candidate], things: Iterable[Thing] = ()) -> Proposal:
    """For a person to choose from."""
    task = task_of(need)
    matches: list[Match] = []
    refused: list[tuple[SubjectId, str]] = []
    for one in candidates:
        limit = limit_of(task, need, one)
        if limit:
            refused.append((one.id, limit))
        else:
            matches.append(_match(task, need, one))
    matches.sort(key=lambda match: (-match.score, match.second, match.ticket, match.helper))
    found, held = propose_things(need.category, need.pc4, need.wanted, things)
    return Proposal(tuple(matches), tuple(sorted(refused)), found, held)


def check_task(need: Need) -> None:
    """May helpers do this at all? What belongs to professionals only after the leader's approval."""
    risk = task_of(need).risk
    if risk is Risk.NOBODY:
        raise RuleViolation("not_for_helpers", "request")
    if risk is Risk.HIGH and not need.approved:
        raise RuleViolation("not_approved", "request")


def task_of(need: Need) -> Task:
    """What it asks of who does it; where the category may not be read, the most careful that it can be."""
    if need.category is not None:
        return TASKS[need.category]
    if need.callback:
        return CALLBACK_TASK
    return UNKNOWN_TASK if need.group is None else UNREAD_TASKS[need.group]


def limit_of(task: Task, need: Need, one: Candidate) -> str:
    """The code of the first hard limit, empty for none."""
    for code, stands in (
        ("not_for_helpers", task.risk is Risk.NOBODY),
        ("not_approved", task.risk is Risk.HIGH and not need.approved),
        ("taken", one.claimed),
        ("not_free", one.status not in CLAIMABLE),
    ):
        if stands:
            return code
    return unfit(task, need, one)


def unfit(task: Task, need: Need, one: Candidate) -> str:
    """As :func:`limit_of`, of who has the work already: what stands in the way of that helper doing it."""
    night = need.hour >= NIGHT_FROM or need.hour < NIGHT_UNTIL
    for code, stands in (
        ("not_for_helpers", task.risk is Risk.NOBODY),
        ("not_approved", task.risk is Risk.HIGH and not need.approved),
        ("young_task", not one.adult and not (task.young and task.risk is Risk.LOW)),
        ("young_night", not one.adult and night),
        ("no_clearance", in_homes(task) and Clearance.HOME_VISIT not in one.clearance),
        ("stays_here", not task.here and Limit.STAYS_HERE in one.limits),
        ("not_at_night", night and Limit.NOT_AT_NIGHT in one.limits),
        ("no_lifting", task.lifts and Limit.NO_LIFTING in one.limits),
        ("no_stairs", need.stairs and Limit.NO_STAIRS in one.limits),
    ):
        if stands:
            return code
    return ""


def lacking(task: Task, party: Sequence[Candidate], others: int = 0) -> str:
    """What these lack together, and ``others`` grown-ups of the team with them: ``no_buddy`` or ``pair_needed``; empty
    for nothing. Nobody is in a house alone; who is young has a grown-up beside them."""
    adults = others + sum(one.size for one in party if one.adult)
    if not adults and any(not one.adult for one in party):
        return "no_buddy"
    alone = others + sum(one.size for one in party) < 2
    careful = in_homes(task) or any(Limit.NOT_ALONE in one.limits for one in party)
    return "pair_needed" if alone and careful else ""


def _match(task: Task, need: Need, one: Candidate) -> Match:
    reasons: list[tuple[int, str]] = []
    if able := len(task.skills & one.skills):
        reasons.append((30 + 10 * able, "skill"))
    if need.language and need.language in one.languages:
        reasons.append((25, "language"))
    if need.pc4 and one.pc4 == need.pc4:
        reasons.append((20, "same_area"))
    elif near(need.pc4, one.pc4):
        reasons.append((10, "near"))
    if task.vehicle and one.vehicle:
        reasons.append((15, "vehicle"))
    if one.size > 1 and not task.here:
        reasons.append((12, "together"))
    if one.hours < RESTED:
        reasons.append((4, "rested"))
    elif one.hours >= TIRED:
        reasons.append((-18, "tired"))
    reasons.sort(key=lambda reason: (-reason[0], reason[1]))
    pair = task.risk is not Risk.LOW or not one.adult or Limit.NOT_ALONE in one.limits or not task.here
    alone = one.size < 2 or not one.adult
    return Match(
        one.id,
        one.ticket,
        sum(points for points, _ in reasons),
        tuple(w for _, w in reasons),
        pair and alone,
        one.hours,
    )
