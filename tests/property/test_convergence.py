# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Random incidents on the simulated air: whatever happens, who can hear each other afterwards holds the same.

A run has 2 to 60 points, 0 to 60 % loss, partitions, laptops that go off and on, restored images, clocks that jump,
somebody without the key who repeats what was on the air, also changed, and in half of the runs a laptop that is stolen
and goes on writing while the coordination point takes its point out. In half of them a point says again and again how
it is, and skips what is superseded. Who lacks a few frames asks the coordination point what matters, and a member says
that too, in its name. Seed n of the short runs is seed n of the long.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from functools import partial
from random import Random

import pytest

from devices.ether import Ether
from devices.lora import Preset
from devices.radio import RadioBusy
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.simulator.journal import MemoryJournal, entries_of
from noodsteunpunt.simulator.network import Network
from noodsteunpunt.simulator.point import SimulatedPoint
from noodsteunpunt.simulator.topology import NODE_BASE, make_topology
from sync.ids import Author
from sync.packets import Sender
from sync.skips import named_by
from sync.snapshot import Matters, Part, Row, Statement
from sync.wire import SNAPSHOT, Keys, encode_snapshot, seal_control
from tests.support.ether_kit import HOUR, AirtimeLog

FAST = Preset.SHORT_FAST
HAPPENS = 400.0
"""Seconds in which all of it happens."""

HEALED = 1800.0
"""Seconds in which all must be level after the last partition: 2.4 hours on LONG_FAST, with up to 60 % loss."""

DUTY_CYCLE = 0.10
SAID = 14
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
        self.airtime = AirtimeLog(self.network.ether)
        # Of its own chance: what else happens in a run is the same with a thief and without.
        chance = Random(f"thief {seed}")
        honest = [at for at, one in self.network.points.items() if one.name.kind is not StationKind.COORDINATION_POINT]
        self.chief = next(at for at in self.network.points if at not in honest)
        self.thief = chance.choice(honest) if len(honest) > 1 and chance.random() < 0.5 else 0
        self.stolen_at = chance.uniform(0.0, HAPPENS)
        self.stolen: set[bytes] = set()
        self.member = next((number for number in honest if number != self.thief), self.chief)
        self.said: dict[int, list[bytes]] = {}
        for number, point in self.network.points.items():
            point.configure = partial(
                replace, skip_pays=0.5, much=4, matters=self.matters if number == self.chief else None
            )
        self.lies: list[bytes] = []
        self.what += f", point {self.thief} stolen" if self.thief else ""
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
        if self.thief:
            self.network.at(self.stolen_at, self.revoke)
        for happening in happenings:
            at = self.rng.uniform(0.0, HAPPENS)
            self.network.at(at, partial(happening, self.rng.choice(numbers)))
        self.say_often(numbers)
        if self.member != self.chief:
            self.network.at(1.0, self.lie)
        self.network.run(HAPPENS + 60.0)

    def write(self, number: int) -> None:
        body = self.rng.randbytes(self.rng.randint(8, 40))
        self.written.add(body)
        if number == self.thief:
            self.stolen.add(body)
        self.network.record(number, self.rng.choice((0, 1, 2, 2, 3, 4, 5)), body)

    def say_often(self, numbers: list[int]) -> None:
        """A point says every so often how it is; of that only the newest counts."""
        chance = Random(self.what)
        number, often = chance.choice(numbers), chance.random() < 0.5
        for turn in range(SAID if often else 0):
            self.network.at(HAPPENS * (turn + chance.random()) / SAID, partial(self.say, number))

    def say(self, number: int) -> None:
        body = b"%d " % len(self.said.setdefault(number, [])) + bytes((number,)) * 24
        self.said[number].append(body)
        self.written.add(body)
        if number == self.thief:
            self.stolen.add(body)
        self.network.record(number, 2, body, register=1)

    def superseded(self) -> set[bytes]:
        """What its point said anew."""
        return {body for bodies in self.said.values() for body in bodies[:-1]}

    def matters(self, _points: Collection[int]) -> Matters:
        """What the coordination point thinks to be open: every third frame of what it has, and what it has not."""
        bodies = self.network.points[self.chief].journal.bodies
        some = {(Author(author), number) for author, held in bodies.items() for number in held if number % 3 == 0}
        return Matters(self.clocks[self.chief].now(), (frozenset(some), frozenset({(Author(64), 900)})))

    def lie(self) -> None:
        """A member says in the coordination point's name that nothing matters of all that it will ever have."""
        chief, now = self.network.points[self.chief], self.network.now
        rows = {point.author: Row(40) for point in self.network.points.values()}
        part = Part(Statement(0xFFFE, 40 * len(rows), 2, (), 1), 0, dict(sorted(rows.items())))
        incident = chief.enrolment.roster.incident
        keys = Keys.derive(chief.enrolment.group_key, incident, chief.enrolment.epoch)
        plain = encode_snapshot(part, self.network.points[self.member].key, incident, chief.author)
        self.lies.append(seal_control(SNAPSHOT, Sender(chief.author, 0xFFFF, len(self.lies)), plain, keys))
        with suppress(RadioBusy):
            self.stranger.send(self.lies[-1], hop_limit=3)
        self.network.at(now + 40.0, self.lie)

    def revoke(self) -> None:
        """By the coordination point, as soon as it runs; the thief writes on."""
        point = self.network.points[self.chief]
        if point.carrier is None or point.engine is None:
            self.network.at(self.network.now + 10.0, self.revoke)
            return
        orders, number = point.engine.orders, point.engine.heads()[point.author]
        contents = orders.revoke(self.thief)
        contents += orders.rekey(bytes(range(32)), number + len(contents), without=self.thief)
        point.carrier.order(contents)
        self.network.wake(self.chief)
        for _ in range(3):
            self.write(self.thief)

    def honest(self) -> list[int]:
        return [number for number in self.network.points if number != self.thief]

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
            said = self.rng.choice((payload, changed))
            with suppress(RadioBusy):  # on a busy channel its radio has still something to say
                self.stranger.send(said, hop_limit=3)

    def heal(self) -> bool:
        """Everybody is on and in reach again: do they become level?"""
        self.join(0)
        for number in self.network.points:
            self.go_on(number)
        return self.network.run(self.network.now + HEALED, self.level, 10.0)

    def level(self) -> bool:
        points = [self.network.points[number] for number in self.honest()]
        first, *others = (set(self.contents(number)) - self.superseded() for number in self.honest())
        kept = staying(points)
        level = all(point.journal.heads() == points[0].journal.heads() for point in points)
        level = level and all(each == kept[0] for each in kept)
        level = level and not any(p.journal.beyond() or p.journal.pending(1) for p in points)
        return level and all(each == first for each in others) and (not self.thief or self.nobody_takes_it())

    def nobody_takes_it(self) -> bool:
        """Does everybody know that the point was taken out, and hold nothing of it from beyond its end?"""
        for number in self.honest():
            engine, bodies = self.network.points[number].engine, self.network.points[number].journal.bodies
            if engine is None or not engine.members.bans.points():
                return False
            for author in (author for author in bodies if author >> 6 == self.thief):
                end = engine.members.bans.cut(Author(author))
                if end is None or any(at >= end for at in bodies[author]):
                    return False
        return True

    def contents(self, number: int) -> Iterator[bytes]:
        journal = self.network.points[number].journal
        for frames in journal.bodies.values():
            for body in frames.values():
                yield from (entry.body for entry in entries_of(body))


