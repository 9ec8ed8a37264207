# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a connection to a radio tells its owner."""

from __future__ import annotations

from dataclasses import dataclass

from devices.link_config import LinkInfo


@dataclass(frozen=True, slots=True)
class Configured:
    """The handshake is complete."""

    info: LinkInfo


@dataclass(frozen=True, slots=True)
class Received:
    """A packet from the mesh, on any port."""

    sender: int
    portnum: int
    payload: bytes
    rssi: float | None
    snr: float | None
    hops: int | None


@dataclass(frozen=True, slots=True)
class QueueAnswer:
    """The radio's queue after packet ``radio_id`` (0: after a heartbeat). ``res`` 0: taken."""

    radio_id: int
    res: int
    free: int


@dataclass(frozen=True, slots=True)
class Routed:
    """A routing reply about packet ``radio_id``; ``error`` 0 is an acknowledgement."""

    radio_id: int
    error: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The radio's own telemetry, shares 0..1; None: not told."""

    busy_share: float | None
    sending_share: float | None
    battery: float | None


@dataclass(frozen=True, slots=True)
class Malformed:
    """Something on the stream, or in a packet, that cannot be read."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The connection is over."""

    reason: str


LinkEvent = Configured | Received | QueueAnswer | Routed | Measured | Malformed | Gone
