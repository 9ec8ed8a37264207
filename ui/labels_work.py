# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the codes of teams and of why somebody fits."""

from __future__ import annotations

from enum import StrEnum

from noodsteunpunt.domain.values_point import TeamStatus, TeamStep, TeamTask
from ui.texts import mark

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (TeamTask.WELFARE_CHECK, mark("See how someone is (team)")),
    (TeamTask.TRANSPORT, mark("Transport (team)")),
    (TeamTask.DELIVERY, mark("Bring something")),
    (TeamTask.LIFTING, mark("Lift or carry, with professionals")),
    (TeamTask.REPAIR, mark("Repair (team)")),
    (TeamTask.DOOR_TO_DOOR, mark("Door to door")),
    (TeamTask.RUNNER, mark("Courier")),
    (TeamTask.GUARD, mark("Keep watch, with professionals")),
    (TeamTask.INTERPRET, mark("Interpret")),
    (TeamTask.OTHER, mark("As the request asks")),
    (TeamStatus.PLANNED, mark("planned, not briefed")),
    (TeamStatus.BRIEFED, mark("briefed, still here")),
    (TeamStatus.OUT, mark("outside")),
    (TeamStatus.ON_SITE, mark("on the spot")),
    (TeamStatus.BACK, mark("back, not debriefed")),
    (TeamStatus.DEBRIEFED, mark("debriefed")),
    (TeamStatus.ABORTED, mark("called off")),
    (TeamStep.BRIEFED, mark("Briefing done")),
    (TeamStep.OUT, mark("Team goes out")),
    (TeamStep.ON_SITE, mark("On the spot")),
    (TeamStep.CHECKED_IN, mark("Sign of life")),
    (TeamStep.BACK, mark("Team is back")),
    (TeamStep.DEBRIEFED, mark("Debriefing done")),
    (TeamStep.ABORTED, mark("Call off")),
)

WHY = {
    "skill": mark("can do this: {skills}"),
    "language": mark("speaks the language"),
    "same_area": mark("same postcode"),
    "near": mark("nearby"),
    "vehicle": mark("has a vehicle"),
    "together": mark("{count} people together"),
    "rested": mark("rested"),
    "tired": mark("{hours} hours without a break"),
    "is_asked": mark("this is what is asked"),
    "kind": mark("may help"),
    "enough": mark("enough of it"),
}
"""Why a helper or an offer fits; the numbers are filled in."""

HELD_BACK = {
    "not_checked": mark("nobody looked at it yet"),
    "expired": mark("over"),
    "withdrawn": mark("not there any more"),
    "none_left": mark("none left"),
}
"""What stands in the way of a thing."""
