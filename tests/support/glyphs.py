# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which characters a TrueType file draws: its ``cmap`` table, formats 4 and 12 (OpenType 1.9)."""

from __future__ import annotations

from pathlib import Path
from struct import unpack_from


def drawn(path: Path) -> frozenset[int]:
    """Code points with a glyph of their own."""
    data = path.read_bytes()
    tables = (unpack_from(">4sIII", data, 12 + 16 * row) for row in range(unpack_from(">H", data, 4)[0]))
    cmap = next(start for tag, _sum, start, _length in tables if tag == b"cmap")
    found: set[int] = set()
    for row in range(unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + unpack_from(">HHI", data, cmap + 4 + 8 * row)[2]
        match unpack_from(">H", data, at)[0]:
            case 4:
                found |= _segments(data, at)
            case 12:
                for group in range(unpack_from(">I", data, at + 12)[0]):
                    first, last, _glyph = unpack_from(">III", data, at + 16 + 12 * group)
                    found.update(range(first, last + 1))
    return frozenset(found)


def _segments(data: bytes, at: int) -> set[int]:
    count = unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (at + 14, at + 16 + 2 * count, at + 16 + 4 * count, at + 16 + 6 * count)
    found = set()
    for row in range(count):
        first, last = unpack_from(">H", data, starts + 2 * row)[0], unpack_from(">H", data, ends + 2 * row)[0]
        delta, offset = unpack_from(">H", data, deltas + 2 * row)[0], unpack_from(">H", data, offsets + 2 * row)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = unpack_from(">H", data, offsets + 2 * row + offset + 2 * (code - first))[0]
            if glyph and (glyph + delta) & 0xFFFF:
                found.add(code)
    return found
