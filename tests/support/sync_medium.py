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
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.certificates import COORDINATION_POINT, SUPPORT_POINT, Roster, issue_certificate, issue_roster, make_binding
from sync.chain import chain_next, chain_start, make_checkpoint, sign_body
from sync.engine import (
    Engine,
    EngineConfig,
    Event,
    ForkSeen,
    FrameContested,
    FrameReceived,
    Outgoing,
    ReceiptReceived,
    Settled,
    Timing,
)
from sync.frames import Frame, Priority, encode_entries
from sync.ids import Author, make_author
from sync.members import Members
from sync.peers import DIRECTLY, Via
from sync.wire import Keys
from sync.witness import Witnesses

INCIDENT = b"testcase"
GROUP_KEY = bytes(range(32))
EPOCH = 1
COORDINATOR = 9
OWN = make_author(1, 1)
PACKET = {"short": 0.204, "long": 2.157}


def key(name: str) -> Ed25519PrivateKey:
    """A signing key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32, b"."))


def exchange(point: int) -> X25519PrivateKey:
    """A point's key for agreements, the same in every run."""
    return X25519PrivateKey.from_private_bytes(b"exchange %d" % point + bytes(32 - len(b"exchange %d" % point)))


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
            exchange_public=exchange(number).public_key().public_bytes_raw(),
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


def content(seq: int, text: bytes = b"water", priority: Priority = Priority.STATUS) -> bytes:
    """The body of a frame of one entry, without its proof."""
    return encode_entries(priority, 0, b"%d " % seq + text)


def entries(number: int, text: bytes = b"water", priority: Priority = Priority.STATUS, author: int = OWN) -> bytes:
    """The body of frame ``number`` of ``author``: one entry, witnessed."""
    return witnessed(Author(author), number, content(number, text, priority))


def witnessed(author: Author, number: int, body: bytes) -> bytes:
    """As the author's point makes it."""
    witnesses = Witnesses(author, exchange(author >> 6).private_bytes_raw(), Members(ROSTER))
    return body + witnesses.make(author, number, body)


def checkpoint(author: Author, number: int, below: Iterable[bytes], body: bytes | None = None) -> bytes:
    """The signed body of frame ``number`` of ``author``, over the bodies ``below`` it; with a content if given."""
    bodies = list(below)
    chain = chain_start(INCIDENT, author, bodies[0])
    for at, each in enumerate(bodies[1:], start=1):
        chain = chain_next(chain, at, each)
    replica = key(f"replica {author}")
    if body is None:
        return make_checkpoint(replica, INCIDENT, author, number, chain)
    return sign_body(replica, INCIDENT, author, number, chain, body)


