# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who asks for a snapshot, who answers, and who passes on.

Whoever lacks much asks along with its question for frames, a coordination point if it hears one. That one makes a
snapshot, or sends the one it made a while ago; others that hold a fresh one send that, if they were asked or nobody
else is heard to. Who was asked and has none asks on, and passes on what comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from sync.events import EngineConfig, Event, Rejected, SnapshotReceived
from sync.frames import INTRODUCTION, Priority
from sync.holdings import Holdings
from sync.ids import Author, point_of
from sync.keyring import Keyring
from sync.members import Members
from sync.packets import Ask, SnapshotPart
from sync.peers import Peer
from sync.repair import Repairs
from sync.snapshot import MAX_POINTS, Snapshot
from sync.snapshot_making import Maker, Registers
from sync.snapshots import Snapshots
from sync.spread import REPAIR
from sync.talk import encode_ask
from sync.trust import Trust

NEVER = float("inf")
TRIES, TRY, REST = 3, 20.0, 600.0
"""After so many times as many packet times of asking without any answer, so many without asking."""

COLLECTS = 8.0
"""Packet times between two that are made: who asks meanwhile is covered by the next."""

ASKS_ON, PASSES_ON = 60.0, 300.0
"""Packet times until a station asks on again for the same point, and in which it passes on what comes for it."""

MAX_ASKERS = 64
PartKey = tuple[Author, int, int]
"""Signer, name of the statement, which part."""


