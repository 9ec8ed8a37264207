# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which helpers fit a request, and why; and why the others do not. Hard limits first, then what makes one fit better.
The same input gives the same order; a person decides.

Nobody enters a house alone or without the leader's clearance; the young do what is on their list, with a grown-up and
not at night; what belongs to professionals is proposed only after a recorded approval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from noodsteunpunt.domain.lifecycles import CLAIMABLE
from noodsteunpunt.domain.values import Category, HelperStatus, Skill, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Limit
from noodsteunpunt.domain.violations import RuleViolation

NIGHT_FROM, NIGHT_UNTIL = 22, 7
"""Hours of the local day."""

NEAR = 3
"""Four-digit postcodes that differ by no more are neighbours, in most towns."""


class Risk(StrEnum):
    """How far a task is from what anybody may do."""

    LOW = "low"
    """In the open, at the point, at a door."""
    HOME = "home"
    """In somebody's house."""
    HIGH = "high"
    """In support of professionals: only after a recorded approval."""
    NOBODY = "nobody"
    """Not for helpers at all."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a category asks of who does it. ``young``: on the list of the young; ``lifts``: something heavy."""

    risk: Risk
    skills: frozenset[Skill] = frozenset()
    vehicle: bool = False
    young: bool = False
    lifts: bool = False
    here: bool = False
    """At the point itself."""


def _task(risk: Risk, *skills: Skill, vehicle: bool = False, young: bool = False, lifts: bool = False,
          here: bool = False) -> Task:  # fmt: skip
    return Task(risk, frozenset(skills), vehicle, young, lifts, here)


TASKS: dict[Category, Task] = {
    Category.LIFE_THREAT: _task(Risk.HIGH, Skill.FIRST_AID, Skill.NURSE, Skill.DOCTOR),
    Category.MEDICAL_POWER: _task(Risk.HOME, Skill.ELECTRICIAN, Skill.NURSE),
    Category.MEDICATION: _task(Risk.HOME, Skill.PHARMACIST, Skill.NURSE, Skill.BIKE_COURIER),
    Category.MED_COOLING: _task(Risk.LOW, Skill.PHARMACIST, vehicle=True),
    Category.CARRY_DOWN: _task(Risk.HIGH, Skill.LIFTING, Skill.FIRST_AID, lifts=True),
    Category.EVAC_TRANSPORT: _task(Risk.HOME, Skill.DRIVER, vehicle=True),
    Category.STUCK_LIFT: _task(Risk.HIGH),
    Category.WELFARE_CHECK: _task(Risk.HOME, Skill.SOCIAL_WORK, Skill.NURSE),
    Category.WATER: _task(Risk.LOW, Skill.BIKE_COURIER, vehicle=True, lifts=True),
    Category.FOOD: _task(Risk.LOW, Skill.COOK, Skill.BIKE_COURIER),
    Category.WARMTH: _task(Risk.LOW, Skill.DRIVER, vehicle=True),
    Category.CHARGING: _task(Risk.LOW, Skill.IT, young=True, here=True),
    Category.BABY: _task(Risk.LOW, Skill.CHILD_CARE),
    Category.ANIMAL: _task(Risk.HOME, vehicle=True),
    Category.REPAIR: _task(Risk.HOME, Skill.CARPENTER, Skill.ELECTRICIAN, Skill.PLUMBER),
    Category.SANITATION: _task(Risk.HOME, Skill.PLUMBER),
    Category.CARE_ROUND: _task(Risk.HOME, Skill.NURSE, Skill.SOCIAL_WORK),
    Category.INTERPRETER: _task(Risk.LOW, Skill.INTERPRETER, Skill.SIGN_LANGUAGE, here=True),
    Category.NUISANCE: _task(Risk.HIGH),
    Category.INFO: _task(Risk.LOW, young=True, here=True),
    Category.OTHER: _task(Risk.HOME),
    Category.MINOR_ALONE: _task(Risk.NOBODY),
    Category.TRACING: _task(Risk.HIGH),
    Category.DEATH: _task(Risk.NOBODY),
    Category.REFUGE: _task(Risk.NOBODY),
}
"""A child who came alone is with two of the team, and what else is never on the air is not handed to helpers."""

