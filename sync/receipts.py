# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Receipts: a coordination point's signed word on what it durably holds; made, checked, kept, relayed."""

from __future__ import annotations

from random import Random

from sync.certificates import signed_by
from sync.events import EngineConfig
from sync.holdings import Holdings
from sync.ids import Author
from sync.members import Members
from sync.trust import Trust
from sync.wire import (
    CHAIN_HINT,
    Keys,
    PacketError,
    Receipt,
    encode_receipt,
    encode_vector,
    open_packet,
    receipt_message,
)

NEVER = float("inf")


class Receipts:
    """``due`` is when a coordination point should sign anew, ``relay_due`` when another should pass one on."""

    def __init__(
        self, config: EngineConfig, keys: Keys, held: Holdings, trust: Trust, members: Members, rng: Random
    ) -> None:
        self._config = config
        self._keys = keys
        self._held = held
        self._trust = trust
        self._members = members
        self._rng = rng
        self._best: dict[Author, int] = {}
        self._newest: bytes | None = None
        self._sent_at = -NEVER
        self._offset = 0
        self.due = NEVER
        self.relay_due = NEVER
        self.relay: bytes | None = None

    def restore(self, raw: bytes) -> None:
        """A receipt kept from before a restart; anything wrong with it is like not having it."""
        try:
            packet = open_packet(raw, self._keys)
        except PacketError:
            return
        if isinstance(packet, Receipt) and self.valid(packet):
            self._note(packet, raw)

    def valid(self, receipt: Receipt) -> bool:
        """Signed by a bound replica of a certified coordination point."""
        author = receipt.sender.author
        public = self._trust.public_of(author)
        if public is None or not self._members.coordinates(author):
            return False
        message = receipt_message(self._config.roster.incident, author, receipt.signed)
        return signed_by(public, receipt.signature, message)

    def take(self, receipt: Receipt, raw: bytes) -> bool:
        """A valid receipt was heard; one that was to be relayed need not be any more. False if it adds nothing."""
        adds = self._note(receipt, raw)
        if adds or raw == self.relay:
            self.relay, self.relay_due = None, NEVER
        return adds

    def _note(self, receipt: Receipt, raw: bytes) -> bool:
        before = sum(self._best.values())
        own = self._config.author
        for author, (head, _) in receipt.vector.items():
            heard = self.of_ours(receipt) if author == own else head
            self._best[author] = max(heard, self._best.get(author, 0))
        if sum(self._best.values()) == before:
            return False
        self._newest = raw
        return True

    def of_ours(self, receipt: Receipt) -> int:
        """How many of our own frames it says are held: none, if it speaks of other frames under our number."""
        own = self._config.author
        head, hint = receipt.vector.get(own, (0, b""))
        if head > self._held.of(own).head:
            return 0
        chain = self._trust.chain_at(own, head)
        return head if chain is not None and chain[:CHAIN_HINT] == hint else 0

    def total(self) -> int:
        """How much receipts say altogether, as far as they reached us: what a beacon tells, so that the newest
        one is passed on along a chain of points even where it says nothing new of the next one's own frames."""
        if self._config.is_coordination:
            return sum(held.head for held in self._held.authors.values())
        return sum(self._best.values())

    def acknowledged(self) -> int:
        """Own frames held by the coordination point, as far as its signature reached us."""
        own = self._config.author
        head = self._held.of(own).head
        return head if self._config.is_coordination else min(self._best.get(own, 0), head)

    def changed(self, now: float, *, life: bool) -> None:
        """Something became durable: a coordination point will sign for it."""
        if self._config.is_coordination:
            delay = self._config.timing.packet / 2 if life else self._config.timing.receipt_delay
            earliest = now + delay if life else max(now + delay, self._sent_at + self._config.timing.receipt_spacing)
            self.due = min(self.due, earliest)

    def peer_knows(self, receipted: int, now: float) -> None:
        """A point said how much it knows to be held: say it again, or pass on the newest word."""
        timing = self._config.timing
        if receipted >= self.total():
            return
        if self._config.is_coordination:
            self.due = min(self.due, max(now + timing.receipt_delay, self._sent_at + timing.receipt_spacing))
        elif self._newest is not None and self.relay is None:
            self.relay = self._newest
            self.relay_due = now + timing.receipt_spacing * (0.5 + self._rng.random())

    def make(self, now: float) -> bytes:
        """The plaintext of a receipt over the durable heads; they take turns if they do not fit."""
        heads = [
            (author, (held.head, chain))
            for author, held in sorted(self._held.authors.items())
            if (chain := self._trust.chain_at(author, held.head)) is not None
        ]
        turned = dict(heads[self._offset :] + heads[: self._offset])
        self._sent_at, self.due = now, NEVER
        plain = encode_receipt(turned, self._config.replica_private, self._config.roster.incident, self._config.author)
        _, fitted = encode_vector(turned)
        self._offset = (self._offset + fitted) % len(heads) if len(heads) > fitted else 0
        return plain
