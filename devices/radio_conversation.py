# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One connection from its handshake to its end, in the owner thread of a radio."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from queue import Empty, SimpleQueue

from devices.link_config import BROKEN_HANDSHAKES
from devices.link_events import Configured, Gone, LinkEvent, Malformed, Measured, QueueAnswer, Received, Routed
from devices.meshtastic_link import Link
from devices.radio import Heard
from devices.radio_board import RadioBoard
from devices.refusals import reason_code

Inbox = SimpleQueue[tuple[object, LinkEvent | None]]
"""Events with the connection they belong to; ``(None, None)`` only wakes the owner."""


@dataclass(frozen=True, slots=True)
class Timing:
    """All waits, in seconds.

    ``connect``: to open the port. ``handshake``: until the configuration is complete. ``idle``: without a sign of
    life for this long, ask for one, and expect it within ``answer``. ``report``: for the radio to say whether it
    took a packet. ``hold``: that a packet may wait for a place in the radio's queue. ``ask_queue``: between
    questions about the queue while packets wait. ``first_pause`` .. ``longest_pause``: before connecting again,
    doubling; after a connection that lasted ``steady`` it starts small again.
    """

    connect: float = 5.0
    handshake: float = 30.0
    idle: float = 60.0
    answer: float = 15.0
    report: float = 20.0
    hold: float = 60.0
    ask_queue: float = 2.0
    first_pause: float = 0.5
    longest_pause: float = 30.0
    steady: float = 30.0

    def pause(self, failures: int) -> float:
        """Seconds before the next attempt, after this many failures in a row."""
        return min(self.first_pause * 2.0 ** min(max(failures - 1, 0), 16), self.longest_pause)


@dataclass(frozen=True, slots=True)
class Address:
    """Which channel and port number our payloads use."""

    channel: int
    portnum: int


class Conversation:
    """Speaks to one :class:`devices.meshtastic_link.TcpLink` or ``SerialLink`` that has been connected."""

    def __init__(
        self,
        board: RadioBoard,
        link: Link,
        token: object,
        inbox: Inbox,
        closing: threading.Event,
        timing: Timing,
        clock: Callable[[], float],
        address: Address,
    ) -> None:
        self._board = board
        self._link = link
        self._token = token
        self._inbox = inbox
        self._closing = closing
        self._timing = timing
        self._clock = clock
        self._address = address
        self._noise = 0
        self._frames = 0
        self._frame_at = clock()
        self._asked_at: float | None = None
        self._last_ask = clock()
        self._usable = False

    def run(self) -> str:
        """Until the connection ends: the reason. Raises ``LIBRARY_FAILURES``."""
        reason = self._shake_hands()
        if reason == "incomplete" or reason in BROKEN_HANDSHAKES:
            self._board.malformed()
        while not reason and not self._closing.is_set():
            if self._usable:
                self._hand_over()
            reason = self._handle(self._next(self._deadline())) or self._watch()
        return reason

    def _shake_hands(self) -> str:
        deadline = self._clock() + self._timing.handshake
        while not self._closing.is_set():
            if self._clock() >= deadline:
                return "incomplete" if self._link.frames else "garbage" if self._noise else "silent"
            event = self._next(deadline)
            reason = self._handle(event)
            if reason or isinstance(event, Configured):
                return reason
        return ""

    def _next(self, deadline: float) -> LinkEvent | None:
        wait = None if deadline == inf else max(0.0, deadline - self._clock())
        try:
            token, event = self._inbox.get(timeout=wait)
        except Empty:
            return None
        return event if token is self._token else None

    def _handle(self, event: LinkEvent | None) -> str:
        match event:
            case Configured(info=info) if info.fault in BROKEN_HANDSHAKES:
                return info.fault
            case Configured(info=info):
                self._usable = not info.fault
                self._board.configured(info)
            case Received(portnum=portnum) if portnum == self._address.portnum:
                self._board.heard(Heard(event.payload, event.sender, event.rssi, event.snr, event.hops))
            case QueueAnswer(radio_id=radio_id, res=res, free=free):
                self._board.queue_free(free)
                self._board.answered(radio_id, reason_code(res) if res else "")
            case Routed(radio_id=radio_id, error=error) if error:
                self._board.answered(radio_id, reason_code(error))
            case Measured():
                self._board.measured(event)
            case Malformed():
                self._noise += 1
                self._board.malformed()
            case Gone(reason=reason):
                return reason
            case _:
                pass
        return ""

    def _hand_over(self) -> None:
        while (wanted := self._board.next_wanted()) is not None:
            try:
                radio_id = self._link.broadcast(
                    wanted.payload,
                    portnum=self._address.portnum,
                    channel=self._address.channel,
                    hop_limit=wanted.hop_limit,
                    urgent=wanted.urgent,
                )
            except BaseException:
                # It may or may not have left: reported as lost with all the others, in order.
                self._board.handed(wanted, -wanted.packet_id, self._clock())
                raise
            self._board.handed(wanted, radio_id, self._clock())
            self._last_ask = self._clock()

    # --- is anybody there? -------------------------------------------------------------------------

    def _deadline(self) -> float:
        expiry, waiting = self._board.deadline()
        pause = self._board.ask_again()
        queue = self._last_ask + self._timing.ask_queue if waiting else inf
        if pause is not None:
            queue = min(queue, self._last_ask + pause)
        if self._asked_at is not None:
            return min(expiry, self._asked_at + self._timing.answer)
        return min(expiry, queue, self._frame_at + self._timing.idle)

    def _watch(self) -> str:
        now = self._clock()
        late = self._board.expire(now)
        if self._link.frames != self._frames:
            self._frames, self._frame_at, self._asked_at = self._link.frames, now, None
        if self._asked_at is not None:
            return "silent" if now >= self._asked_at + self._timing.answer else ""
        _expiry, waiting = self._board.deadline()
        pause = self._board.ask_again()
        stuck = waiting and now >= self._last_ask + self._timing.ask_queue
        stuck = stuck or (pause is not None and now >= self._last_ask + pause)
        if late or stuck or now >= self._frame_at + self._timing.idle:
            self._ask(now)
        return ""

    def _ask(self, now: float) -> None:
        """A heartbeat: the radio answers with the state of its queue."""
        self._last_ask = self._asked_at = now
        self._link.sendHeartbeat()
