# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the desk: who asks, what makes it harder, promises, outcomes, noodmeldingen, messages.

As in :mod:`noodsteunpunt.domain.values` the order of members is part of the encoding: append only.
"""

from __future__ import annotations

from enum import StrEnum


class Requester(StrEnum):
    """Who stands at the desk."""

    SELF = "self"
    NEIGHBOUR = "neighbour"
    FAMILY = "family"
    CARE_ORG = "care_org"
    OFFICIAL = "official"
    UNKNOWN = "unknown"


class Vulnerability(StrEnum):
    """What makes it harder for the people concerned. About health: it stays in the house."""

    OXYGEN = "oxygen"
    VENTILATOR = "ventilator"
    DIALYSIS = "dialysis"
    TUBE_FEEDING = "tube_feeding"
    INSULIN = "insulin"
    IMMOBILE = "immobile"
    WHEELCHAIR = "wheelchair"
    DEAF = "deaf"
    BLIND = "blind"
    DEMENTIA = "dementia"
    INTELLECTUAL = "intellectual"
    PSYCHIATRIC = "psychiatric"
    PREGNANT = "pregnant"
    INFANT = "infant"
    ALONE = "alone"
    NO_DUTCH = "no_dutch"


class Access(StrEnum):
    """How to get in. Where a key lies is words, and stays in the house as all of this."""

    BELL_DEAD = "bell_dead"
    DOOR_LOCKED = "door_locked"
    DOOR_OPEN = "door_open"
    NEEDS_KEY = "needs_key"
    UPSTAIRS = "upstairs"
    NO_LIFT = "no_lift"
    BACK_DOOR = "back_door"
    DOG = "dog"
    NO_PARKING = "no_parking"


class CallbackWay(StrEnum):
    """How somebody hears how it goes on."""

    COMES_BACK = "comes_back"
    AT_DOOR = "at_door"
    PHONE = "phone"
    LETTER = "letter"


class CallbackResult(StrEnum):
    """What became of a promise. ``NOT_REACHED`` leaves it due."""

    REACHED = "reached"
    CAME_BACK = "came_back"
    NOT_REACHED = "not_reached"
    NO_LONGER_NEEDED = "no_longer_needed"


class Reason(StrEnum):
    """Why something is not possible, or what it waits for; which fits which status is in
    :data:`noodsteunpunt.domain.lifecycles.REASONS`."""

    NO_PEOPLE = "no_people"
    NO_MEANS = "no_means"
    NOT_SAFE = "not_safe"
    NOT_REACHABLE = "not_reachable"
    OUT_OF_SCOPE = "out_of_scope"
    NO_ADDRESS = "no_address"
    NOT_FOUND = "not_found"
    DECLINED = "declined"
    TOO_LATE = "too_late"
    WAITS_HELPER = "waits_helper"
    WAITS_GOODS = "waits_goods"
    WAITS_COORDINATION = "waits_coordination"
    WAITS_PROFESSIONAL = "waits_professional"
    WAITS_PERSON = "waits_person"
    WAITS_DAYLIGHT = "waits_daylight"
    OTHER = "other"


class Party(StrEnum):
    """To whom somebody is referred, or something handed over."""

    OTHER_POINT = "other_point"
    COORDINATION = "coordination"
    MUNICIPALITY = "municipality"
    FIRE_SERVICE = "fire_service"
    AMBULANCE = "ambulance"
    POLICE = "police"
    DOCTOR = "doctor"
    PHARMACY = "pharmacy"
    HOSPITAL = "hospital"
    CARE_ORG = "care_org"
    UTILITY = "utility"
    RECEPTION_CENTRE = "reception_centre"
    WATER_POINT = "water_point"
    VOLUNTEER_ORG = "volunteer_org"
    NEIGHBOURS = "neighbours"
    OTHER = "other"


class Answer(StrEnum):
    """What the coordination point says to a request, in one word."""

    HELP_COMES = "help_comes"
    HELP_COMES_LATER = "help_comes_later"
    SOLVE_THERE = "solve_there"
    COME_HERE = "come_here"
    ASK_MORE = "ask_more"
    NO_HELP = "no_help"
    INFORMATION = "information"


class Danger(StrEnum):
    """What threatens whoever comes near a noodmelding."""

    FIRE = "fire"
    SMOKE = "smoke"
    GAS = "gas"
    WATER = "water"
    ELECTRICITY = "electricity"
    COLLAPSE = "collapse"
    VIOLENCE = "violence"
    TRAFFIC = "traffic"
    HAZARDOUS = "hazardous"


class EmergencyKind(StrEnum):
    """What a noodmelding is about: travels sealed."""

    MEDICAL = "medical"
    FIRE = "fire"
    RESCUE = "rescue"
    POLICE = "police"
    HAZARDOUS = "hazardous"
    OTHER = "other"


class EmergencyStep(StrEnum):
    """What a person did for a noodmelding. Each counts once; the first time counts."""

    READ_BACK = "read_back"
    APPROVED = "approved"
    LIAISON_INFORMED = "liaison_informed"
    TRIED = "tried"
    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    OUTCOME = "outcome"
    CALLER_TOLD = "caller_told"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class EmergencyOutcome(StrEnum):
    """What the meldkamer or the coordination point answered."""

    HELP_COMES = "help_comes"
    HELP_ARRIVED = "help_arrived"
    ADVICE = "advice"
    NOT_POSSIBLE = "not_possible"
    FALSE_ALARM = "false_alarm"
    OTHER = "other"


class EmergencyStatus(StrEnum):
    """Where a noodmelding is; derived from its steps, the furthest one counts."""

    TAKEN = "taken"
    READ_BACK = "read_back"
    APPROVED = "approved"
    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    CALLER_TOLD = "caller_told"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Road(StrEnum):
    """The road a message or a noodmelding took. ``MESH`` is ours; the others are people's, told by a person."""

    MESH = "mesh"
    VOICE_RADIO = "voice_radio"
    PHONE = "phone"
    COURIER = "courier"
    PAPER = "paper"
    IN_PERSON = "in_person"
    RUNNER = "runner"
    EMERGENCY_NUMBER = "emergency_number"
    C2000 = "c2000"


