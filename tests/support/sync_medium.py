# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Engines with a log in memory on a lossy medium in virtual time: the protocol without store or radio.

A flood (hop limit 3) is passed on hop by hop by whoever is reachable; a packet of hop limit 0 reaches the
neighbours. Every reception is lost, repeated or late by chance of a seeded ``Random``. There are no collisions:
the ether of ``devices`` has those. What a log holds survives a restart, what an engine remembers does not.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import count
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.certificates import COORDINATION_POINT, SUPPORT_POINT, Roster, issue_certificate, issue_roster, make_binding
from sync.chain import make_checkpoint
from sync.engine import Engine, EngineConfig, Event, FrameReceived, Outgoing, ReceiptReceived, Timing
from sync.frames import Frame, Priority, encode_entries
from sync.ids import Author, make_author
from sync.wire import Keys

INCIDENT = b"testcase"
GROUP_KEY = bytes(range(32))
EPOCH = 1
COORDINATOR = 9
PACKET = {"short": 0.204, "long": 2.157}


def key(name: str) -> Ed25519PrivateKey:
    """A signing key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32, b"."))


ROOT = key("root")
KEYS = Keys.derive(GROUP_KEY, INCIDENT, EPOCH)


def make_roster(points: Iterable[int] = (1, 2, 3, 4, 5, COORDINATOR), incident: bytes = INCIDENT) -> Roster:
    """Points of a made-up municipality; number 9 is the coordination point."""
    certificates = tuple(
        issue_certificate(
            ROOT,
            municipality=9999,
            incident=incident,
            point=number,
            kind=COORDINATION_POINT if number == COORDINATOR else SUPPORT_POINT,
            letters="TP",
            not_before=0,
            not_after=2_000_000_000,
            signing_public=key(f"point {number}").public_key().public_bytes_raw(),
            exchange_public=bytes(32),
            name=f"Testpunt {number}",
        )
        for number in points
    )
    return issue_roster(ROOT, incident=incident, mode=2, started_at=1_800_000_000, certificates=certificates)


ROSTER = make_roster()


def binding(author: Author, incident: bytes = INCIDENT, replica: str = "replica") -> bytes:
    """Frame 0 of an author."""
    public = key(f"{replica} {author}").public_key().public_bytes_raw()
    return make_binding(key(f"point {author >> 6}"), incident, author, public)


def entries(seq: int, text: bytes = b"water", priority: Priority = Priority.STATUS) -> bytes:
    """A frame body of one entry."""
    return encode_entries(priority, 0, b"%d " % seq + text)


class MemoryLog:
    """What would be on disk."""

    def __init__(self) -> None:
        self.bodies: dict[tuple[int, int], bytes] = {}
        self.kept_receipts: dict[Author, bytes] = {}

    def heads(self) -> Mapping[int, int]:
        heads: dict[int, int] = {}
        for author in {author for author, _ in self.bodies}:
            heads[author] = next(number for number in count() if (author, number) not in self.bodies)
        return heads

    def beyond(self) -> Mapping[int, frozenset[int]]:
        heads = self.heads()
        return {
            author: frozenset(number for who, number in self.bodies if who == author and number > head)
            for author, head in heads.items()
        }

    def read(self, author: int, number: int) -> bytes | None:
        return self.bodies.get((author, number))

    def receipts(self) -> list[bytes]:
        return list(self.kept_receipts.values())


def config(
    point: int,
    *,
    preset: str = "short",
    duty_cycle: float = 0.10,
    incident: bytes = INCIDENT,
    hold_off: bool = True,
) -> EngineConfig:
    """A point's engine settings; airtime is linear in the length, as LoRa's nearly is. Without ``hold_off``
    everybody who can repair does so at once."""
    packet = PACKET[preset]
    timing = Timing.for_packet_time(packet)
    author = make_author(point, 1)
    return EngineConfig(
        author=author,
        epoch=EPOCH,
        group_key=GROUP_KEY,
        replica_private=key(f"replica {author}"),
        roster=ROSTER if incident == INCIDENT else make_roster(incident=incident),
        timing=timing if hold_off else replace(timing, repair_window=0.0),
        airtime=lambda length: packet * (0.2 + 0.8 * length / 231),
        duty_cycle=duty_cycle,
        life_reserve=30.0,
        is_coordination=point == COORDINATOR,
    )


class Node:
    """One station: an engine that may be lost, and a log that may not."""

    def __init__(self, medium: Medium, point: int, settings: EngineConfig) -> None:
        self.medium, self.point, self.config = medium, point, settings
        self.author = settings.author
        self.log = MemoryLog()
        self.log.bodies[(self.author, 0)] = binding(self.author, settings.roster.incident)
        self.events: list[Event] = []
        self.sent: list[tuple[float, Outgoing]] = []
        self.seq = 0
        self.engine: Engine | None = None
        self.start()

    def start(self) -> None:
        """A new engine over the log."""
        self.engine = Engine(self.config, self.log, Random(self.medium.rng.random()), self.medium.now)
        self.medium.wake(self, self.medium.now)

    def stop(self) -> None:
        """Lose everything but the log."""
        self.engine = None

    @property
    def up(self) -> Engine:
        assert self.engine is not None
        return self.engine

    def write(self, text: bytes = b"water", priority: Priority = Priority.STATUS) -> int:
        """One own frame of one entry; returns its number."""
        self.seq += 1
        return self._freeze(entries(self.seq, text, priority))

    def _freeze(self, body: bytes) -> int:
        number = self.up.heads()[self.author]
        self.log.bodies[(self.author, number)] = body
        self.up.own([Frame(self.author, number, body)], self.medium.now)
        self.medium.wake(self, self.medium.now)
        return number

    def hear(self, payload: bytes) -> list[Event]:
        """As a runner does it: events, then commit, then the engine is told."""
        now, engine = self.medium.now, self.engine
        if engine is None:
            return []
        events = engine.receive(payload, now)
        for event in events:
            if isinstance(event, FrameReceived):
                frame = event.frame
                self.log.bodies[(frame.author, frame.number)] = frame.body
                events = events + engine.stored([frame], now)
            elif isinstance(event, ReceiptReceived):
                self.log.kept_receipts[event.author] = event.raw
        self.events += events
        self.medium.wake(self, now)
        return events

    def act(self) -> None:
        """Send what is due."""
        now, engine = self.medium.now, self.engine
        if engine is None:
            return
        if engine.checkpoint_due(now):
            number, chain = engine.own_chain()
            body = make_checkpoint(self.config.replica_private, self.config.roster.incident, self.author, number, chain)
            self._freeze(body)
        for outgoing in engine.outgoing(now, 2):
            engine.sent(outgoing, now)
            self.sent.append((now, outgoing))
            self.medium.transmit(self, outgoing)
        self.medium.wake(self, max(engine.next_wakeup(), now + 0.02))

    def kinds(self) -> Counter[str]:
        """Packets sent, per kind."""
        return Counter(outgoing.kind for _, outgoing in self.sent)


class Medium:
    """``links`` are the pairs that hear each other; all of them until somebody cuts."""

    def __init__(
        self,
        points: Iterable[int] = (1, 2, COORDINATOR),
        *,
        seed: int = 1,
        loss: float = 0.0,
        preset: str = "short",
        hold_off: bool = True,
    ) -> None:
        self.rng = Random(seed)
        self.loss, self.repeat, self.jitter = loss, 0.0, 0.0
        self.now = 1000.0
        self._order = count()
        self._queue: list[tuple[float, int, Callable[[], object]]] = []
        self._wakes: dict[int, float] = {}
        self.air: list[tuple[float, bytes]] = []
        self.nodes = {point: Node(self, point, config(point, preset=preset, hold_off=hold_off)) for point in points}
        self.links = {frozenset((a, b)) for a in self.nodes for b in self.nodes if a < b}

    def __getitem__(self, point: int) -> Node:
        return self.nodes[point]

    def cut(self, *islands: Iterable[int]) -> None:
        """Only points on one island hear each other."""
        self.links = {frozenset((a, b)) for island in map(list, islands) for a in island for b in island if a < b}

    def heal(self) -> None:
        """All hear all."""
        self.cut(list(self.nodes))

    def wake(self, node: Node, at: float) -> None:
        """Let ``node`` act at ``at``, once."""
        if at == float("inf") or self._wakes.get(node.point, float("inf")) <= at:
            return
        self._wakes[node.point] = at
        self._push(at, lambda: self._act(node, at))

    def _act(self, node: Node, at: float) -> None:
        if self._wakes.get(node.point) == at:
            del self._wakes[node.point]
            node.act()

    def _push(self, at: float, action: Callable[[], object]) -> None:
        heapq.heappush(self._queue, (at, next(self._order), action))

    def transmit(self, node: Node, outgoing: Outgoing) -> None:
        """To the neighbours, and theirs, as far as the hop limit goes."""
        self.air.append((self.now, outgoing.payload))
        airtime = node.config.airtime(len(outgoing.payload))
        reached, edge = {node.point}, [node.point]
        for hop in range(outgoing.hop_limit + 1):
            heard = []
            for sender in edge:
                for link in sorted(map(sorted, self.links)):
                    if sender not in link:
                        continue
                    other = link[0] if link[1] == sender else link[1]
                    if other not in reached and self.rng.random() >= self.loss:
                        reached.add(other)
                        heard.append(other)
                        self._deliver(other, outgoing.payload, airtime * (hop + 1))
            edge = heard

    def _deliver(self, point: int, payload: bytes, delay: float) -> None:
        for _ in range(2 if self.rng.random() < self.repeat else 1):
            at = self.now + delay + self.jitter * self.rng.random()
            self._push(at, lambda: self.nodes[point].hear(payload))

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Virtual seconds; stops early and says True when ``until`` holds."""
        end = self.now + seconds
        while self._queue and self._queue[0][0] <= end:
            at, _, action = heapq.heappop(self._queue)
            self.now = max(self.now, at)
            action()
            if until():
                return True
        self.now = end
        return until()

    def level(self) -> bool:
        """Do all running nodes hold the same frames?"""
        logs = [node.log.bodies for node in self.nodes.values() if node.engine is not None]
        return all(log == logs[0] for log in logs)
