# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a radio remembers of the air: its own sending for the duty cycle, everything for the utilisation.

As the firmware does it (``airtime.cpp``): 60 buckets of a minute for an hour of own transmissions, and
6 buckets of 10 seconds for all that was sent or heard. It lives in memory and is lost at a restart.
"""

from __future__ import annotations

HOUR = 3600.0


class Buckets:
    """A rolling sum of seconds over ``count`` buckets of ``width`` seconds."""

    def __init__(self, count: int, width: float) -> None:
        self._width = width
        self._sums = [0.0] * count
        self._newest = 0

    def add(self, now: float, seconds: float) -> None:
        """Add to the bucket of ``now`` (seconds, never going back)."""
        self._roll(now)
        self._sums[self._newest % len(self._sums)] += seconds

    def total(self, now: float) -> float:
        """Seconds in the whole window up to ``now``."""
        self._roll(now)
        return sum(self._sums)

    def without_oldest(self, now: float, count: int) -> float:
        """Seconds that will still count when the ``count`` oldest buckets have left."""
        self._roll(now)
        size = len(self._sums)
        return sum(self._sums[index % size] for index in range(self._newest - size + 1 + count, self._newest + 1))

    def _roll(self, now: float) -> None:
        newest = int(now // self._width)
        for index in range(max(self._newest + 1, newest - len(self._sums) + 1), newest + 1):
            self._sums[index % len(self._sums)] = 0.0
        self._newest = max(self._newest, newest)


class AirtimeLog:
    """The two windows of one radio. ``duty_cycle`` is the allowed share of an hour, 0..1."""

    def __init__(self, duty_cycle: float) -> None:
        self._duty_cycle = duty_cycle
        self._sent = Buckets(60, 60.0)
        self._all = Buckets(6, 10.0)

    def sent(self, now: float, seconds: float) -> None:
        """Own transmission, relays included."""
        self._sent.add(now, seconds)
        self._all.add(now, seconds)

    def heard(self, now: float, seconds: float) -> None:
        """Somebody else's, whether it could be decoded or not."""
        self._all.add(now, seconds)

    def sending_share(self, now: float) -> float:
        """Share of the last hour spent sending."""
        return self._sent.total(now) / HOUR

    def busy_share(self, now: float) -> float:
        """Share of the last minute in which the channel was in use."""
        return min(1.0, self._all.total(now) / 60.0)

    def may_send(self, now: float) -> bool:
        """Whether the duty cycle still has room. Asked when a packet is queued, as the firmware does."""
        return self.sending_share(now) <= self._duty_cycle

    def minutes_until_room(self, now: float) -> int:
        """Whole minutes until enough old buckets have left the window."""
        for minutes in range(1, 60):
            if self._sent.without_oldest(now, minutes) <= self._duty_cycle * HOUR:
                return minutes
        return 60
