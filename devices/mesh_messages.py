# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Virtual radio <-> Meshtastic protobuf: the messages a device sends to and takes from its client.

The order of the handshake is the firmware's (``PhoneAPI.cpp``): my_info, own node, metadata, 8 channels,
configuration, module configuration, other nodes, config_complete_id with the client's nonce.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meshtastic.protobuf import channel_pb2, config_pb2, mesh_pb2, module_config_pb2, telemetry_pb2

from devices.lora import EU_868, Preset, Region
from devices.mesh_packet import Delivered, Notification, Packet, Port, QueueStatus
from devices.virtual_radio import FIRMWARE

DEFAULT_HOP_LIMIT = 3
CHANNELS = 8
NONCE_OWN_NODE_ONLY = 69420
NONCE_NODES_ONLY = 69421
MIN_APP_VERSION = 30200
EXTERNAL_POWER = 101
"""What a device without a battery reports as its battery level."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A virtual radio as others see it."""

    number: int
    long_name: str
    short_name: str

    @property
    def node_id(self) -> str:
        """Meshtastic's written form of the number, ``!4e530001``."""
        return f"!{self.number:08x}"


@dataclass(frozen=True, slots=True)
class Metrics:
    """Shares 0..1 and seconds, as the device itself measures them."""

    busy_share: float
    sending_share: float
    uptime: float


@dataclass(frozen=True, slots=True)
class DeviceState:
    """All that a handshake tells of a device."""

    identity: Identity
    others: Sequence[Identity]
    preset: Preset
    metrics: Metrics
    region: Region = EU_868
    reboots: int = 0
    signing: bool = False


def handshake(state: DeviceState, nonce: int) -> Iterator[mesh_pb2.FromRadio]:
    """Every message of the answer to ``want_config_id = nonce``, in order."""
    own = node_info(state.identity, state.metrics)
    if nonce != NONCE_NODES_ONLY:
        yield _my_info(state)
        yield mesh_pb2.FromRadio(node_info=own)
        yield _metadata(state)
        for index in range(CHANNELS):
            yield mesh_pb2.FromRadio(channel=_channel(index))
        yield from _configuration(state)
    else:
        yield mesh_pb2.FromRadio(node_info=own)
    if nonce != NONCE_OWN_NODE_ONLY:
        for other in state.others:
            yield mesh_pb2.FromRadio(node_info=node_info(other, None))
    yield mesh_pb2.FromRadio(config_complete_id=nonce)


def _my_info(state: DeviceState) -> mesh_pb2.FromRadio:
    message = mesh_pb2.FromRadio()
    message.my_info.my_node_num = state.identity.number
    message.my_info.reboot_count = state.reboots
    message.my_info.min_app_version = MIN_APP_VERSION
    message.my_info.nodedb_count = 1 + len(state.others)
    return message


def node_info(identity: Identity, metrics: Metrics | None) -> mesh_pb2.NodeInfo:
    """An entry of the node database."""
    info = mesh_pb2.NodeInfo(num=identity.number)
    info.user.id = identity.node_id
    info.user.long_name = identity.long_name
    info.user.short_name = identity.short_name
    info.user.hw_model = mesh_pb2.HardwareModel.PORTDUINO
    if metrics is not None:
        info.device_metrics.CopyFrom(_device_metrics(metrics))
    else:
        info.hops_away = 0
    return info


def _device_metrics(metrics: Metrics) -> telemetry_pb2.DeviceMetrics:
    return telemetry_pb2.DeviceMetrics(
        battery_level=EXTERNAL_POWER,
        channel_utilization=100 * metrics.busy_share,
        air_util_tx=100 * metrics.sending_share,
        uptime_seconds=int(metrics.uptime),
    )


def telemetry(metrics: Metrics) -> bytes:
    """The payload of a telemetry packet about the device itself."""
    return bytes(telemetry_pb2.Telemetry(device_metrics=_device_metrics(metrics)).SerializeToString())


def _metadata(state: DeviceState) -> mesh_pb2.FromRadio:
    message = mesh_pb2.FromRadio()
    message.metadata.firmware_version = FIRMWARE[state.signing]
    message.metadata.hw_model = mesh_pb2.HardwareModel.PORTDUINO
    return message


