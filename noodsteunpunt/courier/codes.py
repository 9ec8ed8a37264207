# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle as a series of QR codes, of which any so many are enough, in any order (docs/courier.md).

Each code is text of the alphanumeric kind: every reader gives that back unchanged, also one that types what it sees.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from noodsteunpunt.courier.bundle import HEAD
from noodsteunpunt.courier.errors import CodesMissing, CodesTooMany
from sync.erasure import join, piece_of

PREFIX = "NSPQ:"
FORMAT = 1
_HEADER = 15
LARGEST_PIECE = 679
"""B that a code of 89 x 89 modules (version 18, level L) has for a piece."""

EASY_PIECE = 551
"""B for which 81 x 81 modules (version 16) are enough: a series of few codes is made of these."""

_FEW = 12
MOST_CODES = 255
_MOST_SERIES = 8
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def to_base45(data: bytes) -> str:
    """RFC 9285."""
    out: list[str] = []
    for at in range(0, len(data) - 1, 2):
        value = data[at] << 8 | data[at + 1]
        out += (_SIGNS[value % 45], _SIGNS[value // 45 % 45], _SIGNS[value // 2025])
    if len(data) % 2:
        out += (_SIGNS[data[-1] % 45], _SIGNS[data[-1] // 45])
    return "".join(out)


def from_base45(text: str) -> bytes:
    """RFC 9285; ``ValueError`` for what is none."""
    out = bytearray()
    for at in range(0, len(text), 3):
        part = [_SIGNS.index(sign) for sign in text[at : at + 3]]
        value = sum(sign * 45**place for place, sign in enumerate(part))
        if len(part) == 1 or value >= (1 << 16 if len(part) == 3 else 1 << 8):
            raise ValueError("base45")
        out += value.to_bytes(len(part) - 1, "big")
    return bytes(out)


def needed_for(length: int) -> int:
    """How many codes of a bundle of ``length`` B are enough to read it. Raises :class:`CodesTooMany`."""
    needed = max(ceil(length / LARGEST_PIECE), min(_FEW, ceil(length / EASY_PIECE)))
    if codes_for(needed) > MOST_CODES:
        raise CodesTooMany(str(codes_for(needed)))
    return needed


def codes_for(needed: int) -> int:
    """A third more than are needed: so many may be missed."""
    return needed if needed == 1 else needed + ceil(needed / 3)


def series(bundle: bytes) -> list[str]:
    """The texts of all codes of a bundle. Raises :class:`CodesTooMany`: then a stick is the way."""
    needed = needed_for(len(bundle))
    size = ceil(len(bundle) / needed)
    padded = bundle.ljust(size * needed, b"\0")
    data = [padded[at : at + size] for at in range(0, len(padded), size)]
    head = bytes((FORMAT,)) + _name(bundle) + bytes((needed,)) + len(bundle).to_bytes(4, "big")
    texts = []
    for number in range(codes_for(needed)):
        body = head + bytes((number,)) + piece_of(data, number)
        texts.append(PREFIX + to_base45(body + _check(body)))
    return texts


def _name(bundle: bytes) -> bytes:
    return hashlib.sha256(b"nsp-codes" + bundle).digest()[:4]


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"nsp-code" + body).digest()[:4]


@dataclass(slots=True)
class _Series:
    needed: int
    length: int
    pieces: dict[int, bytes] = field(default_factory=dict)


class Collector:
    """Gathers codes; what is none, or belongs to another series, does no harm. Memory is bounded."""

    def __init__(self) -> None:
        self._series: dict[bytes, _Series] = {}
        self._newest = b""

    def add(self, text: str) -> bool:
        """Was it a code that was not there yet?"""
        try:
            raw = from_base45(text.strip().removeprefix(PREFIX)) if text.strip().startswith(PREFIX) else b""
        except ValueError:
            return False
        if len(raw) <= _HEADER or raw[0] != FORMAT or _check(raw[:-4]) != raw[-4:]:
            return False
        name, needed, length, number = raw[1:10], raw[5], int.from_bytes(raw[6:10], "big"), raw[10]
        piece = raw[11:-4]
        if not needed or not HEAD <= length <= needed * len(piece) < length + needed or len(piece) > LARGEST_PIECE:
            return False
        if name not in self._series and len(self._series) >= _MOST_SERIES:
            return False
        found = self._series.setdefault(name, _Series(needed, length))
        self._newest = name
        if number in found.pieces:
            return False
        found.pieces[number] = piece
        return True

    def progress(self) -> tuple[int, int]:
        """(codes read, codes needed) of the series that was seen last; (0, 0) before any."""
        found = self._series.get(self._newest)
        return (0, 0) if found is None else (len(found.pieces), found.needed)

    def whole(self) -> bytes | None:
        """A bundle of which enough codes were read, else None."""
        for name, found in self._series.items():
            if len(found.pieces) >= found.needed:
                bundle = b"".join(join(found.pieces, found.needed))[: found.length]
                if _name(bundle) == name[:4]:
                    return bundle
        return None

    def bundle(self) -> bytes:
        """As :meth:`whole`; raises :class:`CodesMissing` that says how many are missing."""
        found = self.whole()
        if found is None:
            raise CodesMissing("{}/{}".format(*self.progress()))
        return found


def collect(texts: Iterable[str]) -> bytes:
    """The bundle in these texts. Raises :class:`CodesMissing`."""
    collector = Collector()
    for text in texts:
        collector.add(text)
    return collector.bundle()
