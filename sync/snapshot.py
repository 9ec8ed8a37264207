# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A snapshot: a coordination point's signed word on which frames matter now, so that who lacks much can ask for those
first and say when it has all of them.

It is no encoding of facts: it names frames. In as many parts as it takes, each signed and of use by itself: 64 B
signature, then the statement, u8 which part of it this is, and rows in bits.

Statement, the same in all its parts: u16 minutes since the incident began (0xFFFF: not known), varint sum of all heads,
u8 levels (bits 0-3) and number of parts less 1 (bits 4-7), u8 number of points, u16 each.

Rows: gamma of how many, 4 bits k of the heads, 4 bits k of the gaps; per author, rising, the author as in a vector,
Rice of its head, gamma of the number of runs, and per run Rice of the gap before it and gamma of its length less 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sync.bits import BitError, BitReader, BitWriter
from sync.frames import INTRODUCTION
from sync.ids import Author
from sync.varint import read_varint, write_varint
from sync.vectors import MAX_HEAD, read_author, rice_parameter, write_author

UNKNOWN = 0xFFFF
"""Minutes, of a clock that cannot be right: 45 days after the incident began nobody says a time any more."""

MAX_PARTS, MAX_POINTS, MAX_LEVELS = 16, 8, 15
MAX_NAMED = 16_384
"""Frames that one snapshot names."""

MAX_TOTAL = MAX_HEAD << 16
"""Frames that there can be: of each author as many as there are numbers."""

_PARAMETER_BITS = 4

Key = tuple[Author, int]


