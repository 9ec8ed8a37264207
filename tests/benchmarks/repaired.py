# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A repaired laptop, empty, joins a network that has run for three days: when is all that is open there?

    python -m tests.benchmarks.repaired [--json] [--quick] [--seed 1] [--seeds 3] [--preset LONG_FAST] [--loss 0.2]

Ten points in one hop (``--points``; ``--town`` scatters them), 6 entries an hour each: a request, seen by the
coordination point, assigned, closed. Few are open: those of the last hours, and one in fifty that stays open. Measured
from the start of the laptop: until every frame of what is open as P1 and P2 is on its disk, of what is open at its own
point too, and until everything is. With and without a coordination point that says what matters.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from devices.lora import Preset
from noodsteunpunt.simulator.journal import entries_in
from noodsteunpunt.simulator.network import STARTED_AT, Network
from noodsteunpunt.simulator.topology import make_topology
from sync.engine import EngineConfig
from sync.frames import Priority
from sync.ids import Author
from sync.snapshot import Matters
from tests.benchmarks import field

HOURS, AN_HOUR = 72, 6
STAYS_OPEN, LASTS = 0.02, 1.5
"""Of the requests, and hours that the others take on average."""

STEP = 5
"""B of a step in the life of a request."""

URGENCY = (Priority.LIFE, Priority.URGENT, Priority.STATUS, Priority.STATUS)
WEIGHTS = (4, 26, 45, 25)
PATIENCE = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Subject:
    """A request: its urgency 0..3, its point, and its facts so far (point, seq)."""

    level: int
    point: int
    facts: tuple[tuple[int, int], ...]
    is_open: bool


class Days:
    """What ten points recorded in three days."""

    def __init__(self, network: Network, size: int, hours: int, seed: int) -> None:
        self._network = network
        self._chance = Random(seed)
        points = list(network.points.values())
        self.centre = next(p.number for p in points if p.name.kind.value == "coordination_point")
        support = [point.number for point in points if point.number != self.centre]
        begun = round(hours * AN_HOUR * len(points) / 4)
        steps: list[tuple[float, int, int, int]] = []
        lives = []
        for subject in range(begun):
            at, point = self._chance.random() * hours, self._chance.choice(support)
            level = self._chance.choices(range(4), WEIGHTS)[0]
            took = self._chance.expovariate(1 / LASTS)
            forever = self._chance.random() < STAYS_OPEN
            times = [at, at + took / 4, at + took / 2, float("inf") if forever else at + took]
            lives.append((level, point, times[3] > hours))
            places = (point, self.centre, point, point)
            steps += [(when, subject, step, places[step]) for step, when in enumerate(times) if when <= hours]
        facts: dict[int, list[tuple[int, int]]] = {}
        for _when, subject, step, point in sorted(steps):
            facts.setdefault(subject, []).append((point, self._record(point, step, lives[subject][0], size)))
        self.subjects = [Subject(*lives[n][:2], tuple(facts[n]), lives[n][2]) for n in range(begun) if n in facts]

    def _record(self, number: int, step: int, level: int, size: int) -> int:
        point = self._network.points[number]
        priority = (URGENCY[level], Priority.URGENT, Priority.STATUS, Priority.STATUS)[step]
        entry = point.record(priority, self._chance.randbytes(STEP if step else size))
        assert point.carrier is not None
        point.carrier.freeze_waiting()
        return entry.seq

    def frames(self) -> dict[tuple[int, int], tuple[Author, int]]:
        """(point, seq) -> frame."""
        found = {}
        for point in self._network.points.values():
            for number, body in point.journal.bodies[point.author].items():
                found |= {(point.number, seq): (point.author, number) for seq in entries_in(body)}
        return found


def open_frames(days: Days) -> list[tuple[int, int, frozenset[tuple[Author, int]]]]:
    """(level, point, frames) of what is open."""
    frames = days.frames()
    return [
        (one.level, one.point, frozenset(frames[fact] for fact in one.facts)) for one in days.subjects if one.is_open
    ]


