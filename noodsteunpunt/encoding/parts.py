# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts as bytes on this disk and in the house log. A part is a varint bitmap of the fields of one lane that differ
from their default (bit 0 = first field), then their values; ``docs/facts.md`` has the forms. On the air fields
travel in other bytes: :mod:`noodsteunpunt.encoding.content`.
"""

from __future__ import annotations

import types
import typing
import zlib
from enum import Enum
from typing import Any

from noodsteunpunt.domain.facts import Fact, Lane, house_id, is_house, parse_subject, subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding.coder import EncodingError, UnknownFact
from noodsteunpunt.encoding.schema import lane_fields
from sync.varint import VarintError, read_varint, write_varint

_DICTIONARY = (
    b"Testpersoon kan niet lopen naar buiten rolstoel traplift zuurstof fles nog uur minuten accu beademing "
    b"medicijnen insuline thuiszorg voordeur open sleutel bel doet het niet verdieping hoog portiek achter de kerk "
    b"straat mensen vast in de lift pijn op de borst 112 lukt niet bewusteloos ademt wel buur doet niet open geen "
    b"auto water eten warm koud baby kind hond brand rook gas "
)


def encode_part(fact: Any, lane: Lane, *, pack: bool = False) -> bytes:
    """The fields of one lane; empty bytes if all have their default. ``pack``: texts deflated where that is shorter;
    without it the same values are the same bytes under every version of the library."""
    bitmap, values = 0, bytearray()
    kind: Any = type(fact)
    for index, (name, hint, default) in enumerate(lane_fields(kind, lane)):
        value = getattr(fact, name)
        if value != default:
            bitmap |= 1 << index
            _write(values, hint, value, pack)
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


def encode_house(fact: Fact) -> bytes:
    """Plaintext of the house entry; empty if the fact has nothing for the house."""
    return encode_part(fact, Lane.HOUSE, pack=True)


_HOUSE = 1 << 48
"""Added to the number of an entry that stands in the house log alone."""


def write_subject(out: bytearray, subject: SubjectId | None) -> None:
    """Varint entry number, u16 author; or 0 for none. Only what stands in the house log names its entries."""
    if not subject:
        write_varint(out, 0)
        return
    if is_house(subject):
        author, seq = parse_subject(SubjectId(subject.replace("-h", "-")))
        seq += _HOUSE
    else:
        author, seq = parse_subject(subject)
    write_varint(out, seq)
    out += author.to_bytes(2, "big")


def read_subject(data: bytes, offset: int) -> tuple[SubjectId | None, int]:
    """The other way."""
    seq, offset = read_varint(data, offset)
    if seq == 0:
        return None, offset
    if offset + 2 > len(data):
        raise EncodingError("subject")
    author = int.from_bytes(data[offset : offset + 2], "big")
    return house_id(author, seq - _HOUSE) if seq > _HOUSE else subject_id(author, seq), offset + 2


def _plain(hint: Any) -> Any:
    """The type without ``| None``: None is the default and never written."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


def _write(out: bytearray, hint: Any, value: Any, pack: bool) -> None:
    hint = _plain(hint)
    if hint is bool:
        return
    if hint is int:
        write_varint(out, value)
    elif hint is SubjectId:
        write_subject(out, value)
    elif hint is str:
        _write_text(out, value, pack)
    elif typing.get_origin(hint) is frozenset:
        members = list(typing.get_args(hint)[0])
        write_varint(out, sum(1 << members.index(member) for member in value))
    elif typing.get_origin(hint) is tuple:
        write_varint(out, len(value))
        for item in value:
            write_subject(out, item)
    else:
        out.append(list(hint).index(value))


def _read(data: bytes, offset: int, hint: Any, default: Any) -> tuple[Any, int]:
    hint = _plain(hint)
    if hint is bool:
        return not default, offset
    if hint is int:
        return read_varint(data, offset)
    if hint is SubjectId:
        subject, offset = read_subject(data, offset)
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
            subject, offset = read_subject(data, offset)
            items.append(subject or SubjectId(""))
        return tuple(items), offset
    choices: list[Enum] = list(hint)
    if data[offset] >= len(choices):
        raise UnknownFact("choice")
    return choices[data[offset]], offset + 1


def _write_text(out: bytearray, text: str, pack: bool) -> None:
    raw = text.encode()
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    packed = deflate.compress(raw) + deflate.flush()
    if pack and len(packed) < len(raw):
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
