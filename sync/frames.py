# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames: the immutable units that authors number and everybody keeps.

Body: byte 0 kind; then for a binding u16 author, 32 B replica key, 64 B signature of the point; for a
checkpoint nothing; for entries u8 class, u8 register, varint first seq, varint base lamport, and per entry varint
lamport delta, varint length, bytes. The top bit of byte 0 says that the frame is signed: then its last 80 B are the
chain before it and the replica's signature (:mod:`sync.chain`). Unsigned entries end with a witness of 4 B
(:mod:`sync.witness`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from sync.errors import SyncError
from sync.ids import Author
from sync.varint import VarintError, read_varint, write_varint

MAX_BODY = 209
"""231 B payload - 6 B header - 16 B tag."""

BINDING, ENTRIES, CHECKPOINT, CERTIFICATE, COMMAND = 0, 1, 2, 3, 4
SIGNED = 0x80
TRAILER = 80
"""B at the end of a signed frame: 16 of the chain before it, 64 of signature."""

WITNESS = 4
"""B at the end of unsigned entries."""


class FrameError(SyncError):
    """Not the body of a frame."""


class Priority(IntEnum):
    """Sending class, most urgent first."""

    LIFE = 0
    URGENT = 1
    NORMAL = 2
    STATUS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered fact; sync never looks into ``body``."""

    seq: int
    lamport: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """``number`` 0 is the binding; entries and checkpoints follow without gaps."""

    author: Author
    number: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Binding:
    """The point's word that ``replica_public`` (32 B) writes as ``author``."""

    author: Author
    replica_public: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class EntriesBody:
    """Consecutive entries."""

    priority: Priority
    register: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Nothing but the trailer that every signed frame has."""


@dataclass(frozen=True, slots=True)
class CertificateBody:
    """A point's certificate: the signed part and its signature, see :mod:`sync.certificates`."""

    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class CommandBody:
    """What an authority orders, see :mod:`sync.commands`. ``raw`` is all behind the kind."""

    raw: bytes


Body = Binding | EntriesBody | Checkpoint | CertificateBody | CommandBody


def encode_entries(priority: Priority, register: int, entries: Sequence[Entry]) -> bytes:
    """The content of one frame; ``ValueError`` if it is too long, empty or not consecutive."""
    if not entries or any(b.seq != a.seq + 1 for a, b in zip(entries, entries[1:], strict=False)):
        raise ValueError("entries must be consecutive")
    base = min(entry.lamport for entry in entries)
    out = bytearray((ENTRIES, priority, register))
    write_varint(out, entries[0].seq)
    write_varint(out, base)
    for entry in entries:
        write_varint(out, entry.lamport - base)
        write_varint(out, len(entry.body))
        out += entry.body
    if len(out) > MAX_BODY - WITNESS:
        raise ValueError("frame body too long")
    return bytes(out)


def pack_entries(pending: Sequence[tuple[Priority, Entry]], room: int = MAX_BODY - WITNESS) -> list[bytes]:
    """Contents for frames: consecutive entries in as few as their order allows, each as urgent as its most urgent
    entry."""
    bodies: list[bytes] = []
    group: list[tuple[Priority, Entry]] = []
    size = 0
    for priority, entry in pending:
        cost = len(entry.body) + 8
        if group and size + cost > room - 16:
            bodies.append(_pack(group))
            group, size = [], 0
        group.append((priority, entry))
        size += cost
    if group:
        bodies.append(_pack(group))
    return bodies


def _pack(group: Sequence[tuple[Priority, Entry]]) -> bytes:
    return encode_entries(min(priority for priority, _ in group), 0, [entry for _, entry in group])


def is_signed(body: bytes) -> bool:
    """Does it carry the replica's own signature?"""
    return len(body) > TRAILER and bool(body[0] & SIGNED)


def content_of(body: bytes) -> bytes:
    """The body without what proves whose it is."""
    if is_signed(body):
        return bytes((body[0] & ~SIGNED,)) + body[1:-TRAILER]
    return body[:-WITNESS] if body[0] == ENTRIES else body


def decode_body(body: bytes) -> Body:
    """The parts of a body; raises :class:`FrameError` and nothing else."""
    if not body or len(body) > MAX_BODY:
        raise FrameError("length")
    signed, body = is_signed(body), content_of(body)
    if not body:
        raise FrameError("length")
    if body[0] == BINDING and len(body) == 99 and not signed:
        return Binding(Author(int.from_bytes(body[1:3], "big")), body[3:35], body[35:])
    if body[0] == CHECKPOINT and len(body) == 1 and signed:
        return Checkpoint()
    if body[0] == CERTIFICATE and len(body) > 160 and not signed:
        return CertificateBody(body[1:-64], body[-64:])
    if body[0] == COMMAND and len(body) > 70:
        return CommandBody(body[1:])
    if body[0] == ENTRIES and len(body) > 4 and body[1] <= Priority.STATUS:
        try:
            return EntriesBody(Priority(body[1]), body[2], _decode_entries(body))
        except VarintError as error:
            raise FrameError("entries") from error
    raise FrameError("kind")


def _decode_entries(body: bytes) -> tuple[Entry, ...]:
    seq, offset = read_varint(body, 3)
    base, offset = read_varint(body, offset)
    entries: list[Entry] = []
    while offset < len(body):
        delta, offset = read_varint(body, offset)
        length, offset = read_varint(body, offset)
        if offset + length > len(body):
            raise FrameError("entries")
        entries.append(Entry(seq + len(entries), base + delta, body[offset : offset + length]))
        offset += length
    if not entries or seq == 0 or entries[-1].seq >= 1 << 48 or max(entry.lamport for entry in entries) >= 1 << 48:
        raise FrameError("entries")
    return tuple(entries)


def body_priority(body: bytes) -> Priority:
    """The sending class of a body; what is no entries frame counts as normal."""
    if len(body) > 1 and body[0] & ~SIGNED == ENTRIES and body[1] <= Priority.STATUS:
        return Priority(body[1])
    return Priority.URGENT if body and body[0] & ~SIGNED == COMMAND else Priority.NORMAL
