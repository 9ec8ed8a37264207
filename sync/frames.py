# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames: the immutable units that authors number and everybody keeps.

Body: byte 0 has the kind in bits 0-3, for entries the class in bits 4-6 and in bit 7 whether a register follows. Then
for a binding u16 author, 32 B replica key, 64 B signature of the point; for a checkpoint 64 B signature of the
replica over its chain; for entries u8 register if there is one, and content that sync never looks into.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sync.errors import SyncError
from sync.ids import Author

MAX_BODY = 217
"""231 B payload - 6 B header - 8 B tag."""

BINDING, ENTRIES, CHECKPOINT = 0, 1, 2
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
    """The replica's signature over the chain of all frames before this one."""

    signature: bytes


@dataclass(frozen=True, slots=True)
class UnknownBody:
    """A kind from a newer program: kept, chained and passed on."""

    kind: int


Body = Binding | EntriesBody | Checkpoint | UnknownBody


def content_room(register: int, room: int = MAX_BODY) -> int:
    """B of content that a body of ``room`` B has."""
    return room - (2 if register else 1)


def encode_entries(priority: Priority, register: int, content: bytes) -> bytes:
    """One body; ``ValueError`` if it is too long or empty."""
    head = bytes((ENTRIES | priority << 4 | (_REGISTER if register else 0),))
    body = head + (bytes((register,)) if register else b"") + content
    if not content or len(body) > MAX_BODY:
        raise ValueError("content does not fit a frame")
    return body


def decode_body(body: bytes) -> Body:
    """The parts of a body; raises :class:`FrameError` and nothing else."""
    if not body or len(body) > MAX_BODY:
        raise FrameError("length")
    kind = body[0] & 15
    if kind > CHECKPOINT:
        return UnknownBody(kind)
    if body[0] == BINDING and len(body) == 99:
        return Binding(Author(int.from_bytes(body[1:3], "big")), body[3:35], body[35:])
    if body[0] == CHECKPOINT and len(body) == 65:
        return Checkpoint(body[1:])
    if kind == ENTRIES:
        register = body[1] if body[0] & _REGISTER and len(body) > 1 else 0
        content = body[2 if body[0] & _REGISTER else 1 :]
        if content and bool(register) == bool(body[0] & _REGISTER):
            return EntriesBody(body_priority(body), register, content)
    raise FrameError("kind")


def body_priority(body: bytes) -> Priority:
    """The sending class of a body; what is no entries frame counts as status, a class that is not known as the last."""
    if body and body[0] & 15 == ENTRIES:
        return Priority(min(body[0] >> 4 & 7, Priority.BULK))
    return Priority.STATUS
