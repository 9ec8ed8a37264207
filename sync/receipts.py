# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Receipts: a coordination point's signed word on what it durably holds; made, checked, kept, relayed."""

from __future__ import annotations

from random import Random

from sync.certificates import signed_by
from sync.events import EngineConfig
from sync.holdings import Holdings
from sync.ids import Author
from sync.keyring import Keyring
from sync.members import Members
from sync.trust import Trust
from sync.wire import CHAIN_HINT, PacketError, Receipt, encode_receipt, receipt_message

NEVER = float("inf")
MAX_EARLY = 4
FEW, RESTED = 2.0, 10.0
"""The time between receipts doubles while they follow each other, up to as many times the shortest as there are other
authors, within these, and longer where others must pass it on: it is nearly a full packet, and half of the stations of
a town send it. Every rest as long as that halves it. So a signature covers many entries where
many come, and where few are on the air, which then is free, nobody waits long for it."""

PASSED_AGAIN = 4.0
"""Packet times, for each who could, until a station passes the same one on again."""


class Receipts:
    """``due`` is when a coordination point should sign anew, ``relay_due`` when another should pass one on."""

    def __init__(
        self, config: EngineConfig, keys: Keyring, held: Holdings, trust: Trust, members: Members, rng: Random
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
        self._spacing = config.timing.receipt_spacing
        self._early: dict[Author, bytes] = {}
        self._unknown: frozenset[Author] = frozenset()
        self._offset = 0
        self._passed_at = -NEVER
        self.due = NEVER
        self.relay_due = NEVER
        self.relay: bytes | None = None

    def restore(self, raw: bytes) -> None:
        """A receipt kept from before a restart; anything wrong with it is like not having it."""
        try:
            packet, _ = self._keys.open(raw)
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

    def too_early(self, receipt: Receipt, raw: bytes) -> bool:
        """One of a coordination point whose key has not come yet: kept, to be judged then."""
        author = receipt.sender.author
        if self._trust.public_of(author) is not None or not self._members.coordinates(author):
            return False
        if len(self._early) < MAX_EARLY or author in self._early:
            self._early[author] = raw
        return True

    def now_judged(self) -> list[bytes]:
        """Those whose key has come."""
        known = [author for author in self._early if self._trust.public_of(author) is not None]
        return [self._early.pop(author) for author in known]

    def take(self, receipt: Receipt, raw: bytes) -> bool:
        """A valid receipt was heard; one that was to be relayed need not be any more. False if it adds nothing."""
        adds = self._note(receipt, raw)
        if adds or (raw == self.relay and self._config.timing.hold_off):
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
        self._newest, self._passed_at = raw, -NEVER
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
            return sum(held.head for author, held in self._held.authors.items() if author not in self._unknown)
        return sum(self._best.values())

    def awaited(self) -> bool:
        """Did we write what the coordination point is not known to hold?"""
        return self.acknowledged() < self._held.of(self._config.author).head

    def acknowledged(self) -> int:
        """Own frames held by the coordination point, as far as its signature reached us."""
        own = self._config.author
        head = self._held.of(own).head
        return head if self._config.is_coordination else min(self._best.get(own, 0), head)

    def changed(self, now: float, *, life: bool) -> None:
        """Something became durable: a coordination point will sign for it."""
        if self._config.is_coordination:
            delay = self._config.timing.packet / 2 if life else self._config.timing.receipt_delay
            self.due = min(self.due, now + delay if life else max(now + delay, self._sent_at + self._spacing))

    def peer_knows(self, receipted: int, crowd: float, now: float) -> None:
        """A point said how much it knows to be held: say it again, or pass on the newest word."""
        if receipted >= self.total():
            return
        if self._config.is_coordination:
            self.due = min(self.due, max(now + self._config.timing.receipt_delay, self._sent_at + self._spacing))
        else:
            self.pass_on(crowd, now)

    def pass_on(self, crowd: float, now: float) -> None:
        """A neighbour may not have heard the newest word: send it, unless another is heard to do so first."""
        again = now - self._passed_at >= PASSED_AGAIN * crowd * self._config.timing.packet
        if self._newest is not None and self.relay is None and again:
            self.relay = self._newest
            self.relay_due = now + self._config.timing.packet * (1 + self._rng.random() * crowd)

    def passed(self, now: float) -> None:
        """It was sent."""
        self.relay, self.relay_due, self._passed_at = None, NEVER, now

    def make(self, now: float, *, stretch: float = 1.0) -> bytes:
        """The plaintext of a receipt over the durable heads; they take turns if they do not fit. ``stretch``:
        how many times as long the time to the next one may grow."""
        heads = [
            (author, (held.head, chain))
            for author, held in sorted(self._held.authors.items())
            if (chain := self._trust.chain_at(author, held.head)) is not None
        ]
        # Of who named frames as superseded and of whom others are still lacking the chain is not known yet.
        self._unknown = frozenset(self._held.authors.keys() - dict(heads).keys())
        turned = dict(heads[self._offset :])
        least = self._config.timing.receipt_spacing
        most = least * stretch * min(max(FEW, len(self._held.authors) - 1.0), RESTED)
        halved: float = 0.5 ** min(64.0, (now - self._sent_at) / most)
        self._spacing = max(least, min(most, 2 * self._spacing * halved))
        self._sent_at, self.due = now, NEVER
        plain, fitted = encode_receipt(
            turned, self._config.replica_private, self._config.roster.incident, self._config.author
        )
        self._offset = self._offset + fitted if fitted < len(turned) else 0
        return plain
