# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Meshtastic radio, real or behind the virtual mesh, through the stock library.

Theory of operation. One owner thread makes the connection, speaks to the library and closes it; nobody else
does. Callers put payloads in an outbox and take events from a list, both under one lock, and never wait. The
library's reader thread only puts events on the owner's inbox. When a connection ends, hangs or turns to
garbage the owner reports everything unanswered as refused (``lost``), says why (``StateChanged``), closes and
builds a new one after a growing pause. Idle, it wakes once a minute to ask the radio for a sign of life.

Reason codes of a lost connection: ``refused``, ``unreachable``, ``unknown_host``, ``not_found``,
``no_permission``, ``in_use``, ``connection_failed``, ``library_error``, ``internal_error``; ``silent`` (no answer),
``garbage`` (bytes, but no answer), ``incomplete`` (a handshake without an end), ``closed_by_device``, ``kicked``
(closed again and again: another program uses this radio), ``connection_lost``, ``rebooted``; and the faults of
:func:`devices.link_config.judge`, with which the connection stays open but nothing is sent (``no_node`` and
``no_config`` are tried again). A radio with another node number than before is taken, with the reason
``other_radio``: a spare one is how people repair things.
"""

from __future__ import annotations

import errno
import socket
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue

from serial import SerialException, SerialTimeoutException

from devices.lora import PRIVATE_APP, payload_airtime
from devices.meshtastic_link import LIBRARY_FAILURES, ConnectionSpec, Link
from devices.outbox import Outbox
from devices.radio import MAX_PAYLOAD, RadioEvent, RadioState, RadioStatus
from devices.radio_board import RadioBoard
from devices.radio_conversation import Address, Conversation, Inbox, Timing

KICKS = 3
CLOSE_PATIENCE_S = 3.0


class MeshtasticRadio:
    """Implements :class:`devices.radio.Radio`. ``connection``: see :class:`devices.meshtastic_link.ConnectionSpec`.

    Starts connecting at once, in its own thread; ``clock`` gives steady seconds. A wrong ``connection`` raises
    ``ConnectionSpecError``; a radio that is not there does not raise, it is a state.
    """

    def __init__(
        self,
        connection: str,
        *,
        channel_index: int = 0,
        portnum: int = PRIVATE_APP,
        clock: Callable[[], float] = time.monotonic,
        timing: Timing | None = None,
    ) -> None:
        self._spec = ConnectionSpec.parse(connection)
        self._address = Address(channel_index, portnum)
        self._clock = clock
        self._timing = timing or Timing()
        self._board = RadioBoard(Outbox(self._timing.report, self._timing.hold))
        self._inbox: Inbox = SimpleQueue()
        self._closing = threading.Event()
        self._owner = threading.Thread(target=self._run, name="radio-owner", daemon=True)
        self._owner.start()

    # --- any thread ----------------------------------------------------------------------------------

    @property
    def max_payload(self) -> int:
        """Bytes, see :data:`devices.radio.MAX_PAYLOAD`."""
        return MAX_PAYLOAD

    def send(self, payload: bytes, *, hop_limit: int, urgent: bool = False) -> int:
        """Hand over one broadcast. Raises as :meth:`devices.radio.Radio.send` says."""
        if len(payload) > MAX_PAYLOAD:
            raise ValueError(f"a payload has at most {MAX_PAYLOAD} bytes, not {len(payload)}")
        packet_id = self._board.offer(bytes(payload), hop_limit, urgent, self._clock())
        self._inbox.put((None, None))
        return packet_id

    def poll(self) -> list[RadioEvent]:
        """Everything since the last call, oldest first. Never blocks."""
        return self._board.take()

    def on_activity(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` whenever :meth:`poll` has something: from the owner thread, and now if it has already."""
        self._board.on_activity(wake)

    def status(self) -> RadioStatus:
        """A consistent copy."""
        return self._board.status()

    def airtime(self, length: int) -> float:
        """Seconds on the air of a payload of ``length`` bytes, once; LONG_FAST until the radio told its preset."""
        board = self._board
        return payload_airtime(length, board.modem, self._address.portnum, signing=board.signing)

    def close(self) -> None:
        """Let go of the radio; idempotent. Waits a few seconds at most for a device that hangs."""
        self._closing.set()
        self._inbox.put((None, None))
        if threading.current_thread() is not self._owner:
            self._owner.join(self._timing.connect + CLOSE_PATIENCE_S)
        self._board.set_state(RadioState.CLOSED)

    # --- the owner thread ------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            self._supervise()
        finally:
            # Only an error that nobody foresaw gets here without close(): then at least the screen says so.
            if not self._closing.is_set():
                self._board.set_state(RadioState.LOST, "internal_error")

    def _supervise(self) -> None:
        failures = kicks = 0
        while not self._closing.is_set():
            before, started = self._board.connections, self._clock()
            reason = self._one_connection()
            if self._closing.is_set():
                return
            steady = self._board.connections > before and self._clock() - started >= self._timing.steady
            failures = 0 if steady else failures + 1
            kicks = kicks + 1 if reason == "closed_by_device" and not steady else 0
            self._board.set_state(RadioState.LOST, "kicked" if kicks >= KICKS else reason)
            self._closing.wait(self._timing.pause(failures))

    def _one_connection(self) -> str:
        """From opening to the end; returns why it ended."""
        token = object()
        link: Link | None = None
        try:
            link = self._spec.link(lambda event: self._inbox.put((token, event)), self._timing.connect)
            link.connect()
            return Conversation(
                self._board, link, token, self._inbox, self._closing, self._timing, self._clock, self._address
            ).run()
        except LIBRARY_FAILURES as failure:
            return failure_code(failure)
        finally:
            if link is not None:
                dispose(link)


def dispose(link: Link) -> None:
    """Close a connection in a thread of its own: flushing a serial device that hangs may never return."""

    def close() -> None:
        try:
            link.close()
        except LIBRARY_FAILURES:
            # It is being thrown away; whatever it still has to say is of no use.
            return

    thread = threading.Thread(target=close, name="radio-close", daemon=True)
    thread.start()
    thread.join(CLOSE_PATIENCE_S)


_BY_ERRNO = {
    errno.ENOENT: "not_found",
    errno.ENODEV: "not_found",
    errno.ENXIO: "not_found",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EBUSY: "in_use",
    errno.EAGAIN: "silent",
    errno.ECONNREFUSED: "refused",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
    errno.ETIMEDOUT: "unreachable",
    errno.ECONNRESET: "closed_by_device",
    errno.EPIPE: "closed_by_device",
}


def failure_code(failure: BaseException) -> str:
    """The reason code of what a connection raised."""
    if isinstance(failure, socket.gaierror):
        return "unknown_host"
    if isinstance(failure, SerialTimeoutException):
        return "silent"
    if isinstance(failure, SerialException) and failure.errno == errno.EAGAIN:
        return "in_use"  # the lock on the port, which elsewhere is EBUSY
    if isinstance(failure, TimeoutError):
        return "unreachable"
    if isinstance(failure, OSError):
        return _BY_ERRNO.get(failure.errno or 0, "connection_failed")
    return "library_error"
