# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts as bytes. A mesh entry's body, all integers varints unless a size is given:

kind, version, minutes since the incident began, subject (0 = opens itself, else seq and author u16),
length of the air part, air part, sealed ciphertext (the rest; nothing if there is none).

A house entry's plaintext: kind, version, Unix seconds, house part. A part is a bitmap of the fields that
differ from their default (bit 0 = first field of the lane), then their values. Everything is derived from
the declarations in :mod:`noodsteunpunt.domain.facts`, so a field goes where its lane says and nowhere else.
"""

from __future__ import annotations

import types
import typing
import zlib
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import cache
from typing import Any, Protocol

from noodsteunpunt.domain.facts import FACTS, Fact, Lane, parse_subject, subject_id
from noodsteunpunt.domain.values import SubjectId
from sync.varint import VarintError, read_varint, write_varint

VERSION = 1
MAX_MESH_BODY = 190
"""Bytes an entry may take so that it fits a frame with its headers."""

_DICTIONARY = (
    b"Testpersoon kan niet lopen naar buiten rolstoel traplift zuurstof fles nog uur minuten accu beademing "
    b"medicijnen insuline thuiszorg voordeur open sleutel bel doet het niet verdieping hoog portiek achter de kerk "
    b"straat mensen vast in de lift pijn op de borst 112 lukt niet bewusteloos ademt wel buur doet niet open geen "
    b"auto water eten warm koud baby kind hond brand rook gas "
)


class EncodingError(Exception):
    """Not the bytes of a fact. The message names the place, never the content."""


class UnknownFact(EncodingError):
    """A kind or version from a newer program: stored and forwarded, folded after an update."""


class Sealer(Protocol):
    """Turns sealed parts into ciphertext and back. ``to``: the point that may read it, 0 is the coordination point."""

    def seal(self, author: int, seq: int, plaintext: bytes, to: int = 0) -> bytes:
        """For ``to`` and for the author's own point."""
        ...

    def open(self, author: int, seq: int, blob: bytes, to: int = 0) -> bytes | None:
        """None where we may not read it."""
        ...


@dataclass(frozen=True, slots=True)
class MeshHead:
    """What a mesh body says before its fields. ``minutes`` since the incident began."""

    kind: int
    version: int
    minutes: int
    subject: SubjectId
    air: bytes
    sealed: bytes


@cache
def lane_fields(kind: Any, lane: Lane) -> tuple[tuple[str, Any, Any], ...]:
    """(name, type, default) of the fields of ``kind`` in ``lane``, in declared order."""
    hints = typing.get_type_hints(kind)
    return tuple(
        (field.name, hints[field.name], field.default)
        for field in fields(kind)
        if field.metadata["lane"] is lane and field.default is not MISSING
    )


def encode_part(fact: Any, lane: Lane) -> bytes:
    """The fields of one lane; empty bytes if all have their default."""
    bitmap, values = 0, bytearray()
    kind: Any = type(fact)
    for index, (name, hint, default) in enumerate(lane_fields(kind, lane)):
        value = getattr(fact, name)
        if value != default:
            bitmap |= 1 << index
            _write(values, hint, value)
    if not bitmap:
        return b""
    out = bytearray()
    write_varint(out, bitmap)
    return bytes(out + values)


def decode_part(kind: Any, lane: Lane, data: bytes) -> dict[str, Any]:
    """Field values of one lane; fields that are not there keep their default."""
    if not data:
        return {}
    specs = lane_fields(kind, lane)
    try:
        bitmap, offset = read_varint(data, 0)
        if bitmap >> len(specs):
            raise UnknownFact("field")
        values: dict[str, Any] = {}
        for index, (name, hint, default) in enumerate(specs):
            if bitmap >> index & 1:
                values[name], offset = _read(data, offset, hint, default)
    except (VarintError, IndexError, ValueError, zlib.error, OverflowError) as error:
        raise EncodingError("part") from error
    if offset != len(data):
        raise EncodingError("trailing")
    return values


def encode_mesh(fact: Fact, *, author: int, seq: int, subject: SubjectId | None, minutes: int, sealer: Sealer) -> bytes:
    """The body of the mesh entry ``(author, seq)``; raises :class:`EncodingError` if it does not fit."""
    out = bytearray()
    write_varint(out, fact.KIND)
    write_varint(out, VERSION)
    write_varint(out, max(0, minutes))
    _write_subject(out, subject)
    air = encode_part(fact, Lane.AIR)
    write_varint(out, len(air))
    out += air
    sealed = encode_part(fact, Lane.SEALED)
    if sealed:
        out += sealer.seal(author, seq, sealed, addressee(fact))
    if len(out) > MAX_MESH_BODY:
        raise EncodingError("too_long")
    return bytes(out)


