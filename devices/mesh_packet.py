# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What travels between virtual radios, and what a virtual radio tells its host.

Numbers are Meshtastic's (``portnums.proto``, ``mesh.proto``: ``Routing.Error``, ``MeshPacket.Priority``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from devices.lora import PKC_OVERHEAD, SIGNATURE, frame_length
from devices.radio import BROADCAST

MAX_HOPS = 7
"""The hop limit is a 3-bit field."""

REQUEST_ID_FIELD = 5
"""``Data.request_id``: a tag byte and a fixed32."""


class Port(IntEnum):
    """The port numbers that the virtual radio itself treats in its own way."""

    TEXT_MESSAGE = 1
    POSITION = 3
    NODEINFO = 4
    ROUTING = 5
    ADMIN = 6
    TELEMETRY = 67
    TRACEROUTE = 70
    PRIVATE = 256


_PLAIN_UNICAST = frozenset({Port.POSITION, Port.NODEINFO, Port.ROUTING, Port.TRACEROUTE})
"""Ports whose direct messages are not encrypted to the receiver's key (firmware ``Router.cpp``)."""


class Priority(IntEnum):
    """Order in the transmit queue, highest first."""

    UNSET = 0
    BACKGROUND = 10
    DEFAULT = 64
    RELIABLE = 70
    HIGH = 100
    ACK = 120


class Refusal(IntEnum):
    """``Routing.Error`` and, for ``QUEUE_FULL`` only, the driver's own code in ``QueueStatus.res``."""

    NONE = 0
    MAX_RETRANSMIT = 5
    NO_CHANNEL = 6
    TOO_LARGE = 7
    DUTY_CYCLE_LIMIT = 9
    QUEUE_FULL = 32
    NOT_AUTHORIZED = 33
    UNKNOWN_DESTINATION_KEY = 39


@dataclass(frozen=True, slots=True)
class Packet:
    """One mesh packet. ``sender`` and ``to`` are node numbers; ``hop_start`` the limit it began with.

    ``channel`` is the sender's own index of a channel; a virtual radio has only the first, 0. ``signed``: with the
    signature of its sender's radio.
    """

    sender: int
    to: int
    packet_id: int
    portnum: int
    payload: bytes
    hop_limit: int = 3
    hop_start: int = 3
    want_ack: bool = False
    priority: int = Priority.DEFAULT
    request_id: int = 0
    relayer: int = 0
    channel: int = 0
    signed: bool = False

    @property
    def for_one_key(self) -> bool:
        """Whether it is encrypted to its receiver's key instead of the channel's."""
        return self.to != BROADCAST and self.portnum not in _PLAIN_UNICAST

    @property
    def key(self) -> tuple[int, int]:
        """What makes two packets copies of each other."""
        return self.sender, self.packet_id

    @property
    def frame_bytes(self) -> int:
        """Bytes on the air. May exceed what fits: then the radio must refuse it."""
        extra = REQUEST_ID_FIELD if self.request_id else 0
        if self.for_one_key:
            extra += PKC_OVERHEAD
        if self.signed:
            extra += SIGNATURE
        return frame_length(len(self.payload), self.portnum, extra=extra)

    @property
    def hops(self) -> int:
        """Relays it has passed."""
        return max(0, self.hop_start - self.hop_limit)

    def relayed_by(self, node: int) -> Packet:
        """The copy that ``node`` sends on."""
        return replace(self, hop_limit=self.hop_limit - 1, relayer=node & 0xFF)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A packet for the host; ``rssi`` in dBm and ``snr`` in dB of the last hop, None when made locally."""

    packet: Packet
    rssi: float | None = None
    snr: float | None = None


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """The transmit queue after a packet from the host (``packet_id``) or a heartbeat (0)."""

    free: int
    maxlen: int
    res: int = 0
    packet_id: int = 0


@dataclass(frozen=True, slots=True)
class Notification:
    """A sentence from the firmware for the person at the host, about packet ``reply_id``."""

    text: str
    reply_id: int


@dataclass(frozen=True, slots=True)
class Rebooted:
    """The radio started again; what was queued or unacknowledged is gone."""


HostEvent = Delivered | QueueStatus | Notification | Rebooted


def routing_payload(reason: int) -> bytes:
    """``Routing{error_reason}``, written out even when it is 0 because it is a member of a oneof."""
    return bytes((0x18, reason))
