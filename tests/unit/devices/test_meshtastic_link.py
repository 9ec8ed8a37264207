# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the adapter makes of messages from a device, good, odd or random; nothing is connected."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meshtastic.protobuf import mesh_pb2, telemetry_pb2

from devices.link_events import Configured, LinkEvent, Malformed, Measured, QueueAnswer, Received, Routed
from devices.lora import Preset
from devices.mesh_messages import DeviceState, Identity, Metrics, handshake
from devices.meshtastic_link import TcpLink

OWN, OTHER = 0x4E530001, 0x4E530002
NONCE = 99


class Bench:
    """A link that gets its messages from the test."""

    def __init__(self) -> None:
        self.events: list[LinkEvent] = []
        self.link = TcpLink("127.0.0.1", 1, self.events.append, 1.0)
        # Writes nowhere, without a socket, but begins a handshake.
        self.link._startConfig()
        self.link.configId = NONCE

    def take(self, message: mesh_pb2.FromRadio | bytes) -> list[LinkEvent]:
        """What one message makes of it."""
        data = message if isinstance(message, bytes) else message.SerializeToString()
        before = len(self.events)
        self.link._handleFromRadio(data)
        return self.events[before:]

    def configured(self) -> Bench:
        """After a good handshake."""
        for message in _handshake():
            self.take(message)
        assert isinstance(self.events[-1], Configured)
        return self


def _handshake(node: int = OWN) -> Iterator[mesh_pb2.FromRadio]:
    state = DeviceState(Identity(node, "One", "1"), [Identity(OTHER, "Two", "2")], Preset.SHORT_FAST, Metrics(0, 0, 0))
    return handshake(state, NONCE)


def _packet(**fields: object) -> mesh_pb2.FromRadio:
    message = mesh_pb2.FromRadio()
    message.packet.decoded.portnum = 256
    message.packet.decoded.payload = b"x"
    for name, value in ({"from": OTHER} | fields).items():
        setattr(message.packet, name, value)
    return message


@pytest.mark.parametrize(
    ("fields", "snr", "hops"),
    [
        ({"rx_rssi": -80, "rx_snr": 5.5, "hop_start": 3, "hop_limit": 1}, 5.5, 2),
        ({"rx_rssi": -80, "rx_snr": nan, "hop_start": 1, "hop_limit": 3}, None, None),
        ({"rx_rssi": -80, "rx_snr": -inf, "hop_start": 4_000_000_000, "hop_limit": 0}, None, None),
    ],
    ids=["good", "not a number", "infinite"],
)
def test_a_packet_with_its_signal(fields: dict[str, object], snr: float | None, hops: int | None) -> None:
    """Numbers that cannot be are not told."""
    assert Bench().configured().take(_packet(**fields)) == [Received(OTHER, 256, b"x", -80.0, snr, hops)]


@pytest.mark.parametrize("sender", [0, 0xFFFFFFFF])
def test_a_packet_from_nobody(sender: int) -> None:
    """No node has these numbers."""
    assert Bench().configured().take(_packet(**{"from": sender})) == [Malformed()]


def test_a_payload_that_no_radio_carries() -> None:
    """Longer than the field can be on the air."""
    message = _packet()
    message.packet.decoded.payload = bytes(234)
    assert Bench().configured().take(message) == [Malformed()]


def test_shares_that_cannot_be() -> None:
    """Not told, or held to what a share can be."""
    report = telemetry_pb2.Telemetry()
    report.device_metrics.channel_utilization = nan
    report.device_metrics.air_util_tx = 1e9
    report.device_metrics.battery_level = 101
    message = _packet(**{"from": OWN})
    message.packet.decoded.portnum = 67
    message.packet.decoded.payload = report.SerializeToString()
    assert Bench().configured().take(message) == [Measured(None, 1.0, 1.0)]


