# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Receipts: a coordination point's signed word on what it durably holds; made, checked, kept, relayed."""

from __future__ import annotations

from random import Random

from sync.certificates import COORDINATION_POINT, signed_by
from sync.events import EngineConfig
from sync.holdings import Holdings
from sync.ids import Author
from sync.wire import Keys, PacketError, Receipt, encode_receipt, open_packet, receipt_message

NEVER = float("inf")


class Receipts:
    """``due`` is when a coordination point should sign anew, ``relay_due`` when another should pass one on."""

    def __init__(self, config: EngineConfig, keys: Keys, held: Holdings, rng: Random) -> None:
        self._config = config
        self._keys = keys
        self._held = held
        self._rng = rng
        self._best: dict[Author, int] = {}
        self._raw: dict[Author, bytes] = {}
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
        held = self._held.authors.get(author)
        if held is None or held.replica_public is None or held.kind != COORDINATION_POINT:
            return False
        message = receipt_message(self._config.roster.incident, author, receipt.signed)
        return signed_by(held.replica_public, receipt.signature, message)

    def take(self, receipt: Receipt, raw: bytes) -> None:
        """A valid receipt was heard; one that was to be relayed need not be any more."""
        self._note(receipt, raw)
        self.relay, self.relay_due = None, NEVER

    def _note(self, receipt: Receipt, raw: bytes) -> None:
        for author, head in receipt.vector.items():
            if head > self._best.get(author, 0):
                self._best[author] = head
                self._raw[author] = raw

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

    def peer_knows(self, author: Author, acked: int, now: float) -> None:
        """A point said how far it knows to be held: say it again, or pass on what we have."""
        timing = self._config.timing
        if self._config.is_coordination:
            held = self._held.authors.get(author)
            if held is not None and acked < held.head:
                self.due = min(self.due, max(now + timing.receipt_delay, self._sent_at + timing.receipt_spacing))
        elif acked < self._best.get(author, 0) and self.relay is None:
            self.relay = self._raw[author]
            self.relay_due = now + timing.receipt_spacing * (0.5 + self._rng.random())

    def make(self, now: float) -> bytes:
        """The plaintext of a receipt over the durable heads; they take turns if they do not fit."""
        heads = sorted((author, held.head) for author, held in self._held.authors.items() if held.head)
        turned = dict(heads[self._offset :] + heads[: self._offset])
        self._sent_at, self.due = now, NEVER
        plain = encode_receipt(turned, self._config.replica_private, self._config.roster.incident, self._config.author)
        fitted = 40
        self._offset = (self._offset + fitted) % len(heads) if len(heads) > fitted else 0
        return plain
