# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The client side of a virtual radio in two forms: its port in this process, and the stock library at the daemon."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol

from meshtastic.protobuf import mesh_pb2
from meshtastic.tcp_interface import TCPInterface

from devices.ether import Captured, Ether
from devices.lora import Preset
from devices.mesh_daemon import MeshDaemon
from devices.mesh_packet import Port, Priority
from devices.radio import BROADCAST
from tests.support.ether_kit import Host
from tests.support.radio_kit import FIRST, PATIENCE_S, SPEED, in_vain, stock_client

VIRTUAL_PATIENCE_S = 600.0


class Client(Protocol):
    """A program at one radio, with all that the radio told it."""

    def send(
        self,
        payload: bytes,
        *,
        to: int = BROADCAST,
        hops: int = 3,
        want_ack: bool = False,
        priority: int = Priority.DEFAULT,
        portnum: int = Port.PRIVATE,
        channel: int = 0,
        packet_id: int = 0,
    ) -> int:
        """Hand a packet to the radio; returns its id (``packet_id`` 0: any)."""

    @property
    def heard(self) -> list[bytes]:
        """Payloads on the private port."""

    @property
    def ports(self) -> list[int]:
        """Port numbers of everything delivered but routing replies."""

    @property
    def replies(self) -> list[tuple[int, int, int]]:
        """Routing replies as (request, error, from)."""

    @property
    def answers(self) -> list[tuple[int, int]]:
        """Queue statuses about packets as (id, result)."""

    @property
    def notices(self) -> list[tuple[str, int]]:
        """Sentences for a person, each with the packet that it is about."""

    @property
    def reboots(self) -> int:
        """How often the radio said that it started again."""


class StockClient(TCPInterface):  # type: ignore[misc]
    """The library's client, which keeps what it got, and does not wait when the queue is full."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._messages: list[mesh_pb2.FromRadio] = []
        super().__init__(*args, **kwargs)

    def _queueHasFreeSpace(self) -> bool:  # noqa: N802 (the library's name)
        return True

    def _queueClaim(self) -> None:  # noqa: N802 (the library's name)
        """Nothing is claimed: counting below zero raises."""

    def _startHeartbeat(self) -> None:  # noqa: N802 (the library's name)
        """One, and no timer: after a reboot the library starts a second one and forgets the first."""
        self.sendHeartbeat()

    def _handleFromRadio(self, fromRadioBytes: bytes) -> None:  # noqa: N802, N803 (the library's names)
        self._messages.append(mesh_pb2.FromRadio.FromString(fromRadioBytes))
        super()._handleFromRadio(fromRadioBytes)

    def send(
        self,
        payload: bytes,
        *,
        to: int = BROADCAST,
        hops: int = 3,
        want_ack: bool = False,
        priority: int = Priority.DEFAULT,
        portnum: int = Port.PRIVATE,
        channel: int = 0,
        packet_id: int = 0,
    ) -> int:
        """Through the library; see :class:`Client`."""
        wire = mesh_pb2.MeshPacket(id=packet_id, channel=channel, priority=priority)
        wire.decoded.portnum = portnum
        wire.decoded.payload = payload
        return int(self._sendPacket(wire, to, wantAck=want_ack, hopLimit=hops).id)

    @property
    def packets(self) -> list[mesh_pb2.MeshPacket]:
        """Everything delivered."""
        return [message.packet for message in list(self._messages) if message.HasField("packet")]

    @property
    def heard(self) -> list[bytes]:
        """See :class:`Client`."""
        return [packet.decoded.payload for packet in self.packets if packet.decoded.portnum == Port.PRIVATE]

    @property
    def ports(self) -> list[int]:
        """See :class:`Client`; the radio's own measurements are none of them."""
        others = [packet for packet in self.packets if packet.decoded.portnum not in {Port.ROUTING, Port.TELEMETRY}]
        return [packet.decoded.portnum for packet in others]

    @property
    def replies(self) -> list[tuple[int, int, int]]:
        """See :class:`Client`."""
        routing = [packet for packet in self.packets if packet.decoded.portnum == Port.ROUTING]
        return [
            (
                packet.decoded.request_id,
                mesh_pb2.Routing.FromString(packet.decoded.payload).error_reason,
                getattr(packet, "from"),
            )
            for packet in routing
        ]

    @property
    def answers(self) -> list[tuple[int, int]]:
        """See :class:`Client`."""
        told = [message.queueStatus for message in list(self._messages) if message.HasField("queueStatus")]
        return [(status.mesh_packet_id, status.res) for status in told if status.mesh_packet_id]

    @property
    def notices(self) -> list[tuple[str, int]]:
        """See :class:`Client`."""
        told = [m.clientNotification for m in list(self._messages) if m.HasField("clientNotification")]
        return [(notice.message, notice.reply_id) for notice in told]

    @property
    def reboots(self) -> int:
        """See :class:`Client`."""
        return sum(message.rebooted for message in list(self._messages))


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """What a case wants. ``row``: each radio hears only its neighbours."""

    radios: int = 2
    duty_cycle: float = 1.0
    preset: Preset = Preset.SHORT_FAST
    row: bool = False

    def ether(self) -> Ether:
        """The air."""
        return Ether(self.preset, seed=6, duty_cycle=self.duty_cycle)

    def numbers(self) -> list[int]:
        """Node numbers."""
        return [FIRST + index for index in range(self.radios)]

    def cuts(self) -> list[tuple[int, int]]:
        """Pairs that do not hear each other."""
        numbers = self.numbers() if self.row else []
        return [(a, b) for place, a in enumerate(numbers) for b in numbers[place + 2 :]]


