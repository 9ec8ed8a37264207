# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sync engine: bytes in, events out; time and chance come in as parameters.

Theory of operation
-------------------
Everybody keeps everybody's frames. A frame goes to the neighbours, and each passes it on for those that its sender
may not have reached (:mod:`sync.spread`); radios pass on only where nobody with a laptop stands between
(:mod:`sync.far`). What is lost is repaired: a beacon says how far its sender is with every author, and hearing one we
see what the sender lacks (and send it, unless another is faster) and what we lack (and ask one neighbour for it by
name). Beacons run on a Trickle timer: often when something differs, rarely when nothing does.

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

from sync.admission import Admission
from sync.airtime import Governor, Ledger
from sync.events import (
    Announced,
    EngineConfig,
    Event,
    ForkSeen,
    FrameContested,
    FrameLog,
    FrameReceived,
    Outgoing,
    PeerHeard,
    ReceiptReceived,
    Rejected,
    Rekeyed,
    Revoked,
    Settled,
    SnapshotReceived,
)
from sync.far import Far
from sync.frames import Frame, Priority, body_priority
from sync.hearing import Hearing
from sync.holdings import Holdings
from sync.ids import Author
from sync.intake import Intake
from sync.keyring import Keyring
from sync.latecomers import Latecomers
from sync.limits import Limits
from sync.members import Members
from sync.orders import Orders
from sync.outbox import Outbox
from sync.packets import Receipt, SnapshotPart
from sync.peers import DIRECTLY, Via
from sync.receipts import NEVER, Receipts
from sync.repair import Repairs
from sync.schedule import Timing, Trickle
from sync.signing import Finisher, Signing
from sync.skipping import Skipping
from sync.snapshot import Progress
from sync.snapshot_making import Registers
from sync.snapshot_traffic import SnapshotTraffic
from sync.statements import Statements
from sync.trust import Trust
from sync.turns import Turns
from sync.witness import Witnesses

__all__ = [
    "Announced",
    "Engine",
    "EngineConfig",
    "Event",
    "ForkSeen",
    "FrameContested",
    "FrameLog",
    "FrameReceived",
    "Outgoing",
    "PeerHeard",
    "ReceiptReceived",
    "Rejected",
    "Rekeyed",
    "Revoked",
    "Settled",
    "SnapshotReceived",
    "Timing",
]

BEACON_REDUNDANCY, NOBODY_ENOUGH = 1, 1 << 30


