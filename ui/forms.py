# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is being typed, kept on the server so that a lost connection loses nothing. No Flet here.

Texts stay exactly as typed; they become a draft only when saved. ``errors`` maps a field to a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from noodsteunpunt.domain.drafts import HelperDraft, PointReportDraft, RequestDraft
from noodsteunpunt.domain.rules import TEXT_LIMITS, RuleViolation, clean_text
from noodsteunpunt.domain.values import (
    GROUP_OF,
    Actor,
    Category,
    CategoryGroup,
    PointStatus,
    PowerSource,
    Priority,
    Role,
    Skill,
)
from noodsteunpunt.station import Registered
from ui.presenter_rules import violation_text
from ui.theme import Style
from ui.trouble import trouble_text

_LONGEST_NUMBER = 7


def whole_number(text: str, field_name: str) -> int:
    """An integer in ASCII digits; raises ``RuleViolation("number")``."""
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit() and len(stripped) <= _LONGEST_NUMBER):
        raise RuleViolation("number", field_name)
    return int(stripped)


@dataclass(slots=True)
class Form:
    """What every form has. ``refusal`` is the sentence of the last try, with its code; ``saving`` makes a second press
    harmless; ``saved`` is set only after the commit."""

    texts: defaultdict[str, str] = field(default_factory=lambda: defaultdict(str))
    errors: dict[str, str] = field(default_factory=dict)
    refusal: str = ""
    saving: bool = False
    saved: Registered | None = None

    def refuse(self, violation: RuleViolation) -> None:
        """Say what is wrong, beside the field and with its code beside the button."""
        self.errors[violation.field] = violation_text(violation)
        self.refusal = trouble_text(violation)

    def answered(self, *names: str) -> bool:
        """These answers changed: what was said about them is no longer so. True if something was."""
        complaints = [name for name in names if self.errors.pop(name, "")]
        if not self.errors:
            self.refusal = ""
        return bool(complaints)

    def forget_errors(self) -> None:
        """Before another try."""
        self.errors.clear()
        self.refusal = ""


@dataclass(slots=True)
class RequestForm(Form):
    """The intake. ``started_at``: Unix seconds of the first answer."""

    danger: bool | None = None
    group: CategoryGroup | None = None
    category: Category | None = None
    priority: Priority | None = None
    started_at: int | None = None

    def answer_danger(self, danger: bool) -> None:
        """*Yes* fills in what follows from it; a person may still change it."""
        self.danger = danger
        if danger:
            self.priority = Priority.P1
            self.choose_group(CategoryGroup.HEALTH)
            self.category = Category.LIFE_THREAT

    def choose_group(self, group: CategoryGroup) -> None:
        """A group with one category needs no second choice."""
        self.group = group
        inside = categories_of(group)
        self.category = inside[0] if len(inside) == 1 else None

    def draft(self) -> RequestDraft:
        """Raises ``RuleViolation`` for what is not chosen or not a number."""
        if self.category is None:
            raise RuleViolation("no_category", "category")
        if self.priority is None:
            raise RuleViolation("no_priority", "priority")
        minutes = self.texts["deadline_minutes"].strip()
        return RequestDraft(
            category=self.category,
            priority=self.priority,
            people=whole_number(self.texts["people"] or "1", "people"),
            postcode=self.texts["postcode"],
            house_number=self.texts["house_number"],
            place_words=self.texts["place_words"],
            note=self.texts["note"],
            deadline_minutes=whole_number(minutes, "deadline_minutes") if minutes else None,
            name=self.texts["name"],
            phone=self.texts["phone"],
            health_note=self.texts["health_note"],
            access_note=self.texts["access_note"],
            remarks=self.texts["remarks"],
        )


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


@dataclass(slots=True)
class PointForm(Form):
    """The point's own status, for the board."""

    status: PointStatus | None = None
    power: PowerSource | None = None

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


@dataclass(slots=True)
class PersonForm(Form):
    """*Who are you?*"""

    role: Role | None = None

    def actor(self) -> Actor:
        """Raises ``RuleViolation`` while the name or the role is missing."""
        name = clean_text(self.texts["name"], "name", TEXT_LIMITS["name"])
        if not name:
            raise RuleViolation("no_person", "name")
        if self.role is None:
            raise RuleViolation("no_role", "role")
        return Actor(name, self.role)


@dataclass(slots=True)
class InfoChoice:
    """How a person reads: language, a second one beside it (or none), large print; and a remark half typed."""

    language: str = "nl"
    beside: str = ""
    large: bool = False
    remark: str = ""


@dataclass(slots=True)
class Device:
    """One browser: who works there, what is half typed, how it should look. Outlives a lost connection."""

    actor: Actor | None = None
    person: PersonForm = field(default_factory=PersonForm)
    request: RequestForm = field(default_factory=RequestForm)
    helper: HelperForm = field(default_factory=HelperForm)
    point: PointForm = field(default_factory=PointForm)
    info: InfoChoice = field(default_factory=InfoChoice)
    style: Style = field(default_factory=Style)


def categories_of(group: CategoryGroup) -> tuple[Category, ...]:
    """The exact needs of a group, in the order of the domain."""
    return tuple(category for category in Category if GROUP_OF[category] is group)
