# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""New bytes as a difference from old ones: copies from the old, and what is inserted.

    script: (varint length * 2, bytes) inserts | (varint length * 2 + 1, varint offset) copies; varints are LEB128
    coded:  u8 coding | u32 length | payload

A script cannot swell unseen: the caller says how many bytes must come out, and every step makes at least one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from enum import IntEnum
from typing import BinaryIO

from content.errors import PackError, Reason
from content.signing import take

MAX_SCRIPTED = 2 << 20
"""B, of old and of new. A larger file is a picture or sound, which changes as a whole."""
MAX_STEPS = 100_000

_BLOCK = 12


class Coding(IntEnum):
    """How a payload stands for its bytes; numbers are never used again for something else."""

    PLAIN = 0
    DEFLATED = 1
    SCRIPT = 2
    DEFLATED_SCRIPT = 3


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def _wrong(problem: str) -> PackError:
    return PackError(Reason.DIFFERENCE, problem=problem)


def _read_varint(script: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(at, min(at + 4, len(script))):
        value |= (script[index] & 0x7F) << 7 * (index - at)
        if not script[index] & 0x80:
            return value, index + 1
    raise _wrong("varint")


def _common(one: bytes, other: bytes) -> int:
    """How many first bytes are equal."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _run(new: bytes, at: int, old: bytes, found: int) -> int:
    """How long ``new`` from ``at`` equals ``old`` from ``found``; looks no further than twice that."""
    length, step = 0, 64
    while True:
        one, other = new[at + length : at + length + step], old[found + length : found + length + step]
        if one != other or len(one) < step:
            return length + _common(one, other)
        length += step
        step *= 2


def _copies(old: bytes, new: bytes) -> Iterator[tuple[int, int, int]]:
    """Where, from where and how long: pieces of ``new`` that stand in ``old``, in order and without overlap."""
    places: dict[bytes, int] = {}
    for start in range(0, len(old) - _BLOCK + 1, _BLOCK):
        places.setdefault(old[start : start + _BLOCK], start)
    at = done = 0
    while at + _BLOCK <= len(new):
        found = places.get(new[at : at + _BLOCK])
        if found is None:
            at += 1
            continue
        back = 0
        while at - back > done and found > back and new[at - back - 1] == old[found - back - 1]:
            back += 1
        length = back + _run(new, at, old, found)
        yield at - back, found - back, length
        at = done = at - back + length


def make_script(old: bytes, new: bytes) -> bytes:
    """The steps from ``old`` to ``new``; the same on every platform."""
    script = bytearray()
    done = 0
    first = _common(old, new)
    pieces = [(0, 0, first)] if first else []
    pieces += [(at + first, offset, length) for at, offset, length in _copies(old, new[first:])]
    if 2 * len(pieces) >= MAX_STEPS:
        pieces = []
    for at, offset, length in [*pieces, (len(new), 0, 0)]:
        if at > done:
            script += _varint((at - done) * 2) + new[done:at]
        if length:
            script += _varint(length * 2 + 1) + _varint(offset)
        done = at + length
    return bytes(script)


def apply_script(old: bytes, script: bytes, size: int) -> bytes:
    """The ``size`` B that the script makes of ``old``; raises PackError."""
    made = bytearray()
    at = steps = 0
    while at < len(script):
        word, at = _read_varint(script, at)
        length = word >> 1
        steps += 1
        if not 0 < length <= size - len(made) or steps > MAX_STEPS:
            raise _wrong("length")
        if word & 1:
            start, at = _read_varint(script, at)
            piece = old[start : start + length]
        else:
            piece = script[at : at + length]
            at += length
        if len(piece) != length:
            raise _wrong("beyond-the-end")
        made += piece
    if len(made) != size:
        raise _wrong("size")
    return bytes(made)


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def inflate(data: bytes, most: int) -> bytes:
    """Raw deflate (RFC 1951), at most ``most`` B of it; raises PackError, also for bytes after its end."""
    unpacker = zlib.decompressobj(-15)
    try:
        # One byte more than may come out: enough to see that there is more, and no more than that is made.
        plain = unpacker.decompress(data, most + 1)
    except zlib.error:
        raise _wrong("deflate") from None
    if len(plain) > most:
        raise _wrong("swells")
    if not unpacker.eof or unpacker.unused_data:
        raise _wrong("deflate")
    return plain


def encode(old: bytes, new: bytes, codings: frozenset[Coding] = frozenset(Coding)) -> bytes:
    """The shortest of the allowed codings. What deflate makes differs between platforms, what comes out does not."""
    found = [(len(new), Coding.PLAIN, new)]
    if Coding.DEFLATED in codings:
        deflated = _deflate(new)
        found.append((len(deflated), Coding.DEFLATED, deflated))
    if old and max(len(old), len(new)) <= MAX_SCRIPTED:
        script = make_script(old, new)
        found.append((len(script), Coding.SCRIPT, script))
        if Coding.DEFLATED_SCRIPT in codings and len(script) <= len(new):
            deflated = _deflate(script)
            found.append((len(deflated), Coding.DEFLATED_SCRIPT, deflated))
    length, coding, payload = min(found, key=lambda one: one[:2])
    return bytes((coding,)) + length.to_bytes(4, "big") + payload


def decode(stream: BinaryIO, old: bytes, size: int, codings: frozenset[Coding] = frozenset(Coding)) -> bytes:
    """The ``size`` B that stand coded in ``stream``; the caller has a hash of them. Raises PackError.

    What is not plain must be shorter than the plain bytes, so that what is read and made stays within ``size``.
    """
    coding = take(stream, 1)[0]
    length = int.from_bytes(take(stream, 4), "big")
    if coding not in codings:
        raise _wrong("coding")
    if length > size or (coding == Coding.PLAIN) != (length == size):
        raise _wrong("length")
    scripted = coding in {Coding.SCRIPT, Coding.DEFLATED_SCRIPT}
    if scripted and max(len(old), size) > MAX_SCRIPTED:
        raise _wrong("length")
    payload = take(stream, length)
    if coding == Coding.PLAIN:
        return payload
    if coding != Coding.SCRIPT:
        payload = inflate(payload, size)
    made = apply_script(old, payload, size) if scripted else payload
    if len(made) != size:
        raise _wrong("size")
    return made