class Engine:
    """One replica's part in the protocol. ``spent``: (steady time, kind, seconds) of the last hour. ``orders``: the
    commands that count; ``members``: who takes part, as far as was heard."""

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
        self._keyring = Keyring(config.group_key, config.roster.incident, config.epoch)
        self.rejected: Counter[str] = Counter()
        self._held = Holdings(log)
        self.members = Members(config.roster)
        witnesses = Witnesses(config.author, config.exchange_private, self.members)
        self._trust = Trust(log, self.members, witnesses, self._held.has)
        self._governor = Governor(config.duty_cycle, config.life_reserve)
        self._governor.restore(spent)
        limits = Limits(config.duty_cycle, config.airtime)
        timing = config.timing
        others = BEACON_REDUNDANCY if timing.hold_off else NOBODY_ENOUGH
        self._trickle = Trickle(timing.beacon_min, timing.beacon_max, others, rng, now, first=timing.hello)
        self._repairs = Repairs(timing, self._held, rng)
        self._channel = self._repairs.channel
        self._turns = Turns(timing.packet, rng, hold_off=timing.hold_off, patience=self._channel.patience)
        self._intake = Intake(config.author, log, self._held, self._trust, self._repairs, limits, self.rejected)
        self.orders = Orders(config, log, self._held, self.members, self._trust, self._keyring, self.rejected)
        self._latecomers = Latecomers(config, log, self.orders, self._keyring, self._governor, rng)
        self._receipts = Receipts(config, self._keyring, self._held, self._trust, self.members, rng)
        own = witnesses, self._held, self._intake, Skipping(config, log, self._held, self._receipts.acknowledged)
        self._signing = Signing(config, self._trust, self.members, *own, now)
        self._far = Far(timing, self._held, self._channel, rng, now)
        self._repairs.gate, self.lacks = self._far.active, self._repairs.lacks
        self._registers = Registers(log.outline() if config.is_coordination else ())
        known = self._held, self._trust, self.members, self._repairs, self._registers
        self._snapshots = SnapshotTraffic(config, self._keyring, *known, rng)
        timers = self._receipts, self._trickle, self._turns, self._far, self._snapshots
        self._outbox = Outbox(config, self._keyring, log, self._held, self._governor, self._repairs, *timers, rng)
        doors = self._keyring, self.members, limits, self._latecomers
        self.admission = Admission(*doors, config.author, self._outbox.sender)
        parts = self._held, self.members, self._repairs, self._receipts, self._trickle, self._turns, self._outbox
        self._hearing = Hearing(config, *parts, self._far, self._snapshots)
        self._statements = Statements(
            config, self._keyring, self._receipts, self._snapshots, self._repairs, self.rejected
        )
        self._statements.restore(log)

    # -- input ------------------------------------------------------------------------------------------

    def receive(self, payload: bytes, now: float, via: Via = DIRECTLY) -> list[Event]:
        """What a payload means. Never raises for bad bytes, changes nothing that must be durable."""
        self._channel.used(self.config.airtime(len(payload)), now)
        packet = self.admission.packet(payload, now, far=via.hops > 0)
        if isinstance(packet, str):
            return [self._reject(packet)]
        if isinstance(packet, Frame):
            by = self._repairs.peers.by_radio(via)
            self._turns.heard(by or via.node, now)
            events = self._frames((packet,), by, now, more=False)
            # New and from its author's own radio: that one is there.
            new = by == packet.author and any(isinstance(event, FrameReceived) for event in events)
            return [*events, PeerHeard(packet.author, None)] if new else events
        sender = packet.sender
        if isinstance(packet, Receipt | SnapshotPart):
            # Passed on verbatim, perhaps long after it was made: judged by its signature and by what it adds.
            self._turns.heard(via.node, now)
            return self._statements.heard(packet, payload, self._repairs.peers.by_radio(via), now)
        self._turns.heard(sender.author, now)
        near = self._repairs.peers.heard(sender, now, via) is not None
        events = self._frames(packet.frames, sender.author, now, more=packet.more) if packet.frames else []
        return [*events, PeerHeard(sender.author, self._hearing.talk(packet, now, near=near))]

    @property
    def silenced(self) -> bool:
        """Was our own point revoked?"""
        return self.members.silenced(self.config.author)

    @property
    def epoch(self) -> int:
        """Of the group key under which we send."""
        return self._keyring.current.epoch

    def brought(self, frame: Frame, now: float) -> list[Event]:
        """A frame that came by another road than the radio: judged like one that was heard, but nobody else on the
        air has heard it."""
        return self._intake.frame(frame, now, aired=False)

    def _reject(self, reason: str) -> Rejected:
        self.rejected[reason] += 1
        return Rejected(reason)

    def _frames(self, frames: Sequence[Frame], by: Author | None, now: float, *, more: bool) -> list[Event]:
        self._repairs.carried(frames, by, more=more)
        events = [event for frame in frames for event in self._intake.frame(frame, now)]
        news = any(isinstance(event, FrameReceived) for event in events)
        self._repairs.after(now, more=more, news=news)
        if news and by is not None:
            self._far.came(now)
        return events

    # -- what became durable ----------------------------------------------------------------------------

    def stored(self, frames: Sequence[Frame], now: float) -> list[Event]:
        """These frames of others are durable now. What that settles, and what it lets in."""
        events = self._intake.stored(frames, now)
        events += [*self._ordered(frames, now), *self._statements.now_judged(now)]
        self._durable(frames, now)
        return events

    def _durable(self, frames: Sequence[Frame], now: float) -> None:
        """Others hear of it, and a coordination point signs for it."""
        self._registers.took(frames)
        self._outbox.news(frames, now)
        self._receipts.changed(now, life=any(body_priority(frame.body) is Priority.LIFE for frame in frames))

    def _ordered(self, frames: Sequence[Frame], now: float) -> list[Event]:
        """What commands among these order."""
        events = [event for frame in frames for event in self.orders.took(frame, now)]
        if any(isinstance(event, Revoked) for event in events):
            self._snapshots.kept.revoked()
        return events

    def settled(self, done: Settled, now: float) -> None:
        """What signatures said is durable now."""
        self._intake.settled(done, now)
        self.orders.aside(done, now)
        if done.aside:
            self._trickle.hasten(now, self.config.timing.beacon_min)

    def review(self) -> list[Settled]:
        """What a start finds settled that was not written down yet; each to be made durable and told."""
        return [*self._trust.review(), *self.orders.review()]

    def own(self, frames: Sequence[Frame], now: float) -> list[Event]:
        """These frames of ours are frozen and durable now: transmit them. Returns what commands among them order."""
        for frame in frames:
            self._intake.took_own(frame)
            self._repairs.spread.own((frame.author, frame.number), body_priority(frame.body), now)
        self._signing.wrote(now)
        self._durable(frames, now)
        return self._ordered(frames, now)

    def pass_on(self, frames: Sequence[Frame], now: float) -> None:
        """These frames of another replica of our point have never been on the air: transmit them like own ones."""
        for frame in frames:
            self._repairs.spread.own((frame.author, frame.number), body_priority(frame.body), now)

    # -- output -----------------------------------------------------------------------------------------

    def outgoing(self, now: float, limit: int = 1) -> list[Outgoing]:
        """The packets that may go now, most urgent first."""
        packets: list[Outgoing] = []
        while len(packets) < limit and not self.silenced:
            packet = self._outbox.next(now) or self._latecomers.next(now)
            if packet is None:
                break
            packets.append(packet)
        return packets

    def sent(self, outgoing: Outgoing, now: float) -> None:
        """The radio took it: it costs airtime."""
        seconds = self.config.airtime(len(outgoing.payload))
        self._governor.charge(now, outgoing.kind, seconds)
        self._channel.used(seconds, now)

    def refused(self, outgoing: Outgoing, now: float, reason: str) -> None:
        """The radio did not take it: own frames go back into the queue, the rest comes by itself."""
        self._outbox.refused(outgoing, now, reason)

    def radio_told(self, spent: float, busy: float) -> None:
        """What the radio says: seconds that it transmitted in the last hour, for us and for others, and the share of
        the last minute in which it found the air in use."""
        self._governor.told, self._channel.told = spent, busy

    def may_freeze(self, priority: Priority, now: float) -> bool:
        """Would a new frame of this class get airtime now?"""
        return self._outbox.may_freeze(priority, now)

    def next_wakeup(self, now: float) -> float:
        """When :meth:`outgoing` may have something without anything happening first."""
        return NEVER if self.silenced else min(self._outbox.next_wakeup(now), self._latecomers.due())

    # -- figures ----------------------------------------------------------------------------------------

    def heads(self) -> dict[Author, int]:
        """Frames without gap, per author."""
        return {author: held.head for author, held in self._held.authors.items()}

    def verified(self) -> dict[Author, int]:
        """Frames from the first on that signatures cover, per author."""
        return {author: self._trust.covered(author, held.head) for author, held in self._held.authors.items()}

    def chain_at(self, author: Author, count: int) -> bytes | None:
        """The chain over an author's first ``count`` frames, if they are held."""
        return self._trust.chain_at(author, count)

    def acknowledged(self) -> int:
        """Own frames in the best valid receipt: number n is held by the coordination point iff n < this."""
        return self._receipts.acknowledged()

    def progress(self) -> Progress | None:
        """How far we are with what a coordination point said matters; None if there is nothing to tell."""
        return self._snapshots.kept.progress()

    def ledger(self, now: float) -> Ledger:
        """Airtime of the last hour."""
        return self._governor.ledger(now)

    @property
    def room(self) -> int:
        """B of content that the next frame may have."""
        return self._signing.room

    def finisher(self, now: float, *, sign: bool = False) -> Finisher:
        """Makes (number, body without proof) of the next own frames into their bodies: witnessed, or signed if
        ``sign``, where that is due, or where there is room for it. To be frozen as they are."""
        return self._signing.finisher(now, sign=sign)

    def checkpoint_due(self, now: float) -> bool:
        """Should the author sign its history now, in a frame without entries?"""
        return self._signing.due(now)

    def checkpoint(self) -> bytes:
        """The body of that frame."""
        return self._signing.checkpoint()

    def commands(self, contents: Sequence[bytes], now: float) -> list[bytes]:
        """The bodies of our next frames, in this order: commands, signed."""
        finish, number = self._signing.finisher(now, sign=True), self._held.of(self.config.author).head
        return [finish(number + at, content) for at, content in enumerate(contents)]
