# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a station that lacks days must fetch over the air, with its authors' skips of superseded frames and without.

    python -m tests.benchmarks.skips [--json] [--quick] [--hours 72]

Of 10 and of 50 points each says every half hour how it is (a real status report, alone in its frame) and registers
a request every two hours. Their frames are made by the production engines, receipts of the coordination point
included; one station, which has nothing, then hears all of it from one neighbour without loss, in the packets that
the production engine makes. Counted are frames, packets, and their airtime on LONG_FAST; and what the skips
themselves cost everybody when they were written. There is no ether: no collisions, no waiting.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.lora import Preset, payload_airtime
from noodsteunpunt.domain.facts import PointReported
from noodsteunpunt.domain.values import PointStatus, StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.encoding import encode_content, record_of
from noodsteunpunt.enrolment import Enrolment, demo_enrolments
from noodsteunpunt.sealing import PairSealer
from noodsteunpunt.simulator.journal import MemoryJournal
from noodsteunpunt.station.carried import write_down
from sync.certificates import make_binding
from sync.engine import Engine, EngineConfig, FrameReceived, Settled, Timing
from sync.events import SKIP_PAYS
from sync.frames import Frame, Priority, encode_entries, is_skip
from sync.ids import Author, make_author
from sync.packets import Want
from sync.talk import encode_talk, encode_want
from sync.vectors import NOTHING
from sync.wire import CONTROL_ROOM, RECEIPT, TALK, Keys, Sender, encode_receipt, seal_control

STARTED = 1_800_000_000
PRESET = Preset.LONG_FAST
HALF_HOUR = 1800.0
NEVER_PAYS = 1e9
CHIEF = 1023


def airtime(length: int) -> float:
    """Of a payload, in seconds."""
    return payload_airtime(length, PRESET)


