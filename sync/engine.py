# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sync engine: bytes in, events out; time and chance come in as parameters.

Theory of operation
-------------------
Everybody keeps everybody's frames. An own frame is broadcast once over the whole mesh; what that loses,
neighbours repair. A beacon says how far its sender is with every author. Hearing one, we see what the sender
lacks (and schedule repairs after a random hold-off, dropped when another holder is faster) and what we lack
(and ask, after a grace time in which the repairs may already come). Beacons run on a Trickle timer: often
when something differs, rarely when nothing does.

Nothing here is durable. The engine advances a head only in :meth:`Engine.stored` and :meth:`Engine.own`, which
are called after the commit; so beacons and receipts never claim what a power cut could take back. All of its
memory may be lost: that costs airtime, never data.

A coordination point signs receipts over its durable heads. They are the only thing that
:meth:`Engine.acknowledged` believes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from sync.airtime import Governor, Ledger
from sync.certificates import CertificateError, verify_binding
from sync.events import (
    ChainBroken,
    EngineConfig,
    Event,
    ForkSeen,
    FrameLog,
    FrameReceived,
    Outgoing,
    PeerHeard,
    ReceiptReceived,
    Rejected,
)
from sync.frames import Frame, FrameError, Priority, body_priority, decode_body
from sync.holdings import CHECKPOINT_EVERY, Holdings
from sync.ids import Author
from sync.outbox import Outbox
from sync.receipts import Receipts
from sync.repair import Repairs
from sync.replay import ReplayWindows
from sync.schedule import Timing, Trickle
from sync.wire import Beacon, Holding, Keys, PacketError, Receipt, Want, open_packet

__all__ = [
    "ChainBroken",
    "Engine",
    "EngineConfig",
    "Event",
    "ForkSeen",
    "FrameLog",
    "FrameReceived",
    "Outgoing",
    "PeerHeard",
    "ReceiptReceived",
    "Rejected",
    "Timing",
]

BEACON_REDUNDANCY = 2
MAX_FORKS = 256
MAX_AUTHORS = 1024


