# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""When to speak: beacons on a Trickle timer (RFC 6206), and every other wait as a multiple of a packet time."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from sync.frames import Priority

PASS_ON = {
    Priority.LIFE: (0.1, 1.2),
    Priority.URGENT: (0.2, 3.0),
    Priority.STATUS: (3.0, 10.0),
    Priority.MATCHING: (3.0, 10.0),
    Priority.LOG: (10.0, 25.0),
    Priority.BULK: (20.0, 60.0),
}
"""Packet times within which a frame that is new here is passed on."""

SPEAK_AFTER = {
    Priority.LIFE: 4.0,
    Priority.URGENT: 6.0,
    Priority.STATUS: 24.0,
    Priority.MATCHING: 24.0,
    Priority.LOG: 60.0,
    Priority.BULK: 60.0,
}
"""Packet times of the beacon's interval after such a frame."""


CHECKPOINT_AGE = 7200.0
"""Seconds after which an author that wrote signs, whatever the speed: 80 bytes are more than two requests, and at six
entries an hour this makes one in nine frames carry them."""


@dataclass(frozen=True, slots=True)
class Timing:
    """All in seconds. ``pass_on`` and ``speak_after`` per class. Without ``hold_off`` everybody who could send
    something does, at once and whatever others send: only to see what holding off is worth."""

    packet: float
    hello: float
    beacon_min: float
    beacon_max: float
    repair_window: float
    repair_spacing: float
    stream_gap: float
    stream_patience: float
    want_grace: float
    want_patience: float
    receipt_delay: float
    receipt_spacing: float
    reflood: float
    checkpoint_age: float
    pass_on: dict[Priority, tuple[float, float]] = field(compare=False)
    speak_after: dict[Priority, float] = field(compare=False)
    hold_off: bool = True

    @classmethod
    def for_packet_time(cls, packet: float) -> Timing:
        """From the airtime of a full packet: LONG_FAST 2.16 s gives beacons of 13 to 475 s, SHORT_FAST
        0.204 s of 1.2 to 45 s."""
        return cls(
            packet=packet,
            hello=1.5 * packet,
            beacon_min=6 * packet,
            beacon_max=220 * packet,
            repair_window=1.5 * packet,
            repair_spacing=4 * packet,
            stream_gap=2.5 * packet,
            stream_patience=4.5 * packet,
            want_grace=0.7 * packet,
            want_patience=3 * packet,
            receipt_delay=2 * packet,
            receipt_spacing=6 * packet,
            reflood=3 * packet,
            checkpoint_age=CHECKPOINT_AGE,
            pass_on={priority: (low * packet, high * packet) for priority, (low, high) in PASS_ON.items()},
            speak_after={priority: times * packet for priority, times in SPEAK_AFTER.items()},
        )


STEP = 3.0
"""The factor from one interval to the next (2 in the RFC): what the first one did not show is rare."""


class Trickle:
    """RFC 6206 section 4.2, with the interval growing from ``low``, or what :meth:`hasten` set, to ``high``, and
    redundancy ``k``. ``first`` is the length of the first interval, if another."""

    def __init__(self, low: float, high: float, k: int, rng: Random, now: float, *, first: float = 0.0) -> None:
        self._low, self._high, self._k, self._rng = low, high, k, rng
        self._interval = first or low
        self._begin(now)

    def _begin(self, now: float) -> None:
        self._heard = 0
        self._end = now + self._interval
        self._at: float | None = now + self._interval * (0.5 + self._rng.random() / 2)

    def consistent(self) -> None:
        """Somebody said what we would have said, or what makes that needless."""
        self._heard += 1

    def hasten(self, now: float, interval: float) -> None:
        """Something differs: speak within ``interval``, unless we do already."""
        if self._interval > interval:
            self._interval = interval
            self._begin(now)

    def due(self, now: float) -> bool:
        """Advance to ``now``; true once per interval when it is time to speak and not enough others did."""
        speak = False
        if self._at is not None and now >= self._at:
            self._at = None
            speak = self._heard < self._k
        if now >= self._end:
            self._interval = min(max(self._interval * STEP, self._low), self._high)
            self._begin(now)
        return speak

    def along(self, now: float) -> bool:
        """Something is sent anyway: true if what would be said later in this interval may go with it, and is said."""
        if self._at is None or self._heard >= self._k or now < self._at - self._interval / 2:
            return False
        self._at = None
        return True

    def said(self) -> None:
        """What would be said in this interval was said in another way."""
        self._at = None

    def next_wakeup(self) -> float:
        """When :meth:`due` should be asked next."""
        return self._end if self._at is None else self._at
