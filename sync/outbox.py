# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes first. One packet at a time, paced by its own airtime, under the governor.

Life goes at once, an answer to who asked us by name too, and urgent frames when their own wait is over. All else
waits for our turn (:mod:`sync.turns`) and then goes together: what is lacking, how far we are, and frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sync.admission import OwnSender
from sync.airtime import BLOCKED_PAUSE, Governor
from sync.events import EngineConfig, FrameLog, Outgoing
from sync.far import FLOOD, Far
from sync.frames import Frame, Priority, body_priority
from sync.holdings import Holdings
from sync.keyring import Keyring
from sync.packing import Packing
from sync.peers import Key
from sync.picking import Picking
from sync.receipts import NEVER, Receipts
from sync.repair import BUSY, Repairs
from sync.schedule import Trickle
from sync.snapshot_traffic import SnapshotTraffic
from sync.speech import Speech
from sync.spread import REPAIR, Owed, order
from sync.talk import encode_talk, encode_want
from sync.turns import Turns
from sync.wire import CONTROL_ROOM, MAX_PACKET, RECEIPT, TALK

NEIGHBOURS = 0
"""The hop limit that reaches whoever hears us; :data:`sync.far.FLOOD` goes further."""

PACE = 1.1
REFUSED_PAUSE = {"duty_cycle": 60.0}
AHEAD = 8.0
"""Packet times: what would be sent within these travels along in a packet that goes now."""

DETAIL_PACKETS = 100.0
"""Packet times after news in which beacons say more than a digest."""

ASK_AGAIN, ASKS = 60.0, 600.0
"""Packet times of the longest interval between beacons while no receipt covers what we wrote, and how long after that
we ask so often."""

SAYS_ALL_THE_SAME = 50.0
"""Packet times after a beacon in which a receipt takes the place of the next one, where everybody hears it."""

STREAM = 64
"""Packets that one turn may last."""


