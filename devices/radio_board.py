# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a radio's owner thread and its callers share, under one lock; nothing here ever waits for a device."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from devices.link_config import LinkInfo
from devices.link_events import Measured
from devices.lora import Modem, Preset, payload_airtime
from devices.outbox import Outbox, Wanted
from devices.radio import (
    HEARD_LIMIT,
    MAX_PAYLOAD,
    QUEUE,
    Heard,
    RadioEvent,
    RadioState,
    RadioStatus,
    RadioUnavailable,
    StateChanged,
)

log = logging.getLogger(__name__)

LOOK = 0.5
"""Packet times between two questions whether what the radio was handed has left."""


class RadioBoard:
    """Status, events and outbox of one radio."""

    def __init__(self, outbox: Outbox) -> None:
        self.modem: Modem = Preset.LONG_FAST.modem
        self.signing = False
        self._wake: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._outbox = outbox
        self._events: deque[RadioEvent] = deque()
        self._heard_waiting = 0
        self._connections = 0
        self._status = RadioStatus(RadioState.CONNECTING)

    # --- callers -------------------------------------------------------------------------------------

    def on_activity(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` when there is something to take; at once if there is already."""
        self._wake = wake
        with self._lock:
            waiting = bool(self._events)
        if waiting:
            wake()

    def offer(self, payload: bytes, hop_limit: int, urgent: bool, now: float) -> int:
        """Put a broadcast in the outbox. ``RadioUnavailable`` or ``RadioBusy``."""
        with self._lock:
            if self._status.state is not RadioState.READY:
                raise RadioUnavailable(self._status.reason or self._status.state.value)
            return self._outbox.offer(payload, hop_limit, urgent, now)

    def take(self) -> list[RadioEvent]:
        """All events since the last call."""
        with self._lock:
            events = list(self._events)
            self._events.clear()
            self._heard_waiting = 0
        return events

    def status(self) -> RadioStatus:
        """A copy."""
        with self._lock:
            return self._status

    # --- the owner -----------------------------------------------------------------------------------

    def set_state(self, state: RadioState, reason: str = "") -> None:
        """Tell a change; what the radio had not answered for is refused first unless it is ready now."""
        with self._lock:
            before = self._status
            if before.state is RadioState.CLOSED or (before.state, before.reason) == (state, reason):
                return
            if state is not RadioState.READY:
                self._events.extend(self._outbox.fail_all("lost" if state is RadioState.LOST else state.value))
            self._status = replace(before, state=state, reason=reason, queue_free=None)
            self._events.append(StateChanged(state, reason))
        log.info("radio %s %s", state.value, reason)
        self._notify()

    def configured(self, info: LinkInfo) -> None:
        """The handshake is complete: ready, or connected to a radio that cannot be used as it is."""
        with self._lock:
            exchanged = self._status.node not in {None, info.node}
            if info.modem is not None:
                self.modem = info.modem
            self.signing = info.signing
            if not info.fault:
                self._connections += 1
            self._status = replace(
                self._status,
                node=info.node,
                preset=info.preset,
                region=info.region,
                firmware=info.firmware,
                reconnects=max(0, self._connections - 1),
            )
        if info.fault:
            self.set_state(RadioState.LOST, info.fault)
        else:
            self.set_state(RadioState.READY, info.warning or ("other_radio" if exchanged else ""))

    @property
    def connections(self) -> int:
        """How often the radio became ready."""
        with self._lock:
            return self._connections

    def heard(self, heard: Heard) -> None:
        """A payload on our port."""
        with self._lock:
            if self._heard_waiting >= HEARD_LIMIT:
                return
            self._heard_waiting += 1
            self._events.append(heard)
        self._notify()

    def malformed(self) -> None:
        """Count something unreadable."""
        with self._lock:
            self._status = replace(self._status, malformed=self._status.malformed + 1)

    def measured(self, measured: Measured) -> None:
        """The radio's own telemetry; what it did not tell stays as it was."""
        with self._lock:
            before = self._status
            self._status = replace(
                before,
                channel_utilisation=_newer(measured.busy_share, before.channel_utilisation),
                air_time_tx=_newer(measured.sending_share, before.air_time_tx),
                battery=_newer(measured.battery, before.battery),
            )

    def queue_free(self, free: int) -> None:
        """The radio's last word on its queue; whoever waits for an empty one is woken."""
        with self._lock:
            emptied = free > (self._status.queue_free or 0)
            self._status = replace(self._status, queue_free=free)
        if emptied:
            self._notify()

    def ask_again(self) -> float | None:
        """Seconds until the radio should be asked whether what it was handed has left; None if nothing is there."""
        with self._lock:
            free = self._status.queue_free
        return None if free is None or free >= QUEUE else LOOK * payload_airtime(MAX_PAYLOAD, self.modem)

    def next_wanted(self) -> Wanted | None:
        """Take what may go to the radio now."""
        with self._lock:
            return self._outbox.next(self._status.queue_free)

    def handed(self, wanted: Wanted, radio_id: int, now: float) -> None:
        """The radio has it."""
        with self._lock:
            self._outbox.handed(wanted, radio_id, now)

    def answered(self, radio_id: int, reason: str) -> None:
        """The radio's answer about a packet, if it is one of ours."""
        with self._lock:
            report = self._outbox.answered(radio_id, reason)
            if report:
                self._events.append(report)
        if report:
            self._notify()

    def expire(self, now: float) -> bool:
        """Give up on late answers; True if there were any."""
        with self._lock:
            reports = self._outbox.expire(now)
            self._events.extend(reports)
        if reports:
            self._notify()
        return bool(reports)

    def deadline(self) -> tuple[float, bool]:
        """When :meth:`expire` is due, and whether packets wait for the radio."""
        with self._lock:
            return self._outbox.next_expiry(), bool(self._outbox.waiting)

    def _notify(self) -> None:
        if self._wake is not None:
            self._wake()


def _newer(new: float | None, old: float | None) -> float | None:
    return old if new is None else new
