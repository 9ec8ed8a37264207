# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the points of a simulated municipality stand, and which of them hear each other.

``line``, ``grid``, ``town`` and ``hop`` are made from a number of points; a file gives a real plan.
``docs/simulator.md`` documents the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, hypot, sqrt
from random import Random
from statistics import mean

from devices.ether import Ether
from devices.lora import Preset
from devices.terrain import Place, lay_out, range_m
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.simulator.errors import PlanError
from noodsteunpunt.texts import _

MAX_POINTS = 250
NODE_BASE = 0x4E530000
"""Node numbers are this and the point's number, relays from this and 1024 on."""

FIRST_RELAY = 1024
TOWN_NEIGHBOURS = 6.5
"""How many others a point in a town hears well, on average."""

SPACING = 0.6
"""Of the range, between neighbours on a line or grid: 8 dB to spare for shadowing."""

_ATTEMPTS = 60


@dataclass(frozen=True, slots=True)
class MeasuredLink:
    """A link that somebody measured: loss 0..1, and its strength in dB if known. ``loss`` 1 cuts it."""

    a: int
    b: int
    loss: float
    snr: float | None = None


@dataclass(frozen=True, slots=True)
class Topology:
    """``points`` by number with their ``places`` in metres; ``relays`` are radios without a laptop, numbered from
    1024. ``links`` override what distance says."""

    points: tuple[PointName, ...]
    places: Mapping[int, Place]
    links: tuple[MeasuredLink, ...] = ()
    seed: int = 0
    relays: tuple[int, ...] = field(default=())

    def apply(self, ether: Ether) -> None:
        """Give the links of an ether, to which all nodes are attached, their strength and loss."""
        lay_out(ether, {NODE_BASE + number: place for number, place in self.places.items()}, self.seed)
        for link in self.links:
            ether.set_link(NODE_BASE + link.a, NODE_BASE + link.b, link.loss, snr=link.snr)

    def neighbours(self, preset: Preset) -> dict[int, set[int]]:
        """Who decodes at least half of whose frames."""
        ether = Ether(preset, 0)
        for number in self.places:
            ether.attach(NODE_BASE + number)
        self.apply(ether)
        return {number: {n - NODE_BASE for n in ether.heard_by(NODE_BASE + number)} for number in self.places}


def hops(near: Mapping[int, set[int]], start: int) -> dict[int, int]:
    """Fewest hops to everybody that can be reached from ``start``."""
    found, edge = {start: 0}, [start]
    for node in edge:
        for other in sorted(near[node]):
            if other not in found:
                found[other] = found[node] + 1
                edge.append(other)
    return found


def letters_of(number: int) -> str:
    """Letters for tickets: AA, AB, ..."""
    return chr(65 + number // 26 % 26) + chr(65 + number % 26)


def named(places: list[Place], centre: int) -> Topology:
    """Points 1.. at these places; the one at index ``centre`` is the coordination point."""
    points = tuple(
        PointName(
            index + 1,
            letters_of(index),
            f"Coördinatiepunt {index + 1}" if index == centre else f"Punt {index + 1}",
            StationKind.COORDINATION_POINT if index == centre else StationKind.SUPPORT_POINT,
        )
        for index in range(len(places))
    )
    return Topology(points, {index + 1: place for index, place in enumerate(places)})


def _middle(places: list[Place]) -> int:
    x, y = mean(place.x for place in places), mean(place.y for place in places)
    return min(range(len(places)), key=lambda index: hypot(places[index].x - x, places[index].y - y))


def make_topology(kind: str, count: int, preset: Preset, seed: int, *, near: float = TOWN_NEIGHBOURS) -> Topology:
    """``kind`` is line, grid, town or hop (all within one hop). The coordination point stands in the middle, on a
    line at its end. Raises :class:`PlanError`."""
    if not 1 <= count <= MAX_POINTS:
        raise PlanError("--points", _("from 1 to {most} points", most=MAX_POINTS))
    step = SPACING * range_m(preset.modem)
    chance = Random(seed)
    if kind == "line":
        places = [Place(index * step, 0.0) for index in range(count)]
        return _seeded(named(places, count - 1), seed)
    if kind == "grid":
        width = ceil(sqrt(count))
        places = [Place(index % width * step, index // width * step) for index in range(count)]
    elif kind == "hop":
        places = [Place(chance.random() * step / 4, chance.random() * step / 4) for _ in range(count)]
    elif kind == "town":
        return _town(count, near, preset, seed)
    else:
        raise PlanError("--topology", _("neither line, grid, town or hop, nor a file: {name}", name=kind))
    return _seeded(named(places, _middle(places)), seed)


def _seeded(topology: Topology, seed: int) -> Topology:
    return Topology(topology.points, topology.places, topology.links, seed, topology.relays)


def _town(count: int, near: float, preset: Preset, seed: int) -> Topology:
    """Scattered over a disc, not on top of each other, so that a point hears ``near`` others on average and
    everybody can be reached; as near to that as a number of attempts comes."""
    chance, reach = Random(seed), range_m(preset.modem, 0.5)
    radius = sqrt(count / near) * reach
    best: tuple[float, Topology] | None = None
    for _attempt in range(_ATTEMPTS):
        places = _scattered(count, radius, chance)
        topology = _seeded(named(places, _middle(places)), seed)
        hears = topology.neighbours(preset)
        found = mean(len(others) for others in hears.values())
        unreached = count - len(hops(hears, 1))
        score = unreached + abs(found - near) / 100
        if best is None or score < best[0]:
            best = (score, topology)
        if not unreached and (abs(found - near) < 0.5 or count <= near + 1):
            break
        radius *= 0.97 if unreached else min(1.2, max(0.8, sqrt(max(found, 0.5) / near)))
    if best is None:
        raise PlanError("--points", _("from 1 to {most} points", most=MAX_POINTS))
    return best[1]


def _scattered(count: int, radius: float, chance: Random) -> list[Place]:
    apart, places = 0.9 * radius / sqrt(count), list[Place]()
    while len(places) < count:
        place = Place(chance.uniform(-radius, radius), chance.uniform(-radius, radius))
        if hypot(place.x, place.y) <= radius and all(place.metres_to(other) >= apart for other in places):
            places.append(place)
    return places
