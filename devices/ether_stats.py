# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an ether counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.mesh_node import MeshNode


@dataclass(frozen=True, slots=True)
class NodeStats:
    """What one node did since it was attached. ``airtime`` in seconds; shares 0..1."""

    frames: int
    bytes: int
    airtime: float
    relayed: int
    cancelled: int
    refused: int
    dropped: int
    sending_share: float
    busy_share: float


@dataclass(frozen=True, slots=True)
class EtherStats:
    """Totals. ``delivered`` .. ``cut`` count receptions (one frame has many), the rest frames."""

    frames: int
    bytes: int
    airtime: float
    delivered: int
    lost: int
    collisions: int
    half_duplex: int
    cut: int
    nodes: dict[int, NodeStats]


@dataclass(slots=True)
class Receptions:
    """Running counts of what became of frames at receivers."""

    delivered: int = 0
    lost: int = 0
    collisions: int = 0
    half_duplex: int = 0
    cut: int = 0


@dataclass(slots=True)
class _Sent:
    frames: int = 0
    bytes: int = 0
    airtime: float = 0.0


@dataclass(slots=True)
class Tally:
    """All counts of one ether."""

    receptions: Receptions = field(default_factory=Receptions)
    _sent: dict[int, _Sent] = field(default_factory=dict)

    def sent(self, node: int, length: int, seconds: float) -> None:
        """A frame of ``length`` bytes went on the air."""
        sent = self._sent.setdefault(node, _Sent())
        sent.frames += 1
        sent.bytes += length
        sent.airtime += seconds

    def stats(self, nodes: Mapping[int, MeshNode], now: float) -> EtherStats:
        """A copy of everything as of ``now``."""
        each = {number: self._node(node, now) for number, node in nodes.items()}
        counts = self.receptions
        return EtherStats(
            frames=sum(node.frames for node in each.values()),
            bytes=sum(node.bytes for node in each.values()),
            airtime=sum(node.airtime for node in each.values()),
            delivered=counts.delivered,
            lost=counts.lost,
            collisions=counts.collisions,
            half_duplex=counts.half_duplex,
            cut=counts.cut,
            nodes=each,
        )

    def _node(self, node: MeshNode, now: float) -> NodeStats:
        sent, counters = self._sent.get(node.number, _Sent()), node.counters
        return NodeStats(
            frames=sent.frames,
            bytes=sent.bytes,
            airtime=sent.airtime,
            relayed=counters.relayed,
            cancelled=counters.cancelled,
            refused=counters.refused,
            dropped=counters.dropped,
            sending_share=node.airtime.sending_share(now),
            busy_share=node.airtime.busy_share(now),
        )
