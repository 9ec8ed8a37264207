# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing up a helper, and the point's own status. No Flet here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from noodsteunpunt.domain.drafts import HelperDraft, PointReportDraft
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values import PointStatus, PowerSource, Skill
from noodsteunpunt.domain.values_people import Limit, Vog
from noodsteunpunt.domain.values_point import OfferKind
from noodsteunpunt.domain.views import PointRow
from noodsteunpunt.domain.violations import RuleViolation
from ui.codes import codes_of, member, members
from ui.forms import Form, whole_number
from ui.labels_helper import languages_of
from ui.texts import _

GROWN_UP = 18


@dataclass(slots=True)
class HelperForm(Form):
    """Signing up a helper."""

    skills: set[Skill] = field(default_factory=set)
    adult: bool = True
    vehicle: bool = False
    limits: set[Limit] = field(default_factory=set)
    vog: Vog = Vog.NONE
    offered: tuple[str, ...] = ()
    """What they lend, with its ticket, once it is recorded."""

    def said(self) -> HelperCheck:
        """What they say of themselves. Raises ``RuleViolation`` for an unknown language."""
        return HelperCheck(
            vog=self.vog,
            limits=frozenset(self.limits),
            languages=languages_of(self.texts["languages"]),
            organisation=self.texts["organisation"].strip(),
        )

    def brings(self) -> list[OfferDraft]:
        """What they lend: of them, on loan."""
        texts = self.texts
        things = [part.strip() for part in texts["brings"].split(",")]
        return [
            OfferDraft(
                thing, OfferKind.EQUIPMENT, loan=True, postcode=texts["postcode"], name=texts["name"],
                phone=texts["phone"],
            )
            for thing in things if thing
        ]  # fmt: skip

    def _remarks(self) -> str:
        lines = [self.texts["remarks"]]
        if not self.adult and self.texts["youngest"].strip():
            age = whole_number(self.texts["youngest"], "youngest")
            if age >= GROWN_UP:
                raise RuleViolation("not_young", "youngest")
            lines.append(_("Youngest: {age} years.", age=age))
        if self.texts["available"].strip():
            lines.append(_("Available: {when}", when=self.texts["available"].strip()))
        return " ".join(line for line in lines if line.strip())

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
            remarks=self._remarks(),
        )

    def refuse(self, violation: RuleViolation) -> None:
        """What they lend is one line here."""
        name = "brings" if violation.field in {"what", "amount"} else violation.field
        Form.refuse(self, RuleViolation(violation.code, name))

    def chosen(self) -> dict[str, str]:
        """As :meth:`Form.chosen`."""
        return {
            "skills": codes_of(self.skills),
            "adult": "" if self.adult else "no",
            "vehicle": "yes" if self.vehicle else "",
            "limits": codes_of(self.limits),
            "vog": "" if self.vog is Vog.NONE else self.vog,
        }

    def choose(self, chosen: Mapping[str, str]) -> None:
        """As :meth:`Form.choose`."""
        self.skills = members(Skill, chosen.get("skills", ""))
        self.adult, self.vehicle = chosen.get("adult") != "no", chosen.get("vehicle") == "yes"
        self.limits = members(Limit, chosen.get("limits", ""))
        self.vog = member(Vog, chosen.get("vog", "")) or Vog.NONE


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
