# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the radios must pass on what we send.

Between stations that hear each other, or that others with a laptop connect, every packet has hop limit 0: stations pass
on what is needed, in fewer packets than radios do. Radios without a laptop (on a tower, in somebody's attic) pass on
nothing then. So once in a while a beacon goes as far as radios carry it. What a far station was heard to hold and does
not come by way of our neighbours within some time, can only come through such radios: then it is asked from that
station over as many hops. Who asked and who was asked are gates from then on: their own frames, answers, and what is
new to them from a neighbour go as far as radios carry it, and so do their beacons, more often than others'.
"""

from __future__ import annotations

from random import Random

from sync.holdings import Holdings
from sync.ids import Author
from sync.packets import Want
from sync.schedule import Timing
from sync.vectors import NOTHING

FLOOD = 5
"""Hop limit of what radios pass on."""

FIRST, EVERY, STEP = 100.0, 1700.0, 3.0
"""Packet times between the first two far beacons of a station, and between later ones when there is no news from
afar (an hour on LONG_FAST); each time so many times as long."""

LASTS = 6 * 3600.0
"""Seconds that frames go far after somebody needed that."""

PATIENCE, LONGEST = 120.0, 1000.0
"""Packet times in which what a far station holds may come by way of neighbours: from when they brought anything last,
and from when it was heard of first. Many points that start together need long, and must not all become gates."""

MAX_FAR = 64
NEVER = float("inf")


class Far:
    """``until``: we are a gate. Times are steady seconds."""

    def __init__(self, timing: Timing, held: Holdings, rng: Random, now: float) -> None:
        self._timing = timing
        self._held = held
        self._rng = rng
        self._claims: dict[Author, tuple[float, dict[Author, int]]] = {}
        self._news_at = now
        self._pause = FIRST * timing.packet
        self._say_at = now + self._pause * rng.random()
        self.until = -NEVER

    def active(self, now: float) -> bool:
        """Is there anybody who can be reached through radios only?"""
        return now < self.until

    def say_at(self, now: float) -> float:
        """When a gate should send a beacon for the sake of who is far; others send one when they have one."""
        return self._say_at if self.active(now) else NEVER

    def say(self, now: float) -> bool:
        """Should this beacon go far?"""
        if now < self._say_at:
            return False
        self._say_at = now + self._pause * (0.75 + self._rng.random() / 2)
        longest = FIRST if self.active(now) else EVERY
        self._pause = min(self._pause * STEP, longest * self._timing.packet)
        return True

    def heard(self, author: Author, tops: dict[Author, int], now: float) -> None:
        """A station that is no neighbour holds frames up to these, of authors of which we lack some."""
        if not tops:
            self._claims.pop(author, None)
        elif author in self._claims or len(self._claims) < MAX_FAR:
            since, _ = self._claims.get(author, (now, {}))
            self._claims[author] = since, tops

    def asked(self, now: float) -> None:
        """A station that is no neighbour asks us by name."""
        self._open(now)

    def _open(self, now: float) -> None:
        self.until = max(self.until, now + LASTS)
        self._pause = FIRST * self._timing.packet
        self._say_at = min(self._say_at, now + self._pause)

    def due(self) -> float:
        """When :meth:`want` may have something."""
        return min((self._ripe(since) for since, _ in self._claims.values()), default=NEVER)

    def _ripe(self, since: float) -> float:
        packet = self._timing.packet
        return min(max(since, self._news_at) + PATIENCE * packet, since + LONGEST * packet)

    def came(self, now: float) -> None:
        """Something that we lacked came from a neighbour: more may follow by itself."""
        self._news_at = now

    def want(self, now: float) -> Want | None:
        """What to ask from a far station; none if all came by way of neighbours."""
        for author, (since, tops) in list(self._claims.items()):
            if now < self._ripe(since):
                continue
            lacking = {}
            for of, top in tops.items():
                ours = self._held.authors[of].holding() if of in self._held.authors else NOTHING
                if any(True for _ in ours.missing(top)):
                    lacking[of] = ours
            if lacking:
                self._open(now)
                self._claims[author] = now, tops
                return Want(author, lacking)
            del self._claims[author]
        return None
