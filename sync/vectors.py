# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Version vectors in few bits: which author, how many frames without gap, which runs after the gaps.

Authors in rising order; heads Rice-coded with the parameter that suits them; runs by their lengths. Ten authors with
twenty frames each take 13 bytes, fifty with a hundred 69.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sync.bits import BitError, BitReader, BitWriter
from sync.ids import Author

MAX_HEAD = 0x10000
MAX_RUNS = 64
"""Runs after gaps that one author's holding names; what lies further is not named."""

_PARAMETER_BITS = 4


@dataclass(frozen=True, slots=True)
class Holding:
    """How far somebody is with one author: ``head`` frames without gap, and the runs (first, count) held after."""

    head: int
    runs: tuple[tuple[int, int], ...] = ()

    def has(self, number: int) -> bool:
        """Does this holder have the frame, as far as it said?"""
        return number < self.head or any(first <= number < first + count for first, count in self.runs)

    @property
    def top(self) -> int:
        """One more than the highest number held."""
        return sum(self.runs[-1]) if self.runs else self.head

    def missing(self, top: int) -> Iterable[int]:
        """Numbers below ``top`` that this holder lacks, in order."""
        at = self.head
        for first, count in self.runs:
            yield from range(at, min(first, top))
            at = first + count
        yield from range(at, top)

    def with_number(self, number: int) -> Holding:
        """And this one."""
        if number == self.head and not self.runs:
            return Holding(number + 1)
        if self.has(number):
            return self
        return holding_of(self.head, [number, *(n for first, count in self.runs for n in range(first, first + count))])

    def merged(self, other: Holding) -> Holding:
        """What either has."""
        if other.head <= self.head and not other.runs:
            return self
        if self.head <= other.head and not self.runs:
            return other
        numbers = {number for each in (self, other) for first, n in each.runs for number in range(first, first + n)}
        return holding_of(max(self.head, other.head), numbers)


NOTHING = Holding(0)


def holding_of(head: int, beyond: Iterable[int]) -> Holding:
    """From single numbers held beyond a head; those that continue it count with it."""
    runs: list[list[int]] = []
    for number in sorted(beyond):
        if number < head:
            continue
        if number == head:
            head += 1
        elif runs and number == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return Holding(head, tuple((first, count) for first, count in runs))


def encode_vector(vector: Mapping[Author, Holding], room: int) -> tuple[bytes, int]:
    """As much as fits ``room`` bytes, lowest authors first; and how many authors that are."""
    rows = sorted(vector.items())
    low = rice_parameter([holding.head for _, holding in rows])
    whole = _encode(rows, low)
    if len(whole) <= room:
        return whole, len(rows)
    fits, too_many = 0, len(rows)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        fits, too_many = (middle, too_many) if len(_encode(rows[:middle], low)) <= room else (fits, middle)
    return _encode(rows[:fits], low), fits


def rice_parameter(values: list[int]) -> int:
    """The Rice parameter that makes these shortest; also keeps each within its longest code."""
    least = max(values, default=0).bit_length() - 5
    sizes = {low: sum((value >> low) + 1 + low for value in values) for low in range(max(0, least), 15)}
    return min(sizes, key=lambda low: (sizes[low], low), default=0)


def write_author(out: BitWriter, author: Author, before: int) -> None:
    """An author after a lower one, -1 at the beginning."""
    ahead = (author >> 6) - (before >> 6)
    out.gamma({1: 0, 0: 1}.get(ahead, ahead))
    out.gamma((author & 63) - ((before & 63) + 1 if ahead == 0 else 0))


def read_author(bits: BitReader, before: int) -> Author:
    """The author that follows ``before``; raises :class:`sync.bits.BitError`."""
    step = bits.gamma()
    ahead = {0: 1, 1: 0}.get(step, step)
    point, slot = (before >> 6) + ahead, bits.gamma() + ((before & 63) + 1 if ahead == 0 else 0)
    if point > 1023 or slot > 63:
        raise BitError("author")
    return Author(point << 6 | slot)


def _encode(rows: list[tuple[Author, Holding]], low: int) -> bytes:
    out = BitWriter()
    out.gamma(len(rows))
    out.fixed(low, _PARAMETER_BITS)
    before = -1
    for author, holding in rows:
        write_author(out, author, before)
        before = author
        out.rice(holding.head, low)
        runs = holding.runs[:MAX_RUNS]
        out.gamma(len(runs))
        at = holding.head
        for first, count in runs:
            out.gamma(first - at - 1)
            out.gamma(count - 1)
            at = first + count
    return out.to_bytes()


def decode_vector(data: bytes) -> dict[Author, Holding]:
    """Raises :class:`sync.bits.BitError`."""
    bits = BitReader(data)
    vector: dict[Author, Holding] = {}
    count, low = bits.gamma(), bits.fixed(_PARAMETER_BITS)
    before = -1
    for _ in range(count):
        author, head = read_author(bits, before), bits.rice(low)
        before = author
        if head > MAX_HEAD:
            raise BitError("vector")
        vector[author] = Holding(head, _runs(bits, head))
    return vector


def _runs(bits: BitReader, at: int) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    count = bits.gamma()
    if count > MAX_RUNS:
        raise BitError("runs")
    for _ in range(count):
        first = at + 1 + bits.gamma()
        length = bits.gamma() + 1
        at = first + length
        if at > MAX_HEAD:
            raise BitError("runs")
        runs.append((first, length))
    return tuple(runs)
