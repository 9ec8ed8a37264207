# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a new or repaired station is with what a coordination point said to be open, and at what pace it comes."""

from __future__ import annotations

from collections import deque

from noodsteunpunt.domain.views_network import Arrival
from sync.snapshot import Progress

SPACING = 5.0
"""Seconds between two looks at least."""

WINDOW, LEAST, FEW = 300.0, 60.0, 5
"""Seconds that a pace is taken over, at most and at least, and messages that must have come in them. Of less nobody can
tell anything: a stream of one packet looks like a pace."""

FAR = 12 * 3600.0
"""Seconds: what would last longer than this nobody can tell either."""


class Pace:
    """Of one station; times are steady seconds. What is still to come is looked at now and then; as soon as something
    else is waited for it begins anew."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, int]] = deque()
        self._waits_for: tuple[object, ...] = ()

    def due(self, now: float) -> bool:
        """Is it time to look?"""
        return not self._looks or now - self._looks[-1][0] >= SPACING

    def note(self, progress: Progress | None, now: float) -> None:
        """So far we are now."""
        if progress is None:
            self._looks.clear()
            return
        waits_for = progress.at, progress.levels, progress.whole, progress.named, progress.here < progress.named
        left = _left(progress)
        if waits_for != self._waits_for or (self._looks and left > self._looks[-1][1]):
            self._looks.clear()
            self._waits_for = waits_for
        self._looks.append((now, left))
        while now - self._looks[0][0] > WINDOW:
            self._looks.popleft()

    def seconds(self, progress: Progress, now: float) -> float | None:
        """Until nothing is left of what is waited for, if that can be told."""
        if not (self._looks and progress.whole):
            return None
        (since, before), left = self._looks[0], _left(progress)
        if now - since < LEAST or before - left < FEW or not left:
            return None
        took = left * (now - since) / (before - left)
        return took if took <= FAR else None


def _left(progress: Progress) -> int:
    return progress.named - progress.here or progress.older


def arrival(progress: Progress | None, pace: Pace, started_at: int, now: float) -> Arrival | None:
    """For the screen. ``started_at``: when the incident began, Unix seconds."""
    if progress is None:
        return None
    at = None if progress.at is None else started_at + 60 * progress.at
    seconds = pace.seconds(progress, now)
    return Arrival(
        at,
        progress.levels,
        progress.own,
        progress.whole,
        progress.here,
        progress.named,
        progress.older,
        seconds,
    )
