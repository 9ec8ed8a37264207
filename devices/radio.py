# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one face every radio shows, real or virtual.

A radio never blocks and never raises for what happens on the air: sending hands over a
payload and returns an id; everything else (heard payloads, what became of a sent one,
connection changes) comes back through :meth:`Radio.poll`, in the order it happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from devices.errors import DeviceError

MAX_PAYLOAD = 231
"""Bytes of application payload that fit one LoRa frame of 255 B on a private port:
255 - 16 header - 3 portnum - 3 payload tag - 2 bitfield (Meshtastic Router.cpp)."""

BROADCAST = 0xFFFFFFFF

QUEUE = 16
"""Places in a radio's transmit queue (firmware ``MAX_TX_QUEUE``)."""

HEARD_LIMIT = 1024
"""Heard payloads that wait for the next :meth:`Radio.poll`; newer ones are dropped then."""


class RadioState(StrEnum):
    """Where the connection to the radio stands."""

    CONNECTING = "connecting"
    READY = "ready"
    LOST = "lost"
    CLOSED = "closed"


class TxOutcome(StrEnum):
    """What became of a payload that was handed over.

    ``ACCEPTED`` means that the radio took it into its transmit queue without refusing. It says
    nothing about anybody having received it.
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Heard:
    """A payload on our port. ``sender`` is the claimed node number: never trusted."""

    payload: bytes
    sender: int
    rssi: float | None = None
    snr: float | None = None
    hops: int | None = None


@dataclass(frozen=True, slots=True)
class TxReport:
    """The radio's word on one :meth:`Radio.send`. ``reason`` is a stable lower-case code
    (``"duty_cycle"``, ``"queue_full"``, ``"too_large"``, ``"lost"``, ``"timeout"`` ...)."""

    packet_id: int
    outcome: TxOutcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The connection changed."""

    state: RadioState
    reason: str = ""


RadioEvent = Heard | TxReport | StateChanged


@dataclass(frozen=True, slots=True)
class RadioStatus:
    """What a person may want to know of the radio. Shares are 0..1; counts since start."""

    state: RadioState
    reason: str = ""
    node: int | None = None
    preset: str = ""
    region: str = ""
    firmware: str = ""
    channel_utilisation: float | None = None
    air_time_tx: float | None = None
    battery: float | None = None
    queue_free: int | None = None
    reconnects: int = 0
    malformed: int = 0


class RadioUnavailable(DeviceError):
    """The radio is not ready: nothing was handed over."""


class RadioBusy(DeviceError):
    """The radio's queue is full: nothing was handed over, try again later."""


class Radio(Protocol):
    """A radio that broadcasts payloads to every member of the mesh."""

    @property
    def max_payload(self) -> int:
        """Bytes, see :data:`MAX_PAYLOAD`."""
        ...

    def send(self, payload: bytes, *, hop_limit: int, urgent: bool = False) -> int:
        """Hand over one broadcast; returns a packet id that a later :class:`TxReport` names.

        Raises ``RadioUnavailable`` or ``RadioBusy``; ``ValueError`` when the payload is too long.
        """
        ...

    def poll(self) -> list[RadioEvent]:
        """Everything since the last call, oldest first. Never blocks."""
        ...

    def on_activity(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` from any thread whenever :meth:`poll` has something."""
        ...

    def status(self) -> RadioStatus:
        """A consistent copy."""
        ...

    def airtime(self, length: int) -> float:
        """Seconds on the air of a payload of ``length`` bytes, once, at the current preset."""
        ...

    def close(self) -> None:
        """Let go of the radio; idempotent."""
        ...
