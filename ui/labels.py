# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the codes of the domain. Short, as a volunteer says them."""

from __future__ import annotations

from enum import StrEnum

from noodsteunpunt.domain.values import (
    Category,
    CategoryGroup,
    DeliveryStep,
    HelperStatus,
    IncidentMode,
    PointStatus,
    PowerSource,
    Priority,
    RequestStatus,
    Role,
    Skill,
    StationKind,
)
from ui.labels_children import WORDS as CHILD_WORDS
from ui.labels_desk import WORDS
from ui.labels_helper import WORDS as OF_HELPERS
from ui.labels_offer import WORDS as OF_OFFERS
from ui.labels_shift import WORDS as SHIFT_WORDS
from ui.labels_work import WORDS as OF_WORK
from ui.texts import _, mark

_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (StationKind.SUPPORT_POINT, mark("Emergency point")),
    (StationKind.COORDINATION_POINT, mark("Coordination point")),
    (StationKind.HUB, mark("Regional hub")),
    (IncidentMode.ACTUAL, mark("Actual incident")),
    (IncidentMode.EXERCISE, mark("EXERCISE - not a real emergency")),
    (IncidentMode.DEMO, mark("DEMO - no real data")),
    (Role.POINT_LEAD, mark("Point leader")),
    (Role.REQUEST_DESK, mark("Request desk")),
    (Role.RECEPTION, mark("Reception")),
    (Role.HELPER_COORDINATOR, mark("Helper coordinator")),
    (Role.RADIO_OPERATOR, mark("Radio")),
    (Role.COORDINATOR, mark("Coordinator (coordination point)")),
    (Role.LIAISON, mark("Liaison with the emergency services")),
    (CategoryGroup.HEALTH, mark("Health")),
    (CategoryGroup.POWER, mark("Power")),
    (CategoryGroup.BASICS, mark("Water, food, warmth")),
    (CategoryGroup.TRANSPORT, mark("Transport")),
    (CategoryGroup.CHECK, mark("Check on someone")),
    (CategoryGroup.SAFETY, mark("Safety")),
    (CategoryGroup.GOODS, mark("Goods")),
    (CategoryGroup.OTHER, mark("Other")),
    (Category.LIFE_THREAT, mark("Danger to life")),
    (Category.MEDICAL_POWER, mark("Power for a medical device")),
    (Category.MEDICATION, mark("Medication")),
    (Category.MED_COOLING, mark("Cooling for medication")),
    (Category.CARRY_DOWN, mark("Carry out of bed or down stairs")),
    (Category.EVAC_TRANSPORT, mark("Transport for evacuation")),
    (Category.STUCK_LIFT, mark("Stuck in a lift")),
    (Category.WELFARE_CHECK, mark("See how someone is")),
    (Category.WATER, mark("Water")),
    (Category.FOOD, mark("Food")),
    (Category.WARMTH, mark("Warmth or a place to sleep")),
    (Category.CHARGING, mark("Charging")),
    (Category.BABY, mark("Things for a baby or child")),
    (Category.ANIMAL, mark("Animal")),
    (Category.REPAIR, mark("Repair or danger on the spot")),
    (Category.SANITATION, mark("Toilet or sewer")),
    (Category.CARE_ROUND, mark("Home care cannot be reached")),
    (Category.INTERPRETER, mark("Interpreter")),
    (Category.NUISANCE, mark("Threat or nuisance")),
    (Category.INFO, mark("Information")),
    (Category.OTHER, mark("Something else")),
    (Category.MINOR_ALONE, mark("Child alone")),
    (Category.TRACING, mark("Looking for someone")),
    (Category.DEATH, mark("Death")),
    (Category.REFUGE, mark("Safe refuge")),
    (Priority.P1, mark("danger to life")),
    (Priority.P2, mark("urgent")),
    (Priority.P3, mark("today")),
    (Priority.P4, mark("can wait")),
    (RequestStatus.NEW, mark("New")),
    (RequestStatus.ASSESSED, mark("Assessed")),
    (RequestStatus.TAKEN_OVER, mark("Taken over")),
    (RequestStatus.MATCHED, mark("Helper found")),
    (RequestStatus.IN_PROGRESS, mark("Being helped")),
    (RequestStatus.SOLVED, mark("Solved")),
    (RequestStatus.CLOSED, mark("Closed")),
    (RequestStatus.REFERRED, mark("Referred")),
    (RequestStatus.CANCELLED, mark("Withdrawn")),
    (RequestStatus.NOT_POSSIBLE, mark("Not possible")),
    (RequestStatus.DUPLICATE, mark("Double")),
    (RequestStatus.RELAYED, mark("Passed on")),
    (RequestStatus.ASSIGNED, mark("Helper assigned")),
    (RequestStatus.PARTLY_MET, mark("Partly solved")),
    (RequestStatus.WAITING, mark("Waits for")),
    (RequestStatus.CONFIRMED, mark("Told to the visitor")),
    (HelperStatus.REGISTERED, mark("Signed up")),
    (HelperStatus.AVAILABLE, mark("Available")),
    (HelperStatus.CLAIMED, mark("Assigned")),
    (HelperStatus.CONFLICT, mark("Assigned twice")),
    (HelperStatus.DEPLOYED, mark("On the way")),
    (HelperStatus.RESTING, mark("Resting")),
    (HelperStatus.OFF_DUTY, mark("Signed off")),
    (Skill.FIRST_AID, mark("First aid")),
    (Skill.NURSE, mark("Nurse")),
    (Skill.DOCTOR, mark("Doctor")),
    (Skill.PHARMACIST, mark("Pharmacist")),
    (Skill.ELECTRICIAN, mark("Electrician")),
    (Skill.PLUMBER, mark("Plumber")),
    (Skill.CARPENTER, mark("Carpenter")),
    (Skill.DRIVER, mark("Driver")),
    (Skill.BOAT, mark("Boat")),
    (Skill.RADIO_AMATEUR, mark("Radio amateur")),
    (Skill.INTERPRETER, mark("Interpreter")),
    (Skill.SIGN_LANGUAGE, mark("Sign language")),
    (Skill.CHILD_CARE, mark("Child care")),
    (Skill.COOK, mark("Cooking")),
    (Skill.IT, mark("Computers")),
    (Skill.SOCIAL_WORK, mark("Social work")),
    (Skill.LIFTING, mark("Lifting")),
    (Skill.BIKE_COURIER, mark("Bicycle courier")),
    (PointStatus.STANDBY, mark("Standby")),
    (PointStatus.ACTIVATING, mark("Opening")),
    (PointStatus.OPEN, mark("Open")),
    (PointStatus.LIMITED, mark("Limited")),
    (PointStatus.FULL, mark("Full")),
    (PointStatus.NIGHT_CLOSED, mark("Closed for the night")),
    (PointStatus.CLOSING, mark("Closing")),
    (PointStatus.CLOSED, mark("Closed (point)")),
    (PointStatus.UNSAFE, mark("Unsafe")),
    (PointStatus.RELOCATING, mark("Moving elsewhere")),
    (PointStatus.EVACUATED, mark("Evacuated")),
    (PowerSource.GRID, mark("Mains")),
    (PowerSource.GENERATOR, mark("Generator")),
    (PowerSource.BATTERY, mark("Battery")),
    (PowerSource.NONE, mark("None")),
    (DeliveryStep.RECORDED, mark("recorded")),
    (DeliveryStep.WAITING, mark("waiting for airtime")),
    (DeliveryStep.SENT, mark("sent")),
    (DeliveryStep.HELD, mark("at the coordination point")),
    (DeliveryStep.SEEN, mark("seen")),
)

LABELS = {
    (type(code), code.value): text
    for code, text in (*_WORDS, *WORDS, *SHIFT_WORDS, *CHILD_WORDS, *OF_WORK, *OF_OFFERS, *OF_HELPERS)
}
"""By type as well: ``other`` is a category and a group, and equal strings are equal keys."""

SHORT: dict[Priority, str] = {
    Priority.P1: mark("P1  Now, danger to life"),
    Priority.P2: mark("P2  Within 4 hours"),
    Priority.P3: mark("P3  Today"),
    Priority.P4: mark("P4  Can wait"),
}

EXPLAINED: dict[Priority, str] = {
    Priority.P1: mark("someone may die or be badly hurt"),
    Priority.P2: mark("within 4 hours, or it becomes dangerous"),
    Priority.P3: mark("it must be solved today"),
    Priority.P4: mark("it can wait until tomorrow"),
}


def label(value: StrEnum) -> str:
    """The word of a code, in the chosen language."""
    return _(LABELS[type(value), value.value])


def short(priority: Priority) -> str:
    """A priority as an answer on a form."""
    return _(SHORT[priority])


def explained(priority: Priority) -> str:
    """What a priority means, in one short sentence."""
    return _(EXPLAINED[priority])
