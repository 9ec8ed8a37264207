# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shared air between virtual radios, as a discrete-event simulation in virtual time.

Theory of operation. The ether has no clock: its owner calls :meth:`Ether.advance` with the present and asks
:meth:`Ether.next_event` when it wants to be called again. A transmission occupies the air for its time on
air. Whether a receiver decodes it is settled when it ends: not if it was sending itself at any moment of it
(half-duplex), not if another transmission that reaches it overlapped and was less than 6 dB weaker (collision
with capture), not if the link was cut when it began or ended, and else by chance with the link's loss. A
radio that wants to send hears a transmission only when it began at least one channel activity detection
ago, so that two radios can still start together, and only if it could decode it: what is too weak to be
noticed still disturbs (hidden nodes).

Links are equal and given by hand, or come from positions (:mod:`devices.terrain`). The same calls with the
same seed give the same trace.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from random import Random
from typing import NamedTuple

from devices.ether_stats import EtherStats, Tally
from devices.links import Links, NodeError, Reach
from devices.lora import CAD_SYMBOLS, EU_868, MAX_FRAME, Preset, time_on_air
from devices.mesh_node import MeshNode
from devices.mesh_packet import HostEvent, Packet
from devices.radio import BROADCAST

__all__ = ["Captured", "Ether", "EtherPort", "NodeError"]

CAPTURE_DB = 6.0
"""A signal this much stronger than the other is decoded all the same (Bor et al., MSWiM 2016)."""

NOISE_FLOOR_DBM = -110.0
CAPTURED_LIMIT = 100_000


class Captured(NamedTuple):
    """One frame as an eavesdropper with the channel key sees it. ``node`` is who sent this copy."""

    time: float
    node: int
    portnum: int
    payload: bytes


@dataclass(slots=True)
class _OnAir:
    start: float
    end: float
    node: int
    packet: Packet
    reach: Reach
    version: int


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
    differ (:meth:`set_link`). ``duty_cycle`` is every radio's share of an hour. ``signing``: the radios have firmware
    2.8, which adds a signature of 66 bytes to every broadcast of their own that stays within a frame.

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
        signing: bool = False,
    ) -> None:
        if not 0.0 <= loss <= 1.0:
            raise ValueError("loss is a share from 0 to 1")
        self.captured: deque[Captured] = deque(maxlen=captured_limit)
        self.on_air: list[Callable[[Captured], None]] = []
        self.rng = Random(seed)
        self.preset = preset
        self.signing = signing
        self.now = 0.0
        self._duty_cycle = duty_cycle
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._nodes: dict[int, MeshNode] = {}
        self._links = Links(self.rng, loss)
        self._air: list[_OnAir] = []
        self._tally = Tally()
        self._longest = time_on_air(MAX_FRAME, preset)
        self._sensing = CAD_SYMBOLS * preset.modem.symbol

    # --- time ------------------------------------------------------------------------------------

    @property
    def loss(self) -> float:
        """The loss that links begin with."""
        return self._links.loss

    def next_event(self) -> float:
        """When something happens next; infinity when nothing will by itself."""
        return self._events[0][0] if self._events else inf

    def advance(self, now: float) -> None:
        """Let everything up to ``now`` happen, in order. Time never goes back: an earlier ``now`` does nothing."""
        while self._events and self._events[0][0] <= now:
            when, _order, action = heapq.heappop(self._events)
            self.now = max(self.now, when)
            action()
        self.now = max(self.now, now)

    def at(self, when: float, action: Callable[[], None]) -> None:
        """Call ``action`` at ``when``."""
        self._count += 1
        heapq.heappush(self._events, (max(when, self.now), self._count, action))

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
        self._links.join(node)
        self._nodes[node] = port.node
        return port

    def knows(self, node: int) -> bool:
        """Whether the number belongs to a node of the mesh."""
        return node in self._nodes

    def set_link(self, a: int, b: int, loss: float, *, snr: float | None = None, one_way: bool = False) -> None:
        """Change the link from ``a`` to ``b``, and back unless ``one_way``: its loss and, if given, its strength in
        dB. 1.0 without a strength is out of reach; with one it only disturbs."""
        self._links.set(a, b, loss, snr, one_way=one_way)

    def heard_by(self, node: int, share: float = 0.5) -> set[int]:
        """Who decodes at least ``share`` of ``node``'s frames when nothing else is sent."""
        return {number for number, loss, _snr in self._links.reach(node).receivers if loss <= 1.0 - share}

    def partition(self, groups: Sequence[Iterable[int]]) -> None:
        """Only nodes of the same group hear each other; those in no group form one of their own."""
        self._links.partition(groups)

    def heal(self) -> None:
        """Undo :meth:`partition`; links keep what :meth:`set_link` gave them."""
        self._links.partition(())

    # --- the air -----------------------------------------------------------------------------------

    def busy_until(self, node: int) -> float:
        """When the air around ``node`` falls silent, as far as it can sense now."""
        sensed, until = self.now - self._sensing, self.now
        for tx in self._air:
            if tx.end > until and tx.start <= sensed and node in tx.reach.sensed_by:
                until = tx.end
        return until

    def transmit(self, node: int, packet: Packet) -> float:
        """Put a packet on the air now; returns when it ends."""
        length = packet.frame_bytes
        end = self.now + time_on_air(length, self.preset)
        oldest = self.now - self._longest
        self._air = [tx for tx in self._air if tx.end > oldest]
        on_air = _OnAir(self.now, end, node, packet, self._links.reach(node), self._links.version)
        self._air.append(on_air)
        self._tally.sent(node, length, end - self.now)
        frame = Captured(self.now, node, packet.portnum, packet.payload)
        self.captured.append(frame)
        for callback in self.on_air:
            callback(frame)
        self.at(end, lambda: self._ended(on_air))
        return end

    def _ended(self, on_air: _OnAir) -> None:
        start, end = on_air.start, on_air.end
        overlapping = [tx for tx in self._air if tx is not on_air and tx.start < end and tx.end > start]
        cut = on_air.version != self._links.version
        counts, chance = self._tally.receptions, self.rng.random
        for receiver, loss, snr in on_air.reach.receivers:
            if overlapping and any(tx.node == receiver for tx in overlapping):
                counts.half_duplex += 1
                continue
            node = self._nodes[receiver]
            node.airtime.heard(end, end - start)
            if overlapping and any(snr - tx.reach.strength.get(receiver, -inf) < CAPTURE_DB for tx in overlapping):
                counts.collisions += 1
            elif cut and not self._links.together(on_air.node, receiver):
                counts.cut += 1
            elif chance() < loss:
                counts.lost += 1
            else:
                counts.delivered += 1
                node.receive(on_air.packet, NOISE_FLOOR_DBM + snr, snr)

    def stats(self) -> EtherStats:
        """A copy of all counts."""
        return self._tally.stats(self._nodes, self.now)
