# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers as bits, most significant first: fixed widths, Rice codes, and Elias gamma for what has no known size.

``docs/protocol.md`` has examples; the last byte is filled with zeros.
"""

from __future__ import annotations

from sync.errors import SyncError

MAX_UNARY = 64
"""A longer row of ones is no code of ours: it would let a few bytes stand for a huge number."""


class BitError(SyncError):
    """The bits end too soon, or are no code."""


class BitWriter:
    """Appends; :meth:`to_bytes` gives what was written so far."""

    def __init__(self) -> None:
        self._value = 0
        self.length = 0

    def fixed(self, value: int, width: int) -> None:
        """``width`` bits of ``value``, which must fit."""
        if value >> width:
            raise ValueError("value too wide")
        self._value = self._value << width | value
        self.length += width

    def rice(self, value: int, low: int) -> None:
        """``value`` >> ``low`` ones and a zero, then the ``low`` lowest bits."""
        ones = value >> low
        if ones > MAX_UNARY:
            raise ValueError("value too large for its code")
        self.fixed(((1 << ones) - 1) << 1, ones + 1)
        self.fixed(value & (1 << low) - 1, low)

    def gamma(self, value: int) -> None:
        """Elias gamma of ``value`` + 1: as many zeros as it has bits after the first, then its bits."""
        width = (value + 1).bit_length()
        self.fixed(value + 1, 2 * width - 1)

    def to_bytes(self) -> bytes:
        """Filled with zeros to whole bytes."""
        size = (self.length + 7) // 8
        return (self._value << (8 * size - self.length)).to_bytes(size, "big")


class BitReader:
    """Reads what a :class:`BitWriter` wrote; raises :class:`BitError`."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self.left = 8 * len(data)

    def fixed(self, width: int) -> int:
        """``width`` bits."""
        if width > self.left:
            raise BitError("bits")
        self.left -= width
        return self._value >> self.left & (1 << width) - 1

    def rice(self, low: int) -> int:
        """See :meth:`BitWriter.rice`."""
        ones = 0
        while self.fixed(1):
            ones += 1
            if ones > MAX_UNARY:
                raise BitError("unary")
        return ones << low | self.fixed(low)

    def gamma(self) -> int:
        """See :meth:`BitWriter.gamma`."""
        zeros = 0
        while not self.fixed(1):
            zeros += 1
            if zeros > MAX_UNARY:
                raise BitError("gamma")
        return (1 << zeros | self.fixed(zeros)) - 1
