# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often things happen at a point on a bad day, as far as anybody can say before one: our estimate."""

from __future__ import annotations

from noodsteunpunt.domain.odds import Given, Weights, cases_of
from noodsteunpunt.domain.values import GROUP_OF, Category, CategoryGroup

CATEGORIES: dict[Category, int] = {
    Category.LIFE_THREAT: 40,
    Category.MEDICAL_POWER: 90,
    Category.MEDICATION: 90,
    Category.MED_COOLING: 30,
    Category.CARRY_DOWN: 50,
    Category.EVAC_TRANSPORT: 60,
    Category.STUCK_LIFT: 20,
    Category.WELFARE_CHECK: 110,
    Category.WATER: 100,
    Category.FOOD: 60,
    Category.WARMTH: 70,
    Category.CHARGING: 60,
    Category.BABY: 30,
    Category.ANIMAL: 20,
    Category.REPAIR: 40,
    Category.SANITATION: 20,
    Category.CARE_ROUND: 50,
    Category.INTERPRETER: 15,
    Category.NUISANCE: 15,
    Category.INFO: 30,
    Category.OTHER: 40,
    Category.MINOR_ALONE: 1,
    Category.TRACING: 1,
    Category.DEATH: 1,
    Category.REFUGE: 1,
}
"""Parts per category; the last four travel as a call-back ticket."""

GROUP = Weights(
    tuple(
        sum(part for category, part in CATEGORIES.items() if GROUP_OF[category] is group) // 10
        for group in CategoryGroup
    )
)
CATEGORY = Given("group", cases_of(GROUP_OF, CATEGORIES), tuple(CATEGORIES.values()))

_P1 = (25, 40, 30, 5)
_USUAL = (6, 34, 45, 15)
PRIORITY = Given(
    "group",
    {
        CategoryGroup.HEALTH: _P1,
        CategoryGroup.POWER: _P1,
        CategoryGroup.TRANSPORT: (15, 45, 32, 8),
        CategoryGroup.SAFETY: (20, 40, 30, 10),
    },
    _USUAL,
)
"""P1 to P4, by group."""

DEADLINES = (60, 120, 30, 240, 180, 15, 45, 20, 40, 90, 480, 720, 1440, 360, 300, 10, 600, 2880)
"""Minutes that people name."""

COORDINATOR = Weights((2, 1, 1, 1, 1, 90, 4))
"""Roles, at the coordination point."""

REQUEST_STATUS = Weights((1, 10, 10, 12, 18, 24, 14, 6, 3, 2, 1, 12, 6, 3, 6, 10))

AT_THE_DESK = Weights((8, 60, 3, 6, 3, 16, 2))
"""Roles, for most of what is done."""

RARELY_ANOTHER = Weights((60, 4, 2, 1))
"""Another subject: none, one of the own entries, the one named last, any other."""
