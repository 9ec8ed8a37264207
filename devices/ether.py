# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shared air between virtual radios, as a discrete-event simulation in virtual time.

Theory of operation. The ether has no clock: its owner calls :meth:`Ether.advance` with the present and asks
:meth:`Ether.next_event` when it wants to be called again. A transmission occupies the air for its time on
air. Whether a receiver decodes it is settled when it ends: not if it was sending itself at any moment of it
(half-duplex), not if another audible transmission overlapped it and was less than 6 dB weaker (collision
with capture), not if the link was cut when it began or ended, and else by chance with the link's loss. A
radio that wants to send hears a transmission only when it began at least one channel activity detection
ago, so that two radios can still start together.

The same calls with the same seed give the same trace.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from random import Random
from typing import NamedTuple

from devices.errors import DeviceError
from devices.ether_stats import EtherStats, Tally
from devices.lora import CAD_SYMBOLS, EU_868, MAX_FRAME, Preset, time_on_air
from devices.mesh_node import MeshNode
from devices.mesh_packet import HostEvent, Packet
from devices.radio import BROADCAST

CAPTURE_DB = 6.0
"""A signal this much stronger than the other is decoded all the same (Bor et al., MSWiM 2016)."""

NOISE_FLOOR_DBM = -110.0
CAPTURED_LIMIT = 100_000


class NodeError(DeviceError):
    """No such node on this ether, or one too many of the same number."""


class Captured(NamedTuple):
    """One frame as an eavesdropper with the channel key sees it. ``node`` is who sent this copy."""

    time: float
    node: int
    portnum: int
    payload: bytes


@dataclass(slots=True)
class _Link:
    loss: float
    snr: float


@dataclass(slots=True)
class _OnAir:
    start: float
    end: float
    node: int
    packet: Packet
    audible: frozenset[int]


