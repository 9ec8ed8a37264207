# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a shift, handing it over, the logbook, saying how the point is, moving. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass, field

from noodsteunpunt.domain.drafts import PointReportDraft
from noodsteunpunt.domain.values import PointStatus, PowerSource, Role
from noodsteunpunt.domain.values_point import IncidentKind, LogKind
from noodsteunpunt.domain.views import PointRow
from noodsteunpunt.domain.violations import RuleViolation
from ui.forms import Form, whole_number
from ui.lifelines import LifelineForm
from ui.when import When

FEWEST = 2


@dataclass(slots=True)
class ShiftForm(Form):
    """A shift that begins: who leads, who else, until when. ``roles``: of the second one."""

    roles: set[Role] = field(default_factory=lambda: {Role.REQUEST_DESK})

    def minimum(self) -> int:
        """How many should be here."""
        return whole_number(self.texts["minimum"], "minimum") if self.texts["minimum"].strip() else FEWEST

    def minutes(self, now: When) -> int | None:
        """Until the end; None where nothing was typed."""
        return now.minutes(self.texts["until"], "until")


@dataclass(slots=True)
class HandoverForm(Form):
    """Who takes the shift over, until when; ``on_paper``: told from the printed list, and typed afterwards."""

    on_paper: bool = False


@dataclass(slots=True)
class LogForm(Form):
    """A line of the logbook."""

    kind: LogKind = LogKind.DECISION
    incident: IncidentKind | None = None
    significant: bool = False


@dataclass(slots=True)
class SayForm(Form):
    """What the point says of itself at a step: people, visitors, power. Begins with what it said last."""

    status: PointStatus | None = None
    power: PowerSource | None = None
    begun: bool = False

    def begin(self, report: PointRow | None, people: int) -> None:
        """Fill in what is known, once."""
        if self.begun:
            return
        self.begun = True
        self.texts["staff"] = self.texts["staff"] or str(people)
        if report is not None and report.visitors is not None:
            self.texts["visitors"] = str(report.visitors)
            self.power = self.power or report.power
            self.texts["power_hours"] = "" if report.power_hours is None else str(report.power_hours)

    def draft(self, status: PointStatus) -> PointReportDraft:
        """Raises ``RuleViolation`` for what is not chosen or not a number."""
        if self.power is None:
            raise RuleViolation("no_power", "power")
        hours = self.texts["power_hours"].strip()
        return PointReportDraft(
            status=status,
            staff=whole_number(self.texts["staff"] or "0", "staff"),
            visitors=whole_number(self.texts["visitors"] or "0", "visitors"),
            power=self.power,
            power_hours=whole_number(hours, "power_hours") if hours else None,
        )


@dataclass(slots=True)
class ShiftForms:
    """What a leader has half typed at one browser."""

    shift: ShiftForm = field(default_factory=ShiftForm)
    handover: HandoverForm = field(default_factory=HandoverForm)
    log: LogForm = field(default_factory=LogForm)
    say: SayForm = field(default_factory=SayForm)
    lifelines: LifelineForm = field(default_factory=LifelineForm)
