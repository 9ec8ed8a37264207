# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Snapshots: made by a coordination point that was asked, kept, sent and passed on by whoever holds a fresh one, and
what follows for the order in which frames go.

A snapshot says which frames are history. These go last, and who asks for a snapshot is sent nothing of them before the
rest. That is all: it makes no frame checked, it moves no step, and nothing is asked for because it names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from sync.certificates import signed_by
from sync.events import EngineConfig, Event, Rejected, SnapshotReceived
from sync.frames import COMMAND, Frame, Priority
from sync.holdings import Holdings
from sync.ids import Author, point_of
from sync.keyring import Keyring
from sync.members import Members
from sync.packets import Ask, SnapshotPart
from sync.peers import Key, Peer
from sync.repair import Repairs
from sync.snapshot import (
    INTRODUCTION,
    MAX_LEVELS,
    MAX_NAMED,
    MAX_POINTS,
    UNKNOWN,
    Part,
    Progress,
    Snapshot,
    Statement,
    divide,
    rows_of,
)
from sync.spread import REPAIR
from sync.talk import encode_ask
from sync.trust import Trust
from sync.wire import CONTROL_ROOM, SIGNATURE, SNAPSHOT, PacketError, encode_snapshot, snapshot_message

NEVER = float("inf")
MUCH = 32
"""Frames that somebody lacks who asks for a snapshot: fewer come in a minute, whatever the order."""

FRESH = 64
"""Frames that came after a snapshot, up to which it is not made anew."""

UNSORTED = 96
"""Frames that are sent to who asks for a snapshot while none is here: then it asks again, and may know better."""

TRIES, REST = 4, 600.0
"""Questions without a snapshot in answer, and the packet times after that without another."""

COLLECTS = 8.0
"""Packet times between two that are made: who asks meanwhile is covered by the next."""

ASKS_ON = 60.0
"""Packet times until a station asks on again for the same point; for five times as long it passes on what comes."""

MAX_EARLY, MAX_ASKERS = 16, 64


