# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A listener on the virtual air, and stepping it."""

from __future__ import annotations

from math import inf

from devices.ether import Captured, Ether, EtherPort
from devices.lora import payload_airtime
from devices.mesh_packet import Delivered, HostEvent, Notification, Packet, Port, Priority, QueueStatus, Rebooted
from devices.radio import BROADCAST

HOUR = 3600.0


def run(ether: Ether, until: float = inf) -> None:
    """Let everything happen that is planned up to ``until``."""
    while ether.next_event() < inf and ether.next_event() <= until:
        ether.advance(ether.next_event())
    if until < inf:
        ether.advance(until)


class AirtimeLog:
    """What every radio sends, own and passed on, as the ether sees it begin."""

    def __init__(self, ether: Ether) -> None:
        self._ether = ether
        self._sent: dict[int, list[tuple[float, float]]] = {}
        ether.on_air.append(self._note)

    def _note(self, frame: Captured) -> None:
        seconds = payload_airtime(len(frame.payload), self._ether.preset, frame.portnum, signing=self._ether.signing)
        self._sent.setdefault(frame.node, []).append((frame.time, seconds))

    def worst_hours(self) -> dict[int, float]:
        """Per radio, seconds of airtime in the hour that has most of it; an hour begins with any packet."""
        worst: dict[int, float] = {}
        for node, rows in self._sent.items():
            first, total, most = 0, 0.0, 0.0
            for time, seconds in rows:
                total += seconds
                while rows[first][0] <= time + seconds - HOUR:
                    total -= rows[first][1]
                    first += 1
                most = max(most, total)
            worst[node] = most
        return worst


class Host:
    """The program at one radio: sends, and keeps every event with its time."""

    def __init__(self, ether: Ether, number: int) -> None:
        self.number = number
        self.port: EtherPort = ether.attach(number)
        self.log: list[tuple[float, HostEvent]] = []
        self._ether = ether
        self._last_id = 0
        self.port.on_event(self._collect)

    def _collect(self) -> None:
        self.log.extend((self._ether.now, event) for event in self.port.take())

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
        """Hand a packet to the radio now; returns its id (0: the next free one)."""
        self._last_id += 1
        number = packet_id or self._last_id
        packet = Packet(0, to, number, portnum, payload, hops, hops, want_ack, priority, channel=channel)
        self.port.node.submit(packet)
        return number

    @property
    def heard(self) -> list[bytes]:
        """Payloads on the private port."""
        return [packet.payload for packet in self.packets if packet.portnum == Port.PRIVATE]

    @property
    def packets(self) -> list[Packet]:
        """Every packet delivered, routing replies included."""
        return [event.packet for _time, event in self.log if isinstance(event, Delivered)]

    @property
    def ports(self) -> list[int]:
        """Port numbers of everything delivered but routing replies."""
        return [packet.portnum for packet in self.packets if packet.portnum != Port.ROUTING]

    @property
    def replies(self) -> list[tuple[int, int, int]]:
        """Routing replies as (request, error, from)."""
        return [(p.request_id, p.payload[-1], p.sender) for p in self.packets if p.portnum == Port.ROUTING]

    @property
    def answers(self) -> list[tuple[int, int]]:
        """Queue statuses about packets as (id, result)."""
        return [(status.packet_id, status.res) for status in self.queue if status.packet_id]

    @property
    def reboots(self) -> int:
        """How often the radio said that it started again."""
        return sum(isinstance(event, Rebooted) for _time, event in self.log)

    @property
    def notices(self) -> list[tuple[str, int]]:
        """Sentences for a person, each with the packet that it is about."""
        return [(event.text, event.reply_id) for _time, event in self.log if isinstance(event, Notification)]

    @property
    def queue(self) -> list[QueueStatus]:
        """Every queue status."""
        return [event for _time, event in self.log if isinstance(event, QueueStatus)]


def hosts(ether: Ether, count: int) -> list[Host]:
    """Radios 1 .. count, everybody hearing everybody with the ether's loss at equal strength."""
    made = [Host(ether, number) for number in range(1, count + 1)]
    for a in range(1, count + 1):
        for b in range(a + 1, count + 1):
            ether.set_link(a, b, ether.loss, snr=5.0)
    return made


def chain(ether: Ether, count: int) -> list[Host]:
    """Radios in a row: each hears only its neighbours."""
    made = hosts(ether, count)
    for a in range(1, count + 1):
        for b in range(a + 2, count + 1):
            ether.set_link(a, b, 1.0)
    return made
