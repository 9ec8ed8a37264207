# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we hold: heads and gaps per author. Whose word it is: :mod:`sync.trust`."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.events import FrameLog
from sync.frames import Priority, body_priority
from sync.ids import Author
from sync.wire import GAP_BITS, Holding

CHECKPOINT_EVERY = 16


@dataclass(slots=True)
class Held:
    """One author's frames here."""

    head: int = 0
    beyond: set[int] = field(default_factory=set)
    life: set[int] = field(default_factory=set)

    def holding(self) -> Holding:
        """As it goes into a beacon."""
        bits = 0
        for number in self.beyond:
            ahead = number - self.head - 1
            if 0 <= ahead < GAP_BITS:
                bits |= 1 << ahead
        return Holding(self.head, bits)

    def has(self, number: int) -> bool:
        """Do we hold this frame?"""
        return number < self.head or number in self.beyond

    def add(self, number: int) -> None:
        """It is durable now."""
        if number >= self.head:
            self.beyond.add(number)
            while self.head in self.beyond:
                self.beyond.discard(self.head)
                self.head += 1

    def drop(self, number: int) -> None:
        """It went aside."""
        self.life.discard(number)
        if number < self.head:
            self.beyond |= set(range(number + 1, self.head))
            self.head = number
        self.beyond.discard(number)


class Holdings:
    """All authors."""

    def __init__(self, log: FrameLog) -> None:
        self.authors: dict[Author, Held] = {}
        for author, head in log.heads().items():
            self.authors[Author(author)] = Held(head=head)
        for author, numbers in log.beyond().items():
            self.of(Author(author)).beyond |= numbers
        for author, number, start, _ in log.outline():
            self._note_life(Author(author), number, start)

    def of(self, author: Author) -> Held:
        """The author's row, made if new."""
        return self.authors.setdefault(author, Held())

    def has(self, author: Author, number: int) -> bool:
        """Do we hold this frame?"""
        return author in self.authors and self.authors[author].has(number)

    def add(self, author: Author, number: int, body: bytes) -> None:
        """A frame is durable."""
        self.of(author).add(number)
        self._note_life(author, number, body)

    def _note_life(self, author: Author, number: int, start: bytes) -> None:
        if body_priority(start) is Priority.LIFE:
            self.of(author).life.add(number)
