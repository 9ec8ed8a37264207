# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each kind of work asks of who does it: a table, so that it can be read and tested."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from noodsteunpunt.domain.values import CALLBACK_ONLY, GROUP_OF, Category, CategoryGroup, Skill
from noodsteunpunt.domain.values_point import TeamTask


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
CALLBACK_TASK = Task(Risk.NOBODY)
_RISKS = tuple(Risk)


def _worst(group: CategoryGroup) -> Risk:
    return max((TASKS[one].risk for one in TASKS if GROUP_OF[one] is group and one not in CALLBACK_ONLY),
               key=_RISKS.index)  # fmt: skip


UNREAD_TASKS: dict[CategoryGroup, Task] = {
    group: Task(max(Risk.HOME, _worst(group), key=_RISKS.index)) for group in CategoryGroup
}
"""Of another point's hulpvraag the group is all that can be read: as careful as in a house, and where anything of the
group is work of professionals, that."""

TEAM_TASKS: dict[TeamTask, Task] = {
    TeamTask.WELFARE_CHECK: _task(Risk.HOME),
    TeamTask.TRANSPORT: _task(Risk.LOW, vehicle=True),
    TeamTask.DELIVERY: _task(Risk.LOW, lifts=True),
    TeamTask.LIFTING: _task(Risk.HIGH, lifts=True),
    TeamTask.REPAIR: _task(Risk.HOME),
    TeamTask.DOOR_TO_DOOR: _task(Risk.HOME),
    TeamTask.RUNNER: _task(Risk.LOW),
    TeamTask.GUARD: _task(Risk.HIGH),
    TeamTask.INTERPRET: _task(Risk.LOW),
    TeamTask.OTHER: UNKNOWN_TASK,
}
"""What a team goes out for, where no hulpvraag says more."""


def in_homes(task: Task) -> bool:
    """Does who does it come into a house?"""
    return task.risk is Risk.HOME or (task.risk is Risk.HIGH and not task.here)


def team_task(kind: TeamTask, request: Task | None) -> Task:
    """The more careful of what the team is for and what the hulpvraag asks."""
    own = TEAM_TASKS[kind]
    if request is None:
        return own
    if kind is TeamTask.OTHER:
        return request
    risk = max(own.risk, request.risk, key=_RISKS.index)
    return replace(request, risk=risk, young=own.young, lifts=own.lifts or request.lifts, here=own.here)
