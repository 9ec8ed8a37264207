# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits for a radio and what it has not answered for yet. Sans I/O; not thread-safe by itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from devices.radio import RadioBusy, TxOutcome, TxReport

CAPACITY = 16
"""Packets waiting and in flight together."""

MAX_IN_FLIGHT = 4
"""Packets that the radio has and did not answer for: enough to keep it busy, few enough to keep control."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A payload to broadcast. ``since`` is when it was handed over."""

    packet_id: int
    payload: bytes
    hop_limit: int
    urgent: bool
    since: float


@dataclass(frozen=True, slots=True)
class _Flying:
    packet_id: int
    until: float


class Outbox:
    """``patience``: seconds that the radio has to answer; ``hold``: seconds that a packet waits for a place."""

    def __init__(self, patience: float, hold: float) -> None:
        self._patience = patience
        self._hold = hold
        self._next_id = 1
        self._waiting: list[Wanted] = []
        self._flying: dict[int, _Flying] = {}

    @property
    def waiting(self) -> int:
        """Packets not handed to the radio yet."""
        return len(self._waiting)

    def offer(self, payload: bytes, hop_limit: int, urgent: bool, now: float) -> int:
        """Add at the end, an urgent one before all that are not; ``RadioBusy`` when there is no place."""
        if len(self._waiting) + len(self._flying) >= CAPACITY:
            raise RadioBusy("the outbox is full")
        wanted = Wanted(self._next_id, payload, hop_limit, urgent, now)
        self._next_id += 1
        place = len(self._waiting)
        if urgent:
            place = sum(1 for other in self._waiting if other.urgent)
        self._waiting.insert(place, wanted)
        return wanted.packet_id

    def next(self, free: int | None) -> Wanted | None:
        """Take what may go now; ``free`` is the radio's last word on its queue, None if it never said."""
        flying = len(self._flying)
        if not self._waiting or flying >= MAX_IN_FLIGHT or (free is not None and free <= flying):
            return None
        return self._waiting.pop(0)

    def handed(self, wanted: Wanted, radio_id: int, now: float) -> None:
        """The radio has it, under its own id."""
        self._flying[radio_id] = _Flying(wanted.packet_id, now + self._patience)

    def answered(self, radio_id: int, reason: str) -> TxReport | None:
        """The radio's answer (``""``: taken), or None if it is not about one of ours."""
        flying = self._flying.pop(radio_id, None)
        if flying is None:
            return None
        outcome = TxOutcome.REFUSED if reason else TxOutcome.ACCEPTED
        return TxReport(flying.packet_id, outcome, reason)

    def expire(self, now: float) -> list[TxReport]:
        """Give up on what took too long: ``timeout`` for no answer, ``queue_full`` for no place."""
        late = [radio_id for radio_id, flying in self._flying.items() if flying.until <= now]
        reports = [TxReport(self._flying.pop(key).packet_id, TxOutcome.REFUSED, "timeout") for key in late]
        stale = [wanted for wanted in self._waiting if wanted.since + self._hold <= now]
        self._waiting = [wanted for wanted in self._waiting if wanted not in stale]
        reports.extend(TxReport(wanted.packet_id, TxOutcome.REFUSED, "queue_full") for wanted in stale)
        return reports

    def next_expiry(self) -> float:
        """When :meth:`expire` has something, infinity if never."""
        moments = [flying.until for flying in self._flying.values()]
        moments.extend(wanted.since + self._hold for wanted in self._waiting)
        return min(moments, default=inf)

    def fail_all(self, reason: str) -> list[TxReport]:
        """The connection is gone: everything counts as refused, in the order it was handed over."""
        ids = [flying.packet_id for flying in self._flying.values()]
        ids.extend(wanted.packet_id for wanted in self._waiting)
        self._flying.clear()
        self._waiting.clear()
        return [TxReport(packet_id, TxOutcome.REFUSED, reason) for packet_id in sorted(ids)]
