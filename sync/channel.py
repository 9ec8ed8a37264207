# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much of the air is in use around us, and how much longer that makes everything wait that can.

On an idle channel a frame that is not urgent is passed on soon. On a busy one it waits for company: a packet that
carries four frames costs half of what four packets do, and what others send meanwhile need not be sent at all.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp

MEMORY = 100.0
"""Packet times over which use is averaged."""

CALM = 0.05
"""The use at which waits are twice as long as on an idle channel; they grow with its square, up to :data:`MOST`."""

MOST = 10.0
FEW, MANY = 2, 6
"""Neighbours. With a few there is little that could be left out, and who waits only makes others wait; from many on the
above holds in full, between these in part."""


class Channel:
    """``neighbours``: time -> how many there are. ``told``: the share of the last minute in which the radio found the
    air in use, 0 if it does not say. Times are steady seconds."""

    def __init__(self, packet: float, neighbours: Callable[[float], int], *, hold_off: bool = True) -> None:
        self._memory = MEMORY * packet
        self.neighbours = neighbours
        self._hold_off = hold_off
        self._busy = 0.0
        self._at = 0.0
        self.told = 0.0

    def used(self, seconds: float, now: float) -> None:
        """A packet that we sent or heard took so long."""
        self._busy = self._busy * exp((self._at - now) / self._memory) + seconds
        self._at = now

    def use(self, now: float) -> float:
        """Share of the time, 0..1: what we know of, or what the radio says if that is more."""
        return min(1.0, max(self.told, self._busy * exp((self._at - now) / self._memory) / self._memory))

    def patience(self, now: float) -> float:
        """How many times as long as on an idle channel what is not urgent waits."""
        crowd = min(1.0, (self.neighbours(now) - FEW) / (MANY - FEW))
        if crowd <= 0.0 or not self._hold_off:
            return 1.0
        return min(MOST, 1.0 + crowd * (self.use(now) / CALM) ** 2)
