# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The daemon as a client sees it: handshake, queue, backlog, and being thrown out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from meshtastic.protobuf import mesh_pb2
from meshtastic.tcp_interface import TCPInterface

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_daemon import FIRST_NODE, DaemonError, MeshDaemon, serve, virtual_mesh
from devices.mesh_device import TO_CLIENT_LIMIT, Backlog
from devices.mesh_packet import Port
from devices.stream import FrameReader, encode_frame
from tests.support.radio_kit import stock_client, wait_until

A, B = FIRST_NODE, FIRST_NODE + 1


class Client:
    """A client that speaks the protocol by hand."""

    def __init__(self, daemon: MeshDaemon, node: int) -> None:
        self.received: list[mesh_pb2.FromRadio] = []
        self.closed = False
        self._reader = FrameReader()
        self._socket = socket.create_connection(("127.0.0.1", daemon.ports[node]))
        self._socket.settimeout(0.01)

    def write(self, data: bytes) -> None:
        """Raw bytes."""
        self._socket.sendall(data)

    def say(self, **fields: object) -> None:
        """One message."""
        self.write(encode_frame(mesh_pb2.ToRadio(**fields).SerializeToString()))

    def handshake(self, nonce: int = 7) -> None:
        """Ask for the configuration and wait until it is complete."""
        self.say(want_config_id=nonce)
        wait_until(lambda: any(message.config_complete_id == nonce for message in self.read()))

    def read(self) -> list[mesh_pb2.FromRadio]:
        """Everything so far."""
        try:
            data = self._socket.recv(65536)
            self.closed = not data
        except TimeoutError:
            data = b""
        self.received.extend(mesh_pb2.FromRadio.FromString(message) for message in self._reader.feed(data))
        return self.received

    def kinds(self) -> list[str]:
        """What was received, by kind."""
        return [str(message.WhichOneof("payload_variant")) for message in self.read()]

    def packets(self) -> list[mesh_pb2.MeshPacket]:
        """Packets received."""
        return [message.packet for message in self.read() if message.HasField("packet")]

    def send(self, packet_id: int, payload: bytes = b"x", *, portnum: int = 256, to: int = 0xFFFFFFFF) -> None:
        """A packet for the mesh."""
        packet = mesh_pb2.MeshPacket(id=packet_id, to=to)
        packet.decoded.portnum = portnum
        packet.decoded.payload = payload
        self.say(packet=packet)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


@pytest.fixture
def daemon() -> Iterator[MeshDaemon]:
    """Two radios at a hundred times real speed."""
    with virtual_mesh(2, 0, seed=3, speed=100.0) as running:
        yield running


@pytest.fixture
def client(daemon: MeshDaemon) -> Iterator[Client]:
    """A client of the first radio."""
    made = Client(daemon, A)
    yield made
    made.close()


def test_the_handshake_in_its_order(client: Client) -> None:
    """Own number and node first, the other nodes late, the nonce last; every message has a length that fits."""
    client.handshake(4711)
    kinds = client.kinds()
    assert kinds[:3] == ["my_info", "node_info", "metadata"]
    assert kinds.count("channel") == 8
    assert kinds[-2:] == ["node_info", "config_complete_id"]
    assert client.received[-1].config_complete_id == 4711
    assert max(message.ByteSize() for message in client.received) <= 512
    lora = next(m.config.lora for m in client.received if m.config.HasField("lora"))
    assert (lora.hop_limit, lora.region, lora.modem_preset) == (3, 3, Preset.SHORT_FAST.number)


@pytest.mark.parametrize(("nonce", "nodes", "channels"), [(69420, [A], 8), (69421, [A, B], 0)])
def test_the_two_short_handshakes(client: Client, nonce: int, nodes: list[int], channels: int) -> None:
    """Without the other nodes, and with nothing but nodes."""
    client.handshake(nonce)
    assert [m.node_info.num for m in client.received if m.HasField("node_info")] == nodes
    assert client.kinds().count("channel") == channels


def test_noise_before_and_between_messages(client: Client) -> None:
    """The 32 bytes that a client begins with, text, a message that is none, a kind nobody knows."""
    client.write(b"\xc3" * 32 + b"hello\r\n" + encode_frame(b"\xff\xff\xff") + encode_frame(b"") + b"\x94\xc3\x7f")
    client.write(b"\xff")
    client.say(heartbeat=mesh_pb2.Heartbeat())
    client.handshake()
    assert client.kinds()[-1] == "config_complete_id"


def test_queue_status_after_every_packet_and_heartbeat(client: Client) -> None:
    """With the id, and where the queue stands."""
    client.handshake()
    client.send(1001)
    client.say(heartbeat=mesh_pb2.Heartbeat())
    wait_until(lambda: client.kinds().count("queueStatus") == 2)
    first, second = (m.queueStatus for m in client.received if m.HasField("queueStatus"))
    assert (first.mesh_packet_id, first.res, first.free, first.maxlen) == (1001, 0, 15, 16)
    assert (second.mesh_packet_id, second.res) == (0, 0)


def test_too_large_is_a_nak_with_the_request(client: Client) -> None:
    """From the own radio, as a routing packet that names the request and the reason."""
    client.handshake()
    client.send(1002, bytes(232))
    wait_until(lambda: bool(client.packets()))
    (nak,) = client.packets()
    assert getattr(nak, "from") == A
    assert (nak.decoded.portnum, nak.decoded.request_id) == (Port.ROUTING, 1002)
    assert mesh_pb2.Routing.FromString(nak.decoded.payload).error_reason == mesh_pb2.Routing.Error.TOO_LARGE