def staying(points: list[SimulatedPoint]) -> list[dict[tuple[int, int], bytes]]:
    """What each of them holds, without the frames that a skip names which counts for any of them."""
    skips = {skip for point in points for skip in point.journal.skips()}
    named = named_by(skips)
    return [
        {(author, n): body for author, frames in held for n, body in frames.items() if n not in named.get(author, ())}
        for held in (point.journal.bodies.items() for point in points)
    ]


def check(seed: int, most: int) -> int:
    """Returns how many frames one point does without."""
    run = Run(seed, most)
    run.happen()
    held = {body for number in run.honest() for body in run.contents(number)}
    assert run.heal(), run.what
    contents = set(run.contents(run.honest()[0]))
    assert contents <= run.written, run.what
    gone = held - run.stolen - run.superseded() - contents
    assert not gone, f"{run.what}: {len(gone)} entries that somebody held are gone"
    if not run.images:
        assert run.written - run.stolen - run.superseded() <= contents, run.what
    for node, seconds in run.airtime.worst_hours().items():
        assert seconds <= HOUR * DUTY_CYCLE, f"{run.what}: !{node:08x} sent {seconds:.1f} s in an hour"
    for point in run.network.points.values():
        assert not set(run.lies) & set(point.journal.snapshot()), f"{run.what}: a forged snapshot was taken"
    journals = [run.network.points[number].journal for number in run.honest()]
    return max(sum(journal.heads().values()) - sum(map(len, journal.bodies.values())) for journal in journals)


def test_more_than_a_share_of_an_hour_is_noticed() -> None:
    ether = Ether(Preset.LONG_FAST, 1, duty_cycle=1.0)
    log, radio = AirtimeLog(ether), VirtualRadio(ether, 1)
    for at in range(0, 7200, 100):  # 2.16 s each: 36 of them in an hour, however it is cut
        ether.at(float(at), lambda: radio.send(bytes(231), hop_limit=0))
    while ether.next_event() < 8000:
        ether.advance(ether.next_event())
    assert 36 * 2.15 < log.worst_hours()[1] < 37.1 * 2.16


@pytest.mark.parametrize("seed", range(SHORT))
def test_all_converge(seed: int) -> None:
    check(seed, 10)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(LONG))
def test_all_converge_for_long(seed: int) -> None:
    check(seed, 60)
