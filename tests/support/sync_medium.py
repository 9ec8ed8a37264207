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
from collections.abc import Callable, Iterable
from itertools import count
from random import Random

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
    SnapshotReceived,
)
from sync.frames import Frame, Priority
from sync.peers import DIRECTLY, Via
from tests.support.sync_papers import (
    COORDINATOR,
    MemoryLog,
    binding,
    config,
    content,
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
            elif isinstance(event, SnapshotReceived):
                self.log.kept_snapshot = list(event.raws)
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
