# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on every screen: top line, band, rail, and what needs a person now. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import IncidentMode, Priority, StationKind
from noodsteunpunt.domain.views import Alarm, Conflict, RequestRow, Snapshot
from ui.labels import label
from ui.presenter_radio import advice
from ui.presenter_requests import request_line
from ui.presenter_words import Tone, clock_time, seconds_text
from ui.texts import _, mark, n_

RADIO_STATES = {
    "ready": mark("Radio works"),
    "connecting": mark("Radio is being connected"),
    "lost": mark("Radio does not answer"),
    "closed": mark("Radio is switched off"),
}

_ALARMS = {
    "radio_not_ready": mark("The radio does not answer. Check the plug. You can go on working: everything waits."),
    "radio_odd": mark("The radio works, but look at this."),
    "store_failed": mark("The disk refused to write. What was recorded is safe. Check that the disk is not full."),
    "pack_expired": mark("The information here has expired. It can be wrong: ask the municipality for the new one."),
    "pack_damaged": mark("The information here is damaged. Bring it again from the stick."),
    "replica_copied": mark("This database is a copy. It goes on under a new number; nothing is lost."),
    "replica_forked": mark("Another laptop used the same database. This one goes on under a new number."),
}


@dataclass(frozen=True, slots=True)
class TopLine:
    """The line above every screen; ``band`` is empty in an actual incident."""

    point: str
    status: str
    radio: str
    radio_works: bool
    airtime: str
    clock: str
    band: str


@dataclass(frozen=True, slots=True)
class RailItem:
    """One entry of the rail; ``count`` is empty where nothing is counted."""

    path: str
    name: str
    count: str


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """Something that needs a person; ``path`` is where to do it."""

    word: str
    text: str
    detail: str
    tone: Tone
    path: str


def is_coordination(snapshot: Snapshot) -> bool:
    """Does this station belong to a coordination point?"""
    return snapshot.station.kind is StationKind.COORDINATION_POINT


def top_line(snapshot: Snapshot, now: int) -> TopLine:
    """Who we are and whether the radio works."""
    station = snapshot.station
    status = snapshot.point_status
    return TopLine(
        point=f"{station.point.name} ({station.point.letters})",
        status=label(status) if status is not None else _("Status not reported"),
        radio=_(RADIO_STATES.get(snapshot.radio_state, RADIO_STATES["lost"])),
        radio_works=snapshot.radio_state == "ready",
        airtime=_("airtime left {seconds}", seconds=seconds_text(snapshot.airtime_left)),
        clock=clock_time(now, now),
        band="" if station.mode is IncidentMode.ACTUAL else label(station.mode),
    )


def rail(snapshot: Snapshot) -> tuple[RailItem, ...]:
    """The rail, in its fixed order."""
    counters = snapshot.counters
    items = [
        RailItem("/", _("Now"), ""),
        RailItem("/requests", _("Requests"), str(counters.open_requests)),
        RailItem("/helpers", _("Helpers"), str(counters.helpers_available)),
    ]
    if is_coordination(snapshot):
        items.append(RailItem("/board", _("Overview"), ""))
    items.append(RailItem("/network", _("Network"), str(counters.waiting) if counters.waiting else ""))
    return tuple(items)


def section_of(path: str) -> str:
    """The rail's entry a path belongs to."""
    return "/" + path.split("?")[0].strip("/").split("/")[0]


def attention(
    snapshot: Snapshot, urgent: list[RequestRow], conflicts: list[Conflict], now: int
) -> tuple[AttentionRow, ...]:
    """What needs a person, the worst first. ``urgent`` are open P1 requests that nobody took over."""
    coordination = is_coordination(snapshot)
    rows = [_alarm_row(alarm) for alarm in snapshot.alarms if alarm.level == Tone.DANGER]
    rows += [_request_row(row, now, coordination) for row in urgent if row.priority is Priority.P1]
    rows += [_conflict_row(conflict) for conflict in conflicts]
    rows += [_request_row(row, now, coordination) for row in urgent if row.priority is not Priority.P1]
    rows += [_alarm_row(alarm) for alarm in snapshot.alarms if alarm.level != Tone.DANGER]
    return tuple(rows)


def _alarm_row(alarm: Alarm) -> AttentionRow:
    text = _(_ALARMS[alarm.code]) if alarm.code in _ALARMS else _("Something is wrong ({code}).", code=alarm.code)
    danger = alarm.level == Tone.DANGER
    path = "/network" if alarm.code in {"radio_not_ready", "radio_odd"} else ""
    return AttentionRow(
        word=_("Failure") if danger else _("Look at this"),
        text=text,
        detail=advice(alarm.detail.get("reason", "")),
        tone=Tone.DANGER if danger else Tone.ATTENTION,
        path=path,
    )


def _request_row(row: RequestRow, now: int, coordination: bool) -> AttentionRow:
    line = request_line(row, now, coordination=coordination)
    detail = " - ".join(part for part in (line.deadline, line.delivery) if part)
    return AttentionRow(
        word=f"{line.priority} {line.priority_word}",
        text=f"{line.ticket}  {line.what}",
        detail=detail,
        tone=line.tone,
        path=f"/requests/{row.id}",
    )


def _conflict_row(conflict: Conflict) -> AttentionRow:
    tickets = _(" and ").join(claim.request_ticket for claim in conflict.claims)
    return AttentionRow(
        word=_("Assigned twice"),
        text=_("Helper {ticket}", ticket=conflict.helper.ticket),
        detail=tickets,
        tone=Tone.ATTENTION,
        path=f"/helpers/{conflict.helper.id}",
    )


def attention_count(rows: tuple[AttentionRow, ...]) -> str:
    """The number behind the heading, in words."""
    return n_("{count} thing", "{count} things", len(rows)) if rows else _("nothing")
