# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Random incidents on the simulated air: whatever happens, who can hear each other afterwards holds the same.

A run has 2 to 60 points, 0 to 60 % loss, partitions, laptops that go off and on, restored images, clocks that jump, and
somebody without the key who repeats what was on the air, also changed. Seed n of the short runs is seed n of the long.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from random import Random

import pytest

from devices.lora import Preset
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.simulator.journal import MemoryJournal, entries_of
from noodsteunpunt.simulator.network import Network
from noodsteunpunt.simulator.topology import NODE_BASE, make_topology

FAST = Preset.SHORT_FAST
HAPPENS = 400.0
"""Seconds in which all of it happens."""

HEALED = 1800.0
"""Seconds in which all must be level after the last partition: 2.4 hours on LONG_FAST, with up to 60 % loss."""

DUTY_CYCLE = 0.10
SHORT, LONG = 20, 500


class JumpingClock:
    """Right about how long something takes, and wrong about what time it is."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.wrong = 0

    def now(self) -> int:
        return self._network.clock.now() + self.wrong

    def steady(self) -> float:
        return self._network.clock.steady()


class Run:
    """``written``: contents of all entries that anybody recorded."""

    def __init__(self, seed: int, most: int) -> None:
        self.rng = Random(f"convergence {seed}")
        count = min(self.rng.randint(2, 60), self.rng.randint(2, most))
        kind = self.rng.choice(("hop", "grid", "line", "town"))
        self.loss = self.rng.uniform(0.0, 0.6)
        topology = make_topology(kind, count, FAST, seed)
        self.what = f"seed {seed}: {count} points, {kind}, {self.loss:.0%} loss"
        self.network = Network(topology, FAST, loss=self.loss, seed=seed, duty_cycle=DUTY_CYCLE)
        self.clocks = {number: JumpingClock(self.network) for number in self.network.points}
        for number, point in self.network.points.items():
            point.clock = self.clocks[number]
        self.written: set[bytes] = set()
        self.images: dict[int, MemoryJournal] = {}
        self.stranger = VirtualRadio(self.network.ether, NODE_BASE + 5000)
        for number in topology.places:
            self.network.ether.set_link(NODE_BASE + 5000, NODE_BASE + number, self.loss)

    def happen(self) -> None:
        """All of it, in random order."""
        numbers = list(self.network.points)
        happenings = [self.write] * self.rng.randint(len(numbers), 3 * len(numbers) + 4)
        happenings += [self.part] * self.rng.randint(0, 2) + [self.join] * self.rng.randint(0, 1)
        happenings += [self.restart] * self.rng.randint(0, 2) + [self.jump] * self.rng.randint(0, 3)
        happenings += [self.image, self.restore] * self.rng.randint(0, 1) + [self.replay] * self.rng.randint(0, 8)
        self.network.start()
        for happening in happenings:
            at = self.rng.uniform(0.0, HAPPENS)
            self.network.at(at, partial(happening, self.rng.choice(numbers)))
        self.network.run(HAPPENS + 60.0)

    def write(self, number: int) -> None:
        body = self.rng.randbytes(self.rng.randint(8, 40))
        self.written.add(body)
        self.network.record(number, self.rng.choice((0, 1, 2, 2, 3, 4, 5)), body)

    def part(self, number: int) -> None:
        """Two halves that do not hear each other."""
        numbers = list(self.network.points)
        half = {number, *self.rng.sample(numbers, len(numbers) // 2)}
        for a in half:
            for b in set(numbers) - half:
                self.network.ether.set_link(NODE_BASE + a, NODE_BASE + b, 1.0)

    def join(self, _number: int) -> None:
        self.network.topology.apply(self.network.ether)

    def restart(self, number: int) -> None:
        self.network.stop(number)
        self.network.at(self.network.now + self.rng.uniform(1.0, 120.0), partial(self.go_on, number))

    def go_on(self, number: int) -> None:
        if self.network.points[number].carrier is None:
            self.network.start([number])

    def jump(self, number: int) -> None:
        self.clocks[number].wrong = self.rng.choice((-86400, -3600, 3600, 86400, 130_000_000))

    def image(self, number: int) -> None:
        self.images[number] = deepcopy(self.network.points[number].journal)

    def restore(self, _number: int) -> None:
        """Somebody puts back an image of an hour ago, or the wrong disk."""
        for number, journal in self.images.items():
            self.network.stop(number)
            self.network.points[number].journal = deepcopy(journal)
            self.network.start([number])

    def replay(self, _number: int) -> None:
        """Who has no key says again what was said, as it was or changed."""
        heard = [event.payload for event in self.stranger.poll() if hasattr(event, "payload")]
        for payload in self.rng.sample(heard, min(3, len(heard))):
            at = self.rng.randrange(len(payload))
            changed = payload[:at] + bytes((payload[at] ^ 1 << self.rng.randrange(8),)) + payload[at + 1 :]
            self.stranger.send(self.rng.choice((payload, changed)), hop_limit=3)

    def heal(self) -> bool:
        """Everybody is on and in reach again: do they become level?"""
        self.join(0)
        for number in self.network.points:
            self.go_on(number)
        return self.network.run(self.network.now + HEALED, self.level, 10.0)

    def level(self) -> bool:
        first, *others = (set(self.contents(number)) for number in self.network.points)
        return self.network.level() and all(each == first for each in others)

    def contents(self, number: int) -> Iterator[bytes]:
        journal = self.network.points[number].journal
        for frames in journal.bodies.values():
            for body in frames.values():
                yield from (entry.body for entry in entries_of(body))


def check(seed: int, most: int) -> None:
    run = Run(seed, most)
    run.happen()
    held = {body for number in run.network.points for body in run.contents(number)}
    assert run.heal(), run.what
    contents = set(run.contents(1))
    assert contents <= run.written, run.what
    assert held <= contents, f"{run.what}: {len(held - contents)} entries that somebody held are gone"
    if not run.images:
        assert contents == run.written, run.what
    hours = max(1.0, run.network.now / 3600)
    for node in run.network.ether.stats().nodes.values():
        assert node.airtime <= 3600 * DUTY_CYCLE * hours, run.what


@pytest.mark.parametrize("seed", range(SHORT))
def test_all_converge(seed: int) -> None:
    check(seed, 10)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(LONG))
def test_all_converge_for_long(seed: int) -> None:
    check(seed, 60)
