# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""When to speak: beacons on a Trickle timer (RFC 6206), and every other wait as a multiple of a packet time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Timing:
    """All in seconds."""

    packet: float
    beacon_min: float
    beacon_max: float
    repair_window: float
    repair_spacing: float
    want_grace: float
    receipt_delay: float
    receipt_spacing: float
    reflood: float
    checkpoint_age: float

    @classmethod
    def for_packet_time(cls, packet: float) -> Timing:
        """From the airtime of a full packet: LONG_FAST 2.16 s gives beacons of 13 to 233 s, SHORT_FAST
        0.204 s of 1.2 to 22 s."""
        return cls(
            packet=packet,
            beacon_min=6 * packet,
            beacon_max=108 * packet,
            repair_window=2 * packet,
            repair_spacing=5 * packet,
            want_grace=4 * packet,
            receipt_delay=2 * packet,
            receipt_spacing=6 * packet,
            reflood=7 * packet,
            checkpoint_age=400 * packet,
        )


class Trickle:
    """RFC 6206 section 4.2, with the interval doubling from ``low`` to ``high`` and redundancy ``k``."""

    def __init__(self, low: float, high: float, k: int, rng: Random, now: float) -> None:
        self._low, self._high, self._k, self._rng = low, high, k, rng
        self._interval = low
        self._begin(now)

    def _begin(self, now: float) -> None:
        self._heard = 0
        self._end = now + self._interval
        self._at: float | None = now + self._interval * (0.5 + self._rng.random() / 2)

    def consistent(self) -> None:
        """Somebody said what we would have said."""
        self._heard += 1

    def inconsistent(self, now: float) -> None:
        """Something differs: speak sooner, unless we already do."""
        if self._interval > self._low:
            self._interval = self._low
            self._begin(now)

    def due(self, now: float) -> bool:
        """Advance to ``now``; true once per interval when it is time to speak and not enough others did."""
        speak = False
        if self._at is not None and now >= self._at:
            self._at = None
            speak = self._heard < self._k
        if now >= self._end:
            self._interval = min(self._interval * 2, self._high)
            self._begin(now)
        return speak

    def next_wakeup(self) -> float:
        """When :meth:`due` should be asked next."""
        return self._end if self._at is None else self._at