@dataclass(slots=True)
class Station:
    """A production engine and its frames in memory."""

    papers: Enrolment
    engine: Engine
    journal: MemoryJournal
    key: Ed25519PrivateKey
    author: Author
    reports: int = 0

    @classmethod
    def make(cls, papers: Enrolment, skip_pays: float) -> Station:
        """With its binding."""
        author, rng = make_author(papers.point, 0), Random(papers.point)
        key = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        journal = MemoryJournal(author)
        signing = Ed25519PrivateKey.from_private_bytes(papers.signing_key)
        public = key.public_key().public_bytes_raw()
        journal.freeze([make_binding(signing, papers.roster.incident, author, public)])
        config = EngineConfig(
            author=author,
            epoch=papers.epoch,
            group_key=papers.group_key,
            replica_private=key,
            roster=papers.roster,
            timing=Timing.for_packet_time(airtime(231)),
            airtime=airtime,
            duty_cycle=1.0,
            life_reserve=0.0,
            is_coordination=papers.point == CHIEF,
            exchange_private=papers.exchange_key,
            skip_pays=skip_pays,
        )
        return cls(papers, Engine(config, journal, rng, 0.0), journal, key, author)

    def report(self, sealer: PairSealer, now: float, rng: Random) -> None:
        """How the point is, in a frame of its own; it is the same status all the time."""
        self.reports += 1
        fact = PointReported(status=PointStatus.OPEN, staff=rng.randint(2, 8), visitors=rng.randint(0, 60))
        subject = None if self.reports == 1 else f"{self.author:04x}-1"
        record = record_of(fact, seq=self.reports, lamport=self.reports * 9, minutes=int(now // 60), subject=subject)  # type: ignore[arg-type]
        number = self.engine.heads()[self.author]
        content = encode_content([record], self.author, number, sealer)
        self._write(encode_entries(Priority.STATUS, int(self.reports > 1), content), now)

    def ask(self, now: float, rng: Random) -> None:
        """A request, as many bytes as those of ``wire``."""
        self._write(encode_entries(Priority.URGENT, 0, rng.randbytes(rng.randint(30, 60))), now)

    def _write(self, content: bytes, now: float) -> None:
        finish, number = self.engine.finisher(now), self.engine.heads()[self.author]
        self.freeze(finish(number, content), now)
        if self.engine.checkpoint_due(now):
            self.freeze(self.engine.checkpoint(), now)

    def freeze(self, body: bytes, now: float) -> None:
        """Durable, and told."""
        ((number, _),) = self.journal.freeze([body])
        self.engine.own([Frame(self.author, number, body)], now)

    def take(self, frames: list[Frame], now: float) -> None:
        """Heard, durable, settled: as a carrier does it."""
        waiting: list[Any] = [event for frame in frames for event in self.engine.brought(frame, now)]
        while waiting:
            event = waiting.pop(0)
            if isinstance(event, FrameReceived):
                self.journal.accept([(event.frame.author, event.frame.number, event.frame.body)], 0)
                waiting += self.engine.stored([event.frame], now)
            elif isinstance(event, Settled):
                write_down(event, self.journal, 0)
                self.engine.settled(event, now)


def incident(points: int, hours: float, skip_pays: float) -> tuple[list[Station], dict[int, Enrolment]]:
    """Everybody after so many hours; who signs receipts is the coordination point's own engine."""
    names = [PointName(n, "KB", f"Punt {n}", StationKind.SUPPORT_POINT) for n in range(1, points + 2)]
    chief = PointName(CHIEF, "CP", "Kazerne", StationKind.COORDINATION_POINT)
    papers = demo_enrolments((*names, chief), STARTED)
    rng, stations = Random(points), [Station.make(papers[n], skip_pays) for n in range(1, points + 1)]
    binding = Frame(make_author(CHIEF, 0), 0, Station.make(papers[CHIEF], skip_pays).journal.bodies[CHIEF << 6][0])
    signer, counter = Station.make(papers[CHIEF], skip_pays), 0
    sealers = {one.author: PairSealer(one.papers) for one in stations}
    for station in stations:
        station.take([binding], 0.0)
    for turn in range(round(hours * 3600 / HALF_HOUR)):
        now = turn * HALF_HOUR
        for station in stations:
            station.report(sealers[station.author], now, rng)
            if turn % 4 == 0:
                station.ask(now, rng)
            counter += 1
            receipt(signer, station, counter, now)
    return stations, papers


def receipt(signer: Station, station: Station, counter: int, now: float) -> None:
    """The coordination point has all of it by now, and says so."""
    papers, head = station.papers, station.engine.heads()[station.author]
    chain = station.engine.chain_at(station.author, head) or b""
    keys = Keys.derive(papers.group_key, papers.roster.incident, papers.epoch)
    plain, _ = encode_receipt({station.author: (head, chain)}, signer.key, papers.roster.incident, signer.author)
    sender = Sender(signer.author, counter >> 8, counter & 0xFF)
    station.engine.receive(seal_control(RECEIPT, sender, plain, keys), now)


def fetched(stations: list[Station], papers: dict[int, Enrolment]) -> dict[str, Any]:
    """One neighbour has all of it and is asked for all of it, again and again, until nothing is left to send."""
    server, new = Station.make(papers[CHIEF], NEVER_PAYS), Station.make(papers[len(stations) + 1], NEVER_PAYS)
    for station in stations:
        frames = sorted(station.journal.bodies[station.author].items())
        server.take([Frame(station.author, number, body) for number, body in frames], 0.0)
    now, counter, packets, count, spent, size = 1e6, 0, 0, 0, 0.0, 0
    author = make_author(2, 63)
    keys = Keys.derive(papers[1].group_key, papers[1].roster.incident, papers[1].epoch)
    while True:
        lacking = {at: Author(at) for at in server.journal.bodies if at != server.author}
        rows = {Author(at): new.engine._held.of(Author(at)).said() for at in lacking} or {author: NOTHING}
        for start in range(0, len(rows), 12):
            some = dict(sorted(rows.items())[start : start + 12])
            counter += 1
            plain = encode_talk(want=encode_want(Want(server.author, some), CONTROL_ROOM // 2))
            server.engine.receive(seal_control(TALK, Sender(author, counter >> 8, counter & 0xFF), plain, keys), now)
        came = 0
        while server.engine._repairs.spread.owed:
            now = max(now + 0.1, server.engine.next_wakeup(now))
            for outgoing in server.engine.outgoing(now):
                server.engine.sent(outgoing, now)
                if outgoing.kind not in ("repair", "life") or not outgoing.frames:
                    continue
                packets, spent = packets + 1, spent + airtime(len(outgoing.payload))
                bodies = [(who, at, server.journal.bodies[who][at]) for who, at in outgoing.frames]
                size += sum(len(body) for _, _, body in bodies)
                count, came = count + len(bodies), came + len(bodies)
                new.take([Frame(who, at, body) for who, at, body in bodies], now)
        if not came:
            break
        now += 100.0
    heads = {at: new.engine.heads().get(Author(at), 0) for at in server.journal.bodies if at != server.author}
    assert all(head == server.engine.heads()[Author(at)] for at, head in heads.items()), "level in the end"
    return {"frames": count, "frame_bytes": size, "packets": packets, "airtime_s": round(spent, 1)}


def scene(points: int, hours: float) -> dict[str, Any]:
    """With and without."""
    told: dict[str, Any] = {}
    for name, pays in (("without", NEVER_PAYS), ("with", SKIP_PAYS)):
        stations, papers = incident(points, hours, pays)
        bodies = [body for one in stations for body in one.journal.bodies[one.author].values()]
        told[name] = fetched(stations, papers)
        told[name]["written_bytes_per_point"] = round(sum(map(len, bodies)) / points)
        told[name]["skips_per_point"] = round(sum(map(is_skip, bodies)) / points, 1)
    told["ratio"] = round(told["without"]["airtime_s"] / told["with"]["airtime_s"], 2)
    return told


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--hours", type=float, default=72.0)
    given = parser.parse_args()
    sizes, hours = ((3,), 24.0) if given.quick else ((10, 50), given.hours)
    told = {f"{points}_points": scene(points, hours) for points in sizes}
    print(json.dumps({"hours": hours, **told}, indent=None if given.json else 2))  # noqa: T201 - the result


if __name__ == "__main__":
    main()
