# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we hold: heads and gaps per author. Whose word it is: :mod:`sync.trust`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from sync.certificates import PointCertificate
from sync.events import FrameLog
from sync.frames import Priority, body_priority
from sync.ids import Author, make_author
from sync.syndromes import NONE, Syndromes, add, changed, differences
from sync.vectors import Holding, holding_of

FIRST_SLOTS = 4
"""Of a point: a replica that nobody has heard of is likely one of these."""


@dataclass(slots=True)
class Held:
    """One author's frames here."""

    head: int = 0
    beyond: set[int] = field(default_factory=set)
    classes: bytearray = field(default_factory=bytearray)
    _holding: Holding | None = None
    _part: tuple[int, Syndromes] = (0, NONE)

    def holding(self) -> Holding:
        """As it goes into a beacon."""
        if self._holding is None:
            self._holding = holding_of(self.head, self.beyond)
        return self._holding

    def part(self, author: Author) -> tuple[int, Syndromes]:
        """This author's part in the digest and in the syndromes of all."""
        if self._holding is None or not self._part[0]:
            holding = self.holding()
            row = f"{author}:{holding.head}:{holding.runs}".encode()
            digest = int.from_bytes(blake2b(row, digest_size=4).digest(), "big")
            self._part = digest, changed(NONE, author, holding.head)
        return self._part

    def priority(self, number: int) -> Priority:
        """The sending class of a frame that is held."""
        return Priority(self.classes[number]) if number < len(self.classes) else Priority.STATUS

    def note_priority(self, number: int, priority: Priority) -> None:
        """Remember it."""
        if number >= len(self.classes):
            self.classes.extend(bytes((Priority.STATUS,)) * (number + 1 - len(self.classes)))
        self.classes[number] = priority

    def has(self, number: int) -> bool:
        """Do we hold this frame?"""
        return number < self.head or number in self.beyond

    def add(self, number: int) -> None:
        """It is durable now."""
        self._holding, self._part = None, (0, NONE)
        if number >= self.head:
            self.beyond.add(number)
            while self.head in self.beyond:
                self.beyond.discard(self.head)
                self.head += 1

    def drop(self, number: int) -> None:
        """It went aside."""
        self._holding, self._part = None, (0, NONE)
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
            self.of(Author(author)).note_priority(number, body_priority(start))

    def of(self, author: Author) -> Held:
        """The author's row, made if new."""
        return self.authors.setdefault(author, Held())

    def has(self, author: Author, number: int) -> bool:
        """Do we hold this frame?"""
        return author in self.authors and self.authors[author].has(number)

    def add(self, author: Author, number: int, body: bytes) -> None:
        """A frame is durable."""
        self.of(author).add(number)
        self.of(author).note_priority(number, body_priority(body))

    def priority(self, author: Author, number: int) -> Priority:
        """The sending class of a frame that is held."""
        return self.authors[author].priority(number)

    def apart(self, theirs: Mapping[Author, Holding]) -> int:
        """Of how many authors somebody has another head than we."""
        ours = self.heads()
        return sum(ours.get(of, 0) != (theirs[of].head if of in theirs else 0) for of in ours.keys() | theirs.keys())

    def total(self) -> int:
        """Frames without gap, of all authors together."""
        return sum(held.head for held in self.authors.values())

    def below(self, author: Author, top: int) -> int:
        """How many of an author's first ``top`` frames we hold."""
        held = self.authors.get(author)
        return 0 if held is None else min(held.head, top) + sum(number < top for number in held.beyond)

    def heads(self) -> dict[Author, int]:
        """Frames without gap, per author of whom there are some."""
        return {author: held.head for author, held in self.authors.items() if held.head}

    def vector(self) -> dict[Author, Holding]:
        """All that is held."""
        return {author: held.holding() for author, held in self.authors.items() if held.head or held.beyond}

    def from_syndromes(self, apart: Syndromes, certified: Iterable[PointCertificate]) -> dict[Author, Holding] | None:
        """The vector of somebody whose syndromes differ by ``apart`` from ours, if few enough heads differ, and only
        of authors that we know or of the first slots of a certified point."""
        slots = (make_author(one.point, slot) for one in certified for slot in range(FIRST_SLOTS))
        found = differences(apart, dict.fromkeys([*(author for author in self.authors if author), *slots]))
        if found is None:
            return None
        heads = {author: self.authors[author].head if author in self.authors else 0 for author in found}
        return self.vector() | {author: Holding(heads[author] ^ change) for author, change in found.items()}

    def ahead(self, theirs: Mapping[Author, Holding]) -> dict[Author, int]:
        """Authors of whom somebody holds frames that we lack, and how many those have."""
        return {
            author: holding.top
            for author, holding in theirs.items()
            if holding.top > (self.authors[author].head if author in self.authors else 0)
        }

    def summary(self) -> tuple[int, int, Syndromes]:
        """A digest of 32 bits that is equal only if the vector is (but for chance), the number of frames held, and
        the vector's syndromes."""
        digest, count, syndromes = 0, 0, NONE
        for author, held in self.authors.items():
            if held.head or held.beyond:
                part, each = held.part(author)
                digest += part
                count += held.head + len(held.beyond)
                syndromes = add(syndromes, each)
        return digest & 0xFFFFFFFF, count, syndromes
