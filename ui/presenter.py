# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on every screen: top line, band, rail, and what needs a person now. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from devices.battery import BatteryReading
from noodsteunpunt.domain.values import IncidentMode, PointStatus, StationKind
from noodsteunpunt.domain.views import Snapshot
from noodsteunpunt.domain.views_desk import Surroundings
from ui.labels import label
from ui.presenter_words import Tone, clock_time, duration, seconds_text
from ui.texts import _, mark, n_

RADIO_STATES = {
    "ready": mark("Radio works"),
    "connecting": mark("Radio is being connected"),
    "lost": mark("Radio does not answer"),
    "closed": mark("Radio is switched off"),
}

LOW_BATTERY = 20
"""Percent."""

_LETTER, _GAP = 8.7, 16


@dataclass(frozen=True, slots=True)
class TopPart:
    """A few words of the top line. Where they do not all fit, those of little ``worth`` go first."""

    name: str
    text: str
    worth: int
    tone: Tone = Tone.PLAIN
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TopLine:
    """The line above every screen; ``band`` is empty in an actual incident."""

    parts: tuple[TopPart, ...]
    band: str


@dataclass(frozen=True, slots=True)
class RailItem:
    """One entry of the rail; ``count`` is empty where nothing is counted."""

    path: str
    name: str
    count: str
    picture: str


def is_coordination(snapshot: Snapshot) -> bool:
    """Does this station belong to a coordination point?"""
    return snapshot.station.kind is StationKind.COORDINATION_POINT


def top_line(
    snapshot: Snapshot,
    now: int,
    battery: BatteryReading | None = None,
    who: str = "",
    around: Surroundings = Surroundings(),  # noqa: B008 - frozen
) -> TopLine:
    """Who we are, whether the radio works and is answered, how long the laptop goes on."""
    station = snapshot.station
    works = snapshot.radio_state == "ready"
    parts = [
        TopPart("point", f"{station.point.name} ({station.point.letters})", 9, bold=True),
        TopPart("status", _status(snapshot.point_status, around, now), 6),
        TopPart(
            "radio",
            _(RADIO_STATES.get(snapshot.radio_state, RADIO_STATES["lost"])),
            5 if works else 8,
            Tone.PLAIN if works else Tone.ATTENTION,
            bold=not works,
        ),
        TopPart("airtime", _("airtime left {seconds}", seconds=seconds_text(snapshot.airtime_left)), 3),
        TopPart("clock", clock_time(now, now), 10, bold=True),
    ]
    if around.staff is not None:
        parts.insert(2, TopPart("staff", n_("{count} person on duty", "{count} people on duty", around.staff), 2))
    if around.silent:
        parts.insert(2, TopPart("silence", _silence(around, now), 8, Tone.ATTENTION, bold=True))
    if battery is not None:
        parts.insert(-1, _battery(battery))
    if who:
        parts.append(TopPart("who", who, 2, Tone.FADED))
    return TopLine(tuple(parts), "" if station.mode is IncidentMode.ACTUAL else label(station.mode))


def _status(status: PointStatus | None, around: Surroundings, now: int) -> str:
    if status is None:
        return _("Status not reported")
    if around.opened_at is None:
        return label(status)
    return _("{status} since {time}", status=label(status), time=clock_time(around.opened_at, now))


def _silence(around: Surroundings, now: int) -> str:
    if around.heard_at is None:
        return _("Coordination point not heard yet")
    return _("No contact with the coordination point since {time}", time=clock_time(around.heard_at, now))


def _battery(reading: BatteryReading) -> TopPart:
    if reading.plugged:
        return TopPart("battery", _("battery {percent}%, charging", percent=reading.percent), 1)
    text = _("battery {percent}%", percent=reading.percent)
    if reading.seconds_left is not None:
        text += ", " + _("about {time}", time=duration(_rough(reading.seconds_left)))
    low = reading.percent <= LOW_BATTERY
    return TopPart("battery", text, 8 if low else 4, Tone.ATTENTION if low else Tone.PLAIN, bold=low)


def _rough(seconds: int) -> int:
    """Nobody knows it to the minute: whole hours, below two hours quarters."""
    step = 900 if seconds < 7200 else 3600
    return max(step, round(seconds / step) * step)


def fitting(parts: tuple[TopPart, ...], room: float) -> tuple[TopPart, ...]:
    """What fits in ``room`` pixels at normal text size, in the same order; a letter is at most ``_LETTER`` wide."""
    kept = list(parts)
    while len(kept) > 1 and sum(len(part.text) * _LETTER + _GAP for part in kept) > room:
        kept.remove(min(kept, key=lambda part: part.worth))
    return tuple(kept)


def rail(snapshot: Snapshot) -> tuple[RailItem, ...]:
    """The rail, in its fixed order."""
    counters = snapshot.counters
    items = [
        RailItem("/", _("Now"), "", "now"),
        RailItem("/information", _("Information"), "", "information"),
        RailItem("/requests", _("Requests"), _count(counters.open_requests), "requests"),
        RailItem("/helpers", _("Helpers"), _count(counters.helpers_available), "helpers"),
        RailItem("/shift", _("Shift"), "", "log"),
        RailItem("/messages", _("Messages"), _count(counters.messages_unread), "messages"),
        RailItem("/network", _("Network"), _count(counters.waiting), "network"),
        RailItem("/more", _("More"), "", "more"),
    ]
    if is_coordination(snapshot):
        items.insert(1, RailItem("/board", _("Overview"), "", "board"))
    return tuple(items)


def _count(number: int) -> str:
    return str(number) if number else ""


UNDER_MORE = frozenset(
    {"/point", "/display", "/keys", "/count", "/card", "/pictures", "/emergencies", "/children", "/trace", "/care"}
)


def section_of(path: str) -> str:
    """The rail's entry a path belongs to."""
    section = "/" + path.split("?")[0].strip("/").split("/")[0]
    return "/more" if section in UNDER_MORE else section
