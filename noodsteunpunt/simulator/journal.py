# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A point's journal in memory: all that a carrier asks of a store, without rows and without a disk.

An entry of a simulation is so many bytes; a frame's content is u16 first number, u8 count, then u8 length and bytes
per entry: three bytes a frame and one an entry on top of what the load says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sync.frames import EntriesBody, Priority, body_priority, decode_body, encode_entries
from sync.memory_log import MemoryLog

_HEADER = 4
"""Bytes of a frame's body before its entries: kind and class, first number, count; a register is one more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded fact, as far as a simulation goes. ``register``: of it only the newest is of use."""

    seq: int
    priority: int
    body: bytes
    register: int = 0


def entries_in(body: bytes) -> range:
    """The numbers of the entries in a frame; none in one that carries something else."""
    decoded = decode_body(body)
    if not isinstance(decoded, EntriesBody):
        return range(0)
    first = int.from_bytes(decoded.content[:2], "big")
    return range(first, first + decoded.content[2])


def entries_of(body: bytes) -> list[Entry]:
    """The entries in a frame, with the frame's class."""
    decoded, found = decode_body(body), list[Entry]()
    if isinstance(decoded, EntriesBody):
        at = 3
        for seq in entries_in(body):
            end = at + 1 + decoded.content[at]
            found.append(Entry(seq, int(body_priority(body)), decoded.content[at + 1 : end], decoded.register))
            at = end
    return found


class MemoryJournal(MemoryLog):
    """``own`` is the author that writes here. ``kept`` is told of every frame that becomes durable."""

    def __init__(self, own: int, kept: Callable[[int, int, bytes], None] = lambda *_: None) -> None:
        super().__init__()
        self.own = own
        self.seq = 0
        self.spent_airtime: list[tuple[int, str, float]] = []
        self.confirmed = 0
        self._kept = kept
        self._pending: list[Entry] = []

    def record(self, priority: int, body: bytes, register: int = 0) -> Entry:
        """A new own entry, waiting for a frame."""
        self.seq += 1
        entry = Entry(self.seq, priority, body, register)
        self._pending.append(entry)
        return entry

    def pending(self, limit: int) -> list[tuple[int, int]]:
        """Own entries that are in no frame yet, in order: sending class and size."""
        return [(entry.priority, len(entry.body)) for entry in self._pending[:limit]]

    def freeze_pending(self, limit: int, room: int, finish: Callable[[int, bytes], bytes]) -> list[tuple[int, bytes]]:
        """Put own entries that wait into numbered frames, as many as fit one each."""
        frozen: list[tuple[int, bytes]] = []
        while self._pending and limit > 0:
            group: list[Entry] = []
            size = _HEADER + (1 if self._pending[0].register else 0)
            while self._pending and (not group or size + 1 + len(self._pending[0].body) <= room) and limit > 0:
                group.append(self._pending.pop(0))
                size += 1 + len(group[-1].body)
                limit -= 1
            content = group[0].seq.to_bytes(2, "big") + bytes((len(group),))
            content += b"".join(bytes((len(entry.body),)) + entry.body for entry in group)
            number = self._next()
            register = group[0].register if len(group) == 1 else 0
            body = encode_entries(Priority(min(entry.priority for entry in group)), register, content)
            frozen += self._own(number, finish(number, body))
        return frozen

    def freeze(self, bodies: Sequence[bytes]) -> list[tuple[int, bytes]]:
        """Give own frames without entries their numbers."""
        return [frame for body in bodies for frame in self._own(self._next(), body)]

    def leave(self, start: int) -> list[Entry]:
        """Close the own replica: its frames from ``start`` on go aside, and their entries and those in no frame are
        returned, to be entered again under the next one."""
        lost = list[Entry]()
        for number in sorted(number for number in self.bodies.get(self.own, {}) if number >= start):
            body = self.take(self.own, number)
            if body is not None:
                self.put_aside(self.own, number, body)
                lost += entries_of(body)
        lost += self._pending
        self._pending = []
        return lost

    def _next(self) -> int:
        return max(self.bodies.get(self.own, {-1: b""}), default=-1) + 1

    def _own(self, number: int, body: bytes) -> list[tuple[int, bytes]]:
        self.put(self.own, number, body)
        self._kept(self.own, number, body)
        return [(number, body)]

    def accept(
        self,
        frames: Iterable[tuple[int, int, bytes]],
        received_at: int,
        *,
        overruling: Collection[tuple[int, int]] = (),
    ) -> None:
        """Keep frames of others; what contradicts one we hold is kept aside, unless it overrules that."""
        for author, number, body in frames:
            if (author, number) in overruling:
                before = self.take(author, number)
                if before is not None:
                    self.put_aside(author, number, before)
            if self.put(author, number, body):
                self._kept(author, number, body)
            elif self.read(author, number) != body:
                self.put_aside(author, number, body)

    def keep_aside(self, author: int, number: int, body: bytes, received_at: int) -> None:
        """Another content for a number."""
        self.put_aside(author, number, body)

    def settle(
        self,
        author: int,
        *,
        checked: Collection[int] = (),
        unchecked: Collection[int] = (),
        aside: Collection[int] = (),
        adopted: Collection[tuple[int, bytes]] = (),
        superseded: Collection[int] = (),
        at: int = 0,
    ) -> None:
        """What signatures said of frames."""
        for number in {*aside, *(number for number, _ in adopted)}:
            before = self.take(author, number)
            if before is not None:
                self.put_aside(author, number, before)
        for number in superseded:
            self.take(author, number)
        for number, body in adopted:
            self.put(author, number, body)
            self._kept(author, number, body)
        self.mark(author, [*checked, *(number for number, _ in adopted)], unchecked)

    def save_receipt(self, author: int, raw: bytes, vector: Mapping[int, int], at: int) -> None:
        """The newest receipt of a coordination point's replica."""
        self.kept_receipts[author] = raw

    def save_snapshot(self, raws: Sequence[bytes]) -> None:
        """The snapshot that the station goes by."""
        self.kept_snapshot = list(raws)

    def note_heard(self, author: int, at: int) -> None:
        """Nothing here shows ages."""

    def confirm_own(self, head: int) -> None:
        """Somebody holds our frames below ``head``."""
        self.confirmed = max(self.confirmed, head)

    def spend(self, minute: int, kind: str, seconds: float, packets: int) -> None:
        """Airtime, for a restart."""
        self.spent_airtime.append((minute, kind, seconds))

    def mark_sent(self, frames: Iterable[tuple[int, int]], at: int) -> None:
        """Nothing here shows steps."""
