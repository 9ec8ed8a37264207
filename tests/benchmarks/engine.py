# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the engine costs the laptop: CPU per frame, and start-up and memory with 100,000 entries in the real log.

    python -m tests.benchmarks.engine [--json] [--quick] [--entries 100000] [--seed 1]

The database is encrypted, of a coordination point that holds 100,000 frames of one entry from eight replicas, signed
as a point signs, and as many entries with their tables (``test_store_queries.py`` fills these). The start is that
of a station, in a process of its own: the database opened and checked, the engine built from its log.
``ratio_to_reading`` compares it with reading every frame once, in the same process. ``cpu_per_frame`` is a pass of the
carrier in a database of its own: a frame of four steps from the bytes of the radio to the committed rows, with what the
station sends because of it; ``engine_alone`` is the engine's part with a log in memory. Times are of this machine.
Where the disk is slow to say that it wrote, ``TMPDIR=/dev/shm`` spares that.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.ether import Ether
from devices.lora import Preset
from devices.radio import Heard, RadioEvent
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.encoding import encode_content
from noodsteunpunt.enrolment import Enrolment, demo_enrolments
from noodsteunpunt.simulator.journal import MemoryJournal
from noodsteunpunt.simulator.network import EtherClock
from noodsteunpunt.station.carrier import Carrier
from noodsteunpunt.station.engines import build_engine, engine_config
from noodsteunpunt.store.database import Store
from sync.certificates import make_binding
from sync.engine import Engine, FrameReceived
from sync.frames import Frame, Priority, encode_entries
from sync.ids import Author, make_author
from sync.wire import Keys, seal_frame
from tests.benchmarks import wire
from tests.benchmarks.field import tell
from tests.benchmarks.test_store_queries import Bench as Filled
from tests.support.engine_bench import OTHER, Bench
from tests.support.fact_vectors import FixedSealer
from tests.support.signed_kit import draw_key
from tests.support.station_kit import NOW, POINTS, open_store
from tests.support.sync_papers import KEYS, binding, checkpoint, entries

PER_FRAME, REQUESTS, REPLICAS, SIGNED = 4, 500, 8, 16
MEGABYTE = 1_000_000


def enrolments() -> dict[int, Enrolment]:
    """The same in every process."""
    return demo_enrolments(POINTS, NOW, Random(1).randbytes)


class Ear(VirtualRadio):
    """A radio that hears what it is told to."""

    waiting: tuple[RadioEvent, ...] = ()

    def poll(self) -> list[RadioEvent]:
        """That, and what happened on the ether."""
        heard, self.waiting = self.waiting, ()
        return [*heard, *super().poll()]


def station(store: Store) -> tuple[Carrier, Ear, Ether]:
    """Engine and carrier as a station builds them."""
    ether = Ether(Preset.LONG_FAST, 1)
    radio, clock = Ear(ether, 1), EtherClock(ether)
    engine, author, batch = build_engine(
        store, radio, clock, enrolments()[9], Random(1), StationKind.COORDINATION_POINT
    )
    return Carrier(store, engine, radio, clock, author, batch), radio, ether


def start(folder: Path) -> dict[str, Any]:
    """In this process: a start, and what it takes."""
    process = psutil.Process()
    before, began, worked = process.memory_info().rss, time.perf_counter(), time.process_time()
    store = open_store(folder, enrolments()[9])
    opened = time.perf_counter()
    carrier, _radio, _ether = station(store)
    ended, memory = time.perf_counter(), process.memory_info().rss
    cpu = time.process_time() - worked
    store._connection.execute("SELECT author, number, body FROM frame").fetchall()
    reading = time.perf_counter() - ended
    held = sum(carrier.engine.heads().values())
    store.close()
    return {
        "start_s": round(ended - began, 3),
        "start_cpu_s": round(cpu, 3),
        "of_that_opening_s": round(opened - began, 3),
        "reading_s": round(reading, 3),
        "ratio_to_reading": round((ended - began) / reading, 2),
        "memory_mb": round((memory - before) / MEGABYTE, 1),
        "frames_held": held,
    }


