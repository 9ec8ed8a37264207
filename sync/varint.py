# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Unsigned integers in as few bytes as they need: seven bits a byte, least significant first (LEB128)."""

from __future__ import annotations

from sync.errors import SyncError

MAX_BITS = 63


class VarintError(SyncError):
    """Truncated, or larger than 63 bits."""


def write_varint(out: bytearray, value: int) -> None:
    """Append ``value`` (0 .. 2**63-1)."""
    if not 0 <= value < 1 << MAX_BITS:
        raise ValueError("varint out of range")
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def read_varint(data: bytes, offset: int) -> tuple[int, int]:
    """(value, offset behind it); raises :class:`VarintError`."""
    value = shift = 0
    while True:
        if offset >= len(data) or shift >= MAX_BITS:
            raise VarintError("varint")
        byte = data[offset]
        offset += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, offset
        shift += 7
