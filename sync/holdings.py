# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we hold and how far it is proven: heads, gaps, hash chains, checkpoints."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.certificates import CertificateError, Roster, verify_binding
from sync.chain import chain_next, chain_start, verify_checkpoint
from sync.events import ChainBroken, FrameLog
from sync.frames import Checkpoint, FrameError, Priority, body_priority, decode_body
from sync.ids import Author
from sync.wire import GAP_BITS, Holding

CHECKPOINT_EVERY = 16


@dataclass(slots=True)
class Held:
    """One author's frames here. ``chained`` frames are in ``chain``; ``verified`` of them are signed for."""

    head: int = 0
    beyond: set[int] = field(default_factory=set)
    chained: int = 0
    chain: bytes = b""
    verified: int = 0
    replica_public: bytes | None = None
    kind: int | None = None
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


class Holdings:
    """All authors. Reads bodies from the log, never writes."""

    def __init__(self, log: FrameLog, roster: Roster) -> None:
        self._log = log
        self._roster = roster
        self.authors: dict[Author, Held] = {}
        for author, head in log.heads().items():
            self.authors[Author(author)] = Held(head=head)
        for author, numbers in log.beyond().items():
            self.authors.setdefault(Author(author), Held()).beyond |= numbers
            for number in numbers:
                self._note_life(Author(author), number, log.read(author, number))
        for author in list(self.authors):
            self.advance(author)

    def of(self, author: Author) -> Held:
        """The author's row, made if new."""
        return self.authors.setdefault(author, Held())

    def add(self, author: Author, number: int) -> list[ChainBroken]:
        """A frame is durable; returns what its chain proves wrong."""
        self.of(author).add(number)
        self._note_life(author, number, self._log.read(author, number))
        return self.advance(author)

    def _note_life(self, author: Author, number: int, body: bytes | None) -> None:
        if body is not None and body_priority(body) is Priority.LIFE:
            self.of(author).life.add(number)

    def advance(self, author: Author) -> list[ChainBroken]:
        """Take contiguous frames into the chain and check the signatures among them."""
        held, broken = self.of(author), []
        while held.chained < held.head:
            number = held.chained
            body = self._log.read(author, number)
            if body is None:
                break
            self._note_life(author, number, body)
            if number == 0:
                self._bind(held, author, body)
                held.chain = chain_start(self._roster.incident, body)
            else:
                if not self._checkpoint(held, author, number, body):
                    broken.append(ChainBroken(author, number))
                held.chain = chain_next(held.chain, number, body)
            held.chained += 1
        return broken

    def _bind(self, held: Held, author: Author, body: bytes) -> None:
        try:
            binding = verify_binding(body, self._roster)
        except CertificateError:
            return
        certificate = self._roster.point(author >> 6)
        held.replica_public, held.verified = binding.replica_public, 1
        held.kind = None if certificate is None else certificate.kind

    def _checkpoint(self, held: Held, author: Author, number: int, body: bytes) -> bool:
        try:
            decoded = decode_body(body)
        except FrameError:
            return True
        if not isinstance(decoded, Checkpoint) or held.replica_public is None:
            return True
        incident = self._roster.incident
        if not verify_checkpoint(held.replica_public, incident, author, number, held.chain, decoded.signature):
            return False
        held.verified = number + 1
        return True
