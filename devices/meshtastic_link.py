# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: N802, N803, N815 (the names are the library's)
"""One connection through the stock ``meshtastic`` library, without its traps.

The library keeps what it is good at: opening the port, framing, the handshake, the configuration, packet ids.
Overridden is what hurts an unattended station:

- it waits for ever when a device says that its queue is full, and repeats refused packets: here nothing
  waits, :class:`devices.outbox.Outbox` paces;
- it reconnects TCP in silence, losing what it knew: here a broken connection is over;
- its handlers run in its reader thread, or hang on weak references of a global publisher: here every event is
  put on a queue and nothing else happens in that thread;
- text noise on a serial line piles up in memory: here it is counted and dropped;
- its heartbeat timer outlives a fast close: here the owner sends heartbeats;
- it remembers every node and channel that it is told of: here only the own node, and what one device can have.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from urllib.parse import urlsplit

import meshtastic
from google.protobuf.message import DecodeError, EncodeError
from meshtastic.mesh_interface import MeshInterface
from meshtastic.protobuf import mesh_pb2, portnums_pb2, telemetry_pb2
from meshtastic.serial_interface import SerialInterface
from meshtastic.stream_interface import StreamInterface
from meshtastic.tcp_interface import DEFAULT_TCP_PORT, TCPInterface

from devices.errors import DeviceError
from devices.link_config import LinkInfo, judge
from devices.link_events import Configured, Gone, LinkEvent, Malformed, Measured, QueueAnswer, Received, Routed
from devices.mesh_packet import MAX_HOPS

WRITE_PATIENCE_S = 5
FULL_BATTERY = 100
CHANNELS = 8
LONGEST_DATA = 233
"""Bytes in ``Data.payload`` (``mesh.options``): no radio delivers more."""

_TERMINAL_FAILURES: tuple[type[Exception], ...] = ()
if sys.platform != "win32":
    import termios

    # Not an OSError; raised for a path that is no terminal.
    _TERMINAL_FAILURES = (termios.error,)

LIBRARY_FAILURES = (
    OSError,
    SystemExit,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    TypeError,
    struct.error,
    DecodeError,
    EncodeError,
    MeshInterface.MeshInterfaceError,
    *_TERMINAL_FAILURES,
)
"""All that the library is known to raise, and what its code could. It calls ``sys.exit`` in several places."""


class ConnectionSpecError(DeviceError, ValueError):
    """A connection is ``tcp://host:port`` or ``serial:///dev/...`` (``serial://COM3`` on Windows)."""


class _Hooks(StreamInterface):  # type: ignore[misc]
    """What differs from the library, for both kinds of stream. Methods run in its reader thread."""

    post: Callable[[LinkEvent], None]
    _wantExit: bool
    ending = "connection_lost"
    frames = 0
    noise = False
    configured = False

    def broadcast(self, payload: bytes, *, portnum: int, channel: int, hop_limit: int, urgent: bool) -> int:
        """Hand a broadcast to the radio; returns the id it got. Raises ``LIBRARY_FAILURES``."""
        priority = mesh_pb2.MeshPacket.Priority.HIGH if urgent else mesh_pb2.MeshPacket.Priority.BACKGROUND
        packet = self.sendData(
            payload,
            destinationId=meshtastic.BROADCAST_NUM,
            portNum=portnum,
            wantAck=False,
            channelIndex=channel,
            hopLimit=hop_limit,
            priority=priority,
        )
        return int(packet.id)

    def _waitConnected(self, timeout: float = 30.0) -> None:
        """The owner waits, with its own deadline, for :class:`Configured`."""

    def _startHeartbeat(self) -> None:
        """The owner sends heartbeats."""

    def _handleLogLine(self, line: str) -> None:
        """Text from the device is of no use to a station."""

    def _handleLogByte(self, b: bytes) -> None:
        """A byte outside any frame: one malformed thing, however long it lasts."""
        if not self.noise:
            self.noise = True
            self.post(Malformed())

    def _sendToRadio(self, toRadio: mesh_pb2.ToRadio) -> None:
        """Straight to the stream: pacing is the owner's."""
        self._sendToRadioImpl(toRadio)

    def _disconnected(self) -> None:
        super()._disconnected()
        self.post(Gone(self.ending))

    def _handleFromRadio(self, fromRadioBytes: bytes) -> None:
        self.noise = False
        message = mesh_pb2.FromRadio()
        try:
            message.ParseFromString(fromRadioBytes)
            self.frames += 1
            self._dispatch(message, fromRadioBytes)
        except LIBRARY_FAILURES:
            self.post(Malformed())

    def _dispatch(self, message: mesh_pb2.FromRadio, data: bytes) -> None:
        match message.WhichOneof("payload_variant"):
            case "packet":
                self._packet(message.packet)
            case "queueStatus":
                status = message.queueStatus
                self.post(QueueAnswer(status.mesh_packet_id, status.res, status.free))
            case "rebooted":
                self.post(Gone("rebooted"))
            case "node_info":
                if self.myInfo is not None and message.node_info.num == self.myInfo.my_node_num:
                    self._settings(data)
                    self._measured(message.node_info.device_metrics)
            case "config_complete_id":
                if message.config_complete_id == self.configId and not self.configured:
                    super()._handleFromRadio(data)
                    self.configured = True
                    self.post(Configured(self._info()))
            case "channel":
                if len(self._localChannels) < CHANNELS:
                    self._settings(data)
            case "my_info" | "metadata" | "config" | "moduleConfig":
                self._settings(data)
            case _:
                pass

    def _settings(self, data: bytes) -> None:
        """For the library; only until the handshake is complete, which nothing that comes later can change."""
        if not self.configured:
            super()._handleFromRadio(data)

    def _info(self) -> LinkInfo:
        config = self.localNode.localConfig
        firmware = self.metadata.firmware_version if self.metadata is not None else ""
        node = self.myInfo.my_node_num if self.myInfo is not None else 0
        return judge(node, firmware, config.lora, config.device)

    def _packet(self, wire: mesh_pb2.MeshPacket) -> None:
        data = wire.decoded
        own = self.myInfo is not None and getattr(wire, "from") == self.myInfo.my_node_num
        if data.portnum == portnums_pb2.PortNum.ROUTING_APP:
            routing = mesh_pb2.Routing()
            routing.ParseFromString(data.payload)
            if own and data.request_id:
                self.post(Routed(data.request_id, routing.error_reason))
        elif own and data.portnum == portnums_pb2.PortNum.TELEMETRY_APP:
            report = telemetry_pb2.Telemetry()
            report.ParseFromString(data.payload)
            self._measured(report.device_metrics)
        elif not own:
            self._received(wire)

    def _received(self, wire: mesh_pb2.MeshPacket) -> None:
        sender, data = getattr(wire, "from"), wire.decoded
        if sender in {0, meshtastic.BROADCAST_NUM} or len(data.payload) > LONGEST_DATA:
            self.post(Malformed())
            return
        heard = wire.rx_rssi != 0
        known = MAX_HOPS >= wire.hop_start >= wire.hop_limit
        self.post(
            Received(
                sender=sender,
                portnum=data.portnum,
                payload=data.payload,
                rssi=float(wire.rx_rssi) if heard else None,
                snr=float(wire.rx_snr) if heard and isfinite(wire.rx_snr) else None,
                hops=wire.hop_start - wire.hop_limit if known else None,
            )
        )

    def _measured(self, metrics: telemetry_pb2.DeviceMetrics) -> None:
        if metrics.ByteSize():
            self.post(
                Measured(
                    busy_share=_share(metrics, "channel_utilization"),
                    sending_share=_share(metrics, "air_util_tx"),
                    battery=_share(metrics, "battery_level"),
                )
            )