@dataclass(frozen=True, slots=True)
class Matters:
    """What the station knows and sync does not: at which Unix time, which frames belong to what is open, the most
    urgent level first."""

    at: int
    levels: tuple[frozenset[Key], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Of one author the first ``head`` frames are spoken of; those in ``runs`` (first, count), from 1 on, matter."""

    head: int
    runs: tuple[tuple[int, int], ...] = ()

    def numbers(self) -> Iterable[int]:
        """Those in the runs."""
        return (number for first, count in self.runs for number in range(first, first + count))


@dataclass(frozen=True, slots=True)
class Statement:
    """``at``: minutes since the incident began; ``total``: frames in all heads; ``levels``: how many levels of urgency
    it covers; ``points``: of these it also covers what else is open; ``parts``: how many there are."""

    at: int
    total: int
    levels: int
    points: tuple[int, ...]
    parts: int

    def to_bytes(self) -> bytes:
        """Its form in every part."""
        out = bytearray(self.at.to_bytes(2, "big"))
        write_varint(out, self.total)
        out += bytes((self.levels | (self.parts - 1) << 4, len(self.points)))
        return bytes(out) + b"".join(point.to_bytes(2, "big") for point in self.points)

    def name(self, signer: Author) -> int:
        """A short name for it in questions, 1..65535."""
        return int.from_bytes(sha256(signer.to_bytes(2, "big") + self.to_bytes()).digest()[:2], "big") or 1

    @property
    def order(self) -> tuple[int, int, int]:
        """The newer of two has the higher one. Frames only become more; of clocks nobody can be sure."""
        return self.total, 0 if self.at == UNKNOWN else self.at, len(self.points)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a statement."""

    statement: Statement
    index: int
    rows: Mapping[Author, Row]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a station may say of the snapshot that it goes by. ``at``: minutes since the incident began, None if not
    known; ``own``: it covers what else was open at our point; ``whole``: every part of it is here; ``here`` of the
    ``named`` frames are; ``older``: frames that it calls history and that are not here."""

    at: int | None
    levels: int
    own: bool
    whole: bool
    here: int
    named: int
    older: int


def rows_of(heads: Mapping[Author, int], named: Iterable[Key]) -> dict[Author, Row]:
    """A row per author with frames; what lies beyond a head is newer than the snapshot and needs no name."""
    numbers: dict[Author, list[int]] = {}
    for author, number in named:
        if 0 < number < heads.get(author, 0):
            numbers.setdefault(author, []).append(number)
    return {author: Row(head, _runs(numbers.get(author, ()))) for author, head in sorted(heads.items()) if head}


def _runs(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return tuple((first, count) for first, count in runs)


def divide(rows: Mapping[Author, Row], room: int) -> list[dict[Author, Row]] | None:
    """In parts whose bits take at most ``room`` B; None if that are too many. A long row goes on in the next part."""
    units = [(author, at) for author, row in sorted(rows.items()) for at in (-1, *range(len(row.runs)))]
    parts: list[dict[Author, Row]] = []
    while units or not parts:
        fits, too_many = 0, len(units) + 1
        while too_many - fits > 1:
            # Rows are alike in size: look near what the first guess gave.
            middle = min(fits + max(1, 4 * room), (fits + too_many) // 2)
            fits, too_many = (middle, too_many) if _size(rows, units[:middle]) <= room else (fits, middle)
        if len(parts) == MAX_PARTS or (units and not fits):
            return None
        parts.append(_joined(rows, units[:fits]))
        units = units[fits:]
    return parts


def _joined(rows: Mapping[Author, Row], units: Sequence[tuple[Author, int]]) -> dict[Author, Row]:
    runs: dict[Author, list[tuple[int, int]]] = {}
    for author, at in units:
        found = runs.setdefault(author, [])
        if at >= 0:
            found.append(rows[author].runs[at])
    return {author: Row(rows[author].head, tuple(found)) for author, found in runs.items()}


def _size(rows: Mapping[Author, Row], units: Sequence[tuple[Author, int]]) -> int:
    return len(encode_rows(_joined(rows, units)))


def _gaps(row: Row) -> list[int]:
    """Frames between runs: before the first one counted from 1, between two of them less 1."""
    ends = [1, *(first + count + 1 for first, count in row.runs)]
    return [first - end for (first, _count), end in zip(row.runs, ends, strict=False)]


def encode_rows(rows: Mapping[Author, Row]) -> bytes:
    """The bits of some rows."""
    out, before = BitWriter(), -1
    low = rice_parameter([row.head for row in rows.values()])
    between = rice_parameter([gap for row in rows.values() for gap in _gaps(row)])
    out.gamma(len(rows))
    out.fixed(low, _PARAMETER_BITS)
    out.fixed(between, _PARAMETER_BITS)
    for author, row in sorted(rows.items()):
        write_author(out, author, before)
        before = author
        out.rice(row.head, low)
        out.gamma(len(row.runs))
        for gap, (_first, count) in zip(_gaps(row), row.runs, strict=True):
            out.rice(gap, between)
            out.gamma(count - 1)
    return out.to_bytes()


def decode_rows(data: bytes) -> dict[Author, Row]:
    """Raises :class:`BitError`."""
    bits, rows, before, named = BitReader(data), dict[Author, Row](), -1, 0
    count, low, between = bits.gamma(), bits.fixed(_PARAMETER_BITS), bits.fixed(_PARAMETER_BITS)
    for _ in range(count):
        author = read_author(bits, before)
        before = author
        head, runs, at = bits.rice(low), list[tuple[int, int]](), 1
        if head > MAX_HEAD:
            raise BitError("row")
        for _run in range(bits.gamma()):
            first = at + bits.rice(between)
            length = bits.gamma() + 1
            runs.append((first, length))
            at, named = first + length + 1, named + length
            if at - 1 > head or named > MAX_NAMED:
                raise BitError("row")
        rows[author] = Row(head, tuple(runs))
    if bits.left >= 8 or bits.fixed(bits.left):
        raise BitError("rest")
    return rows


def encode_part(part: Part) -> bytes:
    """What is signed of it."""
    return part.statement.to_bytes() + bytes((part.index,)) + encode_rows(part.rows)


def decode_part(data: bytes) -> Part:
    """Raises ``IndexError``, :class:`sync.varint.VarintError` or :class:`BitError`."""
    total, at = read_varint(data, 2)
    levels, parts, points = data[at] & 15, (data[at] >> 4) + 1, data[at + 1]
    at += 2
    listed = tuple(int.from_bytes(data[at + 2 * n : at + 2 * n + 2], "big") for n in range(points))
    index = data[at + 2 * points]
    wrong = points > MAX_POINTS or list(listed) != sorted(set(listed)) or any(point > 1023 for point in listed)
    if wrong or index >= parts or not levels or total > MAX_TOTAL:
        raise BitError("statement")
    statement = Statement(int.from_bytes(data[:2], "big"), total, levels, listed, parts)
    return Part(statement, index, decode_rows(data[at + 2 * points + 1 :]))


@dataclass(slots=True)
class Snapshot:
    """As much of one statement as is here. ``raw``: the packets, as they came."""

    signer: Author
    statement: Statement
    raw: dict[int, bytes] = field(default_factory=dict)
    rows: dict[Author, Row] = field(default_factory=dict)
    _named: dict[Author, frozenset[int]] = field(default_factory=dict)
    _parts: dict[int, Part] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Is all of it here?"""
        return len(self.raw) == self.statement.parts

    @property
    def mask(self) -> int:
        """A bit for each part that is here."""
        return sum(1 << index for index in self.raw)

    def add(self, part: Part, raw: bytes) -> bool:
        """Another part of it. False if it contradicts what is here: then nothing changed."""
        held = self._parts.get(part.index)
        if held is not None:
            return held == part
        rows = dict(self.rows)
        for author, row in part.rows.items():
            before = rows.get(author, row)
            if before.head != row.head:
                return False
            rows[author] = Row(row.head, before.runs if before is row else _merged(before.runs, row.runs))
        total = sum(row.head for row in rows.values())
        whole = len(self.raw) + 1 == self.statement.parts
        if total > self.statement.total or (whole and total != self.statement.total):
            return False
        if sum(count for row in rows.values() for _, count in row.runs) > MAX_NAMED:
            return False
        self.raw[part.index], self._parts[part.index], self.rows = raw, part, rows
        self._named |= {author: frozenset(rows[author].numbers()) for author in part.rows}
        return True

    def matters(self, author: Author, number: int) -> bool:
        """Is this frame named, or does it say who an author is that is named, or that signed?"""
        named = self._named.get(author)
        return bool(named and number in named) or (number < INTRODUCTION and bool(named or author == self.signer))

    def history(self, author: Author, number: int) -> bool:
        """Is this frame spoken of, and does not matter?"""
        row = self.rows.get(author)
        return row is not None and number < row.head and not self.matters(author, number)

    def named(self, author: Author) -> list[int]:
        """What of this author must be here: of who has something to say also the frame that says who it is."""
        numbers = self._named.get(author)
        return [0, *sorted(numbers)] if numbers else []


def _merged(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return _runs(number for first, count in (*one, *other) for number in range(first, first + count))
