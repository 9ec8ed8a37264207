# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What two laptops of one point say to each other, once each knows that it is the other (docs/courier.md).

First a hello, then the records of a bundle without end: what I hold, and whatever you do not hold yet. After taking
something in, what I hold is said anew; that is how the other side learns that it arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from noodsteunpunt.courier.desk import Access, Brought
from noodsteunpunt.courier.records import (
    MAX_RECORD,
    FrameRun,
    HouseRun,
    KeyRun,
    Record,
    Told,
    encode_record,
    house_runs_of,
    runs_of,
)
from noodsteunpunt.store.courier import MESH

HELLO = 5
ACTIVE, STANDBY = 0, 1
_BATCH = 128
_KEYS = 512


@dataclass(frozen=True, slots=True)
class Hello:
    """``state``: does this laptop have the radio (:data:`ACTIVE`), or is it silent (:data:`STANDBY`)?"""

    incident: bytes
    state: int


def encode_hello(hello: Hello) -> bytes:
    """u8 type, u8 length, 8 B incident, u8 state."""
    return bytes((HELLO, 9)) + hello.incident + bytes((hello.state,))


def decode_hello(payload: bytes) -> Hello:
    """``ValueError`` for what is none."""
    if len(payload) != 9 or payload[8] > STANDBY:
        raise ValueError("hello")
    return Hello(payload[:8], payload[8])


@dataclass(slots=True)
class Level:
    """How far the other laptop is, as far as it said and as far as we sent; and what we took in."""

    access: Access
    author: int
    point: int
    mesh: dict[int, int] = field(default_factory=dict)
    house: dict[int, int] = field(default_factory=dict)
    keys: set[tuple[str, int]] = field(default_factory=set)
    brought: Brought = field(default_factory=Brought)
    state: int = ACTIVE

    def take(self, record: Record, at: int) -> bool:
        """Take in one record; True if something new is here now. Raises ``BundleMalformed``."""
        if isinstance(record, Told):
            known = self.mesh if record.log == MESH else self.house
            known.clear()
            known.update(record.heads)
        before, silent = (self.brought.frames, self.brought.house), self.state == STANDBY
        self.access.call(lambda desk: desk.take(self.author, at, record, self.brought, air=silent))
        if isinstance(record, FrameRun | HouseRun):
            return (self.brought.frames, self.brought.house) != before
        return isinstance(record, KeyRun)

    def words(self) -> list[bytes]:
        """What we hold."""
        return [encode_record(word) for word in self.access.call(lambda desk: desk.own_words())]

    def missing(self) -> Iterator[bytes]:
        """What the other side lacks, and is counted as having from here on: its next word sets that right."""
        for author in self.access.query(lambda reader: reader.frame_authors()):
            yield from self._frames(author)
        for author in self.access.query(lambda reader: reader.house_heads()):
            if author >> 6 == self.point:
                yield from self._house(author)
        lines = self.access.query(lambda reader: reader.keys_of(self.point, for_coordination=False))
        new = [line for line in lines if (line.subject, line.author) not in self.keys and line.author != self.author]
        for start in range(0, len(new), _KEYS):
            some = new[start : start + _KEYS]
            self.keys |= {(line.subject, line.author) for line in some}
            yield encode_record(KeyRun(tuple(some)))

    def _frames(self, author: int) -> Iterator[bytes]:
        before = self.access.query(lambda reader: reader.over_gaps(author, self.mesh.get(author, 0)))
        yield from (encode_record(run) for run in runs_of(author, before))
        while True:
            first = self.mesh.get(author, 0)
            frames = self.access.query(lambda reader, at=first: reader.frames_from(author, at, _BATCH))  # type: ignore[misc]
            if not frames:
                return
            self.mesh[author] = frames[-1][0] + 1
            yield from (encode_record(run) for run in runs_of(author, frames))

    def _house(self, author: int) -> Iterator[bytes]:
        while True:
            first = self.house.get(author, 0) + 1
            lines = self.access.query(lambda reader, at=first: reader.house_from(author, at, _BATCH))  # type: ignore[misc]
            if not lines:
                return
            self.house[author] = lines[-1].seq
            yield from (encode_record(run) for run in house_runs_of(author, lines))


LONGEST = MAX_RECORD