def _share(metrics: telemetry_pb2.DeviceMetrics, name: str) -> float | None:
    """A percentage as a share; 101 % battery means external power."""
    percentage = float(getattr(metrics, name))
    if not metrics.HasField(name) or not isfinite(percentage):
        return None
    return min(max(percentage, 0.0), FULL_BATTERY) / FULL_BATTERY


class TcpLink(_Hooks, TCPInterface):  # type: ignore[misc]
    """A radio on the network, or a virtual one."""

    ending = "closed_by_device"

    def __init__(self, host: str, port: int, post: Callable[[LinkEvent], None], patience: float) -> None:
        self.post = post
        self._patience = patience
        super().__init__(host, portNumber=port, connectNow=False)

    def myConnect(self) -> None:
        """Connect with a deadline, and never wait for ever on a device that stopped reading."""
        connected = socket.create_connection((self.hostname, self.portNumber), timeout=self._patience)
        connected.settimeout(None)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if sys.platform == "win32":
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, WRITE_PATIENCE_S * 1000)
        else:
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", WRITE_PATIENCE_S, 0))
        self.socket = connected

    def _reconnect(self) -> None:
        """Broken is broken: the owner makes a new connection and says so."""
        if not self._wantExit:
            self._wantExit = True
            self.post(Gone(self.ending))


class SerialLink(_Hooks, SerialInterface):  # type: ignore[misc]
    """A radio on a cable."""

    def __init__(self, path: str, post: Callable[[LinkEvent], None]) -> None:
        self.post = post
        super().__init__(devPath=path, connectNow=False)

    def _writeBytes(self, b: bytes) -> None:
        """With a timeout: the library's ``write_timeout=0`` cuts a long write short without a word."""
        if self.stream is not None and not self.stream.write_timeout:
            self.stream.write_timeout = WRITE_PATIENCE_S
        super()._writeBytes(b)


Link = TcpLink | SerialLink


@dataclass(frozen=True, slots=True)
class ConnectionSpec:
    """Where a radio is: either a host and port, or the path of a serial device."""

    host: str = ""
    port: int = DEFAULT_TCP_PORT
    path: str = ""

    @classmethod
    def parse(cls, text: str) -> ConnectionSpec:
        """Read ``tcp://host[:port]`` or ``serial://path``."""
        if text.startswith("serial://") and len(text) > len("serial://"):
            return cls(path=text.removeprefix("serial://"))
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme != "tcp" or not parts.hostname:
            raise ConnectionSpecError("a radio connection is tcp://host:port or serial:///path")
        return cls(host=parts.hostname, port=DEFAULT_TCP_PORT if port is None else port)

    def link(self, post: Callable[[LinkEvent], None], patience: float) -> Link:
        """A connection object, not connected yet."""
        if self.path:
            return SerialLink(self.path, post)
        return TcpLink(self.host, self.port, post, patience)