def _channel(index: int) -> channel_pb2.Channel:
    channel = channel_pb2.Channel(index=index)
    if index == 0:
        channel.role = channel_pb2.Channel.Role.PRIMARY
        channel.settings.psk = b"\x01"
    return channel


def _configuration(state: DeviceState) -> Iterator[mesh_pb2.FromRadio]:
    for name in ("device", "position", "power", "network", "display", "lora", "bluetooth", "security"):
        config = config_pb2.Config()
        part = getattr(config, name)
        part.SetInParent()
        if name == "lora":
            part.use_preset = True
            part.modem_preset = state.preset.number
            part.region = state.region.number
            part.hop_limit = DEFAULT_HOP_LIMIT
            part.tx_enabled = True
            part.tx_power = state.region.power_dbm
        yield mesh_pb2.FromRadio(config=config)
    for name in ("mqtt", "serial", "store_forward", "telemetry", "neighbor_info"):
        module = module_config_pb2.ModuleConfig()
        getattr(module, name).SetInParent()
        yield mesh_pb2.FromRadio(moduleConfig=module)


def from_delivered(delivered: Delivered) -> mesh_pb2.FromRadio:
    """A packet for the client."""
    packet = delivered.packet
    message = mesh_pb2.FromRadio()
    wire = message.packet
    setattr(wire, "from", packet.sender)  # a reserved word, so no attribute syntax
    wire.to = packet.to
    wire.id = packet.packet_id
    wire.hop_limit = packet.hop_limit
    wire.hop_start = packet.hop_start
    wire.want_ack = packet.want_ack
    wire.priority = packet.priority
    wire.relay_node = packet.relayer
    if delivered.rssi is not None and delivered.snr is not None:
        wire.rx_rssi = round(delivered.rssi)
        wire.rx_snr = delivered.snr
    wire.decoded.portnum = packet.portnum
    wire.decoded.payload = packet.payload
    wire.decoded.bitfield = 1
    wire.decoded.request_id = packet.request_id
    return message


def from_queue_status(status: QueueStatus) -> mesh_pb2.FromRadio:
    """The state of the transmit queue."""
    message = mesh_pb2.FromRadio()
    message.queueStatus.res = status.res
    message.queueStatus.free = status.free
    message.queueStatus.maxlen = status.maxlen
    message.queueStatus.mesh_packet_id = status.packet_id
    return message


def from_notification(notification: Notification) -> mesh_pb2.FromRadio:
    """A sentence for the person at the client."""
    message = mesh_pb2.FromRadio()
    message.clientNotification.message = notification.text
    message.clientNotification.reply_id = notification.reply_id
    message.clientNotification.level = mesh_pb2.LogRecord.Level.WARNING
    return message


def to_packet(wire: mesh_pb2.MeshPacket, packet_id: int) -> Packet:
    """A packet from the client; ``packet_id`` is used when the client gave none."""
    hop_limit = wire.hop_limit
    if not hop_limit and wire.want_ack:
        hop_limit = DEFAULT_HOP_LIMIT
    return Packet(
        sender=0,
        to=wire.to,
        packet_id=wire.id or packet_id,
        portnum=wire.decoded.portnum,
        payload=wire.decoded.payload,
        hop_limit=hop_limit,
        hop_start=hop_limit,
        want_ack=wire.want_ack,
        priority=wire.priority,
        request_id=wire.decoded.request_id,
        channel=wire.channel,
    )


def is_sendable(wire: mesh_pb2.MeshPacket) -> bool:
    """Whether a client's packet has a payload in clear and a port: nothing else is understood here."""
    return bool(wire.HasField("decoded") and wire.decoded.portnum > 0)


def local_telemetry(identity: Identity, metrics: Metrics, packet_id: int) -> Delivered:
    """The device's own measurements, pushed to its client."""
    packet = Packet(
        sender=identity.number,
        to=identity.number,
        packet_id=packet_id,
        portnum=Port.TELEMETRY,
        payload=telemetry(metrics),
        hop_limit=0,
        hop_start=0,
    )
    return Delivered(packet)
