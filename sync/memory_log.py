# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames in memory: what a station keeps on disk, for simulations of many points and for tests.

Passes the contract tests of the real log (``tests/contract/test_frame_log.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sync.frames import is_skip
from sync.skips import head_of, named_by

MAX_ASIDE = 4
"""Other contents kept per number."""


class MemoryLog:
    """A :class:`sync.events.FrameLog`. Numbers are per author, from 0."""

    def __init__(self) -> None:
        self.bodies: dict[int, dict[int, bytes]] = {}
        self.kept_receipts: dict[int, bytes] = {}
        self.kept_snapshot: list[bytes] = []
        self._heads: dict[int, int] = {}
        self._checked: set[tuple[int, int]] = set()
        self._skips: set[tuple[int, int]] = set()
        self._aside: dict[tuple[int, int], list[bytes]] = {}

    def put(self, author: int, number: int, body: bytes) -> bool:
        """Keep a frame; False and nothing changed if the number is taken."""
        frames = self.bodies.setdefault(author, {})
        if number in frames:
            return False
        frames[number] = body
        if is_skip(body):
            self._skips.add((author, number))
        head = self._heads.get(author, 0)
        while head in frames:
            head += 1
        self._heads[author] = head
        return True

    def take(self, author: int, number: int) -> bytes | None:
        """Keep a frame no longer; its body, if it was there."""
        body = self.bodies.get(author, {}).pop(number, None)
        if body is not None:
            self._checked.discard((author, number))
            self._skips.discard((author, number))
            self._heads[author] = min(self._heads[author], number)
        return body

    def put_aside(self, author: int, number: int, body: bytes) -> None:
        """Another content for a number: the newest few are kept."""
        kept = self._aside.setdefault((author, number), [])
        if body not in kept:
            kept.append(body)
            del kept[:-MAX_ASIDE]

    def mark(self, author: int, checked: Collection[int], unchecked: Collection[int]) -> None:
        """What signatures cover."""
        held = self.bodies.get(author, {})
        self._checked |= {(author, number) for number in checked if number in held}
        self._checked -= {(author, number) for number in unchecked}

    def heads(self) -> Mapping[int, int]:
        """Author -> count of frames without gap from 0; what skips name counts."""
        heads = {author: head for author, head in self._heads.items() if self.bodies[author]}
        named = named_by(self.skips())
        return heads | {author: head_of(numbers.union(self.bodies[author])) for author, numbers in named.items()}

    def beyond(self) -> Mapping[int, frozenset[int]]:
        """Author -> numbers held beyond its head."""
        heads = self.heads()
        beyond = {
            author: frozenset(number for number in frames if number > heads.get(author, 0))
            for author, frames in self.bodies.items()
            if len(frames) > self._heads[author]
        }
        return {author: numbers for author, numbers in beyond.items() if numbers}

    def skips(self) -> list[tuple[int, int, bytes]]:
        """Author, number and body of the skips that count."""
        return [(*key, self.bodies[key[0]][key[1]]) for key in sorted(self._skips & self._checked)]

    def read(self, author: int, number: int) -> bytes | None:
        """A body."""
        frames = self.bodies.get(author)
        return None if frames is None else frames.get(number)

    def outline(self) -> Iterator[tuple[int, int, bytes, bool]]:
        """Of every frame: author, number, first 2 B of the body, and whether a signature covers it."""
        for author, frames in sorted(self.bodies.items()):
            for number, body in sorted(frames.items()):
                yield author, number, body[:2], (author, number) in self._checked

    def aside(self, author: int, number: int) -> list[bytes]:
        """Other contents that were heard for a number."""
        return self._aside.get((author, number), [])

    def receipts(self) -> list[bytes]:
        """The newest receipt of each coordination point's replica."""
        return list(self.kept_receipts.values())

    def snapshot(self) -> list[bytes]:
        """The packets of the snapshot that the station goes by."""
        return self.kept_snapshot