class SnapshotTraffic:
    """Of one engine. ``due``: when a part, or a question for somebody else, may go."""

    def __init__(
        self,
        config: EngineConfig,
        keys: Keyring,
        held: Holdings,
        trust: Trust,
        members: Members,
        repairs: Repairs,
        registers: Registers,
        rng: Random,
    ) -> None:
        self._config = config
        self._held = held
        self._members = members
        self._repairs = repairs
        self._rng = rng
        self._packet = config.timing.packet
        self.kept = Snapshots(config, keys, held, trust, members)
        self._maker = Maker(config, held, registers)
        repairs.urgency = self.kept.urgency
        self._out: dict[PartKey, tuple[float, bytes]] = {}
        self._aired: dict[PartKey, float] = {}
        self._points: dict[int, float] = {}
        self._made_at, self._make_at = -NEVER, NEVER
        self._askers: dict[Author, float] = {}
        self._on: dict[int, float] = {}
        self._on_at, self._on_point = NEVER, 0
        self._tries, self._tried_at, self._rest_until = 0, -NEVER, -NEVER
        self._wants = False
        self._sources: dict[Author, None] = {}

    def heard(self, packet: SnapshotPart, raw: bytes, by: Author | None, now: float) -> list[Event]:
        """Somebody sent a part."""
        signer, statement = packet.sender.author, packet.part.statement
        reason = self.kept.refusal(packet)
        if reason == "early":
            self.kept.wait(packet, raw)
            return []
        if reason:
            return [Rejected(reason)]
        key = (signer, statement.name(signer), packet.part.index)
        self._aired[key] = now
        if self._config.timing.hold_off:
            self._out.pop(key, None)
        if by is not None:
            self._sources[by] = None
        reason = self.kept.take(packet, raw)
        if reason:
            return [Rejected(reason)]
        self._tries = 0
        self._repairs.lacks.came(now, more=True, ours=True)
        self._pass_on(key, raw, by, now)
        self._sort()
        return [SnapshotReceived(self.kept.raws())]

    def _sort(self) -> None:
        """What waits to be repaired has another urgency now. Who asked for a snapshot asks again: what is history can
        wait for that."""
        best, spread = self.kept.best, self._repairs.spread
        if best is None:
            return
        for (author, number), owed in spread.owed.items():
            if owed.why == REPAIR:
                owed.priority = self.kept.urgency(author, number)
        history = [key for key in spread.owed if best.history(*key)]
        for asker in self._askers:
            spread.forget_need(history, asker)

    # -- asking -----------------------------------------------------------------------------------------

    def whom(
        self, lacking: Mapping[Author, Sequence[int]], not_again: Author | None, now: float
    ) -> tuple[Author | None, frozenset[Author]]:
        """We ask for this now. Notes whether we ask for a snapshot too. Returns whom to ask for the sake of that, and
        of whom we lack what matters: only that is asked for then."""
        first = self._first(lacking)
        self._wants = bool(first) or self._needed(lacking, now)
        if not self._wants:
            return None, first
        near = {author: peer for author, peer in self._repairs.peers.near(now) if author != not_again and peer.counts}
        useful = [author for author, peer in near.items() if _has_any(author, peer, lacking)]
        best = [author for author in useful if self._members.coordinates(author)]
        best = best or [author for author in useful if author in self._sources]
        return max(best, key=lambda author: near[author].share, default=None), first

    def _first(self, lacking: Mapping[Author, Sequence[int]]) -> frozenset[Author]:
        best = self.kept.best
        if best is None:
            return frozenset()
        return frozenset(
            author
            for author, numbers in lacking.items()
            if author in best.rows
            and any(number < best.rows[author].head and best.matters(author, number) for number in numbers)
        )

    def _needed(self, lacking: Mapping[Author, Sequence[int]], now: float) -> bool:
        """Do we lack more than a little that no snapshot here speaks of, or a part of one?"""
        newest = self.kept.newest
        rows = {} if newest is None else newest.rows
        newer = sum(
            number >= (rows[author].head if author in rows else 0)
            for author, numbers in lacking.items()
            for number in numbers
        )
        mine = newest is not None and point_of(self._config.author) in newest.statement.points
        much = sum(map(len, lacking.values())) > self._config.much
        complete = newest is not None and newest.whole and (mine or not much)
        return now >= self._rest_until and (newer > self._config.much or (newest is not None and not complete))

    def ask(self, now: float) -> bytes:
        """What goes with what we say: a question for a snapshot, ours or another's that we pass on."""
        own = point_of(self._config.author)
        if self._wants:
            self._wants = False
            if now - self._tried_at >= TRY * self._packet:
                self._tries, self._tried_at = self._tries + 1, now
            if self._tries > TRIES:
                self._tries, self._rest_until = 0, now + REST * self._packet
            return encode_ask(Ask(own, *self.kept.known()))
        if self._on_at <= now:
            self._on_at = NEVER
            return encode_ask(Ask(self._on_point, *self.kept.known()))
        return b""

    # -- answering --------------------------------------------------------------------------------------

    def asked(self, by: Author, ask: Ask, now: float, *, by_name: bool, anybody: bool) -> None:
        """Somebody asks: us by name, ``anybody`` who can, or another who will answer."""
        if not self._members.certificates(ask.point):
            return
        if (by_name or anybody) and (len(self._askers) < MAX_ASKERS or by in self._askers):
            self._askers[by] = now + 5 * ASKS_ON * self._packet
        if ask.point == self._on_point:
            self._on_at = NEVER  # another asks on
        if self._config.is_coordination and self._config.matters is not None:
            self._points[ask.point] = now
            if not self.kept.suits(ask.point):
                self._make_at = max(now, self._made_at + COLLECTS * self._packet)
                self._make(now)
        suits = self.kept.suits(ask.point)
        if (best := self.kept.fresh()) is not None:
            self._answer(best, by, ask, suits=suits, by_name=by_name, now=now)
        if not suits and self._make_at == NEVER and (by_name or anybody):
            self._ask_on(ask.point, now)

    def _answer(self, best: Snapshot, by: Author, ask: Ask, *, suits: bool, by_name: bool, now: float) -> None:
        name = best.statement.name(best.signer)
        crowd = self._repairs.crowd(now)
        if best.signer == self._config.author:
            start = now if by_name else now + self._packet * (0.2 + self._rng.random())
        elif by_name and suits:
            start = now
        else:
            start = now + self._packet * (1.0 + self._rng.random() * crowd * (1.0 if suits else 2.0))
        pause = self._packet * (1.3 if by_name else 4 * crowd)
        for index, raw in sorted(best.raw.items()):
            key = (best.signer, name, index)
            lacks = ask.name != name or not ask.mask >> index & 1
            if lacks and now - self._aired.get(key, -NEVER) >= pause:
                self._out.setdefault(key, (start, raw))
        peer = self._repairs.peers.of(by)
        if (by_name or best.signer == self._config.author) and peer is not None:
            # Without its signer's own words a signature means nothing.
            keys = [(best.signer, number) for number in range(INTRODUCTION) if self._held.has(best.signer, number)]
            first = [(key, Priority.URGENT) for key in keys if not peer.has(key)]
            self._repairs.spread.repair(first, by, start, now, asked=True)

    def _ask_on(self, point: int, now: float) -> None:
        if now - self._on.get(point, -NEVER) < ASKS_ON * self._packet or self._on_at < NEVER:
            return
        self._on[point] = now
        self._on_at = now + self._packet * (0.5 + self._rng.random() * self._repairs.crowd(now))
        self._on_point = point
        if len(self._on) > MAX_ASKERS:
            del self._on[next(iter(self._on))]

    def _pass_on(self, key: tuple[Author, int, int], raw: bytes, by: Author | None, now: float) -> None:
        """Who asked us and is not known to hear where this came from may need it from us."""
        self._askers = {author: until for author, until in self._askers.items() if now < until}
        peers = self._repairs.peers
        for author in self._askers:
            peer = peers.of(author)
            if author != by and (by is None or peer is None or peer.hears is None or point_of(by) not in peer.hears):
                start = now + self._packet * (0.5 + self._rng.random() * self._repairs.crowd(now))
                self._out.setdefault(key, (start, raw))

    @property
    def due(self) -> float:
        """When something of this may go."""
        return min(self._on_at, self._make_at, min((at for at, _ in self._out.values()), default=NEVER))

    def next(self, now: float) -> bytes | None:
        """A part to send, as it is; the caller sends it."""
        if self._make_at <= now:
            self._make(now)
        ready = sorted(key for key, (at, _) in self._out.items() if at <= now)
        if not ready:
            return None
        self._aired[ready[0]] = now
        if len(self._aired) > 4 * MAX_ASKERS:
            self._aired = {key: at for key, at in self._aired.items() if now - at < REST * self._packet}
        return self._out.pop(ready[0])[1]

    def _make(self, now: float) -> None:
        """A new one, if it is time and we are not behind ourselves: then what is open here is not all that is."""
        if self._make_at > now:
            return
        self._make_at = NEVER
        lacks = self._repairs.lacks
        if sum(map(len, lacks.numbers(self._held).values())) > self._config.much:
            return
        recent = sorted(self._points, key=lambda point: -self._points[point])[:MAX_POINTS]
        made = self._maker.make(recent)
        if made is not None:
            self._made_at = now
            self._out.clear()
            self.kept.made(made)
            self._sort()

    @property
    def maker(self) -> Maker:
        """How they are made."""
        return self._maker


def _has_any(author: Author, peer: Peer, lacking: Mapping[Author, Sequence[int]]) -> bool:
    return any(of == author or any(peer.has((of, number)) for number in numbers) for of, numbers in lacking.items())
