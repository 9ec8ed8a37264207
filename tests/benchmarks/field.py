# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the benchmarks of many points share: networks that have run for long, the ways that are compared on them, and
how the figures are told.

All ways carry the same requests of ``loads.py`` over the same places, links, losses and radios. *ours* has the size
that ``wire.py`` measures, *cbor* goes under the kit's own transport with its own size, *without suppression* is the
kit's engine in which everybody who could send something does. *json* is what people do today (``peers/text.py``).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import mean
from typing import Any

from devices.lora import Preset
from devices.radio import MAX_PAYLOAD
from noodsteunpunt.encoding import encode_content
from noodsteunpunt.simulator.figures import spread
from noodsteunpunt.simulator.network import Network
from noodsteunpunt.simulator.play import Entries, Told
from noodsteunpunt.simulator.topology import Topology
from sync.engine import EngineConfig
from sync.frames import Priority
from tests.benchmarks.loads import load
from tests.benchmarks.peers.plain import cbor_record
from tests.benchmarks.wire import AUTHOR, NOTES, contents
from tests.benchmarks.wire import requests as drawn
from tests.support.fact_vectors import FixedSealer

QUIET = 900.0
"""Seconds that a network runs before anything is measured: beacons have become rare by then."""

JOURNAL = 4
"""B around one entry in a frame of :mod:`noodsteunpunt.simulator.journal`."""

Configure = Callable[[EngineConfig], EngineConfig]


@dataclass(frozen=True, slots=True)
class Way:
    """``size``: B per request alone in a frame, ``packed``: and among others in a full one."""

    name: str
    size: int
    packed: int
    configure: Configure | None = None
    signing: bool = False


def no_suppression(config: EngineConfig) -> EngineConfig:
    """The same engine, in which nobody holds off."""
    return replace(config, timing=replace(config.timing, hold_off=False))


def sizes(seed: int) -> dict[str, int]:
    """B of a request alone in a frame, without the frame's own overhead, as the kit and as CBOR have it (less the 4 B
    that a simulated journal adds); the kit's in full frames, less the byte that the journal adds; and as JSON text."""
    notes = [note for note in NOTES.read_text("utf-8").splitlines() if note.strip()]
    records = drawn(100, seed, notes)[0]
    ours = [len(encode_content([record], AUTHOR, number, FixedSealer())) for number, record in enumerate(records, 17)]
    full = [len(content) for content in contents(records)]
    named = load(100, seed).named
    return {
        "ours": round(mean(ours)) - JOURNAL,
        "packed": round(sum(full) / len(records)) - 1,
        "cbor": round(mean(len(cbor_record(one)) for one in named)) - JOURNAL,
        "json": round(mean(len(json.dumps(one, separators=(",", ":"), ensure_ascii=False)) for one in named)),
    }


def ways(known: dict[str, int], only: str = "") -> list[Way]:
    """The ways that run on the kit's engine; ours and what begins with ``only``."""
    found = [
        Way("ours", known["ours"], known["packed"]),
        Way("ours, signed by firmware 2.8", known["ours"], known["packed"], signing=True),
        Way("cbor under our transport", known["cbor"], known["cbor"]),
        Way("without suppression", known["ours"], known["packed"], no_suppression),
    ]
    return [way for way in found if way.name == "ours" or way.name.startswith(only)]


class Field:
    """A network and what became of its entries."""

    def __init__(self, way: Way, topology: Topology, preset: Preset, *, loss: float, seed: int) -> None:
        self.way, self.entries = way, Entries()
        self.network = Network(
            topology,
            preset,
            loss=loss,
            seed=seed,
            signing=way.signing,
            kept=self.entries.kept,
            configure=way.configure,
        )
        self.chance = Random(seed)

    def level(
        self, missed: dict[int, int], groups: Sequence[Iterable[int]] | None = None, *, packed: bool = False
    ) -> list[Told]:
        """So many requests of each point are held by its whole group, a frame each as urgent ones are, or ``packed``
        in full frames; then the laptops are off."""
        network, told = self.network, list[Told]()
        network.share()  # everybody's binding
        network.start()
        for number, count in missed.items():
            carrier = network.points[number].carrier
            assert carrier is not None
            for _ in range(count):
                told.append(self.record(number, Priority.URGENT, packed=packed))
                if not packed:
                    carrier.freeze_waiting()
            carrier.freeze_waiting()
        for number in network.points:
            network.stop(number)
        network.share(groups)
        return told

    def record(self, number: int, priority: Priority, *, packed: bool = False) -> Told:
        """A request at a point, now."""
        size = self.way.packed if packed else self.way.size
        return self.entries.record(self.network, number, priority, self.chance.randbytes(size))

    @property
    def airtime(self) -> float:
        """Seconds sent by everybody so far."""
        return self.network.ether.stats().airtime


def everywhere(told: Sequence[Told], others: int) -> Callable[[], bool]:
    """Asks whether all of these are at so many other points."""
    return lambda: all(len(one.arrived) >= others for one in told)


def in_full_packets(size: float, packet: float) -> float:
    """Seconds of airtime of so many bytes in packets that are full, with nothing around them."""
    return size / MAX_PAYLOAD * packet


def figure(waits: Iterable[float | None], bound: float) -> dict[str, Any]:
    """p50, p90, p95, how many did not arrive in time, and the ratio of p90 to the bound."""
    values = list(waits)
    told: dict[str, Any] = dict(spread(values, 2))
    told["runs"], told["never"] = len(values), sum(1 for value in values if value is None)
    told["ratio"] = None if told["p90"] is None or not bound else round(told["p90"] / bound, 2)
    return told


def asked(text: str) -> argparse.Namespace:
    """The options that all of them have."""
    parser = argparse.ArgumentParser(description=text.partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="few and small runs, to see that it works")
    parser.add_argument("--seed", type=int, default=1, help="the first of the seeds")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds")
    parser.add_argument("--points", type=int, default=0, help="another number of points")
    parser.add_argument("--loss", type=float, nargs="*", help="other losses than the benchmark's own")
    parser.add_argument("--packed", action="store_true", help="requests in full frames, not one in each")
    parser.add_argument("--only", default="", help="of the ways on our engine only ours and what begins with this")
    parser.add_argument("--preset", choices=list(Preset.__members__), default="")
    return parser.parse_args()


def say(text: str) -> None:
    """What is being done, for a person who waits."""
    print(text, file=sys.stderr)


def tell(told: dict[str, Any], *, as_json: bool) -> None:
    """One object, or a line per figure."""
    if as_json:
        print(json.dumps(told, indent=1))
        return
    for name, value in _lines(told, ""):
        print(f"{name:<58} {value}")


def _lines(told: dict[str, Any], before: str) -> Iterable[tuple[str, Any]]:
    for name, value in told.items():
        if isinstance(value, dict) and not any(isinstance(one, dict) for one in value.values()):
            yield before + name, "  ".join(f"{key} {one}" for key, one in value.items())
        elif isinstance(value, dict):
            yield from _lines(value, f"{before}{name} / ")
        else:
            yield before + name, value
