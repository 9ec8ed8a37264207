# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes first. One packet at a time, paced by its own airtime, under the governor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from sync.airtime import Governor
from sync.events import EngineConfig, FrameLog, Outgoing
from sync.frames import Frame, Priority, body_priority
from sync.holdings import Holdings
from sync.ids import Author
from sync.receipts import NEVER, Receipts
from sync.repair import Repairs
from sync.schedule import Trickle
from sync.wire import (
    BEACON,
    CONTROL_ROOM,
    MAX_PACKET,
    RECEIPT,
    WANT,
    Holding,
    Keys,
    Sender,
    encode_beacon,
    encode_holdings,
    seal_control,
    seal_frame,
)

FLOOD, NEIGHBOURS = 3, 0
"""Hop limits: the whole mesh, or whoever hears us."""

PACE = 1.15
REFUSED_PAUSE = {"duty_cycle": 60.0}
BLOCKED_PAUSE = 30.0
"""Seconds until a kind that had no airtime left is tried again."""


@dataclass(slots=True)
class _First:
    """An own frame on its first way out; life goes twice."""

    frame: Frame
    priority: Priority
    due: float
    repeats: int
    sent: bool = False


class Outbox:
    """Chooses the next packet."""

    def __init__(
        self,
        config: EngineConfig,
        keys: Keys,
        log: FrameLog,
        held: Holdings,
        governor: Governor,
        repairs: Repairs,
        receipts: Receipts,
        trickle: Trickle,
        rng: Random,
    ) -> None:
        self._config = config
        self._keys = keys
        self._log = log
        self._held = held
        self._governor = governor
        self._repairs = repairs
        self._receipts = receipts
        self._trickle = trickle
        self._boot = rng.randrange(1 << 16)
        self._counter = 0
        self._first: list[_First] = []
        self._beacon_due = False
        self._free_at = -NEVER
        self._paused_until = -NEVER
        self._blocked: dict[str, float] = {}
        self._turn = 0

    def add(self, frame: Frame, priority: Priority, now: float) -> None:
        """An own frame, frozen a moment ago."""
        repeats = 1 if priority is Priority.LIFE else 0
        self._first.append(_First(frame, priority, now, repeats))
        self._first.sort(key=lambda first: (first.priority, first.due))

    def held_by_another(self, holding: Holding) -> None:
        """Somebody has these of our frames: what was sent once need not be sent a second time."""
        self._first = [first for first in self._first if not (first.sent and holding.has(first.frame.number))]

    def next(self, now: float) -> Outgoing | None:
        """The most urgent packet that may go now."""
        self._beacon_due = self._trickle.due(now) or self._beacon_due
        if now < max(self._free_at, self._paused_until):
            return None
        self._blocked.clear()
        # Asking takes: a choice after the first that has something must not be asked at all.
        choices: tuple[Callable[[float], Outgoing | None], ...] = (
            partial(self._own, Priority.LIFE),
            self._receipt,
            partial(self._own, Priority.URGENT),
            self._repair,
            partial(self._own, Priority.BULK),
            self._relay,
            self._want,
            self._beacon,
        )
        for choose in choices:
            packet = choose(now)
            if packet is not None:
                self._free_at = now + self._config.airtime(len(packet.payload)) * PACE
                return packet
        return None

    def _allowed(self, kind: str, length: int, now: float) -> bool:
        if self._governor.allows(now, kind, self._config.airtime(length)):
            return True
        self._blocked[kind] = now + BLOCKED_PAUSE
        return False

    def _own(self, least: Priority, now: float) -> Outgoing | None:
        due = [first for first in self._first if first.priority <= least and first.due <= now]
        if not due:
            return None
        first = due[0]
        kind = _own_kind(first.priority)
        payload = seal_frame(first.frame, self._keys)
        if not self._allowed(kind, len(payload), now):
            return None
        if first.repeats:
            first.repeats -= 1
            first.sent = True
            first.due = now + self._config.timing.reflood
        else:
            self._first.remove(first)
        key = (first.frame.author, first.frame.number)
        self._repairs.heard(*key, now)
        return Outgoing(payload, kind, FLOOD, (key,), urgent=first.priority is Priority.LIFE)

    def _repair(self, now: float) -> Outgoing | None:
        due = [key for key, at in self._repairs.owed.items() if at <= now]
        if not due:
            return None
        author, number = min(due, key=lambda key: (not self._is_life(key), key[1], key[0]))
        body = self._log.read(author, number)
        if body is None:
            del self._repairs.owed[(author, number)]
            return None
        payload = seal_frame(Frame(author, number, body), self._keys)
        kind = self._repair_kind((author, number))
        if not self._allowed(kind, len(payload), now):
            return None
        self._repairs.heard(author, number, now)
        return Outgoing(payload, kind, NEIGHBOURS, ((author, number),), urgent=kind == "life")

    def _repair_kind(self, key: tuple[Author, int]) -> str:
        return "life" if self._is_life(key) else "repair"

    def _is_life(self, key: tuple[Author, int]) -> bool:
        held = self._held.authors.get(key[0])
        return held is not None and key[1] in held.life

    def _receipt(self, now: float) -> Outgoing | None:
        if self._receipts.due > now or not self._allowed("control", MAX_PACKET, now):
            return None
        return self._control(RECEIPT, self._receipts.make(now), FLOOD)

    def _relay(self, now: float) -> Outgoing | None:
        raw = self._receipts.relay
        if raw is None or self._receipts.relay_due > now or not self._allowed("control", len(raw), now):
            return None
        self._receipts.relay, self._receipts.relay_due = None, NEVER
        return Outgoing(raw, "control", NEIGHBOURS, (), urgent=False)

    def _want(self, now: float) -> Outgoing | None:
        due = self._repairs.wanted(now)
        if not due or not self._allowed("control", MAX_PACKET, now):
            return None
        holdings: dict[Author, Holding] = {
            author: self._held.authors[author].holding() if author in self._held.authors else Holding(0)
            for author in due
        }
        plain, fitted = encode_holdings(holdings, CONTROL_ROOM)
        self._repairs.asked(fitted, now)
        return self._control(WANT, plain, NEIGHBOURS)

    def _beacon(self, now: float) -> Outgoing | None:
        if not self._beacon_due or not self._allowed("control", MAX_PACKET, now):
            return None
        self._beacon_due = False
        rows = sorted(self._held.authors.items())
        turned = rows[self._turn :] + rows[: self._turn]
        self._turn = (self._turn + 40) % len(rows) if len(rows) > 40 else 0
        holdings = {author: held.holding() for author, held in turned}
        return self._control(BEACON, encode_beacon(self._receipts.total(), holdings), NEIGHBOURS)

    def _control(self, kind: int, plain: bytes, hop_limit: int) -> Outgoing:
        self._counter += 1
        if self._counter > 0xFFFF:
            self._boot, self._counter = (self._boot + 1) % (1 << 16), 1
        sender = Sender(self._config.author, self._boot, self._counter)
        return Outgoing(seal_control(kind, sender, plain, self._keys), "control", hop_limit, (), urgent=False)

    def refused(self, outgoing: Outgoing, now: float, reason: str) -> None:
        """Own frames back into the queue; a pause, so that a full radio is not asked again at once."""
        timing = self._config.timing
        self._paused_until = now + REFUSED_PAUSE.get(reason, 2 * timing.packet)
        if outgoing.hop_limit == FLOOD and outgoing.frames:
            for author, number in outgoing.frames:
                body = self._log.read(author, number)
                if body is not None:
                    self._first.insert(0, _First(Frame(author, number, body), body_priority(body), now, 0))
        elif not outgoing.frames:
            self._beacon_due = True
            if self._config.is_coordination:
                self._receipts.changed(now, life=False)

    def may_freeze(self, priority: Priority, now: float) -> bool:
        """Short queue and airtime for one more full packet: what waits unfrozen shares a frame later."""
        kind = _own_kind(priority)
        waiting = sum(1 for first in self._first if first.due <= now)
        room = 3 if priority is Priority.LIFE else 2
        return waiting < room and self._governor.allows(now, kind, self._config.airtime(MAX_PACKET))

    def next_wakeup(self) -> float:
        """See :meth:`sync.engine.Engine.next_wakeup`."""
        due = [max(at, self._blocked.get(kind, -NEVER)) for kind, at in self._waiting()]
        return max(min(self._trickle.next_wakeup(), *due), self._free_at, self._paused_until)

    def _waiting(self) -> Iterator[tuple[str, float]]:
        """(ledger kind, when due) of all that waits."""
        yield "control", min(self._receipts.due, self._receipts.relay_due, self._repairs.next_want())
        if self._beacon_due:
            yield "control", -NEVER
        for first in self._first:
            yield _own_kind(first.priority), first.due
        for key, at in self._repairs.owed.items():
            yield self._repair_kind(key), at


def _own_kind(priority: Priority) -> str:
    return "life" if priority is Priority.LIFE else "facts"
