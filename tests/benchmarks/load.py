# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A town at work, and a village at rest: how soon urgent requests are at 90 % of the points while everybody records,
how much of the air that takes, and how much of it beacons take when nothing happens.

    python -m tests.benchmarks.load [--json] [--quick] [--seed 1] [--seeds 3] [--points 50] [--preset MEDIUM_FAST]

Fifty points, six entries an hour each of which one in ten is urgent, 20 % loss, an hour after a quiet start. At rest:
ten points in one hop, six hours, LONG_FAST. The bound of the delay is the airtime of one packet times the hops to the
farthest. LXMF and meshlogd are not played: neither sends to everybody.
"""

from __future__ import annotations

from functools import partial
from random import Random
from statistics import mean
from typing import Any

from devices.lora import Preset, payload_airtime
from noodsteunpunt.simulator.play import Told
from noodsteunpunt.simulator.topology import Topology, hops, make_topology
from sync.frames import Priority
from tests.benchmarks import field
from tests.benchmarks.peers.text import TextNet

PER_HOUR, URGENT, LOSS = 6.0, 0.1, 0.2
PATIENCE = 1800.0
STEP = 3
"""B of a step of a request on the air (``wire.py``)."""

Event = tuple[float, int, Priority]


def events(area: Topology, seconds: float, seed: int) -> list[Event]:
    """The same for every way."""
    chance, found = Random(seed), list[Event]()
    for point in area.points:
        at = chance.expovariate(PER_HOUR / 3600)
        while at < seconds:
            found.append((at, point.number, Priority.URGENT if chance.random() < URGENT else Priority.STATUS))
            at += chance.expovariate(PER_HOUR / 3600)
    return sorted(found)


def working(way: field.Way, area: Topology, preset: Preset, seed: int, seconds: float) -> dict[str, Any]:
    """Urgent entries and use of the air."""
    here, told = field.Field(way, area, preset, loss=LOSS, seed=seed), list[Told]()
    here.level({})
    network = here.network
    network.start()
    network.run(field.QUIET)
    began, used, minutes = network.now, list[float](), list[float]()

    def record(number: int, priority: Priority) -> None:
        size = way.size if priority is Priority.URGENT else min(way.size, STEP)
        told.append(here.entries.record(network, number, priority, here.chance.randbytes(size)))

    for at, number, priority in events(area, seconds, seed):
        network.at(began + at, partial(record, number, priority))
    while network.now < began + seconds:
        network.run(network.now + 60.0)
        minutes.append(mean(node.busy_share for node in network.ether.stats().nodes.values()))
    used.append(mean(minutes))
    network.run(network.now + PATIENCE, field.everywhere(told, len(area.points) - 1), 5.0)
    return _run(told, area, used[0])


def today(sizes: dict[str, int], area: Topology, preset: Preset, seed: int, seconds: float) -> dict[str, Any]:
    """The same as JSON text; a step is a third of a request."""
    net, told, minutes = TextNet(area, preset, loss=LOSS, seed=seed), list[Told](), list[float]()

    def post(number: int, priority: Priority) -> None:
        size = sizes["json"] if priority is Priority.URGENT else sizes["json"] // 3
        told.append(net.post(number, size, priority))

    for at, number, priority in events(area, seconds, seed):
        net.ether.at(at, partial(post, number, priority))
    while net.ether.now < seconds:
        net.run(net.ether.now + 60.0, lambda: False)
        minutes.append(mean(node.busy_share for node in net.ether.stats().nodes.values()))
    net.run(net.ether.now + PATIENCE, field.everywhere(told, len(area.points) - 1))
    return _run(told, area, mean(minutes))


def _run(told: list[Told], area: Topology, used: float) -> dict[str, Any]:
    count = len(area.points)
    near = [one.after(0.9, count) for one in told if one.priority is Priority.URGENT]
    served = sum(len(one.arrived) for one in told) / max(1, len(told) * (count - 1))
    return {"near": near, "used": used, "served": served}


def at_rest(way: field.Way, points: int, preset: Preset, seed: int, hours: float) -> float:
    """Share of the time that a receiver hears others, beacons alone."""
    area = make_topology("hop", points, preset, seed)
    here = field.Field(way, area, preset, loss=0.1, seed=seed)
    here.network.start()
    here.network.run(3600.0 * hours)
    return here.airtime * (points - 1) / points / (3600.0 * hours)


def main() -> None:
    """See the module's text."""
    given = field.asked(__doc__ or "")
    preset, points = Preset[given.preset or "MEDIUM_FAST"], given.points or (8 if given.quick else 50)
    seeds = range(given.seed, given.seed + (1 if given.quick else given.seeds))
    seconds, hours = (900.0, 1.0) if given.quick else (3600.0, 6.0)
    area, known, told = make_topology("town", points, preset, given.seed), field.sizes(given.seed), dict[str, Any]()
    farthest = mean(max(hops(area.neighbours(preset), point.number).values()) for point in area.points)
    bound = farthest * payload_airtime(known["ours"], preset)
    for way in field.ways(known, given.only):
        field.say(way.name)
        chosen = seeds[:1] if way.configure else seeds
        told[way.name] = _figures([working(way, area, preset, seed, seconds) for seed in chosen], bound)
    told["json text"] = _figures([today(known, area, preset, seed, seconds) for seed in seeds], bound)
    rest = {
        way.name: round(mean(at_rest(way, min(points, 10), Preset.LONG_FAST, seed, hours) for seed in seeds), 5)
        for way in field.ways(known, given.only)[:2]
    }
    head = {"preset": preset.name, "points": points, "per_hour": PER_HOUR, "loss": LOSS, "bound_s": round(bound, 2)}
    field.tell(head | {"ways": told, "heard_at_rest": rest}, as_json=given.json)


def _figures(runs: list[dict[str, Any]], bound: float) -> dict[str, Any]:
    urgent = field.figure((wait for run in runs for wait in run["near"]), bound)
    used = mean(run["used"] for run in runs)
    return urgent | {"channel_use": round(used, 4), "served": round(min(run["served"] for run in runs), 4)}


if __name__ == "__main__":
    main()