UNKNOWN_TASK = Task(Risk.HOME)
"""Where the category may not be read here: as careful as in a house."""


@dataclass(frozen=True, slots=True)
class Need:
    """A request as matching sees it. ``hour``: of the local day in which it is done."""

    category: Category | None
    pc4: str
    hour: int
    approved: bool = False
    language: str = ""
    stairs: bool = False


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


@dataclass(frozen=True, slots=True)
class Match:
    """One who fits. ``why`` are codes for the screen, the strongest first; ``second``: not alone, find a second."""

    helper: SubjectId
    ticket: str
    score: int
    why: tuple[str, ...]
    second: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who fits, the best first, and of everybody else the first limit that stands in the way."""

    matches: tuple[Match, ...]
    refused: tuple[tuple[SubjectId, str], ...]


def propose(need: Need, candidates: Iterable[Candidate]) -> Proposal:
    """For a person to choose from."""
    task = UNKNOWN_TASK if need.category is None else TASKS[need.category]
    matches: list[Match] = []
    refused: list[tuple[SubjectId, str]] = []
    for one in candidates:
        limit = limit_of(task, need, one)
        if limit:
            refused.append((one.id, limit))
        else:
            matches.append(_match(task, need, one))
    matches.sort(key=lambda match: (-match.score, match.second, match.ticket, match.helper))
    return Proposal(tuple(matches), tuple(sorted(refused)))


def check_task(need: Need) -> None:
    """May helpers do this at all? What belongs to professionals only after the leader's approval."""
    risk = UNKNOWN_TASK.risk if need.category is None else TASKS[need.category].risk
    if risk is Risk.NOBODY:
        raise RuleViolation("not_for_helpers", "request")
    if risk is Risk.HIGH and not need.approved:
        raise RuleViolation("not_approved", "request")


def limit_of(task: Task, need: Need, one: Candidate) -> str:
    """The code of the first hard limit, empty for none."""
    night = need.hour >= NIGHT_FROM or need.hour < NIGHT_UNTIL
    home = task.risk is Risk.HOME or (task.risk is Risk.HIGH and not task.here)
    for code, stands in (
        ("not_for_helpers", task.risk is Risk.NOBODY),
        ("not_approved", task.risk is Risk.HIGH and not need.approved),
        ("taken", one.claimed),
        ("not_free", one.status not in CLAIMABLE),
        ("young_task", not one.adult and not (task.young and task.risk is Risk.LOW)),
        ("young_night", not one.adult and night),
        ("no_clearance", home and Clearance.HOME_VISIT not in one.clearance),
        ("stays_here", not task.here and Limit.STAYS_HERE in one.limits),
        ("not_at_night", night and Limit.NOT_AT_NIGHT in one.limits),
        ("no_lifting", task.lifts and Limit.NO_LIFTING in one.limits),
        ("no_stairs", need.stairs and Limit.NO_STAIRS in one.limits),
    ):
        if stands:
            return code
    return ""


def _match(task: Task, need: Need, one: Candidate) -> Match:
    reasons: list[tuple[int, str]] = []
    if able := len(task.skills & one.skills):
        reasons.append((30 + 10 * able, "skill"))
    if need.language and need.language in one.languages:
        reasons.append((25, "language"))
    if need.pc4 and one.pc4 == need.pc4:
        reasons.append((20, "same_area"))
    elif _near(need.pc4, one.pc4):
        reasons.append((10, "near"))
    if task.vehicle and one.vehicle:
        reasons.append((15, "vehicle"))
    if one.size > 1 and not task.here:
        reasons.append((12, "together"))
    reasons.sort(key=lambda reason: (-reason[0], reason[1]))
    pair = task.risk is not Risk.LOW or not one.adult or Limit.NOT_ALONE in one.limits or not task.here
    alone = one.size < 2 or not one.adult
    return Match(one.id, one.ticket, sum(points for points, _ in reasons), tuple(w for _, w in reasons), pair and alone)


def _near(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and 0 < abs(int(one) - int(other)) <= NEAR
