# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it takes to get requests from one point to another, side by side with what others do.

    python -m tests.benchmarks.transfer [--json] [--count 200] [--preset LONG_FAST] [--seed 1] [--without-peers]
        [--quick]

One sender, one receiver, no loss, the same made-up requests and the same simulated air for all; ``airtime`` is what
everybody together transmitted until the last request was there, acknowledgements and beacons included; ratios are
to our own and to the bound. LXMF runs in processes and on an interface of its own, counted as LoRa afterwards.
The peers are in the dependency group ``peers``, which no lock file holds: ``pip install --group peers``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from devices.lora import Preset, payload_airtime
from devices.radio import MAX_PAYLOAD
from noodsteunpunt.simulation import DEMO_POINTS, Simulation
from tests.benchmarks.loads import Load, load
from tests.benchmarks.peers import lxmf, meshlogd
from tests.benchmarks.peers.link import Cost, cost_of, quiet_ether
from tests.benchmarks.peers.plain import Record, cbor_own_transport, json_text
from tests.support.station_kit import ACTOR

PATIENCE = 6 * 3600.0
HOUR_BUDGET = 360.0
"""Seconds of airtime that EU 868 leaves one transmitter in an hour."""


@dataclass(frozen=True, slots=True)
class Row:
    """``note`` says what a person should know of the figure."""

    name: str
    cost: Cost | None
    note: str = ""


def ours(load: Load, preset: Preset) -> Cost:
    """Two stations with their real stores, a support point and the coordination point. The requests were taken down
    one after another while the radio was off, and wait when it comes on."""
    with TemporaryDirectory(prefix="transfer-") as folder:
        ether = quiet_ether(preset)
        sim = Simulation(Path(folder), ether, seed=1, points=(DEMO_POINTS[0], DEMO_POINTS[2]))
        sender, receiver = (sim.station(point.number) for point in (DEMO_POINTS[0], DEMO_POINTS[2]))
        sim.run(60.0)  # they have heard of each other
        before = cost_of(ether)
        for draft, minutes in zip(load.drafts, load.minutes, strict=True):
            sim.clock.time += 60 * minutes
            sender.register_request(draft, ACTOR)
        if not sim.run(PATIENCE, lambda: receiver.reader.count_requests() == len(load.drafts)):
            raise RuntimeError("not all requests arrived")
        after = cost_of(ether)
        sim.close()
    values = {name: value - getattr(before, name) for name, value in asdict(after).items()}
    return Cost(**values)


def bound(bytes_per_request: float, count: int, preset: Preset) -> Cost:
    """Each entry once, in full packets, with nothing of anybody's around it."""
    size = bytes_per_request * count
    packets = -(-int(size) // MAX_PAYLOAD)
    airtime = size / MAX_PAYLOAD * payload_airtime(MAX_PAYLOAD, preset)
    return Cost(packets, round(size), airtime, airtime)


def rows(load: Load, preset: Preset, *, peers: bool, say: Callable[[str], None]) -> list[Row]:
    """Every way, in the order of the page."""
    records: Sequence[Record] = load.named
    found = []

    def measure(name: str, make: Callable[[], Cost], note: str = "", needs: Callable[[], bool] | None = None) -> None:
        say(name)
        missing = needs is not None and not needs()
        found.append(
            Row(name, None, "not installed: pip install --group peers") if missing else Row(name, make(), note)
        )

    measure("ours", lambda: ours(load, preset))
    measure("json with acknowledgement", lambda: json_text(records, preset), "direct messages of 200 B")
    measure("cbor under our transport", lambda: cbor_own_transport(records, preset), "nothing sealed apart")
    if peers:
        for signed in (False, True):
            name = "meshlogd 0.5, signed" if signed else "meshlogd 0.5"
            measure(
                name, lambda signed=signed: meshlogd.meshlogd(records, preset, signed=signed), "", meshlogd.installed
            )  # type: ignore[misc]
        measure("lxmf, direct", lambda: lxmf.lxmf_direct(records, preset), "instant link", lxmf.installed)
        measure(
            "lxmf, propagated", lambda: lxmf.lxmf_propagated(records, preset), "20 of them, multiplied", lxmf.installed
        )
    return found


def report(found: Sequence[Row], count: int, lowest: Cost) -> dict[str, object]:
    """As ``--json`` says it."""
    own = next(row.cost for row in found if row.name == "ours")
    assert own is not None
    each: dict[str, object] = {}
    for row in [Row("bound", lowest, "entropy, one transmission"), *found]:
        if row.cost is None:
            each[row.name] = {"note": row.note}
            continue
        each[row.name] = {name: round(value, 1) for name, value in asdict(row.cost).items()} | {
            "bytes_per_request": round(row.cost.bytes / count, 1),
            "ratio_to_ours": round(row.cost.airtime / own.airtime, 2),
            "ratio_to_bound": round(row.cost.airtime / lowest.airtime, 2),
            "share_of_hour": round(row.cost.airtime / HOUR_BUDGET, 3),
            "note": row.note,
        }
    ratio = round(own.airtime / lowest.airtime, 3)
    return {"requests": count, "airtime": round(own.airtime, 1), "ratio": ratio, "ways": each}


def show(told: dict[str, object]) -> None:
    """The same for a person."""
    print(f"{'way':<28}{'packets':>8}{'B/request':>11}{'airtime s':>11}{'x ours':>8}{'x bound':>9}{'of the hour':>13}")
    ways = told["ways"]
    assert isinstance(ways, dict)
    for name, row in ways.items():
        if "airtime" not in row:
            print(f"{name:<28}{row['note']}")
            continue
        print(
            f"{name:<28}{row['packets']:>8}{row['bytes_per_request']:>11}{row['airtime']:>11}{row['ratio_to_ours']:>8}"
            f"{row['ratio_to_bound']:>9}{row['share_of_hour']:>12.0%}  {row['note']}"
        )


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description="200 requests to one receiver, side by side")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--preset", default="LONG_FAST", choices=list(Preset.__members__))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--quick", action="store_true", help="leave the second text model out of the bound")
    given = parser.parse_args()
    drawn, preset = load(given.count, given.seed), Preset[given.preset]
    lowest = bound(drawn.bound(quick=given.quick), given.count, preset)
    found = rows(drawn, preset, peers=not given.without_peers, say=lambda name: print(name, file=sys.stderr))
    told = report(found, given.count, lowest)
    if given.json:
        print(json.dumps(told, indent=1))
    else:
        show(told)


if __name__ == "__main__":
    main()
