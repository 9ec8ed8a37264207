# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many simulated points on one ether, stepped only when something happens to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf
from random import Random

from devices.ether import Ether
from devices.lora import EU_868, Preset
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.simulator.journal import Entry
from noodsteunpunt.simulator.point import SimulatedPoint
from noodsteunpunt.simulator.topology import NODE_BASE, Topology
from sync.engine import EngineConfig

STARTED_AT = 1_800_000_000
SOONEST = 0.001
"""Seconds between two steps of a point that asks to be called at once."""

Kept = Callable[[float, int, int, int, bytes], None]
"""(time, point, author, number, body)."""


class EtherClock:
    """Both clocks from the ether's time."""

    def __init__(self, ether: Ether) -> None:
        self._ether = ether

    def now(self) -> int:
        """Unix seconds."""
        return STARTED_AT + int(self._ether.now)

    def steady(self) -> float:
        """Seconds since the beginning."""
        return self._ether.now


class Network:
    """``points[number]``. Time passes in :meth:`run`. ``kept`` is told of every frame that becomes durable
    somewhere; ``configure`` changes the engines' settings."""

    def __init__(
        self,
        topology: Topology,
        preset: Preset,
        *,
        loss: float = 0.0,
        seed: int = 0,
        signing: bool = False,
        duty_cycle: float = EU_868.duty_cycle,
        kept: Kept = lambda *_: None,
        configure: Callable[[EngineConfig], EngineConfig] | None = None,
    ) -> None:
        chance = Random(seed)
        self.topology = topology
        self.duty_cycle = duty_cycle
        self.node_base = NODE_BASE
        self.ether = Ether(preset, chance.randrange(1 << 62), loss, signing=signing, duty_cycle=duty_cycle)
        self.clock = EtherClock(self.ether)
        self.points: dict[int, SimulatedPoint] = {}
        self._wake_at: dict[int, float] = {}
        papers = demo_enrolments(topology.points, STARTED_AT, chance.randbytes)

        def keep(point: int, author: int, number: int, body: bytes) -> None:
            kept(self.ether.now, point, author, number, body)

        for name in topology.points:
            radio = VirtualRadio(self.ether, NODE_BASE + name.number, name.letters)
            rng = Random(chance.randrange(1 << 62))
            point = SimulatedPoint(name, papers[name.number], radio, self.clock, rng, keep)
            if configure is not None:
                point.configure = configure
            self.points[name.number] = point
            radio.on_activity(lambda number=name.number: self.wake(number))  # type: ignore[misc]
        for relay in topology.relays:
            VirtualRadio(self.ether, NODE_BASE + relay)
        topology.apply(self.ether)

    @property
    def now(self) -> float:
        """Seconds since the beginning."""
        return self.ether.now

    def start(self, numbers: Iterable[int] | None = None) -> None:
        """Switch laptops on; all of them by default."""
        for number in self.points if numbers is None else numbers:
            self.points[number].start()
            self.wake(number)

    def share(self, groups: Iterable[Iterable[int]] | None = None) -> None:
        """Points of a group (all by default) hold what any of them holds, as if long level. While they are off."""
        for group in [list(self.points)] if groups is None else groups:
            members = [self.points[number] for number in group]
            frames = {
                (author, number): body
                for point in members
                for author, bodies in point.journal.bodies.items()
                for number, body in bodies.items()
            }
            for point in members:
                lacking = [(*key, body) for key, body in frames.items() if point.journal.read(*key) is None]
                point.journal.accept(lacking, self.clock.now())

    def stop(self, number: int) -> None:
        """Switch a laptop off."""
        self.points[number].stop()

    def at(self, when: float, action: Callable[[], None]) -> None:
        """Call ``action`` at a time."""
        self.ether.at(when, action)

    def record(self, number: int, priority: int, body: bytes, register: int = 0) -> Entry:
        """A fact at a point."""
        entry = self.points[number].record(priority, body, register)
        self.wake(number)
        return entry

    def wake(self, number: int, when: float = 0.0) -> None:
        """Step a point at ``when``, or now."""
        when = max(when, self.ether.now)
        if self._wake_at.get(number, inf) > when:
            self._wake_at[number] = when
            self.ether.at(when, lambda: self._step(number, when))

    def _step(self, number: int, planned: float) -> None:
        if self._wake_at.get(number) != planned:
            return
        del self._wake_at[number]
        again = self.points[number].step()
        if again < inf:
            self.wake(number, max(again, self.ether.now + SOONEST))

    def run(self, until: float, done: Callable[[], bool] | None = None, every: float = 1.0) -> bool:
        """Let time pass to ``until``, or until ``done`` (asked ``every`` so many seconds) holds."""
        asked = self.ether.now
        while (event := self.ether.next_event()) <= until:
            self.ether.advance(event)
            if done is not None and self.ether.now - asked >= every:
                asked = self.ether.now
                if done():
                    return True
        self.ether.advance(until)
        return done is None or done()

    def level(self) -> bool:
        """Do all running points hold the same frames?"""
        running = [point for point in self.points.values() if point.carrier is not None]
        return all(point.journal.bodies == running[0].journal.bodies for point in running)
