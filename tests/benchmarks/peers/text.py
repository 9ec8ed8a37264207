# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people do today: a record as JSON text to everybody, flooded by the radios and sent again up to twice while no
radio is heard to pass it on; who missed it is sent it again as direct messages that are acknowledged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_packet import MAX_HOPS, Delivered, Packet, Port, Priority
from devices.radio import BROADCAST
from noodsteunpunt.simulator.play import Told
from noodsteunpunt.simulator.topology import NODE_BASE, Topology
from sync.frames import Priority as Class
from tests.benchmarks.peers.plain import TEXT
from tests.support.ether_kit import Host

PATIENCE = 60.0
"""Seconds until somebody whose radio refused a message tries again."""


@dataclass(slots=True)
class _Piece:
    told: Told
    left: dict[int, set[int]]
    index: int
    of: int


class TextNet:
    """Radios at the places of a topology. Times are the ether's."""

    def __init__(self, topology: Topology, preset: Preset, *, loss: float, seed: int, signing: bool = False) -> None:
        self.ether = Ether(preset, seed, loss, signing=signing)
        self.hosts = {number: Host(self.ether, NODE_BASE + number) for number in topology.places}
        topology.apply(self.ether)
        self._pieces: dict[tuple[int, int], _Piece] = {}
        self._waiting: dict[int, deque[tuple[bytes, int, Told, dict[int, set[int]], int, int]]] = {}
        for number, host in self.hosts.items():
            host.port.on_event(lambda number=number: self._events(number))  # type: ignore[misc]
            self._waiting[number] = deque()

    def post(self, number: int, size: int, priority: Class = Class.LIFE, *, to: int = BROADCAST) -> Told:
        """A text of so many bytes to everybody, or to one node."""
        told = Told(number, priority, self.ether.now)
        parts = [min(TEXT, size - at) for at in range(0, size, TEXT)]
        left: dict[int, set[int]] = {}
        for index, part in enumerate(parts):
            self._waiting[number].append((bytes(part), to, told, left, index, len(parts)))
        self._send(number)
        return told

    def _send(self, number: int) -> None:
        host = self.hosts[number]
        while self._waiting[number] and host.port.node.queue_free > 1:
            if not host.port.node.airtime.may_send(self.ether.now):
                self.ether.at(self.ether.now + PATIENCE, lambda: self._send(number))
                return
            payload, to, told, left, index, of = self._waiting[number].popleft()
            sent = host.send(payload, to=to, hops=MAX_HOPS, want_ack=True, portnum=Port.TEXT_MESSAGE,
                             priority=Priority.HIGH)  # fmt: skip
            self._pieces[(NODE_BASE + number, sent)] = _Piece(told, left, index, of)
        if self._waiting[number]:
            self.ether.at(self.ether.now + 1.0, lambda: self._send(number))

    def _events(self, number: int) -> None:
        for event in self.hosts[number].port.take():
            if isinstance(event, Delivered) and event.packet.portnum == Port.TEXT_MESSAGE:
                self._heard(number, event.packet)
            elif isinstance(event, Delivered):
                self.hosts[number].log.append((self.ether.now, event))

    def _heard(self, number: int, packet: Packet) -> None:
        piece = self._pieces.get(packet.key)
        if piece is None or number not in self.hosts:
            return
        got = piece.left.setdefault(number, set())
        got.add(piece.index)
        if len(got) == piece.of:
            piece.told.arrived.setdefault(number, self.ether.now)

    def run(self, until: float, done: Callable[[], bool]) -> bool:
        """Time passes until it is ``done``."""
        asked = self.ether.now
        while (event := self.ether.next_event()) <= until:
            self.ether.advance(event)
            if self.ether.now - asked >= 0.25:
                asked = self.ether.now
                if done():
                    return True
        self.ether.advance(until)
        return done()

    def hand_over(self, sender: int, receiver: int, parts: Sequence[int], until: float) -> float | None:
        """Direct messages one after another, each until it is acknowledged; seconds that takes, None if too long."""
        host, began = self.hosts[sender], self.ether.now
        for size in parts:
            while True:
                host.log.clear()
                sent = host.send(bytes(size), to=NODE_BASE + receiver, hops=MAX_HOPS, want_ack=True,
                                 portnum=Port.TEXT_MESSAGE)  # fmt: skip
                while not (answers := [error for answered, error, _ in host.replies if answered == sent]):
                    if self.ether.next_event() > until:
                        return None
                    self.ether.advance(self.ether.next_event())
                if answers[0] == 0:
                    break
                self.ether.at(self.ether.now + PATIENCE, lambda: None)
                pause = self.ether.now + PATIENCE
                while self.ether.now < pause:
                    self.ether.advance(min(pause, self.ether.next_event()))
        return self.ether.now - began
