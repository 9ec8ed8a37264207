# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a virtual radio needs of the air around it. :class:`devices.ether.Ether` is the one there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Protocol

from devices.lora import Preset
from devices.mesh_packet import Packet


class Medium(Protocol):
    """What a node needs of the air around it. Seconds of the medium's own time throughout."""

    @property
    def now(self) -> float:
        """The present."""
        ...

    @property
    def preset(self) -> Preset:
        """How everybody sends."""
        ...

    @property
    def rng(self) -> Random:
        """The one source of chance."""
        ...

    @property
    def signing(self) -> bool:
        """Whether the radios sign their own short broadcasts (firmware 2.8)."""
        ...

    def at(self, when: float, action: Callable[[], None]) -> None:
        """Call ``action`` at ``when``."""
        ...

    def busy_until(self, node: int) -> float:
        """When the air around ``node`` falls silent as far as it can sense; ``now`` or earlier: silent."""
        ...

    def transmit(self, node: int, packet: Packet) -> float:
        """Put a packet on the air now; returns when it ends."""
        ...

    def knows(self, node: int) -> bool:
        """Whether the number belongs to a node of the mesh."""
        ...


@dataclass(slots=True)
class NodeCounters:
    """Counts of one node since it was attached."""

    relayed: int = 0
    cancelled: int = 0
    refused: int = 0
    dropped: int = 0