class EtherPort:
    """The host's end of one radio: submit packets, take the events that came since."""

    def __init__(self, node: MeshNode, events: deque[HostEvent]) -> None:
        self.node = node
        self._events = events
        self._wake: Callable[[], None] | None = None

    def on_event(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` after every event, from inside whatever call caused it."""
        self._wake = wake

    def take(self) -> list[HostEvent]:
        """All events since the last call, oldest first."""
        taken = list(self._events)
        self._events.clear()
        return taken

    def notify(self) -> None:
        """Tell the host that there is something to take."""
        if self._wake is not None:
            self._wake()


class Ether:
    """The air. ``loss`` is the chance 0..1 that one receiver misses a frame it would else decode; links can
    differ (:meth:`set_link`). ``duty_cycle`` is every radio's share of an hour.

    ``captured`` holds the latest frames (bounded); ``on_air`` callbacks see every one as it starts.
    """

    def __init__(
        self,
        preset: Preset,
        seed: int,
        loss: float = 0.0,
        *,
        duty_cycle: float = EU_868.duty_cycle,
        captured_limit: int = CAPTURED_LIMIT,
    ) -> None:
        if not 0.0 <= loss <= 1.0:
            raise ValueError("loss is a share from 0 to 1")
        self.captured: deque[Captured] = deque(maxlen=captured_limit)
        self.on_air: list[Callable[[Captured], None]] = []
        self._preset = preset
        self._rng = Random(seed)
        self._loss = loss
        self._duty_cycle = duty_cycle
        self._now = 0.0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._nodes: dict[int, MeshNode] = {}
        self._links: dict[tuple[int, int], _Link] = {}
        self._group: dict[int, int] = {}
        self._air: list[_OnAir] = []
        self._tally = Tally()
        self._longest = time_on_air(MAX_FRAME, preset)

    # --- time ------------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """Seconds since the beginning."""
        return self._now

    @property
    def preset(self) -> Preset:
        """How everybody sends."""
        return self._preset

    @property
    def loss(self) -> float:
        """The loss that links begin with."""
        return self._loss

    @property
    def rng(self) -> Random:
        """The one source of chance."""
        return self._rng

    def next_event(self) -> float:
        """When something happens next; infinity when nothing will by itself."""
        return self._events[0][0] if self._events else inf

    def advance(self, now: float) -> None:
        """Let everything up to ``now`` happen, in order. Time never goes back: an earlier ``now`` does nothing."""
        while self._events and self._events[0][0] <= now:
            when, _order, action = heapq.heappop(self._events)
            self._now = max(self._now, when)
            action()
        self._now = max(self._now, now)

    def at(self, when: float, action: Callable[[], None]) -> None:
        """Call ``action`` at ``when``."""
        self._count += 1
        heapq.heappush(self._events, (max(when, self._now), self._count, action))

    # --- who is there, and who hears whom ----------------------------------------------------------

    def attach(self, node: int) -> EtherPort:
        """Put a radio with this number on the air."""
        if node in self._nodes or not 0 < node < BROADCAST:
            raise NodeError("a node number is used once, and is from 1 to 0xFFFFFFFE")
        events: deque[HostEvent] = deque()

        def host(event: HostEvent) -> None:
            events.append(event)
            port.notify()

        port = EtherPort(MeshNode(node, self, self._duty_cycle, host), events)
        for other in self._nodes:
            self._links[_pair(node, other)] = _Link(self._loss, self._rng.uniform(-8.0, 10.0))
        self._nodes[node] = port.node
        return port

    def knows(self, node: int) -> bool:
        """Whether the number belongs to a node of the mesh."""
        return node in self._nodes

    def set_link(self, a: int, b: int, loss: float, *, snr: float | None = None) -> None:
        """Change one link, both ways: its loss (1.0: out of reach) and, if given, its strength in dB."""
        if _pair(a, b) not in self._links:
            raise NodeError("a link is between two attached nodes")
        link = self._links[_pair(a, b)]
        link.loss = loss
        link.snr = link.snr if snr is None else snr

    def partition(self, groups: Sequence[Iterable[int]]) -> None:
        """Only nodes of the same group hear each other; those in no group form one of their own."""
        self._group = {node: index for index, group in enumerate(groups) for node in group}

    def heal(self) -> None:
        """Undo :meth:`partition`; links keep what :meth:`set_link` gave them."""
        self._group = {}

    def _audible(self, a: int, b: int) -> bool:
        return self._group.get(a, -1) == self._group.get(b, -1) and self._links[_pair(a, b)].loss < 1.0

    # --- the air -----------------------------------------------------------------------------------

    def busy_until(self, node: int) -> float:
        """When the air around ``node`` falls silent, as far as it can sense now."""
        sensed = self._now - CAD_SYMBOLS * self._preset.modem.symbol
        return max((tx.end for tx in self._air if tx.start <= sensed and node in tx.audible), default=self._now)

    def transmit(self, node: int, packet: Packet) -> float:
        """Put a packet on the air now; returns when it ends."""
        length = packet.frame_bytes
        end = self._now + time_on_air(length, self._preset)
        audible = frozenset(other for other in self._nodes if other != node and self._audible(node, other))
        self._air = [tx for tx in self._air if tx.end > self._now - self._longest]
        self._air.append(_OnAir(self._now, end, node, packet, audible))
        self._tally.sent(node, length, end - self._now)
        frame = Captured(self._now, node, packet.portnum, packet.payload)
        self.captured.append(frame)
        for callback in self.on_air:
            callback(frame)
        on_air = self._air[-1]
        self.at(end, lambda: self._ended(on_air))
        return end

    def _ended(self, on_air: _OnAir) -> None:
        overlapping = [tx for tx in self._air if tx is not on_air and tx.start < on_air.end and tx.end > on_air.start]
        for receiver in sorted(on_air.audible):
            self._receive(receiver, on_air, overlapping)

    def _receive(self, receiver: int, on_air: _OnAir, overlapping: list[_OnAir]) -> None:
        counts = self._tally.receptions
        if any(tx.node == receiver for tx in overlapping):
            counts.half_duplex += 1
            return
        self._nodes[receiver].airtime.heard(self._now, on_air.end - on_air.start)
        link = self._links[_pair(on_air.node, receiver)]
        if any(
            receiver in tx.audible and link.snr - self._links[_pair(tx.node, receiver)].snr < CAPTURE_DB
            for tx in overlapping
        ):
            counts.collisions += 1
        elif not self._audible(on_air.node, receiver):
            counts.cut += 1
        elif self._rng.random() < link.loss:
            counts.lost += 1
        else:
            counts.delivered += 1
            self._nodes[receiver].receive(on_air.packet, NOISE_FLOOR_DBM + link.snr, link.snr)

    def stats(self) -> EtherStats:
        """A copy of all counts."""
        return self._tally.stats(self._nodes, self._now)


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