def test_a_packet_without_a_port_is_no_packet(client: Client) -> None:
    """Encrypted ones neither; the connection goes on."""
    client.handshake()
    client.send(1003, portnum=0)
    client.say(packet=mesh_pb2.MeshPacket(id=1004, to=B, encrypted=b"xx"))
    client.send(1005)
    wait_until(lambda: "queueStatus" in client.kinds())
    assert [m.queueStatus.mesh_packet_id for m in client.received if m.HasField("queueStatus")] == [1005]


def test_the_newest_client_wins(daemon: MeshDaemon, client: Client) -> None:
    """The older one is hung up on; a disconnect hangs up too."""
    client.handshake()
    newer = Client(daemon, A)
    newer.handshake()
    wait_until(lambda: client.read() is not None and client.closed)
    newer.say(disconnect=True)
    wait_until(lambda: newer.read() is not None and newer.closed)
    newer.close()


def test_packets_wait_for_a_client_but_not_for_ever(daemon: MeshDaemon, client: Client) -> None:
    """Thirty-two are kept for who connects later, the newest are dropped."""
    client.handshake()
    for number in range(TO_CLIENT_LIMIT + 8):
        client.send(2000 + number, number.to_bytes(1, "big"))
        wait_until(lambda number=number: daemon.stats().delivered == number + 1)  # type: ignore[misc]
    late = Client(daemon, B)
    late.handshake()
    wait_until(lambda: len(late.packets()) >= TO_CLIENT_LIMIT)
    client.send(3000, b"live")
    wait_until(lambda: late.packets()[-1].decoded.payload == b"live")
    kept = [packet.decoded.payload for packet in late.packets()]
    assert kept == [*(number.to_bytes(1, "big") for number in range(TO_CLIENT_LIMIT)), b"live"]
    late.close()


def test_a_full_backlog_prefers_new_texts_and_old_packets() -> None:
    """A text pushes out the oldest; everything else is dropped itself."""
    backlog = Backlog()
    for number in range(TO_CLIENT_LIMIT):
        backlog.push(Port.PRIVATE, bytes([number]))
    backlog.push(Port.PRIVATE, b"new")
    backlog.push(Port.TEXT_MESSAGE, b"text")
    kept = []
    while (message := backlog.pop()) is not None:
        kept.append(message)
    assert kept == [*(bytes([number]) for number in range(1, TO_CLIENT_LIMIT)), b"text"]
    assert backlog.dropped == 2


def test_a_reboot_is_announced(daemon: MeshDaemon, client: Client) -> None:
    """To the client that is connected."""
    client.handshake()
    daemon.reboot(A)
    wait_until(lambda: "rebooted" in client.kinds())
    client.handshake(8)
    counts = [m.my_info.reboot_count for m in client.received if m.HasField("my_info")]
    assert counts == [0, 1]


def test_the_stock_client_in_this_process(daemon: MeshDaemon) -> None:
    """Connects, sends as many as the queue holds, closes."""
    with stock_client(daemon.ports[A], TCPInterface) as stock:
        assert set(stock.nodesByNum) == {A, B}
        for number in range(12):
            stock.sendData(bytes([number]), portNum=256, hopLimit=0)
        wait_until(lambda: daemon.stats().frames == 12, daemon.captured)
        assert [frame.payload for frame in daemon.captured()] == [bytes([number]) for number in range(12)]


def test_cutting_and_links_from_another_thread(daemon: MeshDaemon, client: Client) -> None:
    """While clients talk."""
    client.handshake()
    daemon.partition([{A}, {B}])
    client.send(1, b"cut")
    wait_until(lambda: daemon.stats().frames == 1)
    daemon.heal()
    daemon.set_link(A, B, 1.0)
    client.send(2, b"out of reach")
    wait_until(lambda: daemon.stats().frames == 2)
    daemon.set_link(A, B, 0.0)
    client.send(3, b"heard")
    wait_until(lambda: daemon.stats().delivered == 1)
    assert len(daemon.captured()) == 3


def test_starting_and_stopping() -> None:
    """A port that is taken, twice started, stopped twice, used when stopped, a radio that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = MeshDaemon(Ether(Preset.SHORT_FAST, 1), [(1, "One", "1", taken.getsockname()[1])])
        with pytest.raises(DaemonError, match="port"):
            busy.start()
    daemon = virtual_mesh(1, 0)
    with pytest.raises(DaemonError, match="not run"):
        daemon.stats()
    daemon.start()
    with pytest.raises(DaemonError, match="already"):
        daemon.start()
    with pytest.raises(DaemonError, match="no such radio"):
        daemon.reboot(99)
    daemon.stop()
    daemon.stop()
    for radios, speed in ((0, 1.0), (65, 1.0), (1, 0.0)):
        with pytest.raises(ValueError, match=r"radios|speed"):
            virtual_mesh(radios, 0, speed=speed)


def test_serving_until_told_to_stop() -> None:
    """What the command line calls."""
    stop, running = threading.Event(), list[dict[int, int]]()

    def ready(daemon: MeshDaemon) -> None:
        running.append(daemon.ports)
        stop.set()

    stats = serve(2, 0, loss=0.5, seed=1, stop=stop, ready=ready)
    assert list(running[0]) == [A, B]
    assert stats.frames == 0
