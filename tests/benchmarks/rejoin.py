# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A point whose laptop was off for hours: from the radio on to the last of 200 missed requests on its disk.

    python -m tests.benchmarks.rejoin [--json] [--quick] [--seed 1] [--seeds 3] [--preset LONG_FAST]

One to six neighbours, of which one is the coordination point, 10 to 40 % loss, LONG_FAST and MEDIUM_FAST. The support
points recorded the requests, one of which is away itself; each is a frame of its own, for each was urgent when it was
recorded, unless ``--packed``. The bound is the entropy of the requests in full packets, sent once.
JSON text is handed over by one neighbour in direct messages, the next one when the last is acknowledged; meshlogd
offers its frontier once a minute until it has everything (where it is installed, see ``transfer.py``). LXMF is not
played with loss: what one sync from a propagation node costs without any is in ``transfer.py``.

``reconciliation`` computes, for these requests, what it takes to say which ones are missing: the point's version
vector, a PinSketch of 64-bit ids (Minisketch: 8 B per difference, their number known beforehand), and the entropy of
any 200 of 1,000 known ids.
"""

from __future__ import annotations

from math import comb, log2
from typing import Any

from devices.lora import Preset, payload_airtime
from devices.radio import MAX_PAYLOAD
from noodsteunpunt.simulator.topology import make_topology
from sync.vectors import encode_vector, holding_of
from sync.wire import CONTROL_ROOM
from tests.benchmarks import field
from tests.benchmarks.loads import load
from tests.benchmarks.peers import meshlogd
from tests.benchmarks.peers.plain import TEXT
from tests.benchmarks.peers.text import TextNet

PATIENCE = 4 * 3600.0
MISSED, KNOWN = 200, 1000


def area_of(preset: Preset, seed: int) -> Any:
    """A point, one to six neighbours, and one that is away too."""
    return make_topology("hop", 3 + seed % 6, preset, seed)


def returning(
    way: field.Way, preset: Preset, loss: float, seed: int, missed: int, *, packed: bool = False
) -> tuple[float | None, float]:
    """Seconds until the last request is at the point that comes back, and the airtime of everybody in that time."""
    area = area_of(preset, seed)
    away, *authors = [point.number for point in area.points if point.kind.value == "support_point"]
    here = field.Field(way, area, preset, loss=loss, seed=seed)
    others = [point.number for point in area.points if point.number != away]
    counts = {number: missed // len(authors) + (index < missed % len(authors)) for index, number in enumerate(authors)}
    told = here.level(counts, [others, [away]], packed=packed)
    network = here.network
    network.start(number for number in others if number != authors[0])
    network.run(field.QUIET)
    began, before = network.now, here.airtime
    network.start([away])
    network.run(began + PATIENCE, lambda: all(away in one.arrived for one in told), 0.5)
    arrived = [one.arrived.get(away) for one in told]
    last = None if None in arrived else max(when for when in arrived if when is not None) - began
    return last, here.airtime - before


def today(size: int, preset: Preset, loss: float, seed: int, missed: int) -> tuple[float | None, float]:
    """The same as acknowledged texts from one neighbour."""
    net = TextNet(area_of(preset, seed), preset, loss=loss, seed=seed)
    pieces = [min(TEXT, size - at) for at in range(0, size, TEXT)] * missed
    took = net.hand_over(2, 1, pieces, 2 * PATIENCE)
    return took, net.ether.stats().airtime


def reconciliation(points: int, missed: int) -> dict[str, int]:
    """Bytes that say what is missing."""
    vector = {64 * number: holding_of(missed // points, set()) for number in range(1, points + 1)}
    return {
        "version_vector": len(encode_vector(vector, CONTROL_ROOM)[0]),  # type: ignore[arg-type]
        "pinsketch": 8 * missed,
        "entropy_of_known_ids": round(log2(comb(KNOWN, missed)) / 8),
    }


def scene(
    preset: Preset, losses: list[float], seeds: range, missed: int, only: str = "", *, packed: bool = False
) -> dict[str, Any]:
    """Every way with one preset."""
    drawn, known, told = load(missed, seeds[0]), field.sizes(seeds[0]), dict[str, Any]()
    size = drawn.bound(quick=True) * missed
    bound = field.in_full_packets(size, payload_airtime(MAX_PAYLOAD, preset))
    cases = [(loss, seed) for loss in losses for seed in seeds]
    for way in field.ways(known, only):
        field.say(f"{preset.name}, {way.name}")
        runs = [returning(way, preset, loss, seed, missed, packed=packed) for loss, seed in cases]
        told[way.name] = _figures(runs, bound)
    told["json text"] = _figures([today(known["json"], preset, loss, seed, missed) for loss, seed in cases], bound)
    if meshlogd.installed():
        field.say("meshlogd")
        runs = [meshlogd.returning(drawn.named, preset, loss=loss, seed=seed) for loss, seed in cases]
        told["meshlogd 0.5"] = _figures(runs, bound)
    else:
        told["meshlogd 0.5"] = {"note": "not installed: pip install --group peers"}
    return {"bound_s": round(bound, 1), "ways": told}


def _figures(runs: list[tuple[float | None, float]], bound: float) -> dict[str, Any]:
    airtime = sum(spent for _took, spent in runs) / len(runs)
    return field.figure((took for took, _spent in runs), bound) | {"airtime_s": round(airtime, 1)}


def main() -> None:
    """See the module's text."""
    given = field.asked(__doc__ or "")
    seeds = range(given.seed, given.seed + (1 if given.quick else given.seeds))
    losses, missed = ([0.2], 12) if given.quick else ([0.1, 0.2, 0.3, 0.4], MISSED)
    presets = (
        [Preset[given.preset]] if given.preset else [Preset.LONG_FAST, Preset.MEDIUM_FAST][: 1 if given.quick else 2]
    )
    losses = given.loss or losses
    told: dict[str, Any] = {"missed": missed, "reconciliation_bytes": reconciliation(7, missed)}
    for preset in presets:
        told[preset.name] = scene(preset, losses, seeds, missed, given.only, packed=given.packed)
    field.tell(told, as_json=given.json)


if __name__ == "__main__":
    main()
