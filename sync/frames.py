# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames: the immutable units that authors number and everybody keeps.

Body: byte 0 has the kind in bits 0-3, for entries the class in bits 4-6 and in bit 7 whether a register follows. Then
for a binding u16 author, 32 B replica key, 64 B signature of the point; for entries u8 register if there is one, and
content that sync never looks into; for a checkpoint nothing; for a skip what :mod:`sync.skips` describes.

What proves whose a frame is comes last. Entries of kind 1 end with a witness of 4 B (:mod:`sync.witness`). Entries of
kind 5, checkpoints, skips and commands are signed: they end with 16 B of the chain before them and 64 B of signature
(:mod:`sync.chain`). Bindings and certificates carry a signature of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sync.errors import SyncError
from sync.ids import Author

MAX_BODY = 217
"""231 B payload - 6 B header - 8 B tag."""

BINDING, ENTRIES, CHECKPOINT, CERTIFICATE, COMMAND, SIGNED_ENTRIES, SKIP = 0, 1, 2, 3, 4, 5, 6
INTRODUCTION = 2
"""Frames from 0 on that can say who an author is: its certificate, its binding."""

SIGNED = frozenset({CHECKPOINT, COMMAND, SIGNED_ENTRIES, SKIP})
TRAILER = 80
"""B at the end of a signed frame: 16 of the chain before it, 64 of signature."""

WITNESS = 4
"""B at the end of unsigned entries."""

_REGISTER = 0x80


class FrameError(SyncError):
    """Not the body of a frame."""


class Priority(IntEnum):
    """Sending class, most urgent first."""

    LIFE = 0
    URGENT = 1
    STATUS = 2
    MATCHING = 3
    LOG = 4
    BULK = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """``number`` 0 is the binding; everything else follows without gaps."""

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
    """``register`` 0: none; of frames of one author with the same other register only the newest counts."""

    priority: Priority
    register: int
    content: bytes


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
    """What an authority orders, see :mod:`sync.commands`. ``raw`` is all behind the kind, without the trailer."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class SkipBody:
    """Which earlier frames are superseded: content for :func:`sync.skips.decode_skip`."""

    content: bytes


@dataclass(frozen=True, slots=True)
class UnknownBody:
    """A kind from a newer program: kept, chained and passed on."""

    kind: int


Body = Binding | EntriesBody | Checkpoint | CertificateBody | CommandBody | SkipBody | UnknownBody


def content_room(register: int, room: int = MAX_BODY - WITNESS) -> int:
    """B of content that a body of ``room`` B has."""
    return room - (2 if register else 1)


def encode_entries(priority: Priority, register: int, content: bytes) -> bytes:
    """One body without its proof; ``ValueError`` if it is too long or empty."""
    head = bytes((ENTRIES | priority << 4 | (_REGISTER if register else 0),))
    body = head + (bytes((register,)) if register else b"") + content
    if not content or len(body) > MAX_BODY - WITNESS:
        raise ValueError("content does not fit a frame")
    return body


def is_signed(body: bytes) -> bool:
    """Does it end with the replica's own signature?"""
    return len(body) > TRAILER and body[0] & 15 in SIGNED


def signed_head(content: bytes) -> bytes:
    """The content of a signed frame, from that of an unsigned one."""
    kind = SIGNED_ENTRIES if content[0] & 15 == ENTRIES else content[0] & 15
    return bytes((content[0] & 0xF0 | kind,)) + content[1:]


def content_of(body: bytes) -> bytes:
    """The body without what proves whose it is."""
    kind = body[0] & 15
    if kind == SIGNED_ENTRIES:
        return bytes((body[0] & 0xF0 | ENTRIES,)) + body[1:-TRAILER]
    if kind in SIGNED:
        return body[:-TRAILER]
    return body[:-WITNESS] if kind == ENTRIES else body


def decode_body(body: bytes) -> Body:
    """The parts of a body; raises :class:`FrameError` and nothing else."""
    if not body or len(body) > MAX_BODY:
        raise FrameError("length")
    kind = body[0] & 15
    if kind > SKIP:
        return UnknownBody(kind)
    body = content_of(body)
    if not body:
        raise FrameError("length")
    if body[0] == BINDING and len(body) == 99:
        return Binding(Author(int.from_bytes(body[1:3], "big")), body[3:35], body[35:])
    if body == bytes((CHECKPOINT,)):
        return Checkpoint()
    if body[0] == CERTIFICATE and len(body) > 160:
        return CertificateBody(body[1:-64], body[-64:])
    if body[0] == COMMAND and len(body) > 2:
        return CommandBody(body[1:])
    if body[0] == SKIP:
        return SkipBody(body)
    if body[0] & 15 == ENTRIES:
        register = body[1] if body[0] & _REGISTER and len(body) > 1 else 0
        content = body[2 if body[0] & _REGISTER else 1 :]
        if content and bool(register) == bool(body[0] & _REGISTER):
            return EntriesBody(body_priority(body), register, content)
    raise FrameError("kind")


def is_command(frame: Frame) -> bool:
    """Does it order something?"""
    return frame.body[0] & 15 == COMMAND


def is_skip(body: bytes) -> bool:
    """Does it say that earlier frames are superseded?"""
    return bool(body) and body[0] & 15 == SKIP


def body_priority(body: bytes) -> Priority:
    """The sending class of a body; commands are urgent, what else is no entries frame counts as status, a class that is
    not known as the last."""
    if body and body[0] & 15 in (ENTRIES, SIGNED_ENTRIES):
        return Priority(min(body[0] >> 4 & 7, Priority.BULK))
    return Priority.URGENT if body and body[0] & 15 == COMMAND else Priority.STATUS
