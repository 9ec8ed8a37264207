# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Carries frames between the radio, the sync engine and the store. The order is the promise:

1. what was heard is committed before the engine is told, so a beacon or receipt never claims what a power
   cut could take back;
2. own entries are frozen into frames by a commit before their first transmission, so a number is never
   spent twice;
3. *verzonden* is noted only when the radio took the packet, *bij coördinatiepunt* only from a signed receipt.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from devices.radio import (
    MAX_PAYLOAD,
    QUEUE,
    Heard,
    Radio,
    RadioBusy,
    RadioState,
    RadioUnavailable,
    StateChanged,
    TxOutcome,
    TxReport,
)
from noodsteunpunt.clock import Clock
from noodsteunpunt.station.carried import Arrived, Carried, InFlight, write_down
from noodsteunpunt.station.journal import Journal
from noodsteunpunt.store.errors import StoreError
from sync.airtime import HOUR
from sync.engine import (
    Announced,
    Engine,
    Event,
    ForkSeen,
    FrameContested,
    FrameReceived,
    PeerHeard,
    ReceiptReceived,
    Revoked,
    Settled,
    SnapshotReceived,
)
from sync.frames import MAX_BODY, Frame, Priority
from sync.ids import Author, point_of
from sync.peers import Via

log = logging.getLogger(__name__)

MAX_IN_FLIGHT = 2
"""Packets handed to the radio and not yet answered for: keeps its queue of 16 short, so that a P1 waits
for one packet at most."""

RADIO_LOOK = 0.25
"""Packet times until a radio with a full queue is looked at again."""

IN_FLIGHT_PATIENCE = 60.0
"""Seconds after which a radio that never answered for a packet counts as having refused it."""

PENDING_LIMIT = 64

PACKED = 4
"""An entry takes about so many times fewer bytes in a frame than in the database."""


