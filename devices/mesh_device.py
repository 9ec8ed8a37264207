# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One virtual radio as a device with a cable: the client API of Meshtastic over one TCP connection.

Runs inside the event loop of :class:`devices.mesh_daemon.MeshDaemon`. The newest client wins. Packets for
the client wait in a queue of 32; when it is full a text message pushes out the oldest packet, and of all
other ports the *new* packet is dropped, as on a real device (``MeshService.cpp``).
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Protocol, cast

from google.protobuf.message import DecodeError
from meshtastic.protobuf import mesh_pb2

from devices import mesh_messages as messages
from devices.ether import EtherPort
from devices.mesh_packet import Delivered, HostEvent, Notification, Port, QueueStatus, Rebooted
from devices.stream import FrameReader, encode_frame

log = logging.getLogger(__name__)

TO_CLIENT_LIMIT = 32
UNREAD_LIMIT = 256 * 1024
"""Bytes that may wait for a client that does not read: some twenty handshakes."""


class Backlog:
    """Packets that the client has not taken yet."""

    def __init__(self) -> None:
        self.dropped = 0
        self._items: deque[tuple[int, bytes]] = deque()

    def push(self, portnum: int, message: bytes) -> None:
        """Add, or drop what the firmware would drop."""
        if len(self._items) >= TO_CLIENT_LIMIT:
            self.dropped += 1
            if portnum != Port.TEXT_MESSAGE:
                return
            self._items.popleft()
        self._items.append((portnum, message))

    def pop(self) -> bytes | None:
        """The oldest, if any."""
        return self._items.popleft()[1] if self._items else None

    def clear(self) -> None:
        """Forget all."""
        self._items.clear()


class Air(Protocol):
    """What a device needs of the daemon around it."""

    def state_of(self, device: MeshDevice) -> messages.DeviceState:
        """What a handshake tells."""
        ...

    def new_id(self) -> int:
        """A packet id."""
        ...

    def touch(self, action: Callable[[], None]) -> None:
        """Bring the air to the present, act on it, and plan its next event."""
        ...


class MeshDevice:
    """The radio ``identity`` behind ``port`` of the ether."""

    def __init__(self, identity: messages.Identity, port: EtherPort, air: Air) -> None:
        self.identity = identity
        self.port = port
        self.reboots = 0
        self.malformed = 0
        self.hanging = False
        self.backlog = Backlog()
        self._air = air
        self._session: Session | None = None
        port.on_event(self._take_events)

    # --- the client's side -------------------------------------------------------------------------

    def connected(self, session: Session) -> None:
        """A new client: the older one has to go."""
        previous, self._session = self._session, session
        if previous is not None:
            previous.close()

    def disconnected(self, session: Session) -> None:
        """A client has gone."""
        if self._session is session:
            self._session = None

    def disconnect(self) -> None:
        """Throw the client out."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def inject(self, data: bytes) -> None:
        """Put raw bytes on the stream to the client."""
        if self._session is not None:
            self._session.write(data)

    def message(self, data: bytes, session: Session) -> None:
        """One message from the client."""
        if self.hanging:
            return
        message = mesh_pb2.ToRadio()
        try:
            message.ParseFromString(data)
        except DecodeError:
            self.malformed += 1
            return
        kind = message.WhichOneof("payload_variant")
        if kind == "want_config_id":
            self._configure(session, message.want_config_id)
        elif kind == "heartbeat":
            self._air.touch(self.port.node.heartbeat)
        elif kind == "packet":
            self._packet(message.packet)
        elif kind == "disconnect":
            session.close()

    def _configure(self, session: Session, nonce: int) -> None:
        for answer in messages.handshake(self._air.state_of(self), nonce):
            session.send(answer)
        session.configured = True
        self.flush()

    def _packet(self, wire: mesh_pb2.MeshPacket) -> None:
        if not messages.is_sendable(wire):
            self.malformed += 1
            return
        packet = messages.to_packet(wire, self._air.new_id())
        self._air.touch(lambda: self.port.node.submit(packet))

    # --- the air's side ----------------------------------------------------------------------------

    def _take_events(self) -> None:
        for event in self.port.take():
            self._event(event)
        self.flush()

    def _event(self, event: HostEvent) -> None:
        match event:
            case Delivered(packet=packet):
                self.backlog.push(packet.portnum, _serialize(messages.from_delivered(event)))
            case QueueStatus():
                self._now(messages.from_queue_status(event))
            case Notification():
                self._now(messages.from_notification(event))
            case Rebooted():
                self.reboots += 1
                self.backlog.clear()
                self._now(mesh_pb2.FromRadio(rebooted=True))

    def tell_telemetry(self) -> None:
        """Push the device's own measurements when the client has nothing else to read."""
        if self._session is not None and self._session.configured:
            state = self._air.state_of(self)
            self._now(
                messages.from_delivered(messages.local_telemetry(self.identity, state.metrics, self._air.new_id()))
            )

    def _now(self, message: mesh_pb2.FromRadio) -> None:
        if self._session is not None and self._session.configured and not self.hanging:
            self._session.send(message)

    def flush(self) -> None:
        """Give the client what it can take."""
        session = self._session
        while session is not None and session.writable and not self.hanging:
            message = self.backlog.pop()
            if message is None:
                return
            session.write(encode_frame(message))


class Session(asyncio.Protocol):
    """One client connection."""

    def __init__(self, device: MeshDevice) -> None:
        self.configured = False
        self._device = device
        self._reader = FrameReader()
        self._transport: asyncio.Transport | None = None
        self._paused = False

    @property
    def writable(self) -> bool:
        """Whether packets may be handed over now."""
        transport = self._transport
        return self.configured and not self._paused and transport is not None and not transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The client is there."""
        self._transport = cast(asyncio.Transport, transport)
        self._device.connected(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, one way or the other."""
        self._transport = None
        self._device.disconnected(self)
        if exc is not None:
            log.debug("client connection ended: %s", type(exc).__name__)

    def data_received(self, data: bytes) -> None:
        """Bytes from the client, in pieces of any size."""
        for message in self._reader.feed(data):
            self._device.message(message, self)

    def eof_received(self) -> bool:
        """Half-closed: the transport closes itself once everything is written."""
        return False

    def pause_writing(self) -> None:
        """The client does not read fast enough."""
        self._paused = True

    def resume_writing(self) -> None:
        """The client reads again."""
        self._paused = False
        self._device.flush()

    def send(self, message: mesh_pb2.FromRadio) -> None:
        """One message to the client."""
        self.write(encode_frame(_serialize(message)))

    def write(self, data: bytes) -> None:
        """Raw bytes to the client; one that asks and asks and never reads is thrown out."""
        if self._transport is None or self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() > UNREAD_LIMIT:
            self._transport.abort()
            return
        self._transport.write(data)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


def _serialize(message: mesh_pb2.FromRadio) -> bytes:
    return bytes(message.SerializeToString())