class Snapshots:
    """Of one engine. ``due``: when a part, or a question for somebody else, may go. ``seal``: makes the packet of a
    part; set by who sends."""

    seal: Callable[[int, bytes], bytes]

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
        self._keys = keys
        self._held = held
        self._trust = trust
        self._members = members
        self._repairs = repairs
        self._registers = registers
        self._rng = rng
        self._packet = config.timing.packet
        self._whole: Snapshot | None = None
        self._coming: Snapshot | None = None
        self._early: list[bytes] = []
        self._out: dict[tuple[Author, int, int], tuple[float, bytes]] = {}
        self._aired: dict[tuple[Author, int, int], float] = {}
        self._points: dict[int, float] = {}
        self._made_at = -NEVER
        self._make_at = NEVER
        self._askers: dict[Author, float] = {}
        self._on: dict[int, float] = {}
        self._on_at, self._on_point = NEVER, 0
        self._tries, self._rest_until = 0, -NEVER
        self._wants = False
        self._sources: dict[Author, None] = {}

    # -- what is held -----------------------------------------------------------------------------------

    @property
    def _newest(self) -> Snapshot | None:
        return self._coming or self._whole

    @property
    def _best(self) -> Snapshot | None:
        return self._whole or self._coming

    def restore(self, raws: Iterable[bytes]) -> None:
        """Parts kept from before a restart; anything wrong with one is like not having it."""
        for raw in raws:
            try:
                packet, _ = self._keys.open(raw)
            except PacketError:
                continue
            if isinstance(packet, SnapshotPart) and not self._refusal(packet):
                self._take(packet, raw)

    def heard(self, packet: SnapshotPart, raw: bytes, by: Author | None, now: float) -> list[Event]:
        """Somebody sent a part."""
        signer, statement = packet.sender.author, packet.part.statement
        if signer == self._config.author:
            return []
        key = (signer, statement.name(signer), packet.part.index)
        self._aired[key] = now
        if self._config.timing.hold_off:
            self._out.pop(key, None)
        if by is not None:
            self._sources[by] = None
        if reason := self._refusal(packet):
            if reason == "early" and len(self._early) < MAX_EARLY and raw not in self._early:
                self._early.append(raw)
            return [] if reason == "early" else [Rejected(reason)]
        reason = self._take(packet, raw)
        if reason:
            return [Rejected(reason)]
        self._tries = 0
        self._repairs.lacks.came(now, more=True, ours=True)
        self._pass_on(key, raw, by, now)
        self._sort()
        return [SnapshotReceived(self.raws())]

    def now_judged(self) -> list[bytes]:
        """Those whose signer's key has come: to be heard again."""
        raws, self._early = self._early, []
        for raw in raws:
            author = Author(int.from_bytes(raw[2:4], "big"))
            if self._trust.public_of(author) is None:
                self._early.append(raw)
        return [raw for raw in raws if raw not in self._early]

    def raws(self) -> tuple[bytes, ...]:
        """What to keep over a restart: two statements at most."""
        return tuple(raw for one in (self._whole, self._coming) if one is not None for raw in one.raw.values())

    def _refusal(self, packet: SnapshotPart) -> str:
        author = packet.sender.author
        if not self._members.coordinates(author):
            return "snapshot"
        if self._members.silenced(author):
            return "revoked"
        public = self._trust.public_of(author)
        if public is None:
            return "early"
        message = snapshot_message(self._config.roster.incident, author, packet.signed)
        return "" if signed_by(public, packet.signature, message) else "snapshot"

    def _take(self, packet: SnapshotPart, raw: bytes) -> str:
        """Why it is of no use, or nothing."""
        signer, part = packet.sender.author, packet.part
        for held in (self._whole, self._coming):
            if held is not None and (held.signer, held.statement) == (signer, part.statement):
                if part.index in held.raw:
                    return "replay" if held.add(part, raw) else "snapshot"
                return self._add(held, part, raw)
        newest = self._newest
        if newest is not None and part.statement.order <= newest.statement.order:
            return "snapshot_old"
        return self._add(Snapshot(signer, part.statement), part, raw)

    def _add(self, to: Snapshot, part: Part, raw: bytes) -> str:
        if not to.add(part, raw):
            if to is self._coming:
                self._coming = None  # one of its parts is wrong, and nobody can tell which
            return "snapshot"
        self._coming = None if to.whole else to
        self._whole = to if to.whole else self._whole
        return ""

    # -- what follows for frames --------------------------------------------------------------------------

    def urgency(self, author: Author, number: int) -> Priority:
        """The class in which this frame is repaired: history last, what is named before all other history."""
        priority, best = self._held.priority(author, number), self._best
        if best is None or number >= (row.head if (row := best.rows.get(author)) else 0):
            return priority
        return min(priority, Priority.LOG) if best.matters(author, number) else Priority.BULK

    def _sort(self) -> None:
        for (author, number), owed in self._repairs.spread.owed.items():
            if owed.why == REPAIR:
                owed.priority = self.urgency(author, number)

    def chosen(self, missing: Sequence[tuple[Key, Priority]]) -> list[tuple[Key, Priority]]:
        """Of what somebody lacks who asks for a snapshot: what goes now."""
        best = self._best
        if best is None:
            return list(missing[:UNSORTED])
        return [each for each in missing if not best.history(*each[0])] or list(missing)

    def progress(self) -> Progress | None:
        """How far we are with the snapshot that we go by; None without one, or when all that it speaks of is here."""
        best = self._best
        if best is None:
            return None
        here = named = spoken = 0
        for author, row in best.rows.items():
            end = self._members.bans.cut(author)
            head = row.head if end is None else min(row.head, end)
            numbers = [number for number in best.named(author) if number < head]
            named += len(numbers)
            here += sum(self._held.has(author, number) for number in numbers)
            spoken += head - self._held.below(author, head)
        if best.whole and not spoken:
            return None
        at = None if best.statement.at == UNKNOWN else best.statement.at
        own = point_of(self._config.author) in best.statement.points
        older = spoken - (named - here)
        return Progress(at, best.statement.levels, own, best.whole, here, named, older)

    # -- asking -----------------------------------------------------------------------------------------

    def whom(self, lacking: Mapping[Author, Sequence[int]], not_again: Author | None, now: float) -> Author | None:
        """We ask for this now. Notes whether we ask for a snapshot too; returns whom to ask for the sake of that."""
        self._wants = self._needed(lacking, now)
        if not self._wants:
            return None
        peers = self._repairs.peers
        near = {author: peer for author, peer in peers.near(now) if author != not_again and peer.counts}
        useful = [author for author, peer in near.items() if _has_any(author, peer, lacking)]
        best = [author for author in useful if self._members.coordinates(author)]
        best = best or [author for author in useful if author in self._sources]
        return max(best, key=lambda author: near[author].share, default=None)

    def _needed(self, lacking: Mapping[Author, Sequence[int]], now: float) -> bool:
        newest = self._newest
        rows = {} if newest is None else newest.rows
        newer = sum(
            sum(number >= (rows[author].head if author in rows else 0) for number in numbers)
            for author, numbers in lacking.items()
        )
        if newest is not None and newer <= MUCH:
            mine = point_of(self._config.author) in newest.statement.points
            if newest.whole and (mine or sum(map(len, lacking.values())) <= MUCH):
                return False
        elif newer <= MUCH:
            return False
        return now >= self._rest_until

    def ask(self, now: float) -> bytes:
        """What goes with what we say: a question for a snapshot, ours or another's that we pass on."""
        own = point_of(self._config.author)
        if self._wants:
            self._wants = False
            self._tries += 1
            if self._tries >= TRIES:
                self._tries, self._rest_until = 0, now + REST * self._packet
            return self._question(own)
        if self._on_at <= now:
            self._on_at = NEVER
            return self._question(self._on_point)
        return b""

    def _question(self, point: int) -> bytes:
        newest = self._newest
        name, mask = (0, 0) if newest is None else (newest.statement.name(newest.signer), newest.mask)
        return encode_ask(Ask(point, name, mask))

    # -- answering --------------------------------------------------------------------------------------

    def asked(self, by: Author, ask: Ask, now: float, *, by_name: bool) -> None:
        """Somebody asks, us by name or whoever can."""
        if len(self._askers) < MAX_ASKERS or by in self._askers:
            self._askers[by] = now + 5 * ASKS_ON * self._packet
        if ask.point == self._on_point:
            self._on_at = NEVER  # another asks on
        if self._config.is_coordination and self._config.matters is not None:
            self._points[ask.point] = now
            if not self._suits(ask.point):
                self._make_at = max(now, self._made_at + COLLECTS * self._packet)
                self.make(now)
        suits = self._suits(ask.point)
        if (best := self._fresh()) is not None:
            self._answer(best, by, ask, suits=suits, by_name=by_name, now=now)
        if not suits and self._make_at == NEVER:
            self._ask_on(ask.point, now)

    def _fresh(self) -> Snapshot | None:
        best = self._whole
        return best if best is not None and self._held.total() - best.statement.total <= FRESH else None

    def _suits(self, point: int) -> bool:
        best = self._fresh()
        return best is not None and point in best.statement.points

    def _answer(self, best: Snapshot, by: Author, ask: Ask, *, suits: bool, by_name: bool, now: float) -> None:
        name = best.statement.name(best.signer)
        crowd = self._repairs.crowd(now)
        wait = 0.0 if by_name and suits else 0.2 if best.signer == self._config.author else 1.0
        start = now + self._packet * (wait + (wait and self._rng.random() * crowd * (1.0 if suits else 2.0)))
        pause = self._packet * (1.3 if by_name else 4 * crowd)
        for index, raw in sorted(best.raw.items()):
            key = (best.signer, name, index)
            lacks = ask.name != name or not ask.mask >> index & 1
            if lacks and now - self._aired.get(key, -NEVER) >= pause:
                self._out.setdefault(key, (start, raw))
        peer = self._repairs.peers.of(by)
        if by_name and peer is not None:
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
            self.make(now)
        ready = sorted(key for key, (at, _) in self._out.items() if at <= now)
        if not ready:
            return None
        self._aired[ready[0]] = now
        if len(self._aired) > 4 * MAX_ASKERS:
            self._aired = {key: at for key, at in self._aired.items() if now - at < REST * self._packet}
        return self._out.pop(ready[0])[1]

    # -- making -----------------------------------------------------------------------------------------

    def make(self, now: float) -> None:
        """A new one, if it is time and we are not behind ourselves: then what is open here is not all that is."""
        if self._make_at > now:
            return
        self._make_at = NEVER
        lacks = self._repairs.lacks
        if self._config.matters is None or sum(map(len, lacks.numbers(self._held).values())) > MUCH:
            return
        recent = sorted(self._points, key=lambda point: -self._points[point])[:MAX_POINTS]
        matters = self._config.matters(recent)
        if matters is None:
            return
        self._made_at = now
        minutes = (matters.at - self._config.roster.started_at) // 60
        at = minutes if 0 <= minutes < UNKNOWN else UNKNOWN
        always, heads = self._registers.newest(), self._held.heads()
        for levels in range(min(len(matters.levels), MAX_LEVELS), 0, -1):
            named = always.union(*matters.levels[:levels])
            points = tuple(sorted(recent)) if levels == len(matters.levels) else ()
            if len(named) <= MAX_NAMED and self._sign(Statement(at, sum(heads.values()), levels, points, 1), named):
                break
        self._sort()

    def _sign(self, statement: Statement, named: Iterable[Key]) -> bool:
        """False if it takes too many parts."""
        own, heads = self._config.author, self._held.heads()
        room = CONTROL_ROOM - SIGNATURE - len(statement.to_bytes()) - 1
        parts = divide(rows_of(heads, named), room)
        if parts is None:
            return False
        whole = Statement(statement.at, statement.total, statement.levels, statement.points, len(parts))
        made = Snapshot(own, whole)
        for index, rows in enumerate(parts):
            part = Part(whole, index, rows)
            plain = encode_snapshot(part, self._config.replica_private, self._config.roster.incident, own)
            made.add(part, self.seal(SNAPSHOT, plain))
        self._whole, self._coming = made, None
        self._out.clear()
        return True


class Registers:
    """Frames that always matter, whatever the station says: the newest of each author's registers, and commands."""

    def __init__(self, outline: Iterable[tuple[int, int, bytes, bool]]) -> None:
        self._registers: dict[tuple[Author, int], int] = {}
        self._commands: set[Key] = set()
        for author, number, start, _checked in outline:
            self.note(Author(author), number, start)

    def note(self, author: Author, number: int, start: bytes) -> None:
        """A frame is durable that begins like this."""
        if start[0] & 15 == COMMAND:
            self._commands.add((author, number))
        elif start[0] & 0x80 and len(start) > 1:
            key = (author, start[1])
            self._registers[key] = max(number, self._registers.get(key, 0))

    def took(self, frames: Iterable[Frame]) -> None:
        """These are durable."""
        for frame in frames:
            self.note(frame.author, frame.number, frame.body[:2])

    def newest(self) -> frozenset[Key]:
        """All of these."""
        return frozenset(self._commands | {(author, number) for (author, _), number in self._registers.items()})


def _has_any(author: Author, peer: Peer, lacking: Mapping[Author, Sequence[int]]) -> bool:
    return any(of == author or any(peer.has((of, number)) for number in numbers) for of, numbers in lacking.items())
