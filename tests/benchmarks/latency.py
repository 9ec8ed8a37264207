# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How soon a message for life is at 90 % of the points, and at all, on an idle network.

    python -m tests.benchmarks.latency [--json] [--quick] [--seed 1] [--seeds 3] [--points N] [--preset LONG_FAST]

Ten points in one hop with 10, 20 and 30 % loss, and fifty in a town with 10 % on top of what distance loses. Each run
is one message from a point by chance, on a network that has been quiet. The bound is its airtime, times the hops from
there to the farthest. LXMF and meshlogd are not played here: neither sends to everybody; one link to each of 9 or 49
points in turn is that many times what ``transfer.py`` measures.
"""

from __future__ import annotations

from random import Random
from statistics import mean
from typing import Any

from devices.lora import Preset, payload_airtime
from noodsteunpunt.simulator.topology import Topology, hops, make_topology
from sync.frames import Priority
from tests.benchmarks import field
from tests.benchmarks.peers.text import TextNet

PATIENCE = 900.0
PAUSE = 120.0


def measure(way: field.Way, area: Topology, preset: Preset, loss: float, seed: int, count: int) -> list[dict[str, Any]]:
    """Seconds to 90 % and to all, and airtime spent by everybody, of each message."""
    here = field.Field(way, area, preset, loss=loss, seed=seed)
    here.level({})
    network, others = here.network, len(area.points) - 1
    network.start()
    network.run(field.QUIET)
    found = []
    for _ in range(count):
        before, chosen = here.airtime, here.chance.choice(sorted(network.points))
        told = here.record(chosen, Priority.LIFE)
        network.run(network.now + PATIENCE, field.everywhere([told], others), 0.25)
        found.append(
            {
                "near": told.after(0.9, others + 1),
                "all": told.after(1.0, others + 1),
                "airtime": here.airtime - before,
                "hops": max(hops(area.neighbours(preset), chosen).values()),
            }
        )
        network.run(network.now + PAUSE)
    return found


def today(size: int, area: Topology, preset: Preset, loss: float, seed: int, count: int) -> list[dict[str, Any]]:
    """The same as JSON text."""
    net, chance, others = TextNet(area, preset, loss=loss, seed=seed), Random(seed), len(area.points) - 1
    found = []
    for _ in range(count):
        before = net.ether.stats().airtime
        told = net.post(chance.choice([point.number for point in area.points]), size)
        done = field.everywhere([told], others)
        net.run(net.ether.now + PAUSE, done)
        spent = net.ether.stats().airtime - before
        found.append({"near": told.after(0.9, others + 1), "all": told.after(1.0, others + 1), "airtime": spent})
        net.run(net.ether.now + PAUSE, lambda: False)
    return found


def scene(
    area: Topology, preset: Preset, losses: list[float], seeds: range, count: int, only: str = ""
) -> dict[str, Any]:
    """Every way on one network."""
    known, told = field.sizes(seeds[0]), dict[str, Any]()
    farthest = mean(max(hops(area.neighbours(preset), point.number).values()) for point in area.points)
    bound = farthest * payload_airtime(known["ours"], preset)
    for way in field.ways(known, only):
        field.say(f"{len(area.points)} points, {way.name}")
        runs = [run for loss in losses for seed in seeds for run in measure(way, area, preset, loss, seed, count)]
        told[way.name] = _figures(runs, bound)
    runs = [run for loss in losses for seed in seeds for run in today(known["json"], area, preset, loss, seed, count)]
    told["json text"] = _figures(runs, bound)
    ours = told["ours"]["airtime_s"]
    for row in told.values():
        row["airtime_to_ours"] = round(row["airtime_s"] / ours, 2)
    return {"points": len(area.points), "hops": round(farthest, 1), "bound_s": round(bound, 2), "ways": told}


def _figures(runs: list[dict[str, Any]], bound: float) -> dict[str, Any]:
    return {
        "at_90_percent": field.figure((run["near"] for run in runs), bound),
        "at_all": field.figure((run["all"] for run in runs), bound),
        "airtime_s": round(mean(run["airtime"] for run in runs), 2),
    }


def main() -> None:
    """See the module's text."""
    given = field.asked(__doc__ or "")
    preset = Preset[given.preset or "LONG_FAST"]
    seeds = range(given.seed, given.seed + (1 if given.quick else given.seeds))
    losses, count = ([0.2], 2) if given.quick else ([0.1, 0.2, 0.3], 10)
    losses, told = given.loss or losses, dict[str, Any](preset=preset.name)
    hop = make_topology("hop", 5 if given.quick else given.points or 10, preset, given.seed)
    told["one_hop"] = scene(hop, preset, losses, seeds, count, given.only)
    if not given.quick:
        told["town"] = scene(
            make_topology("town", given.points or 50, preset, given.seed),
            preset,
            given.loss or [0.1],
            seeds,
            4,
            given.only,
        )
    field.tell(told, as_json=given.json)


if __name__ == "__main__":
    main()
