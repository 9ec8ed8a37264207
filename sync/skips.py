# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Skips: an author's signed word that some of its frames are superseded, so that nobody needs them any more.

Content behind the kind: 16 B digest over the frames of the range that stay, then in bits: gamma of the range's length
less 1; 0 and runs (gamma of how many less 1; per run gamma of the frames that stay before it, less 1 but for the first,
and gamma of the frames in it less 1), or 1 and a bit for each frame of the range: 1 if it is superseded. The range ends
before the skip itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sync.bits import BitError, BitReader, BitWriter
from sync.chain import CHAIN, chain_next
from sync.errors import SyncError
from sync.frames import (
    CHECKPOINT,
    ENTRIES,
    MAX_BODY,
    SIGNED_ENTRIES,
    SKIP,
    TRAILER,
    Priority,
    body_priority,
    content_of,
)
from sync.ids import Author

FIRST = 1
"""Where a range can begin: frame 0 proves itself."""

NAMED = 2
"""The lowest number that can be superseded: a certificate and a binding never are."""

ROOM = MAX_BODY - TRAILER
"""B of content."""

_REGISTER = 0x80


class SkipError(SyncError):
    """Not a skip that an author can make."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Frame ``number`` says that of the frames from ``first`` up to itself the ``runs`` (first, count) are superseded.
    ``digest``: over those that stay, 16 B."""

    first: int
    number: int
    runs: tuple[tuple[int, int], ...]
    digest: bytes

    def names(self, number: int) -> bool:
        """Is this one superseded?"""
        return any(first <= number < first + count for first, count in self.runs)

    def numbers(self) -> list[int]:
        """All that are, rising."""
        return [number for first, count in self.runs for number in range(first, first + count)]

    def staying(self) -> list[int]:
        """All of the range that are not, rising."""
        named = set(self.numbers())
        return [number for number in range(self.first, self.number) if number not in named]


def digest_start(incident: bytes, author: Author, first: int) -> bytes:
    """From here the digest goes on like a chain over the frames that stay."""
    return hashlib.sha256(b"nsp-skip" + incident + author.to_bytes(2, "big") + first.to_bytes(4, "big")).digest()[
        :CHAIN
    ]


def digest_of(incident: bytes, author: Author, first: int, staying: Iterable[tuple[int, bytes]]) -> bytes:
    """Over (number, body) of the frames that stay, rising."""
    digest = digest_start(incident, author, first)
    for number, body in staying:
        digest = chain_next(digest, number, body)
    return digest


def runs_of(numbers: Collection[int]) -> tuple[tuple[int, int], ...]:
    """(first, count), rising."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return tuple(runs)


def encode_skip(skip: Skip) -> bytes:
    """The content of frame ``skip.number``, in the form that is shorter; ``ValueError`` if that is too long."""
    forms = [_as_runs(skip), _as_bits(skip)]
    content = bytes((SKIP,)) + skip.digest + min(forms, key=len)
    if len(content) > ROOM:
        raise ValueError("skip does not fit a frame")
    return content


def _as_runs(skip: Skip) -> bytes:
    out = BitWriter()
    out.gamma(skip.number - skip.first - 1)
    out.fixed(0, 1)
    out.gamma(len(skip.runs) - 1)
    at = skip.first
    for index, (first, count) in enumerate(skip.runs):
        out.gamma(first - at - (1 if index else 0))
        out.gamma(count - 1)
        at = first + count
    return out.to_bytes()


def _as_bits(skip: Skip) -> bytes:
    out, named = BitWriter(), set(skip.numbers())
    out.gamma(skip.number - skip.first - 1)
    out.fixed(1, 1)
    for number in range(skip.first, skip.number):
        out.fixed(int(number in named), 1)
    return out.to_bytes()


def decode_skip(number: int, content: bytes) -> Skip:
    """From the content of frame ``number``; raises :class:`SkipError` and nothing else."""
    digest, bits = content[1 : 1 + CHAIN], BitReader(content[1 + CHAIN :])
    if content[:1] != bytes((SKIP,)) or len(digest) < CHAIN:
        raise SkipError("kind")
    try:
        first = number - bits.gamma() - 1
        if first < FIRST:
            raise SkipError("range")
        runs = _read_bits(bits, first, number) if bits.fixed(1) else _read_runs(bits, first, number)
        if not runs or runs[0][0] < NAMED or bits.left >= 8 or bits.fixed(bits.left):
            raise SkipError("rest")
    except BitError as error:
        raise SkipError("bits") from error
    return Skip(first, number, runs, digest)


def _read_runs(bits: BitReader, first: int, number: int) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    at = first
    for index in range(min(bits.gamma() + 1, number)):
        start = at + bits.gamma() + (1 if index else 0)
        at = start + bits.gamma() + 1
        if at > number:
            raise SkipError("range")
        runs.append((start, at - start))
    return tuple(runs)


def _read_bits(bits: BitReader, first: int, number: int) -> tuple[tuple[int, int], ...]:
    if number - first > bits.left:
        raise SkipError("range")
    return runs_of([at for at in range(first, number) if bits.fixed(1)])


def named_by(skips: Iterable[tuple[int, int, bytes]]) -> dict[int, frozenset[int]]:
    """Author -> what skips (author, number, body) name."""
    named: dict[int, frozenset[int]] = {}
    for author, number, body in skips:
        skip = decode_skip(number, content_of(body))
        named[author] = named.get(author, frozenset()).union(skip.numbers())
    return named


def head_of(numbers: Collection[int]) -> int:
    """How many of these there are without gap from 0."""
    head = 0
    while head in numbers:
        head += 1
    return head


def register_of(start: bytes) -> int:
    """Of a frame, from its first 2 B; 0 for none."""
    entries = start[:1] and start[0] & 15 in (ENTRIES, SIGNED_ENTRIES)
    return start[1] if entries and start[0] & _REGISTER and len(start) > 1 else 0


def may_be_named(start: bytes) -> bool:
    """Can a frame that begins so be superseded at all? What is for life never is."""
    if start[:1] and start[0] & 15 in (CHECKPOINT, SKIP):
        return True
    return bool(register_of(start)) and body_priority(start) is not Priority.LIFE


def superseded(start_of: Callable[[int], bytes], skips: Mapping[int, Skip], first: int, number: int) -> list[int]:
    """Of an author's frames from ``first`` to before ``number`` those that nobody needs, falling: by the first 2 B of
    each. A register by a later frame with it, a checkpoint by the signature of frame ``number``, a skip (``skips``: by
    number) by one over a range that holds its own."""
    seen, found = set[int](), list[int]()
    for at in range(number - 1, max(first, NAMED) - 1, -1):
        start = start_of(at)
        register = register_of(start)
        if start[:1] and start[0] & 15 == SKIP:
            over = at in skips and skips[at].first >= first
        else:
            over = not register or register in seen
        if over and may_be_named(start):
            found.append(at)
        if register:
            seen.add(register)
    return found
