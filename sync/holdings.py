# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we hold: heads and gaps per author. Whose word it is: :mod:`sync.trust`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from sync.certificates import PointCertificate
from sync.events import FrameLog
from sync.frames import BINDING, CERTIFICATE, Priority, body_priority, content_of
from sync.ids import Author, make_author
from sync.skips import Skip, decode_skip, may_be_named, superseded
from sync.syndromes import NONE, Syndromes, add, changed, differences
from sync.vectors import Holding, holding_of

FIRST_SLOTS = 4
"""Of a point: a replica that nobody has heard of is likely one of these."""


@dataclass(slots=True)
class Held:
    """One author's frames here. ``starts``: the first 2 B of each; ``skips``: its skips that count, by number;
    ``skipped``: numbers that these name and that are not here, which count as held; ``withheld``: what they rightly
    name, here or not, and nobody is sent."""

    head: int = 0
    beyond: set[int] = field(default_factory=set)
    starts: bytearray = field(default_factory=bytearray)
    skips: dict[int, Skip] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    withheld: set[int] = field(default_factory=set)
    _said: Holding | None = None
    _whole: Holding | None = None
    _part: tuple[int, Syndromes] = (0, NONE)

    def holding(self) -> Holding:
        """All that counts as held."""
        if self._whole is None:
            far = {number for number in self.skipped if number > self.head}
            self._whole = holding_of(self.head, self.beyond | far) if far else self.said()
        return self._whole

    def said(self) -> Holding:
        """As it goes into a beacon: beyond the head only what is here, for whoever has the skip knows the rest."""
        if self._said is None:
            self._said = holding_of(self.head, self.beyond)
        return self._said

    def part(self, author: Author) -> tuple[int, Syndromes]:
        """This author's part in the digest and in the syndromes of all."""
        if self._said is None or not self._part[0]:
            said = self.said()
            row = f"{author}:{said.head}:{said.runs}".encode()
            digest = int.from_bytes(blake2b(row, digest_size=4).digest(), "big")
            self._part = digest, changed(NONE, author, said.head)
        return self._part

    def start(self, number: int) -> bytes:
        """The first 2 B of a frame that is here; empty if it never was."""
        return bytes(self.starts[2 * number : 2 * number + 2])

    def priority(self, number: int) -> Priority:
        """The sending class of a frame that is here."""
        return body_priority(self.start(number))

    def urgency(self, number: int) -> Priority:
        """Likewise for who lacks it: a skip first, for it saves others, and what says who its author is, for without
        that others cannot be judged."""
        introduces = self.start(number)[:1] and self.start(number)[0] in (BINDING, CERTIFICATE)
        return Priority.URGENT if introduces or number in self.skips else self.priority(number)

    def note_start(self, number: int, start: bytes) -> None:
        """Remember it."""
        self.starts.extend(_NO_START * (number + 1 - len(self.starts) // 2))
        self.starts[2 * number : 2 * number + 2] = start[:2].ljust(2, b"\0")

    def has(self, number: int) -> bool:
        """Does this frame count as held?"""
        return number < self.head or number in self.beyond or number in self.skipped

    def here(self, number: int) -> bool:
        """Do we have this frame?"""
        return (number < self.head or number in self.beyond) and number not in self.skipped

    def _changed(self) -> None:
        self._said, self._whole, self._part = None, None, (0, NONE)
        while self.head in self.beyond or self.head in self.skipped:
            self.beyond.discard(self.head)
            self.head += 1

    def add(self, number: int) -> None:
        """It is durable now."""
        self.skipped.discard(number)
        if number >= self.head:
            self.beyond.add(number)
        self._changed()

    def drop(self, number: int) -> None:
        """It went aside."""
        self.note_start(number, _NO_START)
        self.beyond.discard(number)
        if any(skip.names(number) for skip in self.skips.values()):
            self.skipped.add(number)
        elif number < self.head:
            self._fall(number)
        self._changed()

    def _fall(self, head: int) -> None:
        self.beyond |= set(range(head + 1, self.head)) - self.skipped
        self.head = head

    def skip(self, skip: Skip) -> list[int]:
        """It counts from now on. Returns what it names wrongly, as far as that shows in what is here."""
        named = skip.numbers()
        self.skips[skip.number] = skip
        whole = self.head >= skip.number and not self.skipped
        right = set(superseded(self.start, self.skips, skip.first, skip.number)) if whole else set()
        wrong = [n for n in named if self.here(n) and not (n in right if whole else may_be_named(self.start(n)))]
        self.skipped |= {number for number in named if not self.here(number)}
        self.withheld |= set(named) - set(wrong)
        self._changed()
        return wrong

    def unskip(self, number: int) -> bool:
        """It does not count any more: what it alone named is lacking. False if it did not."""
        gone = self.skips.pop(number, None)
        if gone is None:
            return False
        self.withheld = {number for skip in self.skips.values() for number in skip.numbers()}
        lost = {number for number in gone.numbers() if number in self.skipped} - self.withheld
        self.skipped -= lost
        if lost and min(lost) < self.head:
            below = self.head
            self._fall(min(lost))
            self.beyond -= {number for number in lost if number < below}
        self._changed()
        return True


_NO_START = b"\2\0"
"""Of a frame that is not here: it counts as status."""


class Holdings:
    """All authors."""

    def __init__(self, log: FrameLog) -> None:
        self.authors: dict[Author, Held] = {}
        for author, head in log.heads().items():
            self.authors[Author(author)] = Held(head=head)
        for author, numbers in log.beyond().items():
            self.of(Author(author)).beyond |= numbers
        here: dict[int, set[int]] = {author: set() for author, _, _ in log.skips()}
        for author, number, start, _ in log.outline():
            self.of(Author(author)).note_start(number, start)
            if author in here:
                here[author].add(number)
        for author, number, body in log.skips():
            held, skip = self.of(Author(author)), decode_skip(number, content_of(body))
            held.skipped |= set(skip.numbers()) - here[author]
            held.skip(skip)

    def of(self, author: Author) -> Held:
        """The author's row, made if new."""
        return self.authors.setdefault(author, Held())

    def has(self, author: Author, number: int) -> bool:
        """Do we have this frame?"""
        return author in self.authors and self.authors[author].here(number)

    def counts(self, author: Author, number: int) -> bool:
        """Does it count as held, here or superseded?"""
        return author in self.authors and self.authors[author].has(number)

    def skipped(self, author: Author, number: int) -> bool:
        """Does it count as held though it is not here?"""
        return author in self.authors and number in self.authors[author].skipped

    def skips(self) -> set[tuple[Author, int]]:
        """Those that count and that no other one names."""
        return {
            (author, number)
            for author, held in self.authors.items()
            for number in held.skips
            if number not in held.withheld
        }

    def withheld(self, author: Author, number: int) -> bool:
        """Is this frame named by a skip, so that nobody is sent it?"""
        return author in self.authors and number in self.authors[author].withheld

    def top(self, author: Author) -> int:
        """One more than the highest number held of this author."""
        return self.authors[author].holding().top if author in self.authors else 0

    def add(self, author: Author, number: int, body: bytes) -> None:
        """A frame is durable."""
        self.of(author).add(number)
        self.of(author).note_start(number, body)

    def priority(self, author: Author, number: int) -> Priority:
        """The sending class of a frame that is held."""
        return self.authors[author].priority(number)

    def urgency(self, author: Author, number: int) -> Priority:
        """Likewise for who lacks it."""
        return self.authors[author].urgency(number)

    def apart(self, theirs: Mapping[Author, Holding]) -> int:
        """Of how many authors somebody has another head than we."""
        ours = self.heads()
        return sum(ours.get(of, 0) != (theirs[of].head if of in theirs else 0) for of in ours.keys() | theirs.keys())

    def total(self) -> int:
        """Frames that count as held without gap, of all authors together."""
        return sum(held.head for held in self.authors.values())

    def below(self, author: Author, top: int) -> int:
        """How many of an author's first ``top`` frames count as held."""
        held = self.authors.get(author)
        return 0 if held is None else top - sum(1 for _ in held.holding().missing(top))

    def heads(self) -> dict[Author, int]:
        """Frames without gap, per author of whom there are some."""
        return {author: held.head for author, held in self.authors.items() if held.head}

    def vector(self) -> dict[Author, Holding]:
        """All that is held."""
        return {author: held.said() for author, held in self.authors.items() if held.head or held.beyond}

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
