# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The transmit queue of a virtual radio: 16 places in order of priority (firmware ``MeshPacketQueue.cpp``)."""

from __future__ import annotations

from dataclasses import dataclass

from devices.mesh_packet import Packet

MAX_TX_QUEUE = 16


@dataclass(frozen=True, slots=True)
class Queued:
    """A packet that waits for the air. ``snr`` is how well a relayed one was heard, None for an own one."""

    packet: Packet
    snr: float | None = None


class TxQueue:
    """Highest priority first; within one priority first come, first served."""

    def __init__(self) -> None:
        self._items: list[Queued] = []

    def __len__(self) -> int:
        return len(self._items)

    @property
    def free(self) -> int:
        """Places left."""
        return MAX_TX_QUEUE - len(self._items)

    def front(self) -> Queued | None:
        """What goes next."""
        return self._items[0] if self._items else None

    def push(self, item: Queued) -> bool:
        """Add; a full queue drops its last packet for one of higher priority. False: there was no place."""
        if not self.free:
            if self._items[-1].packet.priority >= item.packet.priority:
                return False
            self._items.pop()
        place = len(self._items)
        while place and self._items[place - 1].packet.priority < item.packet.priority:
            place -= 1
        self._items.insert(place, item)
        return True

    def pop(self) -> Queued:
        """Take the front."""
        return self._items.pop(0)

    def holds(self, key: tuple[int, int]) -> bool:
        """Whether a copy of the packet waits."""
        return any(item.packet.key == key for item in self._items)

    def cancel(self, key: tuple[int, int]) -> bool:
        """Forget the copy of the packet that waits, if any."""
        kept = [item for item in self._items if item.packet.key != key]
        cancelled = len(kept) < len(self._items)
        self._items = kept
        return cancelled

    def clear(self) -> None:
        """Forget everything."""
        self._items = []
