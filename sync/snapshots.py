# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The snapshots that are here, and what follows from them for the order in which frames go.

A snapshot says which frames are history. These go last, and who asks for a snapshot is sent nothing of them before the
rest. That is all: it makes no frame checked, it moves no step, and nothing is asked for because it names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sync.certificates import signed_by
from sync.events import EngineConfig
from sync.frames import Priority
from sync.holdings import Holdings
from sync.ids import Author, point_of
from sync.keyring import Keyring
from sync.members import Members
from sync.packets import SnapshotPart
from sync.peers import Key
from sync.snapshot import UNKNOWN, Part, Progress, Snapshot
from sync.trust import Trust
from sync.wire import PacketError, snapshot_message

FRESH = 64
"""Frames that came after a snapshot, up to which it is not made anew."""

UNSORTED, ALL = 96, 256
"""Frames that are sent to who asks for a snapshot while none is here, if it lacks more than so many: then it asks
again, and may know better."""

MAX_EARLY = 16


class Snapshots:
    """Of one engine: the last whole one, and a newer one as far as it came."""

    def __init__(self, config: EngineConfig, keys: Keyring, held: Holdings, trust: Trust, members: Members) -> None:
        self._config = config
        self._keys = keys
        self._held = held
        self._trust = trust
        self._members = members
        self._whole: Snapshot | None = None
        self._coming: Snapshot | None = None
        self._early: list[tuple[SnapshotPart, bytes]] = []

    @property
    def newest(self) -> Snapshot | None:
        """The newest of which something is here."""
        return self._coming or self._whole

    @property
    def best(self) -> Snapshot | None:
        """The one to go by."""
        return self._whole or self._coming

    def fresh(self) -> Snapshot | None:
        """A whole one that little came after."""
        best = self._whole
        return best if best is not None and self._held.total() - best.statement.total <= FRESH else None

    def suits(self, point: int) -> bool:
        """Is there such a one that covers this point?"""
        best = self.fresh()
        return best is not None and point in best.statement.points

    def restore(self, raws: Iterable[bytes]) -> None:
        """Parts kept from before a restart; anything wrong with one is like not having it."""
        for raw in raws:
            try:
                packet, _ = self._keys.open(raw)
            except PacketError:
                continue
            if isinstance(packet, SnapshotPart) and not self.refusal(packet):
                self.take(packet, raw)

    def revoked(self) -> None:
        """Some point was: a word of it is no word any more."""
        self._whole, self._coming = (
            None if one is None or self._members.silenced(one.signer) else one for one in (self._whole, self._coming)
        )

    def made(self, snapshot: Snapshot) -> None:
        """We made one."""
        self._whole, self._coming = snapshot, None

    def now_judged(self) -> list[bytes]:
        """Those whose signer's key has come: to be heard again."""
        waiting, self._early = self._early, []
        known = [raw for part, raw in waiting if self._trust.public_of(part.sender.author) is not None]
        self._early = [(part, raw) for part, raw in waiting if raw not in known]
        return known

    def known(self) -> tuple[int, int]:
        """Name of the newest, 0 without any, and a bit for each part that is here, judged or not."""
        if (newest := self.newest) is not None:
            return newest.statement.name(newest.signer), newest.mask
        if not self._early:
            return 0, 0
        last = self._early[-1][0]
        signer, statement = last.sender.author, last.part.statement
        same = {
            one.part.index for one, _ in self._early if (one.sender.author, one.part.statement) == (signer, statement)
        }
        return statement.name(signer), sum(1 << index for index in same)

    def raws(self) -> tuple[bytes, ...]:
        """What to keep over a restart: two statements at most."""
        return tuple(raw for one in (self._whole, self._coming) if one is not None for raw in one.raw.values())

    def wait(self, packet: SnapshotPart, raw: bytes) -> None:
        """Keep one until its signer's key comes."""
        if len(self._early) < MAX_EARLY and all(raw != kept for _, kept in self._early):
            self._early.append((packet, raw))

    def refusal(self, packet: SnapshotPart) -> str:
        """Why it is no coordination point's word, ``early`` if that cannot be seen yet, or nothing."""
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

    def take(self, packet: SnapshotPart, raw: bytes) -> str:
        """Why it is of no use, or nothing."""
        signer, part = packet.sender.author, packet.part
        for held in (self._whole, self._coming):
            if held is not None and (held.signer, held.statement) == (signer, part.statement):
                if part.index in held.raw:
                    return "replay" if held.add(part, raw) else "snapshot"
                return self._add(held, part, raw)
        newest = self.newest
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

    def urgency(self, author: Author, number: int) -> Priority:
        """The class in which this frame is repaired: history last, what is named before all other history."""
        priority, best = self._held.urgency(author, number), self.best
        row = None if best is None else best.rows.get(author)
        if best is None or row is None or number >= row.head or number in self._held.of(author).skips:
            return priority
        return min(priority, Priority.LOG) if best.matters(author, number) else Priority.BULK

    def chosen(self, missing: Sequence[tuple[Key, Priority]]) -> list[tuple[Key, Priority]]:
        """Of what somebody lacks who asks for a snapshot: what goes now."""
        best = self.best
        if best is None:
            return list(missing if len(missing) <= ALL else missing[:UNSORTED])
        return [each for each in missing if not best.history(*each[0])] or list(missing)

    def progress(self) -> Progress | None:
        """How far we are with the snapshot that we go by; None without one, or when all that it speaks of is here."""
        best = self.best
        if best is None:
            return None
        here = named = spoken = 0
        for author, row in best.rows.items():
            end = self._members.bans.cut(author)
            head = row.head if end is None else min(row.head, end)
            numbers = [number for number in best.named(author) if number < head]
            named += len(numbers)
            here += sum(self._held.counts(author, number) for number in numbers)
            spoken += head - self._held.below(author, head)
        if best.whole and not spoken:
            return None
        at = None if best.statement.at == UNKNOWN else best.statement.at
        own = point_of(self._config.author) in best.statement.points
        older = spoken - (named - here)
        return Progress(at, best.statement.levels, own, best.whole, here, named, older)
