# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens in a simulation besides the radio: who records what and when, which islands there are, who is off.

Times are seconds from the beginning; a person writes them as ``1:30`` (hours and minutes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from devices.lora import Preset
from noodsteunpunt.simulator.errors import PlanError
from noodsteunpunt.simulator.topology import Topology
from noodsteunpunt.texts import _
from sync.frames import Priority

HOUR = 3600.0
MAX_HOURS = 168.0
MAX_ENTRIES = 200_000
MAX_ENTRY = 200
"""Bytes of an entry that fits a frame with everything around it."""

CLASSES = {priority.name.lower(): priority for priority in Priority}


@dataclass(frozen=True, slots=True)
class Stream:
    """Entries of one class and size. ``per_hour`` at each of ``points``, at random times from ``start`` to ``end``;
    or else ``count`` at each of them at ``start``."""

    priority: Priority
    size: int
    points: tuple[int, ...]
    start: float
    end: float
    per_hour: float = 0.0
    count: int = 0

    def expected(self) -> float:
        """How many entries, in the mean."""
        each = self.per_hour * (self.end - self.start) / HOUR if self.per_hour else self.count
        return each * len(self.points)


@dataclass(frozen=True, slots=True)
class Islands:
    """From ``start`` to ``end`` only points (and relays) of one group hear each other; the others form one more."""

    groups: tuple[frozenset[int], ...]
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Off:
    """A point's laptop is off; its radio relays."""

    point: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. ``loss`` 0..1 on every link; ``signing``: radios with firmware 2.8."""

    topology: Topology
    preset: Preset
    streams: tuple[Stream, ...]
    seconds: float
    loss: float = 0.0
    seed: int = 1
    islands: tuple[Islands, ...] = ()
    off: tuple[Off, ...] = ()
    signing: bool = False
    settle: float = HOUR


def names_of(topology: Topology) -> dict[str, int]:
    """What a person may call a point or relay by: number or letters."""
    names = {str(point.number): point.number for point in topology.points}
    names |= {point.letters.upper(): point.number for point in topology.points}
    return names | {str(relay): relay for relay in topology.relays}


def find(name: object, names: Mapping[str, int], where: str) -> int:
    """A point by what it is called. Raises :class:`PlanError`."""
    number = names.get(str(name).strip().upper())
    if number is None:
        raise PlanError(where, _("there is no point {name}", name=name))
    return number


def seconds_of(text: object, where: str) -> float:
    """``1:30`` is an hour and a half; a bare number counts hours. Raises :class:`PlanError`."""
    found = re.fullmatch(r"(\d{1,3})(?::([0-5]\d))?", str(text).strip())
    if found is None:
        raise PlanError(where, _("a time is written as 1:30, not as {text}", text=text))
    return float(int(found[1]) * 3600 + int(found[2] or 0) * 60)


def _period(text: str, where: str, until: float) -> tuple[float, float]:
    start, dash, end = text.partition("-")
    period = seconds_of(start, where), seconds_of(end, where) if dash else until
    if period[0] >= period[1]:
        raise PlanError(where, _("it ends before it begins: {text}", text=text))
    return period


def _group(text: str, names: Mapping[str, int], where: str) -> frozenset[int]:
    """``1-5,KB,9``."""
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        low, high = find(first, names, where), find(last if dash else first, names, where)
        members = {number for number in names.values() if low <= number <= high}
        if low > high:
            raise PlanError(where, _("the last one comes before the first: {text}", text=part))
        found |= members
    return frozenset(found)


def parse_islands(text: str, topology: Topology, until: float) -> Islands:
    """``1-5|6-10@1:00-2:30``: groups, then when; ``half@...`` cuts the area between west and east. Without an end it
    lasts to the end. Raises :class:`PlanError`."""
    where = f"--partition {text}"
    groups, at, period = text.partition("@")
    start, end = _period(period, where, until) if at else (0.0, until)
    if groups.strip() == "half":
        return Islands((_west(topology),), start, end)
    names = names_of(topology)
    found = tuple(_group(part, names, where) for part in groups.split("|"))
    if sum(map(len, found)) > len(frozenset().union(*found)):
        raise PlanError(where, _("a point is on one island only"))
    return Islands(found, start, end)


def _west(topology: Topology) -> frozenset[int]:
    ordered = sorted(topology.places, key=lambda number: (topology.places[number].x, topology.places[number].y))
    return frozenset(ordered[: len(ordered) // 2])


def parse_off(text: str, topology: Topology, until: float) -> Off:
    """``KB@1:00-2:30``: the laptop of a point goes off and on again. Raises :class:`PlanError`."""
    where = f"--off {text}"
    name, at, period = text.partition("@")
    if not at:
        raise PlanError(where, _("say when: KB@1:00-2:30"))
    number = find(name, {name: number for name, number in names_of(topology).items() if number < 1024}, where)
    return Off(number, *_period(period, where, until))


def everyday(topology: Topology, until: float) -> tuple[Stream, ...]:
    """What six entries an hour at each point are without a file: mostly steps, now and then something urgent."""
    numbers = tuple(point.number for point in topology.points)
    return (
        Stream(Priority.URGENT, 24, numbers, 0.0, until, per_hour=0.6),
        Stream(Priority.STATUS, 6, numbers, 0.0, until, per_hour=4.4),
        Stream(Priority.LOG, 30, numbers, 0.0, until, per_hour=0.9),
        Stream(Priority.LIFE, 24, numbers, 0.0, until, per_hour=0.1),
    )


def check(plan: Plan) -> Plan:
    """The plan, if a computer can play it. Raises :class:`PlanError`."""
    if not 0 < plan.seconds <= MAX_HOURS * HOUR:
        raise PlanError("--hours", _("from 0.1 to {most}", most=f"{MAX_HOURS:.0f}"))
    if sum(stream.expected() for stream in plan.streams) > MAX_ENTRIES:
        raise PlanError("--load", _("more than {most} entries", most=MAX_ENTRIES))
    ordered = sorted(plan.islands, key=lambda one: one.start)
    if any(one.end > other.start for one, other in zip(ordered, ordered[1:], strict=False)):
        raise PlanError("--partition", _("two of them overlap in time"))
    rests = sorted(plan.off, key=lambda one: (one.point, one.start))
    pairs = zip(rests, rests[1:], strict=False)
    if any(one.point == other.point and one.end > other.start for one, other in pairs):
        raise PlanError("--off", _("two of them overlap in time"))
    return plan
