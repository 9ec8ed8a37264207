# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan played on the air, and everything noted from which :mod:`noodsteunpunt.simulator.figures` reckons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from devices.lora import EU_868
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.simulator.journal import entries_in
from noodsteunpunt.simulator.network import Network
from noodsteunpunt.simulator.plan import HOUR, Plan, Stream
from noodsteunpunt.simulator.topology import NODE_BASE
from sync.engine import EngineConfig
from sync.frames import Priority

MINUTE = 60.0
LOOK = 5.0
"""Seconds between two looks whether everybody is level."""

Progress = Callable[[float], None]
"""Told the virtual seconds so far."""


@dataclass(slots=True)
class Told:
    """One entry: where and when it was recorded, and when it became durable at each other point."""

    point: int
    priority: Priority
    at: float
    arrived: dict[int, float] = field(default_factory=dict)

    def after(self, share: float, of: int) -> float | None:
        """Seconds until ``share`` of ``of`` points (its own one counts) had it; None if they do not all."""
        needed = -(-share * of // 1)
        waits = sorted([0.0, *(when - self.at for when in self.arrived.values())])
        return waits[int(needed) - 1] if 0 < needed <= len(waits) else None


class Entries(dict[tuple[int, int], Told]):
    """By author and number."""

    def record(self, network: Network, point: int, priority: Priority, body: bytes) -> Told:
        """A fact at a point, now."""
        entry = network.record(point, priority, body)
        told = self[(network.points[point].author, entry.seq)] = Told(point, priority, network.now)
        return told

    def kept(self, at: float, point: int, author: int, _number: int, body: bytes) -> None:
        """A frame became durable at a point: as :class:`Network` tells it."""
        for seq in entries_in(body):
            told = self.get((author, seq))
            if told is not None and told.point != point:
                told.arrived.setdefault(point, at)


@dataclass(slots=True)
class Minute:
    """One sample: seconds sent by each node in this minute, and the share of it that each found the air in use."""

    sent: dict[int, float]
    busy: dict[int, float]


@dataclass(slots=True)
class Played:
    """``settled_after``: seconds after the plan's end until all points that run were level; None if not in time."""

    plan: Plan
    network: Network
    entries: Entries
    minutes: list[Minute] = field(default_factory=list)
    settled_after: float | None = None
    healed_after: dict[float, float] = field(default_factory=dict)

    @property
    def coordination(self) -> set[int]:
        """Numbers of the coordination points."""
        points = self.plan.topology.points
        return {point.number for point in points if point.kind is StationKind.COORDINATION_POINT}


def moments(plan: Plan) -> list[tuple[float, int, Stream]]:
    """When each entry of a load is recorded, and by whom: the same for the same seed, whatever the radio does."""
    chance, found = Random(plan.seed), list[tuple[float, int, Stream]]()
    for stream in plan.streams:
        for point in stream.points:
            if stream.count:
                found += [(stream.start, point, stream)] * stream.count
                continue
            at = stream.start + chance.expovariate(stream.per_hour / HOUR)
            while at < min(stream.end, plan.seconds):
                found.append((at, point, stream))
                at += chance.expovariate(stream.per_hour / HOUR)
    return sorted(found, key=lambda each: (each[0], each[1]))


class _Play:
    def __init__(self, plan: Plan, configure: Callable[[EngineConfig], EngineConfig] | None) -> None:
        self._chance = Random(plan.seed + 1)
        entries = Entries()
        network = Network(
            plan.topology,
            plan.preset,
            loss=plan.loss,
            seed=plan.seed,
            signing=plan.signing,
            duty_cycle=EU_868.duty_cycle,
            kept=entries.kept,
            configure=configure,
        )
        self.played = Played(plan, network, entries)
        self._before: dict[int, float] = {}

    def _record(self, point: int, stream: Stream) -> None:
        body = self._chance.randbytes(stream.size)
        self.played.entries.record(self.played.network, point, stream.priority, body)

    def _sample(self) -> None:
        stats = self.played.network.ether.stats().nodes
        sent = {number - NODE_BASE: node.airtime for number, node in stats.items()}
        busy = {number - NODE_BASE: node.busy_share for number, node in stats.items()}
        changed = {number: seconds - self._before.get(number, 0.0) for number, seconds in sent.items()}
        self.played.minutes.append(Minute(changed, busy))
        self._before = sent

    def schedule(self) -> None:
        """Everything that people and weather do."""
        plan, network = self.played.plan, self.played.network
        network.start()
        for at, point, stream in moments(plan):
            network.at(at, partial(self._record, point, stream))
        for one in plan.islands:
            groups = [[NODE_BASE + number for number in sorted(group)] for group in one.groups]
            network.at(one.start, partial(network.ether.partition, groups))
            if one.end < plan.seconds:
                network.at(one.end, network.ether.heal)
        for rest in plan.off:
            network.at(rest.start, partial(network.stop, rest.point))
            if rest.end < plan.seconds:
                network.at(rest.end, partial(network.start, [rest.point]))

    def run(self, progress: Progress) -> Played:
        """To the plan's end, then until everybody is level or the patience is over."""
        played, network, plan = self.played, self.played.network, self.played.plan
        ends = {one.end for one in plan.islands} | {one.end for one in plan.off}
        heals = sorted(end for end in ends if end < plan.seconds)
        steps = int(-(-plan.seconds // MINUTE))
        for step in range(1, steps + 1):
            end = min(step * MINUTE, plan.seconds)
            open_heals = [heal for heal in heals if heal not in played.healed_after and heal < end]
            if open_heals and network.run(end, network.level, LOOK):
                played.healed_after |= {heal: max(0.0, network.now - heal) for heal in open_heals}
            network.run(end)
            self._sample()
            progress(network.now)
        if network.run(plan.seconds + plan.settle, network.level, LOOK):
            played.settled_after = max(0.0, network.now - plan.seconds)
        return played


def play(
    plan: Plan,
    progress: Progress = lambda _seconds: None,
    configure: Callable[[EngineConfig], EngineConfig] | None = None,
) -> Played:
    """The whole plan in virtual time. ``configure`` changes the engines' settings, for comparisons."""
    run = _Play(plan, configure)
    run.schedule()
    return run.run(progress)
