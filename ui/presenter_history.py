# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened to a record, line by line, newest first: what, who, in which role, when, where. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from noodsteunpunt.domain.values import Category, HelperStatus, Priority, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import (
    Answer,
    CallbackResult,
    CallbackWay,
    EmergencyOutcome,
    EmergencyStep,
    Party,
    Reason,
    Road,
)
from noodsteunpunt.domain.views import HistoryLine
from ui.codes import member
from ui.labels import label
from ui.presenter_words import when
from ui.texts import _, mark

_FACTS = {
    "RequestRegistered": mark("Registered"),
    "RequestStatusChanged": mark("Status changed"),
    "RequestCorrected": mark("Corrected"),
    "DuplicateMarked": mark("Marked as a double, or taken apart again"),
    "CallbackPromised": mark("Promised to tell"),
    "CallbackDone": mark("Told"),
    "RequestAnswered": mark("Answer of the coordination point"),
    "RequestHandedOver": mark("Handed over"),
    "RequestRechecked": mark("Checked again: still so"),
    "FactUndone": mark("Undone: one line before"),
    "EnteredTwice": mark("Was entered twice"),
    "RequestSeen": mark("Seen at the coordination point"),
    "RequestTakenOver": mark("Taken over by the coordination point"),
    "HelperRegistered": mark("Signed up"),
    "HelperStatusChanged": mark("Status changed"),
    "HelperClaimed": mark("Assigned to a request"),
    "ClaimReleased": mark("Assignment ended"),
    "ClaimSettled": mark("Double assignment settled"),
    "PointReported": mark("Status reported"),
    "HelperChecked": mark("Looked at by the team: where they may work"),
    "TaskApproved": mark("The leader approved the task"),
    "PackInstalled": mark("Information installed"),
    "EmergencyReported": mark("Emergency report"),
    "EmergencyAdded": mark("More is known"),
    "EmergencyStepTaken": mark("Step taken"),
    "MessageWritten": mark("Message"),
    "MessageRead": mark("Read"),
    "MessageCarried": mark("Given along"),
    "MessageClosed": mark("Dealt with"),
    "MessageTakenDown": mark("Message that we heard"),
    "HeadCounted": mark("People counted"),
    "QuestionCounted": mark("Question counted"),
    "IntakeAbandoned": mark("Form thrown away"),
    "BoardPosted": mark("On the board"),
    "BoardTakenDown": mark("Taken off the board"),
}

_CODES: tuple[tuple[str, type[StrEnum]], ...] = (
    ("reason", Reason),
    ("party", Party),
    ("answer", Answer),
    ("result", CallbackResult),
    ("way", CallbackWay),
    ("step", EmergencyStep),
    ("outcome", EmergencyOutcome),
    ("road", Road),
    ("priority", Priority),
    ("category", Category),
)
"""What a line may say, and from which words its codes are."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What happened, by whom, when. ``undone``: it does not count any more."""

    what: str
    who: str
    when: str
    entry: SubjectId = SubjectId("")
    undone: bool = False
    may_undo: bool = False


def history_row(line: HistoryLine, now: int) -> HistoryRow:
    """A line of the history; a fact of a newer program is shown as such."""
    text = _(_FACTS[line.kind]) if line.kind in _FACTS else _("Something newer than this program knows")
    said = _said(line)
    if said:
        text += ": " + ", ".join(said)
    if line.undone:
        text = _("{text} (undone)", text=text)
    who = [line.name, label(line.role) if line.role is not None else "", line.point.letters]
    return HistoryRow(
        what=text,
        who=" - ".join(part for part in who if part),
        when=when(line.at, now, uncertain=line.time_uncertain),
        entry=line.entry,
        undone=line.undone,
        may_undo=line.may_undo,
    )


def _said(line: HistoryLine) -> list[str]:
    said = []
    status = line.detail.get("status", "")
    known = member(HelperStatus, status) if line.kind.startswith("Helper") else member(RequestStatus, status)
    if known is not None:
        said.append(label(known))
    for name, kind in _CODES:
        code = member(kind, line.detail.get(name, "")) if name in line.detail else None
        if code is not None:
            said.append(code.value if isinstance(code, Priority) else label(code))
    if line.detail.get("met"):
        said.append(_("{met} are there", met=line.detail["met"]))
    return said
