# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any ``k`` of ``n`` pieces give the whole: a systematic Reed-Solomon erasure code over GF(256).

Pieces 0 .. k-1 are the data itself, piece i from k on is the sum over j of data_j / (i ^ j): rows of a Cauchy matrix,
every square part of which can be inverted (Blömer et al., ICSI TR-95-048), so that no choice of k pieces fails.
Addition is exclusive or; products are modulo x^8 + x^4 + x^3 + x^2 + 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from sync.errors import SyncError

MAX_PIECES = 256
_POLYNOMIAL = 0x11D


class ErasureError(SyncError):
    """Too few pieces, pieces of different lengths, or numbers that cannot be."""


def _tables() -> tuple[list[int], list[int]]:
    power, log = [0] * 510, [0] * 256
    value = 1
    for exponent in range(255):
        power[exponent] = power[exponent + 255] = value
        log[value] = exponent
        value <<= 1
        if value & 0x100:
            value ^= _POLYNOMIAL
    return power, log


_POWER, _LOG = _tables()


def multiply(a: int, b: int) -> int:
    """In GF(256)."""
    return _POWER[_LOG[a] + _LOG[b]] if a and b else 0


def inverse(a: int) -> int:
    """Of ``a`` from 1 to 255."""
    return _POWER[255 - _LOG[a]]


@cache
def _table(factor: int) -> bytes:
    return bytes(multiply(factor, value) for value in range(256))


def scaled(factor: int, piece: bytes) -> bytes:
    """Every byte times ``factor``."""
    return piece.translate(_table(factor))


def added(a: bytes, b: bytes) -> bytes:
    """Byte by byte; both of one length."""
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).to_bytes(len(a), "big")


def piece_of(data: Sequence[bytes], number: int) -> bytes:
    """Piece ``number`` of these k pieces of one length; ``ValueError`` outside 0 .. 255."""
    if not 0 <= number < MAX_PIECES or not 0 < len(data) <= MAX_PIECES:
        raise ValueError("piece out of range")
    if number < len(data):
        return data[number]
    total = bytes(len(data[0]))
    for index, piece in enumerate(data):
        total = added(total, scaled(inverse(number ^ index), piece))
    return total


def join(pieces: Mapping[int, bytes], k: int) -> list[bytes]:
    """The data from any k pieces, by number. Raises :class:`ErasureError`."""
    lengths = {len(piece) for piece in pieces.values()}
    if not 0 < k <= MAX_PIECES or len(pieces) < k or len(lengths) != 1:
        raise ErasureError("pieces")
    if any(not 0 <= number < MAX_PIECES for number in pieces):
        raise ErasureError("number")
    missing = [index for index in range(k) if index not in pieces]
    rows: list[tuple[list[int], bytes]] = []
    for number in sorted(number for number in pieces if number >= k)[: len(missing)]:
        rest = pieces[number]
        for index in range(k):
            if index in pieces:
                rest = added(rest, scaled(inverse(number ^ index), pieces[index]))
        rows.append(([inverse(number ^ index) for index in missing], rest))
    solved = dict(zip(missing, _solve(rows), strict=True))
    return [solved[index] if index in solved else pieces[index] for index in range(k)]


def _solve(rows: list[tuple[list[int], bytes]]) -> list[bytes]:
    """Gauss and Jordan; a pivot is never zero, for every part of the matrix can be inverted."""
    for column in range(len(rows)):
        factors, piece = rows[column]
        by = inverse(factors[column])
        rows[column] = ([multiply(by, factor) for factor in factors], scaled(by, piece))
        for other, (others, rest) in enumerate(rows):
            if other != column and (times := others[column]):
                row, what = rows[column]
                less = [a ^ multiply(times, b) for a, b in zip(others, row, strict=True)]
                rows[other] = (less, added(rest, scaled(times, what)))
    return [piece for _, piece in rows]
