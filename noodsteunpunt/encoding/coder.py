# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Range coding with integers: every symbol costs what its share of a table says, in fractions of a bit.

The coder narrows the interval [low, low + range) to the symbol's share and moves on by a byte whenever the range
has become small. The bytes are the shortest number inside the last interval; zeros that would follow are not
written. Both ends change their tables in the same way after every symbol.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

TOP = 1 << 32
BOTTOM = 1 << 24
LEARN = 32
"""A table has learnt as much as it knew when so many symbols went by."""

_MOST = 1 << 17
_SLACK = 12
"""Zeros that may be missing at the end."""


class EncodingError(Exception):
    """Not the bytes of a fact. The message names the place, never the content."""


class UnknownFact(EncodingError):
    """A kind, field or member from a newer program: stored and forwarded, folded after an update."""


class Table:
    """Shares of the symbols 0 .. n-1, that grow with use within one frame."""

    __slots__ = ("shares", "step", "total")

    def __init__(self, shares: Sequence[int], learn: int = LEARN) -> None:
        self.shares = list(shares)
        self.total = sum(shares)
        self.step = max(1, self.total // learn)

    def below(self, symbol: int) -> int:
        """The shares of all smaller symbols."""
        return sum(self.shares[:symbol])

    def seen(self, symbol: int) -> None:
        """It becomes more likely."""
        self.shares[symbol] += self.step
        self.total += self.step
        if self.total > _MOST:
            self.shares = [share + 1 >> 1 for share in self.shares]
            self.total = sum(self.shares)


class Port(Protocol):
    """One end of the coder: writing takes values and gives them back, reading ignores them and gives what was
    written. So a format is described once."""

    writing: bool

    def choose(self, table: Table, symbol: int) -> int:
        """One symbol of a table, which learns."""
        ...

    def share(self, start: int, size: int, total: int) -> None:
        """The part [start, start + size) of ``total``; for reading see :meth:`Decoder.target`."""
        ...

    def bits(self, value: int, count: int) -> int:
        """``count`` bits without odds."""
        ...

    def bit(self, chance: int, bit: int) -> int:
        """One bit that is 1 in ``chance`` of 65,536 cases."""
        ...


class _Ported:
    """What both ends make of the parts of an interval."""

    writing: bool

    def share(self, start: int, size: int, total: int) -> None:
        raise NotImplementedError

    def bits(self, value: int, count: int) -> int:
        """The highest bits first, at most 16 at a time."""
        result = 0
        while count > 0:
            part = min(count, 16)
            count -= part
            result = result << part | self._uniform(value >> count & (1 << part) - 1, 1 << part)
        return result

    def _uniform(self, value: int, total: int) -> int:
        raise NotImplementedError


class Encoder(_Ported):
    """Writes. ``low`` is the whole number so far, so a carry needs no care."""

    writing = True

    def __init__(self) -> None:
        self._low, self._range, self._moved = 0, TOP, 0

    def share(self, start: int, size: int, total: int) -> None:
        """See :class:`Port`."""
        unit = self._range // total
        self._low += unit * start
        self._range = unit * size if start + size < total else self._range - unit * start
        while self._range <= BOTTOM:
            self._low <<= 8
            self._range <<= 8
            self._moved += 1

    def choose(self, table: Table, symbol: int) -> int:
        """See :class:`Port`."""
        self.share(table.below(symbol), table.shares[symbol], table.total)
        table.seen(symbol)
        return symbol

    def bit(self, chance: int, bit: int) -> int:
        """See :class:`Port`."""
        if bit:
            self.share(0, chance, 1 << 16)
        else:
            self.share(chance, (1 << 16) - chance, 1 << 16)
        return bit

    def _uniform(self, value: int, total: int) -> int:
        self.share(value, 1, total)
        return value

    def mark(self) -> tuple[int, int, int]:
        """For :meth:`rewind`."""
        return self._low, self._range, self._moved

    def rewind(self, mark: tuple[int, int, int]) -> None:
        """What was written after the mark was not."""
        self._low, self._range, self._moved = mark

    def finish(self) -> bytes:
        """The shortest bytes that a decoder reads all of this from."""
        whole = self._moved + 4
        for length in range(max(0, self._moved - 4), whole + 1):
            dropped = 8 * (whole - length)
            value = -(-self._low >> dropped)
            if value << dropped < self._low + self._range:
                return value.to_bytes(length, "big")
        raise AssertionError("an interval holds a number")


class Decoder(_Ported):
    """Reads. Any bytes give symbols; running far past their end is an :class:`EncodingError`."""

    writing = False

    def __init__(self, data: bytes) -> None:
        self._data, self._at, self._end = data + bytes(_SLACK), 4, len(data) + _SLACK
        self._code = int.from_bytes(self._data[:4], "big")
        self._range, self._unit = TOP, 1

    def target(self, total: int) -> int:
        """Where of ``total`` the next symbol lies; :meth:`share` must follow."""
        self._unit = self._range // total
        return min(self._code // self._unit, total - 1)

    def share(self, start: int, size: int, total: int) -> None:
        """See :class:`Port`."""
        self._code -= self._unit * start
        self._range = self._unit * size if start + size < total else self._range - self._unit * start
        while self._range <= BOTTOM:
            if self._at >= self._end:
                raise EncodingError("end")
            self._code = self._code << 8 | self._data[self._at]
            self._range <<= 8
            self._at += 1

    def choose(self, table: Table, symbol: int) -> int:
        """See :class:`Port`."""
        target, start = self.target(table.total), 0
        for symbol, share in enumerate(table.shares):  # noqa: B020 - reading ignores what it is given
            if target < start + share:
                self.share(start, share, table.total)
                table.seen(symbol)
                return symbol
            start += share
        raise EncodingError("table")

    def bit(self, chance: int, bit: int) -> int:
        """See :class:`Port`."""
        if self.target(1 << 16) < chance:
            self.share(0, chance, 1 << 16)
            return 1
        self.share(chance, (1 << 16) - chance, 1 << 16)
        return 0

    def _uniform(self, value: int, total: int) -> int:
        found = self.target(total)
        self.share(found, 1, total)
        return found


def bucket_of(value: int) -> int:
    """0, 1, 2, 3, 4..5, 6..7, 8..11, 12..15, 16..23 ...: two buckets for every doubling."""
    if value < 4:
        return value
    power = value.bit_length() - 1
    return 2 * power + (value >> power - 1 & 1)


def bucket(index: int) -> tuple[int, int]:
    """(first value, bits that say which) of a bucket."""
    if index < 4:
        return index, 0
    power, half = divmod(index, 2)
    return (2 | half) << power - 1, power - 1


BUCKETS = bucket_of((1 << 63) - 1) + 1


def size_odds(typical: int) -> list[int]:
    """Shares of the buckets of integers around ``typical``."""
    shares, centre = [], bucket_of(typical)
    for index in range(BUCKETS):
        share = 4096
        for _ in range(abs(index - centre)):
            share = share * 5 // 8
        shares.append(share + 1)
    return shares


def number(port: Port, table: Table, value: int) -> int:
    """An integer 0 .. 2**63-1 with a table made of :func:`size_odds`."""
    index = port.choose(table, bucket_of(value) if port.writing else 0)
    first, count = bucket(index)
    return first + port.bits(value - first if port.writing else 0, count)