@dataclass(slots=True)
class Carrier:
    """``batch`` is how many seconds a non-urgent entry may wait for company in its frame. ``silent``: nothing is sent,
    for another laptop of the point has the radio."""

    store: Journal
    engine: Engine
    radio: Radio
    clock: Clock
    author: Author
    batch: float
    pending: bool = True
    forks: int = 0
    contested: int = 0
    confirmed: int = 0
    silent: bool = False
    _pending_since: float | None = None
    _radio_full: bool = False
    _in_flight: dict[int, InFlight] = field(default_factory=dict)
    _unsettled: list[Settled] = field(init=False)

    def __post_init__(self) -> None:
        self._unsettled = self.engine.review()

    def carry(self) -> Carried:
        """One pass: hear, commit, freeze, send. Never raises for what came over the air."""
        carried = Carried()
        now = self.clock.steady()
        for settled in self._unsettled:
            self._settle(settled, now, carried)
        self._unsettled = []
        self._hear(now, carried)
        try:
            self._freeze(now, carried)
            self._checkpoint(now, carried)
        except StoreError as error:
            log.error("freezing failed: %s", type(error).__name__)
            carried.store_failed = True
        self._transmit(now)
        self._forget_silent(now)
        return carried

    def next_wakeup(self) -> float:
        """Steady time at which :meth:`carry` has something to do by itself."""
        now = self.clock.steady()
        wakeups = [inf if self.silent else self.engine.next_wakeup(now)]
        if self._radio_full:
            wakeups = [max(wakeups[0], now + RADIO_LOOK * self.radio.airtime(MAX_PAYLOAD))]
        if self._pending_since is not None:
            wakeups.append(max(self._pending_since + self.batch, self.clock.steady() + self.batch / 4))
        wakeups.extend(flight.since + IN_FLIGHT_PATIENCE for flight in self._in_flight.values())
        return min(wakeups)

    def _hear(self, now: float, carried: Carried) -> None:
        arrived: Arrived = {}
        for event in self.radio.poll():
            match event:
                case Heard(payload=payload, sender=sender, hops=hops, snr=snr):
                    for heard in self.engine.receive(payload, now, Via(sender, hops or 0, snr)):
                        self._note(heard, arrived, now, carried)
                case TxReport():
                    self._answered(event, now, carried)
                case StateChanged(state=state):
                    carried.anything = True
                    if state is not RadioState.READY:
                        self.give_back("lost")
        while arrived:  # what came may let in what waited for it
            arrived = self._keep(list(arrived.values()), now, carried)

    def _note(self, event: Event, arrived: Arrived, now: float, carried: Carried) -> None:
        wall = self.clock.now()
        match event:
            case FrameReceived(frame=frame, overrules=overrules):
                if overrules:
                    arrived[(frame.author, frame.number)] = event
                else:
                    arrived.setdefault((frame.author, frame.number), event)
            case FrameContested(frame=frame):
                self.contested += 1
                carried.anything = True
                self.store.keep_aside(frame.author, frame.number, frame.body, wall)
            case Settled():
                self._settle(event, now, carried)
            case ReceiptReceived(author=author, vector=vector, raw=raw):
                self.store.save_receipt(author, raw, dict(vector.items()), wall)
                carried.anything = True
            case SnapshotReceived(raws=raws):
                self.store.save_snapshot(raws)
                carried.anything = True
            case PeerHeard(author=author, own_head=own_head):
                self.store.note_heard(author, wall)
                if own_head is not None and own_head > self.confirmed:
                    self.confirmed = own_head
                    self.store.confirm_own(own_head)
            case ForkSeen(author=author, number=number, body=body, own=own):  # design: keep both, move on
                self.forks += 1
                carried.anything = True
                self.store.keep_aside(author, number, body, wall)
                if own:
                    earlier = carried.own_fork_from
                    carried.own_fork_from = number if earlier is None else min(earlier, number)
            case Revoked() | Announced():
                carried.anything = True
                carried.orders.append(event)
            case _:
                pass

    def _keep(self, events: list[FrameReceived], now: float, carried: Carried) -> Arrived:
        """Returns what it let in."""
        frames = [event.frame for event in events]
        overruling = {(event.frame.author, event.frame.number) for event in events if event.overrules}
        rows = [(frame.author, frame.number, frame.body) for frame in frames]
        try:
            self.store.accept(rows, self.clock.now(), overruling=overruling)
        except StoreError as error:
            # Not told to the engine, so the peers will offer the frames again.
            log.error("storing %d frames failed: %s", len(frames), type(error).__name__)
            carried.store_failed = True
            return {}
        let_in: Arrived = {}
        for event in self.engine.stored(frames, now):
            self._note(event, let_in, now, carried)
        self.pending = True  # the store may have had something to say about them
        carried.anything = True
        return let_in

    def _settle(self, settled: Settled, now: float, carried: Carried) -> None:
        try:
            write_down(settled, self.store, self.clock.now())
        except StoreError as error:
            # Not told to the engine: it finds the same again.
            log.error("settling failed: %s", type(error).__name__)
            carried.store_failed = True
            return
        self.engine.settled(settled, now)
        carried.anything = True
        if settled.aside or settled.adopted:
            carried.contradicted.add(point_of(settled.author))
            self.pending = True  # what an own closed replica wrote may be entered again

    def bring(self, frames: Iterable[tuple[int, int, bytes]], *, air: bool = False) -> tuple[int, Carried]:
        """Frames that came by another road than the radio; how many were new and are durable now. ``air``: send them
        as our own, for who wrote them is silent."""
        now, carried, new = self.clock.steady(), Carried(), 0
        arrived: Arrived = {}
        for author, number, body in frames:
            for event in self.engine.brought(Frame(Author(author), number, body), now):
                self._note(event, arrived, now, carried)
        while arrived:
            new += len(arrived)
            if air:
                self.engine.pass_on([event.frame for event in arrived.values()], now)
            arrived = self._keep(list(arrived.values()), now, carried)
        return 0 if carried.store_failed else new, carried

    def freeze_waiting(self) -> None:
        """Everything that waits gets its frame now, whatever the radio does: another road can take it."""
        now = self.clock.steady()
        while frozen := self._frozen(now):
            self._adopt(frozen, now, Carried())
        self.pending, self._pending_since = False, None

    def _freeze(self, now: float, carried: Carried) -> None:
        if not self.pending or self.radio.status().state is not RadioState.READY:
            return
        waiting = self.store.pending(PENDING_LIMIT)
        if not waiting:
            self.pending, self._pending_since = False, None
            return
        if self._pending_since is None:
            self._pending_since = now
        most_urgent = Priority(min(priority for priority, _size in waiting))
        full = sum(size for _priority, size in waiting) >= MAX_BODY * PACKED
        if most_urgent > Priority.URGENT and not full and now - self._pending_since < self.batch:
            return
        if not self.engine.may_freeze(most_urgent, now):
            return
        self._adopt(self._frozen(now), now, carried)
        self._pending_since = None

    def _frozen(self, now: float) -> list[tuple[int, bytes]]:
        return self.store.freeze_pending(PENDING_LIMIT, self.engine.room, self.engine.finisher(now))

    def _checkpoint(self, now: float, carried: Carried) -> None:
        if vouches := self.engine.orders.vouches_due(now):
            self._adopt(self.store.freeze(self.engine.commands(vouches, now)), now, carried)
        if not self.engine.checkpoint_due(now) or self.pending:
            return
        self._adopt(self.store.freeze([self.engine.checkpoint()]), now, carried)

    def _adopt(self, frozen: list[tuple[int, bytes]], now: float, carried: Carried) -> None:
        for event in self.engine.own([Frame(self.author, number, body) for number, body in frozen], now):
            self._note(event, {}, now, carried)
        carried.anything = True

    def order(self, contents: list[bytes]) -> tuple[Carried, list[bytes]]:
        """Commands, as our next frames; returns their bodies too."""
        now, carried = self.clock.steady(), Carried()
        frozen = self.store.freeze(self.engine.commands(contents, now))
        self._adopt(frozen, now, carried)
        return carried, [body for _number, body in frozen]

    def _transmit(self, now: float) -> None:
        status = self.radio.status()
        if self.silent or status.state is not RadioState.READY:
            return
        self.engine.radio_told((status.air_time_tx or 0.0) * HOUR, status.channel_utilisation or 0.0)
        # What waits in the radio is no longer ours to choose, and says what was true when it was made.
        self._radio_full = status.queue_free is not None and status.queue_free < QUEUE
        if self._radio_full:
            return
        while len(self._in_flight) < MAX_IN_FLIGHT:
            due = self.engine.outgoing(now, 1)
            if not due:
                return
            outgoing = due[0]
            try:
                packet = self.radio.send(outgoing.payload, hop_limit=outgoing.hop_limit, urgent=outgoing.urgent)
            except (RadioBusy, RadioUnavailable) as refusal:
                self.engine.refused(outgoing, now, type(refusal).__name__)
                return
            self._in_flight[packet] = InFlight(outgoing, now)

    def _answered(self, report: TxReport, now: float, carried: Carried) -> None:
        flight = self._in_flight.pop(report.packet_id, None)
        if flight is None:
            return
        outgoing = flight.outgoing
        if report.outcome is TxOutcome.REFUSED:
            self.engine.refused(outgoing, now, report.reason)
            carried.anything = True
            return
        self.engine.sent(outgoing, now)
        wall = self.clock.now()
        seconds = self.radio.airtime(len(outgoing.payload))
        self.store.spend(wall // 60, outgoing.kind, seconds, 1)
        own = [(author, number) for author, number in outgoing.frames if author == self.author]
        if own:
            self.store.mark_sent(own, wall)
            carried.anything = True

    def give_back(self, reason: str) -> None:
        """Whatever the radio still had counts as refused: the engine offers it again."""
        now = self.clock.steady()
        for flight in self._in_flight.values():
            self.engine.refused(flight.outgoing, now, reason)
        self._in_flight.clear()

    def _forget_silent(self, now: float) -> None:
        for packet, flight in list(self._in_flight.items()):
            if now - flight.since >= IN_FLIGHT_PATIENCE:
                del self._in_flight[packet]
                self.engine.refused(flight.outgoing, now, "timeout")