class Engine:
    """One replica's part in the protocol. ``spent``: (steady time, kind, seconds) of the last hour."""

    def __init__(
        self,
        config: EngineConfig,
        log: FrameLog,
        rng: Random,
        now: float,
        spent: Iterable[tuple[float, str, float]] = (),
    ) -> None:
        self.config = config
        self._log = log
        self._keys = Keys.derive(config.group_key, config.roster.incident, config.epoch)
        self._held = Holdings(log, config.roster)
        self._governor = Governor(config.duty_cycle, config.life_reserve)
        self._governor.restore(spent)
        self._replay = ReplayWindows()
        self._trickle = Trickle(config.timing.beacon_min, config.timing.beacon_max, BEACON_REDUNDANCY, rng, now)
        self._repairs = Repairs(config.timing, rng)
        self._receipts = Receipts(config, self._keys, self._held, rng)
        self._outbox = Outbox(
            config, self._keys, log, self._held, self._governor, self._repairs, self._receipts, self._trickle, rng
        )
        self._unsigned_since: float | None = now if self._unsigned() else None
        self._forks: set[tuple[Author, int]] = set()
        self.rejected: Counter[str] = Counter()
        for raw in log.receipts():
            self._receipts.restore(raw)

    # -- input ------------------------------------------------------------------------------------------

    def receive(self, payload: bytes, now: float) -> list[Event]:
        """What a payload means. Never raises for bad bytes, changes nothing that must be durable."""
        try:
            packet = open_packet(payload, self._keys)
        except PacketError as error:
            return [self._reject(error.reason)]
        if isinstance(packet, Frame):
            self._repairs.heard(packet.author, packet.number, now)
            return self._frame(packet, now)
        sender = packet.sender
        if sender.author == self.config.author:
            return [self._reject("own_echo")]
        if isinstance(packet, Receipt):
            # Passed on verbatim, perhaps long after it was made: judged by its signature and by what it adds.
            return self._receipt(packet, payload)
        if not self._replay.fresh(sender):
            return [self._reject("replay")]
        if isinstance(packet, Want):
            self._want(packet, now)
            return [PeerHeard(sender.author, None)]
        return self._beacon(packet, now)

    def brought(self, frame: Frame, now: float) -> list[Event]:
        """A frame that came by another road than the radio: judged like one that was heard, but nobody else on the
        air has heard it."""
        return self._frame(frame, now)

    def _reject(self, reason: str) -> Rejected:
        self.rejected[reason] += 1
        return Rejected(reason)

    def _frame(self, frame: Frame, now: float) -> list[Event]:
        held = self._held.of(frame.author) if frame.author in self._held.authors else None
        if held is not None and held.has(frame.number):
            return self._compare(frame, now)
        if frame.author == self.config.author:
            return [self._fork(frame.author, frame.number, frame.body, own=True)]
        try:
            if frame.number == 0:
                if verify_binding(frame.body, self.config.roster).author != frame.author:
                    return [self._reject("binding")]
            else:
                decode_body(frame.body)
        except CertificateError:
            return [self._reject("binding")]
        except FrameError:
            return [self._reject("malformed")]
        if self.config.roster.point(frame.author >> 6) is None or len(self._held.authors) >= MAX_AUTHORS:
            return [self._reject("foreign")]
        return [FrameReceived(frame)]

    def _compare(self, frame: Frame, now: float) -> list[Event]:
        ours = self._log.read(frame.author, frame.number)
        if ours is None or ours == frame.body or (frame.author, frame.number) in self._forks:
            return []
        if frame.author != self.config.author:
            # Say aloud what we hold under this number: its author hears that it has been copied.
            self._repairs.contradict(frame.author, frame.number, now)
        return [self._fork(frame.author, frame.number, frame.body, own=frame.author == self.config.author)]

    def _fork(self, author: Author, number: int, body: bytes | None, *, own: bool) -> Event:
        self.rejected["fork"] += 1
        if len(self._forks) < MAX_FORKS:
            self._forks.add((author, number))
        return ForkSeen(author, number, body, own)

    def _beacon(self, beacon: Beacon, now: float) -> list[Event]:
        sender, own = beacon.sender.author, self.config.author
        self._repairs.peer_said(sender, beacon.holdings, now)
        consistent = True
        named = dict(beacon.holdings)
        if beacon.complete:
            named |= {author: Holding(0) for author in self._held.authors if author not in named}
        for author, theirs in named.items():
            if self.config.roster.point(author >> 6) is None:
                continue
            ours = self._held.authors[author].holding() if author in self._held.authors else Holding(0)
            if theirs == ours:
                continue
            consistent = False
            self._repairs.offer(author, theirs, self._held, now)
            if theirs.head > ours.head and author != own:
                self._repairs.lack(author, theirs.head, now)
        if consistent:
            self._trickle.consistent()
        else:
            self._trickle.inconsistent(now)
        self._receipts.peer_knows(beacon.receipted, now)
        if own in named:
            self._outbox.held_by_another(named[own])
        events: list[Event] = [PeerHeard(sender, named[own].head if own in named else None)]
        head = self._held.of(own).head
        if own in named and named[own].head > head and (own, head) not in self._forks:
            events.append(self._fork(own, head, None, own=True))
        return events

    def _want(self, want: Want, now: float) -> None:
        for author, theirs in want.holdings.items():
            if author in self._held.authors:
                self._repairs.offer(author, theirs, self._held, now, asked=True)
        self._repairs.want_heard(want.holdings, now)

    def _receipt(self, receipt: Receipt, raw: bytes) -> list[Event]:
        if not self._receipts.valid(receipt):
            return [self._reject("receipt")]
        own = self.config.author
        sender = receipt.sender.author
        head = self._held.of(own).head
        ahead = receipt.vector.get(own, 0) > head
        if not self._receipts.take(receipt, raw) and not ahead:
            return [self._reject("replay")]
        self._outbox.held_by_another(Holding(min(receipt.vector.get(own, 0), head)))
        events: list[Event] = [PeerHeard(sender, receipt.vector.get(own))]
        if ahead:
            # It speaks of frames of ours that we do not have: believe it for everybody but ourselves.
            others = {author: count for author, count in receipt.vector.items() if author != own}
            events.append(self._fork(own, head, None, own=True))
            return [*events, ReceiptReceived(sender, others, raw)]
        return [*events, ReceiptReceived(sender, dict(receipt.vector), raw)]

    # -- what became durable ----------------------------------------------------------------------------

    def stored(self, frames: Sequence[Frame], now: float) -> list[Event]:
        """These frames of others are durable now."""
        broken: list[Event] = []
        life = False
        for frame in frames:
            broken += self._held.add(frame.author, frame.number)
            self._repairs.got(frame.author, frame.number, self._held)
            life = life or body_priority(frame.body) is Priority.LIFE
        self._trickle.inconsistent(now)
        self._receipts.changed(now, life=life)
        self.rejected["chain"] += len(broken)
        return broken

    def own(self, frames: Sequence[Frame], now: float) -> None:
        """These frames of ours are frozen and durable now: transmit them."""
        for frame in frames:
            self._held.add(frame.author, frame.number)
            self._outbox.add(frame, body_priority(frame.body), now)
        if self._unsigned() and self._unsigned_since is None:
            self._unsigned_since = now
        elif not self._unsigned():
            self._unsigned_since = None
        self._trickle.inconsistent(now)
        self._receipts.changed(now, life=any(body_priority(frame.body) is Priority.LIFE for frame in frames))

    # -- output -----------------------------------------------------------------------------------------

    def outgoing(self, now: float, limit: int = 1) -> list[Outgoing]:
        """The packets that may go now, most urgent first."""
        packets: list[Outgoing] = []
        while len(packets) < limit:
            packet = self._outbox.next(now)
            if packet is None:
                break
            packets.append(packet)
        return packets

    def sent(self, outgoing: Outgoing, now: float) -> None:
        """The radio took it: it costs airtime."""
        self._governor.charge(now, outgoing.kind, self.config.airtime(len(outgoing.payload)))

    def refused(self, outgoing: Outgoing, now: float, reason: str) -> None:
        """The radio did not take it: own frames go back into the queue, the rest comes by itself."""
        self._outbox.refused(outgoing, now, reason)

    def radio_spent(self, seconds: float) -> None:
        """What the radio says it transmitted in the last hour, for us and for others."""
        self._governor.told = seconds

    def may_freeze(self, priority: Priority, now: float) -> bool:
        """Would a new frame of this class get airtime now?"""
        return self._outbox.may_freeze(priority, now)

    def next_wakeup(self) -> float:
        """When :meth:`outgoing` may have something without anything happening first."""
        return self._outbox.next_wakeup()

    # -- figures ----------------------------------------------------------------------------------------

    def heads(self) -> dict[Author, int]:
        """Frames without gap, per author."""
        return {author: held.head for author, held in self._held.authors.items()}

    def verified(self) -> dict[Author, int]:
        """Frames that a binding or checkpoint signature covers, per author."""
        return {author: held.verified for author, held in self._held.authors.items()}

    def acknowledged(self) -> int:
        """Own frames in the best valid receipt: number n is held by the coordination point iff n < this."""
        return self._receipts.acknowledged()

    def ledger(self, now: float) -> Ledger:
        """Airtime of the last hour."""
        return self._governor.ledger(now)

    def own_chain(self) -> tuple[int, bytes]:
        """(number of the next own frame, hash over all before it)."""
        held = self._held.of(self.config.author)
        return held.head, held.chain

    def _unsigned(self) -> int:
        held = self._held.of(self.config.author)
        return held.head - held.verified

    def checkpoint_due(self, now: float) -> bool:
        """Should the author sign its history now?"""
        held = self._held.of(self.config.author)
        if held.head == 0 or held.chained != held.head or self._unsigned_since is None:
            return False
        age = now - self._unsigned_since
        return self._unsigned() >= CHECKPOINT_EVERY or age >= self.config.timing.checkpoint_age