class Precedence(StrEnum):
    """How soon a message must be read (ICS 213)."""

    FLASH = "flash"
    PRIORITY = "priority"
    ROUTINE = "routine"


class Topic(StrEnum):
    """What a message is about."""

    GENERAL = "general"
    REQUEST = "request"
    HELPERS = "helpers"
    SUPPLIES = "supplies"
    POWER_FUEL = "power_fuel"
    SAFETY = "safety"
    INFORMATION = "information"
    RUMOUR = "rumour"
    POINT = "point"
    UNIT = "unit"
    """A team of an organisation is asked for; only ``ask_unit`` writes it."""


class UnitTask(StrEnum):
    """What a team of an organisation is asked for."""

    SEARCH = "search"
    WATER = "water"
    SHELTER = "shelter"
    FOOD = "food"
    TRANSPORT = "transport"
    FIRST_AID = "first_aid"
    OTHER = "other"


class MessageStatus(StrEnum):
    """Where a message is. ``WAITING``, ``SENT`` and ``HELD`` are what the radio and receipts tell, as for any
    entry; ``HERE``: it came in, and nobody has read it yet; the others are people's words."""

    HERE = "here"
    WAITING = "waiting"
    SENT = "sent"
    HELD = "held"
    BY_COURIER = "by_courier"
    READ = "read"
    ANSWERED = "answered"
    CLOSED = "closed"


class CountMethod(StrEnum):
    """How heads were counted."""

    CLICKER = "clicker"
    COUNT = "count"
    ESTIMATE = "estimate"


class AttentionKind(StrEnum):
    """Why something needs a person now; in the order in which a tired person should look."""

    EMERGENCY_SILENT = "emergency_silent"
    EMERGENCY_OPEN = "emergency_open"
    EMERGENCY_OUTCOME = "emergency_outcome"
    TEAM_OVERDUE = "team_overdue"
    CHILD_ALONE = "child_alone"
    INCIDENT = "incident"
    HELPER_UNFIT = "helper_unfit"
    P1_UNSEEN = "p1_unseen"
    MESSAGE_FLASH = "message_flash"
    DEADLINE = "deadline"
    CIRCLE = "circle"
    CONFLICT = "conflict"
    OFFER_CONFLICT = "offer_conflict"
    TWO_SHIFTS = "two_shifts"
    SHIFT_SHORT = "shift_short"
    P2_UNSEEN = "p2_unseen"
    CALLBACK = "callback"
    REPLY_DUE = "reply_due"
    MESSAGE = "message"
    ANSWER = "answer"
    STUCK = "stuck"
    CONTESTED = "contested"
    STALE = "stale"