class Devices(Protocol):
    """Clients at radios that share the air."""

    clients: Sequence[Client]

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let time pass until it holds; fails when it never does."""

    def settle(self) -> None:
        """Let everything happen that is under way on the air."""

    def cut(self, index: int) -> None:
        """Put one radio out of everybody's reach."""

    def reboot(self, index: int) -> None:
        """Cut one radio's power for a moment."""

    def captured(self) -> list[Captured]:
        """What was on the air."""

    def close(self) -> None:
        """Everything."""


class DevicesInProcess:
    """In virtual time."""

    def __init__(self, plan: DevicePlan) -> None:
        self._ether = plan.ether()
        self.clients = [Host(self._ether, number) for number in plan.numbers()]
        for a, b in plan.cuts():
            self._ether.set_link(a, b, 1.0)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Event by event."""
        until = self._ether.now + VIRTUAL_PATIENCE_S
        while not condition():
            due = self._ether.next_event()
            if due == inf or due > until:
                raise in_vain(condition, [client.log for client in self.clients])
            self._ether.advance(due)

    def settle(self) -> None:
        """Until nothing is planned."""
        while self._ether.next_event() < inf:
            self._ether.advance(self._ether.next_event())

    def cut(self, index: int) -> None:
        """By index."""
        self._ether.partition([{FIRST + index}])

    def reboot(self, index: int) -> None:
        """By index."""
        self.clients[index].port.node.reboot()

    def captured(self) -> list[Captured]:
        """What was on the air."""
        return list(self._ether.captured)

    def close(self) -> None:
        """Nothing runs."""


class DevicesBehindTcp:
    """The daemon at many times real speed, a stock client at each radio."""

    def __init__(self, plan: DevicePlan) -> None:
        names = [(number, f"Test {number & 0xFF}", f"T{number & 0xFF}", 0) for number in plan.numbers()]
        with ExitStack() as opened:
            self._daemon = opened.enter_context(MeshDaemon(plan.ether(), names, SPEED))
            for a, b in plan.cuts():
                self._daemon.set_link(a, b, 1.0)
            clients = [stock_client(port, StockClient) for port in self._daemon.ports.values()]
            with ThreadPoolExecutor() as pool:
                # All at once: each sleeps while it connects.
                self.clients = list(pool.map(opened.enter_context, clients))
            self._opened = opened.pop_all()

    def wait(self, condition: Callable[[], bool]) -> None:
        """With a deadline of its own."""
        until = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > until:
                raise in_vain(condition, [(c.answers, c.replies, c.heard) for c in self.clients])
            time.sleep(0.005)

    def settle(self) -> None:
        """What the radios took has been on the air; the clients may hear of it a moment later."""
        self.wait(self._daemon.quiet)

    def cut(self, index: int) -> None:
        """By index."""
        self._daemon.partition([{FIRST + index}])

    def reboot(self, index: int) -> None:
        """By index."""
        self._daemon.reboot(FIRST + index)

    def captured(self) -> list[Captured]:
        """What was on the air."""
        return self._daemon.captured()

    def close(self) -> None:
        """Clients first."""
        self._opened.close()