class Outbox:
    """Chooses the next packet. ``detail_until``: beacons say more than a digest until then; ``whole``: the next one
    says everything."""

    def __init__(
        self,
        config: EngineConfig,
        keys: Keyring,
        log: FrameLog,
        held: Holdings,
        governor: Governor,
        repairs: Repairs,
        receipts: Receipts,
        trickle: Trickle,
        turns: Turns,
        far: Far,
        snapshots: SnapshotTraffic,
        rng: Random,
    ) -> None:
        self._config = config
        self._held = held
        self._governor = governor
        self._repairs = repairs
        self._channel = repairs.channel
        self._receipts = receipts
        self._trickle = trickle
        self._turns = turns
        self._far = far
        self._snapshots = snapshots
        self.sender = OwnSender(config.author, rng)
        self._picking = Picking(log, repairs.spread)
        self._packing = Packing(keys, self.sender, config.airtime)
        snapshots.maker.seal = self._packing.seal
        self._beacon_due = False
        self._passed_over: Key | None = None
        self._stream = 0
        self._free_at = -NEVER
        self._paused_until = -NEVER
        self._blocked: dict[str, float] = {}
        self._speech = Speech(config.timing, held, repairs, snapshots)
        self._asks_until = self._said_at = -NEVER
        self.detail_until = NEVER
        self.whole = True

    def next(self, now: float) -> Outgoing | None:
        """The most urgent packet that may go now."""
        self._beacon_due = self._trickle.due(now) or self._far.say_at(now) <= now or self._beacon_due
        if now < self._asks_until and self._receipts.awaited():
            self._trickle.hasten(now, ASK_AGAIN * self._config.timing.packet * self._channel.patience(now))
        if now < max(self._free_at, self._paused_until):
            return None
        self._blocked.clear()
        packet = self._urgent(Priority.LIFE, now) or self._urgent(Priority.URGENT, now)
        if packet is None and self._anything(now) and (self._stream or now >= self._turns.at(now)):
            packet = self._receipt(now) or self._part(now) or self._everything(now) or self._relay(now)
            packet = packet or self._from_far(now)
            if packet is not None:
                self._turns.spoke()
        if packet is not None:
            self._free_at = now + self._config.airtime(len(packet.payload)) * PACE
        return packet

    def _anything(self, now: float) -> bool:
        """Does something wait for our turn?"""
        spread = self._repairs.spread
        if spread.answering:
            self._stream, spread.answering = STREAM, False
        found = self._beacon_now(now) or self._waits() <= now or bool(spread.due(now))
        if not found:
            self._stream = 0
        return found

    def _waits(self) -> float:
        """When something that is no frame and no beacon waits for our turn."""
        due = min(self._receipts.due, self._receipts.relay_due, self._snapshots.due)
        return min(due, self._repairs.lacks.due, self._far.due())

    def _beacon_now(self, now: float) -> bool:
        """Is a beacon due? Not while what we lack is on its way: nobody needs to know how far we are in that."""
        return self._beacon_due and not self._repairs.lacks.awaiting(now)

    def _allowed(self, kind: str, length: int, now: float) -> bool:
        if self._governor.allows(now, kind, self._config.airtime(length)):
            return True
        self._blocked[kind] = now + BLOCKED_PAUSE
        return False

    # -- frames -----------------------------------------------------------------------------------------

    def _urgent(self, priority: Priority, now: float) -> Outgoing | None:
        """What is new and of this class, alone: nothing less urgent makes it longer. Repairs wait for their turn,
        but for life."""
        spread = self._repairs.spread
        due = [(key, owed) for key, owed in spread.due(now) if owed.priority is priority and owed.at_once]
        if not due or not self._allowed(due[0][1].kind, MAX_PACKET, now):
            return None
        kind = due[0][1].kind
        frames = self._picking.choose(sorted(due, key=order), CONTROL_ROOM - 1)
        if not frames:
            return None
        if priority is Priority.URGENT and self._busy(now):
            return self._everything(now)  # one packet instead of two
        return self._carry(b"", b"", frames, kind, urgent=priority is Priority.LIFE, more=False, now=now)

    def _busy(self, now: float) -> bool:
        return self._channel.patience(now) >= BUSY

    def _affordable(self, due: list[tuple[Key, Owed]], now: float) -> list[tuple[Key, Owed]]:
        """Of these what has airtime left: repairs that used up theirs do not keep new frames waiting."""
        repairs = {owed.why == REPAIR for _, owed in due}
        allowed = {repair: self._allowed("repair" if repair else "facts", MAX_PACKET, now) for repair in repairs}
        return [each for each in due if allowed[each[1].why == REPAIR]]

    def _everything(self, now: float) -> Outgoing | None:
        """All that waits, in one packet: what we lack, how far we are, and frames as far as there is room. The first of
        them is passed over once at most: a full one else never goes where there is always something to say."""
        spread = self._repairs.spread
        ahead = AHEAD * self._config.timing.packet * self._channel.patience(now)
        due = self._affordable(spread.due(now, ahead=ahead), now)
        kind = "repair" if any(owed.why == REPAIR for _, owed in due) else "facts"
        due.sort(key=lambda each: (spread.due_at(each[1]) > now, *order(each)))
        first = due[0][0] if due and spread.due_at(due[0][1]) <= now else None
        control = (first is None or first != self._passed_over) and self._allowed("control", MAX_PACKET, now)
        along = bool(due) and self._picking.beside(due[0][0])
        beacon = control and (self._beacon_now(now) or (along and self._busy(now) and self._trickle.along(now)))
        spoken = beacon and self._far.say(now)
        if spoken and not self._far.active(now):
            alone = self._state(now, CONTROL_ROOM - 2, far=True)
            return self._carry(alone, b"", [], "control", urgent=False, more=False, far=True, now=now)
        want = self._speech.want(now, now + (ahead if along else 0.0), alone=not beacon) if control else b""
        ask = self._snapshots.ask(now) if control else b""
        room = CONTROL_ROOM - 1 - sum(len(part) + 1 for part in (want, ask) if part)
        state = self._state(now, room - 1, far=spoken) if beacon else b""
        room -= len(state) + 1 if state else 0
        frames = self._picking.choose(due, room) if due else []
        if not frames and not want and not state and not ask:
            self._stream, self._passed_over = 0, None
            return None
        taken = {(frame.author, frame.number) for frame in frames}
        self._passed_over = first if first not in taken else None
        more = any(key not in taken for key, owed in due if spread.due_at(owed) <= now)
        self._stream = (self._stream or STREAM) - 1 if more else 0
        return self._carry(
            state,
            want,
            frames,
            kind if frames else "control",
            urgent=False,
            more=bool(self._stream),
            far=spoken,
            ask=ask,
            now=now,
        )

    def _carry(
        self,
        state: bytes,
        want: bytes,
        frames: list[Frame],
        kind: str,
        *,
        urgent: bool,
        more: bool,
        now: float,
        far: bool = False,
        ask: bytes = b"",
    ) -> Outgoing:
        frames.sort(key=lambda frame: (frame.author, frame.number))
        keys = tuple((frame.author, frame.number) for frame in frames)
        far = far or (self._far.active(now) and self._repairs.spread.for_far(keys))
        self._repairs.spread.sent(keys, now)
        hops = FLOOD if far else NEIGHBOURS
        payload = self._packing.talk(state, want, frames, now, more=more, ask=ask)
        return Outgoing(payload, kind, hops, keys, urgent)

    # -- control ----------------------------------------------------------------------------------------

    def _receipt(self, now: float) -> Outgoing | None:
        if self._receipts.due > now or not self._allowed("control", MAX_PACKET, now):
            return None
        stretch = self._repairs.stretch(self._config.author, now)
        plain = self._receipts.make(now, stretch=stretch)
        if stretch == 1.0 and not self.whole and now - self._said_at < SAYS_ALL_THE_SAME * self._config.timing.packet:
            # Who wrote hears it, and it says what is here: a beacon would say that again.
            self._beacon_due = False
            self._trickle.said()
        return self._signed(self._packing.seal(RECEIPT, plain), now)

    def _part(self, now: float) -> Outgoing | None:
        allowed = self._snapshots.due <= now and self._allowed("control", MAX_PACKET, now)
        raw = self._snapshots.next(now) if allowed else None
        return None if raw is None else self._signed(raw, now)

    def _signed(self, raw: bytes, now: float) -> Outgoing:
        hops = FLOOD if self._far.active(now) else NEIGHBOURS
        return Outgoing(raw, "control", hops, (), urgent=False)

    def _relay(self, now: float) -> Outgoing | None:
        raw = self._receipts.relay
        if raw is None or self._receipts.relay_due > now or not self._allowed("control", len(raw), now):
            return None
        self._receipts.passed(now)
        return self._signed(raw, now)

    def _from_far(self, now: float) -> Outgoing | None:
        """What came to us by no neighbour, from who was heard to hold it."""
        if self._far.due() > now or not self._allowed("control", MAX_PACKET, now):
            return None
        want = self._far.want(now)
        if want is None:
            return None
        plain = encode_talk(want=encode_want(want, CONTROL_ROOM // 2))
        return Outgoing(self._packing.seal(TALK, plain), "control", FLOOD, (), urgent=False)

    def _state(self, now: float, room: int, *, far: bool) -> bytes:
        self._beacon_due = False
        detail = now < self.detail_until
        state = self._speech.state(self._receipts.total(), now, room, detail=detail, whole=self.whole, far=far)
        self.whole, self._said_at = False, now
        return state

    # -- around it --------------------------------------------------------------------------------------

    def refused(self, outgoing: Outgoing, now: float, reason: str) -> None:
        """Frames back into the queue; a pause, so that a full radio is not asked again at once."""
        timing = self._config.timing
        self._paused_until = now + REFUSED_PAUSE.get(reason, 2 * timing.packet)
        for author, number in outgoing.frames:
            priority = self._held.priority(author, number)
            if author == self._config.author:
                self._repairs.spread.own((author, number), priority, now)
            else:
                self._repairs.spread.repair([((author, number), priority)], None, now, now, asked=True)
        if not outgoing.frames:
            self._beacon_due = True
            if self._config.is_coordination:
                self._receipts.changed(now, life=False)

    def news(self, frames: Sequence[Frame], now: float) -> None:
        """Neighbours may not have these: say soon how far we are, the sooner the more urgent."""
        timing, patience = self._config.timing, self._channel.patience(now)
        self.detail_until = now + DETAIL_PACKETS * timing.packet
        if any(frame.author == self._config.author for frame in frames):
            self._asks_until = now + ASKS * timing.packet
        for priority in {body_priority(frame.body) for frame in frames}:
            self._trickle.hasten(now, timing.speak_after[priority] * (1 if priority is Priority.LIFE else patience))

    def may_freeze(self, priority: Priority, now: float) -> bool:
        """Short queue and airtime for one more full packet: what waits unfrozen shares a frame later."""
        room = 3 if priority is Priority.LIFE else 2
        kind = "life" if priority is Priority.LIFE else "facts"
        waiting = self._repairs.spread.waiting_own()
        return waiting < room and self._governor.allows(now, kind, self._config.airtime(MAX_PACKET))

    def next_wakeup(self, now: float) -> float:
        """See :meth:`sync.engine.Engine.next_wakeup`."""
        turn = -NEVER if self._beacon_now(now) else self._waits()
        turn = max(turn, self._blocked.get("control", -NEVER))
        urgent = NEVER
        spread = self._repairs.spread
        for owed in spread.owed.values():
            at = max(spread.due_at(owed), self._blocked.get(owed.kind, -NEVER))
            if owed.at_once:
                urgent = min(urgent, at)
            else:
                turn = min(turn, at)
        if turn <= now and not self._stream and not spread.answering:
            turn = max(turn, self._turns.at(now))
        beacon = self._trickle.next_wakeup()
        if not self._beacon_due:  # one that is due waits for its turn, for airtime, or for what we asked
            beacon = min(beacon, self._far.say_at(now))
        return max(min(beacon, urgent, turn), self._free_at, self._paused_until)