def joining(
    size: int, preset: Preset, loss: float, seed: int, *, points: int, hours: int, snapshot: bool, town: bool
) -> dict[str, Any]:
    """Seconds, and what there was."""
    known: list[tuple[int, int, frozenset[tuple[Author, int]]]] = []

    def matters(asking: Collection[int]) -> Matters:
        levels = [frozenset[tuple[Author, int]]().union(*(f for at, _, f in known if at == level)) for level in (0, 1)]
        own = frozenset[tuple[Author, int]]().union(*(f for _, point, f in known if point in asking))
        return Matters(STARTED_AT + int(network.now) + hours * 3600, (*levels, own))

    def configure(config: EngineConfig) -> EngineConfig:
        return replace(config, matters=matters if snapshot and config.is_coordination else None)

    network = Network(
        make_topology("town" if town else "hop", points, preset, seed),
        preset,
        loss=loss,
        seed=seed,
        configure=configure,
    )
    network.share()
    network.start()
    days = Days(network, size, hours, seed)
    known += open_frames(days)
    newcomer = _farthest(network, days.centre, preset)
    for number in network.points:
        network.stop(number)
    network.share()
    network.start(number for number in network.points if number != newcomer)
    network.run(field.QUIET)
    point = network.points[newcomer]
    everything = {(a, n) for a, bodies in point.journal.bodies.items() for n in bodies}
    point.replace_disk(1)
    network.start([newcomer])
    urgent = frozenset[tuple[Author, int]]().union(*(f for level, _, f in known if level < 2))
    own = frozenset[tuple[Author, int]]().union(*(f for _, where, f in known if where == newcomer))
    figures = _until(network, newcomer, {"urgent": urgent, "own": urgent | own, "all": everything})
    return figures | {"frames": len(everything), "open": len(urgent), "own_open": len(own - urgent)}


def _farthest(network: Network, centre: int, preset: Preset) -> int:
    from noodsteunpunt.simulator.topology import hops

    away = hops(network.topology.neighbours(preset), centre)
    return max((number for number in away if number != centre), key=lambda number: away[number])


def _until(network: Network, number: int, goals: dict[str, Collection[tuple[Author, int]]]) -> dict[str, Any]:
    """Seconds until each of these is there, and until the station says that what is open is (``said``)."""
    began, point, told = network.now, network.points[number], dict[str, Any]()
    left = {name: set(goal) for name, goal in goals.items()}

    def there() -> bool:
        now = round(network.now - began, 1)
        for name, lacking in left.items():
            lacking -= {key for key in lacking if point.journal.read(*key) is not None}
            if not lacking:
                told.setdefault(name, now)
        progress = None if point.engine is None else point.engine.progress()
        if progress is not None and progress.whole and progress.here == progress.named:
            told.setdefault("said", now)
        return not any(left.values())

    network.run(began + PATIENCE, there, 1.0)
    return dict.fromkeys(goals) | told


def main() -> None:
    """See the module's text."""
    town = "--town" in sys.argv
    sys.argv = [one for one in sys.argv if one != "--town"]
    given = field.asked(__doc__ or "")
    hours = 4 if given.quick else HOURS
    size, preset = field.sizes(given.seed)["ours"], Preset[given.preset or "LONG_FAST"]
    told: dict[str, Any] = {}
    for loss in given.loss or [0.2]:
        for seed in range(given.seed, given.seed + (1 if given.quick else given.seeds)):
            for name, snapshot in (("with", True), ("without", False)):
                field.say(f"loss {loss}, seed {seed}, {name} a snapshot")
                told[f"loss {loss} / seed {seed} / {name}"] = joining(
                    size, preset, loss, seed, points=given.points or 10, hours=hours, snapshot=snapshot, town=town
                )
    field.tell(told, as_json=given.json)


if __name__ == "__main__":
    main()
