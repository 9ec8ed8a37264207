# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What coordination points sign and others pass on as it is, perhaps long after it was made: receipts and snapshots.
Judged by their signature and by what they add, whoever sent them."""

from __future__ import annotations

from collections import Counter

from sync.events import EngineConfig, Event, FrameLog, PeerHeard, ReceiptReceived, Rejected
from sync.ids import Author
from sync.keyring import Keyring
from sync.packets import Receipt, SnapshotPart
from sync.receipts import Receipts
from sync.repair import Repairs
from sync.snapshot_traffic import SnapshotTraffic


class Statements:
    """Of one engine. ``rejected``: reason -> how many."""

    def __init__(
        self,
        config: EngineConfig,
        keys: Keyring,
        receipts: Receipts,
        snapshots: SnapshotTraffic,
        repairs: Repairs,
        rejected: Counter[str],
    ) -> None:
        self._own = config.author
        self._keys = keys
        self._receipts = receipts
        self._snapshots = snapshots
        self._repairs = repairs
        self._rejected = rejected

    def restore(self, log: FrameLog) -> None:
        """Those kept from before a restart."""
        for raw in log.receipts():
            self._receipts.restore(raw)
        self._snapshots.kept.restore(log.snapshot())

    def heard(self, packet: Receipt | SnapshotPart, raw: bytes, by: Author | None, now: float) -> list[Event]:
        """One came as ``raw``, sent by this neighbour if we know which."""
        if isinstance(packet, Receipt):
            events = self._receipt(packet, raw, by, now)
        else:
            events = self._snapshots.heard(packet, raw, by, now)
        self._rejected.update(event.reason for event in events if isinstance(event, Rejected))
        return events

    def now_judged(self, now: float) -> list[Event]:
        """Those whose signer's key has come."""
        events: list[Event] = []
        for raw in (*self._receipts.now_judged(), *self._snapshots.kept.now_judged()):
            packet, _ = self._keys.open(raw)
            if isinstance(packet, Receipt | SnapshotPart):
                events += self.heard(packet, raw, None, now)
        return events

    def _receipt(self, receipt: Receipt, raw: bytes, by: Author | None, now: float) -> list[Event]:
        if not self._receipts.valid(receipt):
            return [] if self._receipts.too_early(receipt, raw) else [Rejected("receipt")]
        own, sender = self._own, receipt.sender.author
        if not self._receipts.take(receipt, raw):
            return [Rejected("replay")]
        if self._repairs.peers.out_of_reach(by, now):
            self._receipts.pass_on(self._repairs.unhurried(now), now)
        ours = self._receipts.of_ours(receipt)
        self._repairs.spread.drop([(own, number) for number in range(ours)])
        self._repairs.signed_for(receipt, now)
        vector = {author: head for author, (head, _) in receipt.vector.items() if author != own} | {own: ours}
        return [PeerHeard(sender, ours or None), ReceiptReceived(sender, vector, raw)]
