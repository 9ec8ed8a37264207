# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A mesh entry as a station keeps it, as far as it may read it. Of an own entry that is in no frame yet this is the
only copy; of any other it is what the frame says, so that no frame is opened twice. All integers varints:

u8 flags (bit 0: a newer program said more), kind, minutes since the incident began, subject (0 = opens itself,
else seq and author u16), length of the air part, air part, sealed part (nothing if there is none, or it is not for us).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from noodsteunpunt.domain.facts import FACTS, Lane, subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding.coder import EncodingError, UnknownFact
from noodsteunpunt.encoding.content import LATEST_MINUTE, Record
from noodsteunpunt.encoding.parts import decode_part, encode_part, read_subject, write_subject
from sync.varint import VarintError, read_varint, write_varint

_MORE = 1


@dataclass(frozen=True, slots=True)
class EntryHead:
    """What an entry says before its fields. ``whole``: this program understood all that its author said."""

    kind: int
    minutes: int
    subject: SubjectId
    air: bytes
    sealed: bytes
    whole: bool


def encode_entry(record: Record) -> bytes:
    """Empty for one that this program does not know, or that says what no field can hold: it lies in its frame."""
    if not record.known:
        return b""
    fact: Any = FACTS[record.kind](**record.values)
    out = bytearray((0 if record.whole else _MORE,))
    try:
        write_varint(out, record.kind)
        write_varint(out, record.minutes)
        write_subject(out, record.subject)
        air = encode_part(fact, Lane.AIR)
        write_varint(out, len(air))
        return bytes(out + air + (encode_part(fact, Lane.SEALED) if record.sealed else b""))
    except ValueError:
        return b""


def decode_head(author: int, seq: int, body: bytes) -> EntryHead:
    """The parts of an entry; raises :class:`EncodingError`."""
    if not body:
        raise UnknownFact("entry")
    try:
        kind, offset = read_varint(body, 1)
        minutes, offset = read_varint(body, offset)
        subject, offset = read_subject(body, offset)
        length, offset = read_varint(body, offset)
    except VarintError as error:
        raise EncodingError("head") from error
    if offset + length > len(body) or minutes > LATEST_MINUTE:
        raise EncodingError("head")
    air, sealed = body[offset : offset + length], body[offset + length :]
    return EntryHead(kind, minutes, subject or subject_id(author, seq), air, sealed, not body[0] & _MORE)


def decode_entry(author: int, seq: int, lamport: int, body: bytes) -> Record:
    """For writing it into a frame; raises :class:`EncodingError`."""
    head = decode_head(author, seq, body)
    kind: Any = FACTS.get(head.kind)
    if kind is None:
        raise UnknownFact("kind")
    values = decode_part(kind, Lane.AIR, head.air) | decode_part(kind, Lane.SEALED, head.sealed)
    subject = None if head.subject == subject_id(author, seq) else head.subject
    return Record(seq, lamport, head.minutes, subject, head.kind, values, sealed=True)
