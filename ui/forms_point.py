# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing up a helper, and the point's own status. No Flet here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from noodsteunpunt.domain.drafts import HelperDraft, PointReportDraft
from noodsteunpunt.domain.values import PointStatus, PowerSource, Skill
from noodsteunpunt.domain.views import PointRow
from noodsteunpunt.domain.violations import RuleViolation
from ui.codes import codes_of, members
from ui.forms import Form, whole_number


@dataclass(slots=True)
class HelperForm(Form):
    """Signing up a helper."""

    skills: set[Skill] = field(default_factory=set)
    adult: bool = True
    vehicle: bool = False

    def draft(self) -> HelperDraft:
        """Raises ``RuleViolation`` for what is not a number."""
        return HelperDraft(
            skills=frozenset(self.skills),
            postcode=self.texts["postcode"],
            adult=self.adult,
            vehicle=self.vehicle,
            group_size=whole_number(self.texts["group_size"] or "1", "group_size"),
            name=self.texts["name"],
            phone=self.texts["phone"],
            remarks=self.texts["remarks"],
        )

    def chosen(self) -> dict[str, str]:
        """As :meth:`Form.chosen`."""
        return {
            "skills": codes_of(self.skills),
            "adult": "" if self.adult else "no",
            "vehicle": "yes" if self.vehicle else "",
        }

    def choose(self, chosen: Mapping[str, str]) -> None:
        """As :meth:`Form.choose`."""
        self.skills = members(Skill, chosen.get("skills", ""))
        self.adult, self.vehicle = chosen.get("adult") != "no", chosen.get("vehicle") == "yes"


@dataclass(slots=True)
class PointForm(Form):
    """The point's own status, for the board."""

    status: PointStatus | None = None
    power: PowerSource | None = None
    begun: bool = False

    def begin(self, report: PointRow | None, people: int | None) -> None:
        """Fill in what is known, once, and only what nobody typed."""
        if self.begun:
            return
        self.begun = True
        known = {"staff": people, "visitors": report.visitors if report else None,
                 "power_hours": report.power_hours if report else None}  # fmt: skip
        for name, number in known.items():
            if number is not None and not self.texts[name]:
                self.texts[name] = str(number)
        if report is not None and self.power is None:
            self.power = report.power

    def draft(self) -> PointReportDraft:
        """Raises ``RuleViolation`` for what is not chosen or not a number."""
        if self.status is None:
            raise RuleViolation("no_status", "status")
        if self.power is None:
            raise RuleViolation("no_power", "power")
        hours = self.texts["power_hours"].strip()
        return PointReportDraft(
            status=self.status,
            staff=whole_number(self.texts["staff"], "staff"),
            visitors=whole_number(self.texts["visitors"] or "0", "visitors"),
            power=self.power,
            power_hours=whole_number(hours, "power_hours") if hours else None,
        )
