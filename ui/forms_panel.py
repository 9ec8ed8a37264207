# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What has to be said with a step: the panel that opens under its button. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import (
    Answer,
    CallbackWay,
    EmergencyOutcome,
    EmergencyStep,
    Party,
    Reason,
    Road,
    UnitTask,
)
from ui.forms import Form


@dataclass(slots=True)
class PanelForm(Form):
    """``name``: which panel is open on this screen; empty for none. The other answers belong to it."""

    name: str = ""
    status: RequestStatus | None = None
    step: EmergencyStep | None = None
    reason: Reason | None = None
    party: Party | None = None
    point: int | None = None
    answer: Answer | None = None
    way: CallbackWay = CallbackWay.COMES_BACK
    outcome: EmergencyOutcome | None = None
    road: Road | None = None
    other: SubjectId | None = None
    unit_task: UnitTask | None = None
