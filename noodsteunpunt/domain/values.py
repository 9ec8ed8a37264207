# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the point's work. Codes are English and stable; the Dutch labels live in the catalogue.

The order of members is part of the encoding (an enum travels as its index): append only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

SubjectId = NewType("SubjectId", str)
"""``"<author, 4 hex digits>-<mesh seq, decimal>"`` of the entry that opened the subject, e.g. ``0041-17``."""


class StationKind(StrEnum):
    """What the municipality certified the station to be."""

    SUPPORT_POINT = "support_point"
    COORDINATION_POINT = "coordination_point"
    HUB = "hub"


class IncidentMode(StrEnum):
    """An actual crisis, an exercise and the demonstration never merge."""

    ACTUAL = "actual"
    EXERCISE = "exercise"
    DEMO = "demo"


class Role(StrEnum):
    """The lanyard a person wears this shift."""

    POINT_LEAD = "point_lead"
    REQUEST_DESK = "request_desk"
    RECEPTION = "reception"
    HELPER_COORDINATOR = "helper_coordinator"
    RADIO_OPERATOR = "radio_operator"
    COORDINATOR = "coordinator"
    LIAISON = "liaison"


class CategoryGroup(StrEnum):
    """All that the open part of a request says about its nature."""

    HEALTH = "health"
    POWER = "power"
    BASICS = "basics"
    TRANSPORT = "transport"
    CHECK = "check"
    SAFETY = "safety"
    GOODS = "goods"
    OTHER = "other"


class Category(StrEnum):
    """The exact need: travels sealed."""

    LIFE_THREAT = "life_threat"
    MEDICAL_POWER = "medical_power"
    MEDICATION = "medication"
    MED_COOLING = "med_cooling"
    CARRY_DOWN = "carry_down"
    EVAC_TRANSPORT = "evac_transport"
    STUCK_LIFT = "stuck_lift"
    WELFARE_CHECK = "welfare_check"
    WATER = "water"
    FOOD = "food"
    WARMTH = "warmth"
    CHARGING = "charging"
    BABY = "baby"
    ANIMAL = "animal"
    REPAIR = "repair"
    SANITATION = "sanitation"
    CARE_ROUND = "care_round"
    INTERPRETER = "interpreter"
    NUISANCE = "nuisance"
    INFO = "info"
    OTHER = "other"
    MINOR_ALONE = "minor_alone"
    TRACING = "tracing"
    DEATH = "death"
    REFUGE = "refuge"


GROUP_OF: dict[Category, CategoryGroup] = {
    Category.LIFE_THREAT: CategoryGroup.HEALTH,
    Category.MEDICAL_POWER: CategoryGroup.POWER,
    Category.MEDICATION: CategoryGroup.HEALTH,
    Category.MED_COOLING: CategoryGroup.HEALTH,
    Category.CARRY_DOWN: CategoryGroup.TRANSPORT,
    Category.EVAC_TRANSPORT: CategoryGroup.TRANSPORT,
    Category.STUCK_LIFT: CategoryGroup.SAFETY,
    Category.WELFARE_CHECK: CategoryGroup.CHECK,
    Category.WATER: CategoryGroup.BASICS,
    Category.FOOD: CategoryGroup.BASICS,
    Category.WARMTH: CategoryGroup.BASICS,
    Category.CHARGING: CategoryGroup.POWER,
    Category.BABY: CategoryGroup.GOODS,
    Category.ANIMAL: CategoryGroup.OTHER,
    Category.REPAIR: CategoryGroup.SAFETY,
    Category.SANITATION: CategoryGroup.BASICS,
    Category.CARE_ROUND: CategoryGroup.CHECK,
    Category.INTERPRETER: CategoryGroup.OTHER,
    Category.NUISANCE: CategoryGroup.SAFETY,
    Category.INFO: CategoryGroup.OTHER,
    Category.OTHER: CategoryGroup.OTHER,
    Category.MINOR_ALONE: CategoryGroup.OTHER,
    Category.TRACING: CategoryGroup.OTHER,
    Category.DEATH: CategoryGroup.OTHER,
    Category.REFUGE: CategoryGroup.OTHER,
}

CALLBACK_ONLY = frozenset({Category.MINOR_ALONE, Category.TRACING, Category.DEATH, Category.REFUGE})
"""These go on the air as a call-back ticket and nothing more: no category, place, count or note."""


class Priority(StrEnum):
    """How soon. Not medical triage: that is for professionals."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class RequestStatus(StrEnum):
    """Life-cycle of a request; the allowed steps are in :mod:`noodsteunpunt.domain.lifecycles`. ``DUPLICATE`` is
    derived from a pointer to the request that is kept."""

    NEW = "new"
    ASSESSED = "assessed"
    TAKEN_OVER = "taken_over"
    MATCHED = "matched"
    IN_PROGRESS = "in_progress"
    SOLVED = "solved"
    CLOSED = "closed"
    REFERRED = "referred"
    CANCELLED = "cancelled"
    NOT_POSSIBLE = "not_possible"
    DUPLICATE = "duplicate"
    RELAYED = "relayed"
    ASSIGNED = "assigned"
    PARTLY_MET = "partly_met"
    WAITING = "waiting"
    CONFIRMED = "confirmed"


class HelperStatus(StrEnum):
    """Life-cycle of a helper. ``CLAIMED`` and ``CONFLICT`` are derived from live claims."""

    REGISTERED = "registered"
    AVAILABLE = "available"
    CLAIMED = "claimed"
    CONFLICT = "conflict"
    DEPLOYED = "deployed"
    RESTING = "resting"
    OFF_DUTY = "off_duty"


class Skill(StrEnum):
    """What a helper says they can do."""

    FIRST_AID = "first_aid"
    NURSE = "nurse"
    DOCTOR = "doctor"
    PHARMACIST = "pharmacist"
    ELECTRICIAN = "electrician"
    PLUMBER = "plumber"
    CARPENTER = "carpenter"
    DRIVER = "driver"
    BOAT = "boat"
    RADIO_AMATEUR = "radio_amateur"
    INTERPRETER = "interpreter"
    SIGN_LANGUAGE = "sign_language"
    CHILD_CARE = "child_care"
    COOK = "cook"
    IT = "it"
    SOCIAL_WORK = "social_work"
    LIFTING = "lifting"
    BIKE_COURIER = "bike_courier"


class PointStatus(StrEnum):
    """Life-cycle of a point."""

    STANDBY = "standby"
    ACTIVATING = "activating"
    OPEN = "open"
    LIMITED = "limited"
    FULL = "full"
    NIGHT_CLOSED = "night_closed"
    CLOSING = "closing"
    CLOSED = "closed"
    UNSAFE = "unsafe"
    RELOCATING = "relocating"
    EVACUATED = "evacuated"


class PowerSource(StrEnum):
    """What the point's lights burn on."""

    GRID = "grid"
    GENERATOR = "generator"
    BATTERY = "battery"
    NONE = "none"


class DeliveryStep(StrEnum):
    """The four honest steps, plus what comes before the second."""

    RECORDED = "recorded"
    WAITING = "waiting"
    SENT = "sent"
    HELD = "held"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, in which role. The name stays in the house log."""

    name: str
    role: Role