class MemoryLog:
    """What would be on disk."""

    def __init__(self) -> None:
        self.bodies: dict[tuple[int, int], bytes] = {}
        self.kept_receipts: dict[Author, bytes] = {}
        self.checked: set[tuple[int, int]] = set()
        self.others: dict[tuple[int, int], list[bytes]] = {}

    def outline(self) -> list[tuple[int, int, bytes, bool]]:
        return [(*at, body[:2], at in self.checked) for at, body in sorted(self.bodies.items())]

    def aside(self, author: int, number: int) -> list[bytes]:
        return self.others.get((author, number), [])

    def keep_aside(self, author: int, number: int, body: bytes) -> None:
        kept = self.others.setdefault((author, number), [])
        if body not in kept:
            kept.append(body)
            del kept[:-4]

    def settle(self, done: Settled) -> None:
        """As a store does it."""
        for number in {*done.aside, *(number for number, _ in done.adopted)}:
            body = self.bodies.pop((done.author, number), None)
            self.checked.discard((done.author, number))
            if body is not None:
                self.keep_aside(done.author, number, body)
        for number, body in done.adopted:
            self.bodies[(done.author, number)] = body
            self.checked.add((done.author, number))
        self.checked |= {
            (done.author, number) for number in done.checked | done.witnessed if (done.author, number) in self.bodies
        }
        self.checked -= {(done.author, number) for number in done.unchecked}

    def keep(self, event: FrameReceived) -> None:
        """As a store does it."""
        frame = event.frame
        at = (frame.author, frame.number)
        if at in self.bodies and self.bodies[at] != frame.body:
            self.keep_aside(*at, self.bodies[at] if event.overrules else frame.body)
        if event.overrules:
            self.checked.discard(at)
            self.bodies[at] = frame.body
        self.bodies.setdefault(at, frame.body)

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
        timing=replace(timing, hold_off=hold_off),
        airtime=lambda length: packet * (0.2 + 0.8 * length / 231),
        duty_cycle=duty_cycle,
        life_reserve=30.0,
        is_coordination=point == COORDINATOR,
        exchange_private=exchange(point).private_bytes_raw(),
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
        for settled in self.engine.review():
            self.log.settle(settled)
            self.engine.settled(settled, self.medium.now)
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
        return self.write_body(content(self.seq, text, priority))

    def write_body(self, body: bytes) -> int:
        """One own frame of this body, which gets its proof; returns its number."""
        return self._freeze(self.up.finisher(self.medium.now)(self.up.heads()[self.author], body))

    def _freeze(self, body: bytes) -> int:
        number = self.up.heads()[self.author]
        self.log.bodies[(self.author, number)] = body
        self.log.checked.add((self.author, number))
        self.up.own([Frame(self.author, number, body)], self.medium.now)
        self.medium.wake(self, self.medium.now)
        return number

    def order(self, contents: Iterable[bytes]) -> list[Event]:
        """Commands, as own frames."""
        number, bodies = self.up.heads()[self.author], self.up.commands(list(contents), self.medium.now)
        for at, body in enumerate(bodies):
            self.log.bodies[(self.author, number + at)] = body
            self.log.checked.add((self.author, number + at))
        frames = [Frame(self.author, number + at, body) for at, body in enumerate(bodies)]
        events = self._take(self.up.own(frames, self.medium.now))
        self.medium.wake(self, self.medium.now)
        return events

    def revoke(self, point: int, secret: bytes | None = b"s" * 32) -> list[Event]:
        """A coordination point takes a point out, with a new key unless there is none."""
        orders, number = self.up.orders, self.up.heads()[self.author]
        contents = orders.revoke(point)
        if secret is not None:
            contents += orders.rekey(secret, number + len(contents), without=point)
        return self.order(contents)

    def hear(self, payload: bytes, via: Via = DIRECTLY) -> list[Event]:
        """As a runner does it: events, then commit, then the engine is told."""
        if self.engine is None:
            return []
        return self._take(self.engine.receive(payload, self.medium.now, via))

    def _take(self, events: list[Event]) -> list[Event]:
        now, engine = self.medium.now, self.up
        waiting = list(events)
        while waiting:
            event = waiting.pop(0)
            if isinstance(event, FrameReceived):
                self.log.keep(event)
                following = engine.stored([event.frame], now)
                waiting += following
                events = events + following
            elif isinstance(event, Settled):
                self.log.settle(event)
                engine.settled(event, now)
            elif isinstance(event, FrameContested):
                self.log.keep_aside(event.frame.author, event.frame.number, event.frame.body)
            elif isinstance(event, ForkSeen):
                self.log.keep_aside(event.author, event.number, event.body)
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
            self._freeze(engine.checkpoint())
        for outgoing in engine.outgoing(now, 2):
            engine.sent(outgoing, now)
            self.sent.append((now, outgoing))
            self.medium.transmit(self, outgoing)
        self.medium.wake(self, max(engine.next_wakeup(now), now + 0.02))

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
                        self._deliver(other, outgoing.payload, airtime * (hop + 1), Via(hops=hop))
            edge = heard

    def _deliver(self, point: int, payload: bytes, delay: float, via: Via) -> None:
        for _ in range(2 if self.rng.random() < self.repeat else 1):
            at = self.now + delay + self.jitter * self.rng.random()
            self._push(at, lambda: self.nodes[point].hear(payload, via))

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
