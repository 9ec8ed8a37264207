# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one member may cost the others. Only packets that authenticated are counted: garbage uses up nobody's share.

The measure is what the law lets one transmitter send. Who is heard to send more in an hour is not listened to until
it has less; nobody honest ever gets there. And of one point's new frames a station passes on no more than a quarter of
its own airtime: the rest is kept, and goes to who asks for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from sync.airtime import HOUR
from sync.frames import Frame
from sync.ids import Author, point_of

SLACK = 1.05
PASS_ON = 0.25
"""Share of the hour's airtime for the new frames of one point."""

MAX_TRANSMITTERS = 4096


class Spent:
    """Seconds of airtime in the last hour."""

    def __init__(self) -> None:
        self._rows: deque[tuple[float, float]] = deque()
        self._sum = 0.0

    def total(self, now: float) -> float:
        """Until ``now``."""
        while self._rows and now - self._rows[0][0] >= HOUR:
            self._sum -= self._rows.popleft()[1]
        return self._sum

    def add(self, seconds: float, now: float) -> None:
        """Those of one packet."""
        self._rows.append((now, seconds))
        self._sum += seconds


class Limits:
    """``duty_cycle``: the share of any hour; ``airtime``: payload length in B -> seconds."""

    def __init__(self, duty_cycle: float, airtime: Callable[[int], float]) -> None:
        self._budget = duty_cycle * HOUR
        self._airtime = airtime
        self._heard: dict[Author, Spent] = {}
        self._passed: dict[int, Spent] = {}

    def heard(self, sender: Author, length: int, now: float) -> bool:
        """A packet of this transmitter came; False if it is more than may be."""
        spent = self._heard.setdefault(sender, Spent())
        if len(self._heard) > MAX_TRANSMITTERS:
            self._heard.pop(next(iter(self._heard)))
        if spent.total(now) >= self._budget * SLACK:
            return False
        spent.add(self._airtime(length), now)
        return True

    def pass_on(self, frame: Frame, now: float) -> bool:
        """May this new frame be passed on unasked?"""
        spent = self._passed.setdefault(point_of(frame.author), Spent())
        if spent.total(now) >= self._budget * PASS_ON:
            return False
        # Frames share packets: what they cost beyond an empty one.
        spent.add(max(0.0, self._airtime(len(frame.body)) - self._airtime(0)), now)
        return True
