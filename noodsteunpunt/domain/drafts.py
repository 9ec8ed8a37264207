# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a volunteer fills in, before it is a fact. Checked by :mod:`noodsteunpunt.domain.rules`."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import Category, PointStatus, PowerSource, Priority, Skill


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """One hulpvraag. ``deadline_minutes`` counts from now; ``note`` is for the coordinator,
    without names, at most 60 characters; everything from ``name`` on stays in this house."""

    category: Category
    priority: Priority
    people: int = 1
    postcode: str = ""
    house_number: str = ""
    place_words: str = ""
    note: str = ""
    deadline_minutes: int | None = None
    name: str = ""
    phone: str = ""
    health_note: str = ""
    access_note: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class HelperDraft:
    """One helper; everything from ``name`` on stays in this house."""

    skills: frozenset[Skill]
    postcode: str = ""
    adult: bool = True
    vehicle: bool = False
    group_size: int = 1
    name: str = ""
    phone: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class PointReportDraft:
    """One statusmelding."""

    status: PointStatus
    staff: int = 2
    visitors: int = 0
    power: PowerSource = PowerSource.BATTERY
    power_hours: int | None = None
