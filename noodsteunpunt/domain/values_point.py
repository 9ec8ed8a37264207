# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of running a point: log, shift, handover, lists, teams, children. Codes are English and stable; the order
of members is part of the encoding: append only."""

from __future__ import annotations

from enum import StrEnum


class LogKind(StrEnum):
    """What a line of the logbook is (ICS 214)."""

    DECISION = "decision"
    EVENT = "event"
    ACTION = "action"
    CONTACT = "contact"
    INCIDENT = "incident"
    HANDOVER = "handover"
    NOTE = "note"
    CORRECTION = "correction"


class IncidentKind(StrEnum):
    """What went wrong for the people of a point (*voorval*)."""

    AGGRESSION = "aggression"
    INJURY = "injury"
    NEAR_MISS = "near_miss"
    UNSAFE_PLACE = "unsafe_place"
    THEFT = "theft"
    DATA_LOST = "data_lost"
    OTHER = "other"


class ShiftEnd(StrEnum):
    """How a shift ended."""

    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"
    POINT_CLOSED = "point_closed"


class HandoverItem(StrEnum):
    """What is told at a handover. P2 and promises as a list, the others one by one; ``POWER``: how long the
    point still has it, where it does not come from the mains."""

    P1 = "p1"
    CHILD = "child"
    TEAM = "team"
    MESSAGE = "message"
    EMERGENCY = "emergency"
    P2 = "p2"
    PROMISE = "promise"
    POWER = "power"


class ListMoment(StrEnum):
    """When a list of steps is gone through."""

    OPENING = "opening"
    SHIFT = "shift"
    NIGHT = "night"
    CLOSING = "closing"


class StepMark(StrEnum):
    """What was said of a step of a list; the newest word counts."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class Custody(StrEnum):
    """What a point gives out of its hands when it closes."""

    RECORDS = "records"
    BACKUP = "backup"
    PAPER = "paper"
    KEYS = "keys"
    KIT = "kit"
    MONEY = "money"
    MEDICINE = "medicine"
    FOUND_THINGS = "found_things"


class TeamTask(StrEnum):
    """What a team goes out for."""

    WELFARE_CHECK = "welfare_check"
    TRANSPORT = "transport"
    DELIVERY = "delivery"
    LIFTING = "lifting"
    REPAIR = "repair"
    DOOR_TO_DOOR = "door_to_door"
    RUNNER = "runner"
    GUARD = "guard"
    INTERPRET = "interpret"
    OTHER = "other"


class TeamStep(StrEnum):
    """What a person said of a team."""

    BRIEFED = "briefed"
    OUT = "out"
    ON_SITE = "on_site"
    CHECKED_IN = "checked_in"
    BACK = "back"
    DEBRIEFED = "debriefed"
    ABORTED = "aborted"


class TeamStatus(StrEnum):
    """Where a team is; whether it is late is said by the clock of who looks."""

    PLANNED = "planned"
    BRIEFED = "briefed"
    OUT = "out"
    ON_SITE = "on_site"
    BACK = "back"
    DEBRIEFED = "debriefed"
    ABORTED = "aborted"


class Proof(StrEnum):
    """Why two people believe that somebody may take a child along."""

    NAME_SAID = "name_said"
    DOCUMENT = "document"
    FAMILY_QUESTION = "family_question"
    CHILD_KNOWS = "child_knows"
    KNOWN_HERE = "known_here"
    CONFIRMED_BY_POLICE = "confirmed_by_police"


class ChildStatus(StrEnum):
    """Where a child is that came alone."""

    HERE = "here"
    SOUGHT = "sought"
    VERIFIED = "verified"
    RELEASED = "released"


class ReleaseTo(StrEnum):
    """To whom a child went."""

    GUARDIAN = "guardian"
    POLICE = "police"
    YOUTH_CARE = "youth_care"
    AMBULANCE = "ambulance"


class OfferKind(StrEnum):
    """What is offered: things apart from skills."""

    GOODS = "goods"
    EQUIPMENT = "equipment"
    TRANSPORT = "transport"
    PLACE = "place"
    SERVICE = "service"


class OfferStatus(StrEnum):
    """Where an offer is. ``RESERVED``, ``IN_USE``, ``USED_UP`` and ``EXPIRED`` are derived, the last by the clock of
    who looks."""

    NEW = "new"
    AVAILABLE = "available"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RESERVED = "reserved"
    IN_USE = "in_use"
    USED_UP = "used_up"
    EXPIRED = "expired"


class OfferUse(StrEnum):
    """What became of what was reserved."""

    LENT = "lent"
    RETURNED = "returned"
    USED = "used"
    MISSING = "missing"


class Wanted(StrEnum):
    """What the lists of the pack say of a thing."""

    NOW = "now"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"