def decode_head(author: int, seq: int, body: bytes) -> MeshHead:
    """The parts of a mesh body. An unknown kind or version still has a head."""
    try:
        kind, offset = read_varint(body, 0)
        version, offset = read_varint(body, offset)
        minutes, offset = read_varint(body, offset)
        subject, offset = _read_subject(body, offset)
        length, offset = read_varint(body, offset)
    except VarintError as error:
        raise EncodingError("head") from error
    if offset + length > len(body) or minutes > 1 << 24:
        raise EncodingError("head")
    air, sealed = body[offset : offset + length], body[offset + length :]
    return MeshHead(kind, version, minutes, subject or subject_id(author, seq), air, sealed)


def decode_mesh(head: MeshHead, author: int, seq: int, sealer: Sealer) -> tuple[type[Fact], dict[str, Any], bool]:
    """(kind, air and sealed values, could read the sealed part). Raises :class:`EncodingError`."""
    kind = FACTS.get(head.kind)
    if kind is None or head.version != VERSION:
        raise UnknownFact("kind")
    values = decode_part(kind, Lane.AIR, head.air)
    if not head.sealed:
        return kind, values, False
    plain = sealer.open(author, seq, head.sealed, values.get("to_point", 0))
    if plain is None:
        return kind, values, False
    return kind, values | decode_part(kind, Lane.SEALED, plain), True


def addressee(fact: Fact) -> int:
    """The point that the sealed part of ``fact`` is for; 0 is the coordination point."""
    return int(getattr(fact, "to_point", 0))


def encode_house(fact: Fact) -> bytes:
    """Plaintext of the house entry; empty if the fact has nothing for the house."""
    return encode_part(fact, Lane.HOUSE)


def _write_subject(out: bytearray, subject: SubjectId | None) -> None:
    if not subject:
        write_varint(out, 0)
        return
    author, seq = parse_subject(subject)
    write_varint(out, seq)
    out += author.to_bytes(2, "big")


def _read_subject(data: bytes, offset: int) -> tuple[SubjectId | None, int]:
    seq, offset = read_varint(data, offset)
    if seq == 0:
        return None, offset
    if offset + 2 > len(data):
        raise EncodingError("subject")
    return subject_id(int.from_bytes(data[offset : offset + 2], "big"), seq), offset + 2


def _plain(hint: Any) -> Any:
    """The type without ``| None``: None is the default and never written."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


def _write(out: bytearray, hint: Any, value: Any) -> None:
    hint = _plain(hint)
    if hint is bool:
        return
    if hint is int:
        write_varint(out, value)
    elif hint is SubjectId:
        _write_subject(out, value)
    elif hint is str:
        _write_text(out, value)
    elif typing.get_origin(hint) is frozenset:
        members = list(typing.get_args(hint)[0])
        write_varint(out, sum(1 << members.index(member) for member in value))
    elif typing.get_origin(hint) is tuple:
        write_varint(out, len(value))
        for item in value:
            _write_subject(out, item)
    else:
        out.append(list(hint).index(value))


def _read(data: bytes, offset: int, hint: Any, default: Any) -> tuple[Any, int]:
    hint = _plain(hint)
    if hint is bool:
        return not default, offset
    if hint is int:
        return read_varint(data, offset)
    if hint is SubjectId:
        subject, offset = _read_subject(data, offset)
        return subject or SubjectId(""), offset
    if hint is str:
        return _read_text(data, offset)
    origin = typing.get_origin(hint)
    if origin is frozenset:
        members: list[Enum] = list(typing.get_args(hint)[0])
        bits, offset = read_varint(data, offset)
        if bits >> len(members):
            raise UnknownFact("member")
        return frozenset(member for index, member in enumerate(members) if bits >> index & 1), offset
    if origin is tuple:
        count, offset = read_varint(data, offset)
        if count > len(data):
            raise EncodingError("count")
        items: list[SubjectId] = []
        for _ in range(count):
            subject, offset = _read_subject(data, offset)
            items.append(subject or SubjectId(""))
        return tuple(items), offset
    choices: list[Enum] = list(hint)
    if data[offset] >= len(choices):
        raise UnknownFact("choice")
    return choices[data[offset]], offset + 1


def _write_text(out: bytearray, text: str) -> None:
    raw = text.encode()
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    packed = deflate.compress(raw) + deflate.flush()
    if len(packed) < len(raw):
        write_varint(out, len(packed) << 1 | 1)
        out += packed
    else:
        write_varint(out, len(raw) << 1)
        out += raw


def _read_text(data: bytes, offset: int) -> tuple[str, int]:
    length, offset = read_varint(data, offset)
    end = offset + (length >> 1)
    if end > len(data):
        raise EncodingError("text")
    raw = data[offset:end]
    if length & 1:
        inflate = zlib.decompressobj(-15, _DICTIONARY)
        raw = inflate.decompress(raw, 65_536)
        if inflate.unconsumed_tail or not inflate.eof:
            raise EncodingError("text")
    return raw.decode(), end
