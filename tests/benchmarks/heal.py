# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two halves of a town that recorded 200 requests each hear each other again: how long until everybody has all.

    python -m tests.benchmarks.heal [--json] [--quick] [--seed 1] [--seeds 3] [--points 30] [--preset LONG_FAST]

Each half is level within itself; each request is a frame of its own. The bound is the entropy of what one half lacks,
in full packets, once for each hop from the seam to the farthest point of the wider half. JSON text has no repair: the
authors send what they recorded to everybody again. LXMF and meshlogd are not played: both bring 200 requests to 15
points one link at a time, each as ``transfer.py`` and ``rejoin.py`` measure it.
"""

from __future__ import annotations

from typing import Any

from devices.lora import Preset, payload_airtime
from devices.radio import MAX_PAYLOAD
from noodsteunpunt.simulator.plan import parse_islands
from noodsteunpunt.simulator.topology import NODE_BASE, Topology, hops, make_topology
from tests.benchmarks import field
from tests.benchmarks.loads import load
from tests.benchmarks.peers.text import TextNet

PATIENCE = 3 * 3600.0
EACH = 200


def halves(area: Topology) -> list[list[int]]:
    """West and east."""
    (west,) = parse_islands("half", area, 1.0).groups
    return [sorted(west), sorted(set(area.places) - west)]


def counts(area: Topology, each: int) -> dict[int, int]:
    """How many requests each point recorded."""
    return {
        number: each // len(half) + (index < each % len(half))
        for half in halves(area)
        for index, number in enumerate(half)
    }


def healing(
    way: field.Way, area: Topology, preset: Preset, loss: float, seed: int, each: int, *, packed: bool = False
) -> dict[str, Any]:
    """Seconds until all is everywhere, airtime of everybody, and what share of the wanted pairs was served."""
    here = field.Field(way, area, preset, loss=loss, seed=seed)
    told = here.level(counts(area, each), halves(area), packed=packed)
    network, others = here.network, len(area.points) - 1
    network.ether.partition([[NODE_BASE + number for number in half] for half in halves(area)])
    network.start()
    network.run(field.QUIET)
    network.ether.heal()
    began, before = network.now, here.airtime
    done = network.run(began + PATIENCE, field.everywhere(told, others), 2.0)
    served = sum(len(one.arrived) for one in told) / (len(told) * others)
    return {
        "took": network.now - began if done else None,
        "airtime": here.airtime - before,
        "served": served,
    }


def today(size: int, area: Topology, preset: Preset, loss: float, seed: int, each: int) -> dict[str, Any]:
    """The same as JSON text."""
    net, others = TextNet(area, preset, loss=loss, seed=seed), len(area.points) - 1
    told = [net.post(number, size) for number, count in counts(area, each).items() for _ in range(count)]
    done = net.run(PATIENCE, field.everywhere(told, others))
    half = {number: set(one) for one in halves(area) for number in one}
    wanted = [(one, number) for one in told for number in area.places if number not in half[one.point]]
    served = sum(1 for one, number in wanted if number in one.arrived) / len(wanted)
    return {"took": net.ether.now if done else None, "airtime": net.ether.stats().airtime, "served": served}


def across(area: Topology, preset: Preset) -> int:
    """Hops from the other half to the farthest point of a half."""
    near = area.neighbours(preset)
    reaches = []
    for half, other in (halves(area), halves(area)[::-1]):
        reached = [hops(near, number) for number in other]
        reaches += [min(one.get(number, 99) for one in reached) for number in half]
    return max(reaches)


def scene(
    preset: Preset, points: int, losses: list[float], seeds: range, each: int, only: str = "", *, packed: bool = False
) -> dict[str, Any]:
    """Every way; the one without suppression once."""
    area, known, told = make_topology("town", points, preset, seeds[0]), field.sizes(seeds[0]), dict[str, Any]()
    size = load(each, seeds[0]).bound(quick=True) * each
    bound = across(area, preset) * field.in_full_packets(size, payload_airtime(MAX_PAYLOAD, preset))
    cases = [(loss, seed) for loss in losses for seed in seeds]
    for way in field.ways(known, only):
        field.say(way.name)
        once = cases[:1] if way.configure else cases
        runs = [healing(way, area, preset, loss, seed, each, packed=packed) for loss, seed in once]
        told[way.name] = _figures(runs, bound)
    told["json text"] = _figures([today(known["json"], area, preset, *case, each) for case in cases[:1]], bound)
    for row in told.values():
        row["airtime_to_ours"] = round(row["airtime_s"] / told["ours"]["airtime_s"], 2)
    return {"hops": across(area, preset), "bound_s": round(bound, 1), "ways": told}


def _figures(runs: list[dict[str, Any]], bound: float) -> dict[str, Any]:
    return field.figure((run["took"] for run in runs), bound) | {
        "airtime_s": round(sum(run["airtime"] for run in runs) / len(runs), 1),
        "served": round(min(run["served"] for run in runs), 4),
    }


def main() -> None:
    """See the module's text."""
    given = field.asked(__doc__ or "")
    preset, points = Preset[given.preset or "LONG_FAST"], given.points or (6 if given.quick else 30)
    seeds = range(given.seed, given.seed + (1 if given.quick else given.seeds))
    losses, each = ([0.1], 12) if given.quick else ([0.1, 0.2], EACH)
    losses = given.loss or losses
    told = {"preset": preset.name, "points": points, "requests": 2 * each}
    field.tell(told | scene(preset, points, losses, seeds, each, given.only, packed=given.packed), as_json=given.json)


if __name__ == "__main__":
    main()