def author_with(slot: int, records: list[list[Any]], point: int = 2) -> tuple[Author, dict[int, bytes]]:
    """A support point's replica and its frames: entries that arrived in one, witnessed, signed as a point signs."""
    author, key, enrolment = make_author(point, slot), draw_key(slot), enrolments()[point]
    signing = Ed25519PrivateKey.from_private_bytes(enrolment.signing_key)
    log = MemoryJournal(author)
    log.freeze([make_binding(signing, enrolment.roster.incident, author, key.public_key().public_bytes_raw())])
    radio = VirtualRadio(Ether(Preset.LONG_FAST, 1), point)
    sender = Engine(engine_config(author, key, radio, enrolment, StationKind.SUPPORT_POINT), log, Random(1), 0.0)
    for number, each in enumerate(records, start=1):
        content = encode_content(each, author, number, FixedSealer())
        body = sender.finisher(float(number))(number, encode_entries(Priority.STATUS, 0, content))
        sender.own([Frame(author, *frame) for frame in log.freeze([body])], float(number))
    return author, log.bodies[author]


def steps(frames: int, seed: int) -> list[list[Any]]:
    """Steps, four in a frame."""
    records, _bits = wire.steps(frames * PER_FRAME, seed)
    return [records[at : at + PER_FRAME] for at in range(0, len(records), PER_FRAME)]


def packets_of(count: int, seed: int) -> list[bytes]:
    """What a support point sends."""
    enrolment = enrolments()[2]
    keys = Keys.derive(enrolment.group_key, enrolment.roster.incident, enrolment.epoch)
    author, bodies = author_with(5, steps(count, seed))
    return [seal_frame(Frame(author, number, body), keys) for number, body in sorted(bodies.items())]


def fill(folder: Path, entries: int, seed: int) -> float:
    """Frames of eight replicas in place of the short ones. Returns megabytes of the database."""
    filled = Filled(folder, REQUESTS, entries)
    connection = filled.store._connection
    connection.execute("BEGIN")
    connection.execute("DELETE FROM frame")
    records = [each[:1] for each in steps(entries // REPLICAS, seed)]
    for slot in range(REPLICAS):
        author, bodies = author_with(slot, records)
        rows = [(author, number, body) for number, body in bodies.items()]
        connection.executemany(
            "INSERT INTO frame (author, number, body, received_at, checked) VALUES (?, ?, ?, 0, 1)", rows
        )
    connection.execute("COMMIT")
    filled.close()
    return sum(file.stat().st_size for file in folder.iterdir()) / MEGABYTE


def per_frame(folder: Path, count: int, seed: int) -> float:
    """Seconds of CPU of a whole pass, from the bytes of a packet to the committed row, at a coordination point."""
    store, spent = open_store(folder, enrolments()[9]), 0.0
    carrier, radio, ether = station(store)
    packets = packets_of(count, seed)
    for packet in packets:
        ether.advance(ether.now + 10.0)
        radio.waiting = (Heard(packet, 2, -90, 5.0, 0),)
        began = time.process_time()
        carrier.carry()
        spent += time.process_time() - began
    assert carrier.engine.heads()[make_author(2, 5)] == len(packets)
    store.close()
    return spent / len(packets)


def alone(count: int) -> float:
    """The same without a database."""
    bench = Bench()
    bodies = [binding(OTHER)]
    bench.store(Frame(OTHER, 0, bodies[0]))
    for number in range(1, count + 1):
        body = entries(number, author=OTHER)
        bodies.append(checkpoint(OTHER, number, bodies, body) if number % SIGNED == 0 else body)
    packets = [seal_frame(Frame(OTHER, number, body), KEYS) for number, body in enumerate(bodies) if number]
    began = time.process_time()
    for packet in packets:
        bench.now += 1.0
        for event in bench.engine.receive(packet, bench.now):
            if isinstance(event, FrameReceived):
                bench.store(event.frame)
    spent = time.process_time() - began
    assert bench.engine.heads()[OTHER] == count + 1
    return spent / count


def measure(entries: int, seed: int, count: int) -> dict[str, Any]:
    """Everything."""
    with TemporaryDirectory(prefix="engine-") as scratch:
        folder = Path(scratch)
        print("filling the database", file=sys.stderr)
        size = fill(folder, entries, seed)
        command = [sys.executable, "-m", "tests.benchmarks.engine", "--start", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told: dict[str, Any] = {"entries": entries, "database_mb": round(size, 1), **json.loads(done.stdout)}
        told["cpu_per_frame_ms"] = round(1000 * per_frame(folder / "other", count, seed), 3)
        told["cpu_per_frame_engine_alone_ms"] = round(1000 * alone(count), 3)
    return told


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description="What the engine costs the laptop")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.start:
        print(json.dumps(start(given.start)))
        return
    tell(measure(400 if given.quick else given.entries, given.seed, 20 if given.quick else 500), as_json=given.json)


if __name__ == "__main__":
    main()
