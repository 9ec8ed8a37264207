# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the codes of running a point: log, *voorval*, shift, handover, lists, what is given away."""

from __future__ import annotations

from enum import StrEnum

from noodsteunpunt.domain.values_point import (
    Custody,
    HandoverItem,
    IncidentKind,
    ListMoment,
    LogKind,
    ShiftEnd,
    StepMark,
)
from ui.texts import mark

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (LogKind.DECISION, mark("Decision")),
    (LogKind.EVENT, mark("Event")),
    (LogKind.ACTION, mark("Action")),
    (LogKind.CONTACT, mark("Contact")),
    (LogKind.INCIDENT, mark("Incident")),
    (LogKind.HANDOVER, mark("Handover")),
    (LogKind.NOTE, mark("Note")),
    (LogKind.CORRECTION, mark("Correction")),
    (IncidentKind.AGGRESSION, mark("Aggression or threat")),
    (IncidentKind.INJURY, mark("Somebody of the team is hurt or ill")),
    (IncidentKind.NEAR_MISS, mark("Nearly went wrong")),
    (IncidentKind.UNSAFE_PLACE, mark("Something here is unsafe")),
    (IncidentKind.THEFT, mark("Theft or damage")),
    (IncidentKind.DATA_LOST, mark("Personal data got out")),
    (IncidentKind.OTHER, mark("Another incident")),
    (ShiftEnd.HANDED_OVER, mark("Handed over")),
    (ShiftEnd.TAKEN_OVER, mark("Taken over without a handover")),
    (ShiftEnd.POINT_CLOSED, mark("The point closed")),
    (HandoverItem.P1, mark("P1 danger to life")),
    (HandoverItem.CHILD, mark("Child alone")),
    (HandoverItem.TEAM, mark("Team outside")),
    (HandoverItem.MESSAGE, mark("Message without an answer")),
    (HandoverItem.EMERGENCY, mark("Emergency report")),
    (HandoverItem.P2, mark("P2 urgent, as a list")),
    (HandoverItem.PROMISE, mark("Promises, as a list")),
    (HandoverItem.POWER, mark("Power of the point")),
    (ListMoment.OPENING, mark("Opening the point")),
    (ListMoment.SHIFT, mark("During the shift")),
    (ListMoment.NIGHT, mark("Into the night")),
    (ListMoment.CLOSING, mark("Closing the point")),
    (StepMark.OPEN, mark("Not done yet")),
    (StepMark.DONE, mark("Done")),
    (StepMark.NOT_NEEDED, mark("Not needed")),
    (Custody.RECORDS, mark("Records and logbook")),
    (Custody.BACKUP, mark("Copy on a stick")),
    (Custody.PAPER, mark("Paper with personal data")),
    (Custody.KEYS, mark("Keys of the building")),
    (Custody.KIT, mark("Laptop and radio")),
    (Custody.MONEY, mark("Money")),
    (Custody.MEDICINE, mark("Medicine")),
    (Custody.FOUND_THINGS, mark("Found things")),
)
