# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The client's end of a virtual radio without a network: good, odd and random bytes from a client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from meshtastic.protobuf import mesh_pb2

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_device import UNREAD_LIMIT, MeshDevice, Session
from devices.mesh_messages import DeviceState, Identity, Metrics
from devices.mesh_packet import Packet, Port
from devices.radio import BROADCAST
from devices.stream import FrameReader, encode_frame
from tests.support.ether_kit import run

A, B = 0x4E530001, 0x4E530002


class Wire(asyncio.Transport):
    """A connection that keeps what is written; ``reads`` False is a client that never reads."""

    def __init__(self, *, reads: bool = True) -> None:
        super().__init__()
        self.written = bytearray()
        self.closed = False
        self._reads = reads

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep it."""
        self.written += data

    def get_write_buffer_size(self) -> int:
        """Everything, when nobody reads."""
        return 0 if self._reads else len(self.written)

    def is_closing(self) -> bool:
        """After either way of closing."""
        return self.closed

    def close(self) -> None:
        """Politely."""
        self.closed = True

    def abort(self) -> None:
        """At once."""
        self.closed = True


class Bench:
    """One device of two, on an air that the test advances. It is its own ``Air``."""

    def __init__(self) -> None:
        self.ether = Ether(Preset.SHORT_FAST, seed=1, duty_cycle=1.0)
        self.device = MeshDevice(Identity(A, "One", "1"), self.ether.attach(A), self)
        self.other = MeshDevice(Identity(B, "Two", "2"), self.ether.attach(B), self)

    def client(self, *, reads: bool = True) -> tuple[Session, Wire]:
        """A new connection."""
        session, wire = Session(self.device), Wire(reads=reads)
        session.connection_made(wire)
        return session, wire

    def state_of(self, device: MeshDevice) -> DeviceState:
        """Enough for a handshake."""
        return DeviceState(device.identity, [], Preset.SHORT_FAST, Metrics(0.0, 0.0, 0.0))

    def new_id(self) -> int:
        """A packet id."""
        return self.ether.rng.randrange(1, 1 << 32)

    def touch(self, action: Callable[[], None]) -> None:
        """Time does not pass by itself."""
        action()


def _asked(nonce: int) -> bytes:
    return encode_frame(mesh_pb2.ToRadio(want_config_id=nonce).SerializeToString())


def _completed(wire: Wire) -> list[int]:
    messages = [mesh_pb2.FromRadio.FromString(message) for message in FrameReader().feed(bytes(wire.written))]
    return [m.config_complete_id for m in messages if m.HasField("config_complete_id")]


@settings(max_examples=300)
@given(st.lists(st.binary(max_size=600), max_size=5))
def test_random_bytes_do_no_harm(chunks: list[bytes]) -> None:
    """Whatever a client writes, another one is served after it."""
    bench = Bench()
    session, wire = bench.client()
    for chunk in chunks:
        session.data_received(chunk)
        session.data_received(encode_frame(chunk[:512]))
    later, wire = bench.client()
    later.data_received(_asked(5))
    assert _completed(wire) == [5]
    run(bench.ether)


PACKETS = st.fixed_dictionaries(
    {
        "from": st.integers(0, 0xFFFFFFFF),
        "to": st.sampled_from([0, 1, A, B, 0xFFFFFFFF]),
        "id": st.integers(0, 0xFFFFFFFF),
        "channel": st.integers(0, 0xFFFFFFFF),
        "hop_limit": st.integers(0, 0xFFFFFFFF),
        "want_ack": st.booleans(),
        "priority": st.integers(-(2**31), 2**31 - 1),
    }
)


@settings(max_examples=300)
@given(st.lists(st.tuples(PACKETS, st.integers(-(2**31), 2**31 - 1), st.binary(max_size=300)), max_size=4))
def test_packets_with_any_numbers(packets: list[tuple[dict[str, object], int, bytes]]) -> None:
    """Taken, refused or counted; what the air carries fits a frame, and the other's client can read it."""
    bench = Bench()
    session, _wire = bench.client()
    session.data_received(_asked(1))
    other, heard = Session(bench.other), Wire()
    other.connection_made(heard)
    other.data_received(_asked(2))
    for fields, portnum, payload in packets:
        message = mesh_pb2.ToRadio()
        for name, value in fields.items():
            setattr(message.packet, name, value)
        message.packet.decoded.portnum, message.packet.decoded.payload = portnum, payload
        session.data_received(encode_frame(message.SerializeToString()))
    run(bench.ether)
    assert bench.device.malformed == sum(portnum <= 0 for _fields, portnum, _payload in packets)
    frames = bench.ether.stats()
    assert frames.bytes <= 255 * frames.frames
    assert _completed(heard) == [2]


def test_unreadable_messages_are_counted() -> None:
    """No protobuf; a packet without a port; an encrypted one."""
    bench = Bench()
    session, wire = bench.client()
    session.data_received(encode_frame(b"\xff\xff\xff"))
    for packet in (mesh_pb2.MeshPacket(id=1), mesh_pb2.MeshPacket(id=2, encrypted=b"x")):
        session.data_received(encode_frame(mesh_pb2.ToRadio(packet=packet).SerializeToString()))
    assert bench.device.malformed == 3
    assert not wire.closed


def test_a_client_that_never_reads_is_thrown_out() -> None:
    """It asks for the configuration again and again; what waits for it stays bounded, and a new client is served."""
    bench = Bench()
    session, wire = bench.client(reads=False)
    for nonce in range(1, 10_000):
        session.data_received(_asked(nonce))
        if wire.closed:
            break
    assert wire.closed
    assert UNREAD_LIMIT < len(wire.written) < UNREAD_LIMIT + 1024
    later, wire = bench.client()
    later.data_received(_asked(6))
    assert _completed(wire) == [6]


def test_what_comes_while_a_client_leaves_waits_for_the_next() -> None:
    """The connection is closing and not closed yet: nothing is written into it any more."""
    bench = Bench()
    session, wire = bench.client()
    session.data_received(_asked(1))
    wire.close()
    bench.other.port.node.submit(Packet(0, BROADCAST, 7, Port.PRIVATE, b"meanwhile", 0, 0))
    run(bench.ether)
    later, wire = bench.client()
    later.data_received(_asked(2))
    heard = [mesh_pb2.FromRadio.FromString(message) for message in FrameReader().feed(bytes(wire.written))]
    assert [message.packet.decoded.payload for message in heard if message.HasField("packet")] == [b"meanwhile"]
