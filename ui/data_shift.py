# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screens of the shift show, as it was read: frozen values, and how they are read. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass, field

from noodsteunpunt.domain.people import PersonRow
from noodsteunpunt.domain.values import DeliveryStep, PointStatus, SubjectId
from noodsteunpunt.domain.values_desk import Topic
from noodsteunpunt.domain.values_point import ListMoment, LogKind
from noodsteunpunt.domain.views import PointRow, RequestRow
from noodsteunpunt.domain.views_desk import EmergencyRow, MessageRow
from noodsteunpunt.domain.views_point import (
    ChildView,
    Handover,
    ListView,
    LogLine,
    ShiftView,
    StillOpen,
    TeamView,
)
from noodsteunpunt.station import Station
from noodsteunpunt.store.database import Reader
from ui.lifelines import prefix

SOON = 60 * 60
"""Seconds before the end of a shift from which the handover is what comes next."""
LOG_LINES = 200
_REQUESTS, _MESSAGES = 500, 100

Told = RequestRow | TeamView | ChildView | MessageRow | EmergencyRow


@dataclass(frozen=True, slots=True)
class ShiftGlance:
    """Enough to say what comes next: for *Nu* and for the first screen of the shift. ``untold``: lines of the handover
    that nobody ticked; ``steps``: how many of the list of opening are open, None where it was not begun."""

    shift: ShiftView | None
    status: PointStatus | None
    untold: int = 0
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class ShiftData:
    """``listed``: moments for which the pack has a list. ``told``: what a line of the handover is about. ``report``:
    the last word of this point on itself, ``delivery``: how far that is. ``moved``: the newest message that says where
    the point goes; ``lifelines``: the newest on what works around here."""

    glance: ShiftGlance
    people: tuple[PersonRow, ...] = ()
    handover: Handover | None = None
    told: dict[SubjectId, Told] = field(default_factory=dict)
    requests: tuple[RequestRow, ...] = ()
    lists: dict[ListMoment, ListView] = field(default_factory=dict)
    listed: frozenset[ListMoment] = frozenset()
    report: PointRow | None = None
    delivery: tuple[DeliveryStep, int | None] | None = None
    to_close: StillOpen = StillOpen()
    to_sleep: StillOpen = StillOpen()
    moved: MessageRow | None = None
    lifelines: MessageRow | None = None


@dataclass(frozen=True, slots=True)
class LogData:
    """The newest lines of the logbook; ``kind`` and ``significant`` are the filter."""

    lines: tuple[LogLine, ...]
    kind: LogKind | None = None
    significant: bool = False


def glance(reader: Reader, status: PointStatus | None, now: int) -> ShiftGlance:
    """What is read for *Nu*: little, unless a handover is near."""
    shift = reader.shift()
    untold, steps = 0, None
    if shift is None or status in {None, PointStatus.STANDBY, PointStatus.ACTIVATING}:
        opening = reader.newest_list(ListMoment.OPENING, since=reader.sealed_at() + 1)
        steps = opening.open_steps if opening else None
    if shift is not None and (shift.flagged or ends_soon(shift, now)):
        handover = reader.handover(shift.id)
        untold = len(handover.open) if handover else 0
    return ShiftGlance(shift, status, untold, steps)


def ends_soon(shift: ShiftView, now: int) -> bool:
    """Is it time to think of the handover?"""
    return shift.until_at is not None and shift.until_at - now <= SOON


def read_log(reader: Reader, kind: LogKind | None, *, significant: bool) -> LogData:
    """The logbook as it is filtered."""
    lines = reader.logbook(kind=kind, significant=significant, limit=LOG_LINES)
    return LogData(tuple(lines), kind, significant)


def read_shift(station: Station) -> ShiftData:
    """Everything of the shift; on the station's thread, for what is left to close is said there."""
    reader, own, now = station.reader, station.info.point.number, station.now
    status = reader.point_status(own)
    shift = reader.shift()
    handover = reader.handover(shift.id) if shift else None
    look = ShiftGlance(shift, status, len(handover.open) if handover else 0, glance(reader, status, now).steps)
    lists = {moment: found for moment in ListMoment if (found := station.current_list(moment)) is not None}
    subject = station.store.own_point_subject(own)
    reported = [line for line in reader.history(subject) if line.kind == "PointReported"] if subject else []
    delivery = reported[0].delivery if reported else None
    said = reader.messages(limit=_MESSAGES)
    moving = [row for row in said if row.own and row.to_point is None and row.topic is Topic.POINT]
    return ShiftData(
        glance=look,
        people=tuple(reader.people()),
        handover=handover,
        told=_told(reader, handover, now),
        requests=tuple(reader.requests(status_open=True, point=own, limit=_REQUESTS)) if handover else (),
        lists=lists,
        listed=station.listed(),
        report=next((row for row in reader.points(now) if row.point.number == own), None),
        delivery=None if delivery is None else (delivery, reported[0].at),
        to_close=station.left_to_close(),
        to_sleep=station.left_for_the_night(),
        moved=moving[0] if moving else None,
        lifelines=next((row for row in said if row.own and (row.text or "").startswith(prefix())), None),
    )


def _told(reader: Reader, handover: Handover | None, now: int) -> dict[SubjectId, Told]:
    """What the lines of a handover are about, by subject."""
    wanted = {line.about for line in handover.lines if line.about is not None} if handover else set()
    found: dict[SubjectId, Told] = {}
    if not wanted:
        return found
    for rows in (reader.teams(now), reader.children(), reader.emergencies(now)):
        found |= {row.id: row for row in rows if row.id in wanted}
    for subject in wanted - found.keys():
        request = reader.request(subject)
        row = request.row if request else reader.message(subject)
        if row is not None:
            found[subject] = row
    return found