def test_queue_and_routing() -> None:
    """With the packet that they are about."""
    bench = Bench().configured()
    status = mesh_pb2.FromRadio()
    status.queueStatus.mesh_packet_id, status.queueStatus.res, status.queueStatus.free = 7, 32, 0
    assert bench.take(status) == [QueueAnswer(7, 32, 0)]
    routing = _packet(**{"from": OWN})
    routing.packet.decoded.portnum, routing.packet.decoded.request_id = 5, 7
    routing.packet.decoded.payload = mesh_pb2.Routing(error_reason=9).SerializeToString()
    assert bench.take(routing) == [Routed(7, 9)]
    routing.packet.decoded.payload = b"\x18"
    assert bench.take(routing) == [Malformed()]


def test_nobody_else_refuses_for_the_own_radio() -> None:
    """A routing reply from another node says nothing about a broadcast of ours."""
    routing = _packet()
    routing.packet.decoded.portnum, routing.packet.decoded.request_id = 5, 7
    routing.packet.decoded.payload = mesh_pb2.Routing(error_reason=9).SerializeToString()
    assert Bench().configured().take(routing) == []


def test_a_handshake_counts_once() -> None:
    """Repeated, or with other numbers, it changes nothing and tells nothing."""
    bench = Bench().configured()
    events = [event for message in _handshake(node=77) for event in bench.take(message)]
    assert events == []
    assert bench.link.myInfo.my_node_num == OWN


def test_a_device_that_talks_without_end_fills_no_memory() -> None:
    """Thousands of nodes and channels, before and after the handshake: the library keeps one and eight."""
    bench = Bench()
    for round_number in range(2):
        for number in range(1, 2000):
            message = mesh_pb2.FromRadio()
            message.node_info.num = number
            message.node_info.user.id = f"!{number:08x}"
            bench.take(message)
            channel = mesh_pb2.FromRadio()
            channel.channel.index = number
            bench.take(channel)
        if round_number == 0:
            bench.configured()
    assert list(bench.link.nodesByNum) == [OWN]
    assert len(bench.link._localChannels) == 8


@settings(max_examples=500)
@given(st.binary(max_size=512))
def test_random_bytes_are_an_event_or_nothing(data: bytes) -> None:
    """Never an exception, and at most one event."""
    assert len(BENCH.take(data)) <= 1


BENCH = Bench().configured()
"""One for all examples: making one is slow."""

FIELDS = st.fixed_dictionaries(
    {
        "from": st.integers(0, 0xFFFFFFFF),
        "to": st.integers(0, 0xFFFFFFFF),
        "id": st.integers(0, 0xFFFFFFFF),
        "rx_snr": st.floats(width=32),
        "rx_rssi": st.integers(-(2**31), 2**31 - 1),
        "hop_limit": st.integers(0, 0xFFFFFFFF),
        "hop_start": st.integers(0, 0xFFFFFFFF),
        "priority": st.integers(-(2**31), 2**31 - 1),
    }
)


MESSAGES = [bytes(message.SerializeToString()) for message in _handshake()]


@settings(max_examples=500)
@given(st.sampled_from(MESSAGES), st.lists(st.tuples(st.integers(0, 511), st.integers(0, 255)), max_size=4))
def test_a_handshake_with_wrong_bytes(message: bytes, changes: list[tuple[int, int]]) -> None:
    """Any message of it, with any bytes changed: an event or nothing, and the next good one is complete."""
    changed = bytearray(message)
    for place, value in changes:
        changed[place % len(changed)] = value
    BENCH.link.configured = False
    BENCH.link._startConfig()
    BENCH.link.configId = NONCE
    assert len(BENCH.take(bytes(changed))) <= 1
    BENCH.link.configured = False
    BENCH.configured()


@settings(max_examples=500)
@given(FIELDS, st.integers(-(2**31), 2**31 - 1), st.binary(max_size=400), st.integers(0, 0xFFFFFFFF))
def test_well_formed_nonsense(fields: dict[str, object], portnum: int, payload: bytes, request: int) -> None:
    """A packet with any numbers is at most one event, and one that a station can work with."""
    message = _packet(**fields)
    data = message.packet.decoded
    data.portnum, data.payload, data.request_id = portnum, payload, request
    for event in BENCH.take(message):
        if isinstance(event, Received):
            assert 0 < event.sender < 0xFFFFFFFF
            assert len(event.payload) <= 233
            assert event.hops is None or 0 <= event.hops <= 7
            assert event.snr is None or -inf < event.snr < inf
