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

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from sync.channel import Channel
from sync.holdings import Holdings
from sync.ids import Author
from sync.packets import Want
from sync.schedule import Timing, Trickle
from sync.vectors import NOTHING, Holding

FLOOD = 5
"""Hop limit of what radios pass on."""

FIRST, EVERY = 100.0, 1700.0
"""Packet times of the first interval between far beacons, and of the longest when nothing is new from afar (an hour on
LONG_FAST). They have a Trickle timer of their own: who hears one that says all that it would say itself keeps quiet."""

LASTS = 6 * 3600.0
"""Seconds that frames go far after somebody needed that."""

PATIENCE, LONGEST = 120.0, 1000.0
"""Packet times in which what a far station holds may come by way of neighbours: from when they brought anything last,
and from when it was heard of first, later from when we looked. It is asked far when nothing of it came between two
looks. Many points that start together, or halves of a town that found each other, need long, and must not all become
gates."""

MAX_FAR = 64
NEVER = float("inf")


@dataclass(slots=True)
class _Claim:
    """Since when a far station is known to hold frames up to ``tops``, and how many of these were lacking when we last
    looked."""

    since: float
    tops: dict[Author, int]
    left: int | None = None


class Far:
    """``until``: we are a gate. Times are steady seconds."""

    def __init__(self, timing: Timing, held: Holdings, channel: Channel, rng: Random, now: float) -> None:
        self._timing = timing
        self._held = held
        self._channel = channel
        self._rng = rng
        self._claims: dict[Author, _Claim] = {}
        self._news_at = now
        first = FIRST * timing.packet
        self._trickle = Trickle(first, EVERY * timing.packet, 1, rng, now)
        self._waits = False
        self._mark_at = now
        self._marks = held.heads(), held.heads()
        self.until = -NEVER

    def active(self, now: float) -> bool:
        """Is there anybody who can be reached through radios only?"""
        return now < self.until

    def say_at(self, now: float) -> float:
        """When a gate should send a beacon for the sake of who is far; others send one when they have one."""
        self._tick(now)
        if not self.active(now):
            return NEVER
        return now if self._waits else self._trickle.next_wakeup()

    def say(self, now: float) -> bool:
        """Should this beacon go far?"""
        self._tick(now)
        says, self._waits = self._waits, False
        return says

    def said(self, theirs: Mapping[Author, Holding] | None, now: float) -> None:
        """Another said far what it holds (None: just what we do). If that is all that was here a while ago, what we
        would say adds nothing."""
        self._tick(now)
        if theirs is None or all(theirs.get(author, NOTHING).head >= head for author, head in self._marks[0].items()):
            self._trickle.consistent()
            self._waits = False

    def _tick(self, now: float) -> None:
        if now >= self._mark_at:
            self._marks = self._marks[1], self._held.heads()
            self._mark_at = now + FIRST * self._timing.packet
        if self.active(now):
            self._trickle.hasten(now, FIRST * self._timing.packet)
        self._waits |= self._trickle.due(now)

    def heard(self, author: Author, tops: dict[Author, int], now: float) -> None:
        """A station that is no neighbour holds frames up to these, of authors of which we lack some."""
        if not tops:
            self._claims.pop(author, None)
        elif author in self._claims or len(self._claims) < MAX_FAR:
            claim = self._claims.get(author)
            if claim is None or not self._lacking(claim.tops):
                self._claims[author] = _Claim(now, tops)

    def _lacking(self, tops: Mapping[Author, int]) -> dict[Author, int]:
        """Of whom we lack frames, and how many."""
        held = self._held.authors
        counts = {
            of: sum(1 for _ in (held[of].holding() if of in held else NOTHING).missing(top)) for of, top in tops.items()
        }
        return {of: count for of, count in counts.items() if count}

    def others_asked(self, now: float) -> None:
        """Another asks a far station: the answer goes as far as the question, and what we lack may be in it."""
        for claim in self._claims.values():
            claim.since = now

    def asked(self, now: float) -> None:
        """A station that is no neighbour asks us by name."""
        self._open(now)

    def _open(self, now: float) -> None:
        self.until = max(self.until, now + LASTS)
        self._tick(now)

    def due(self) -> float:
        """When :meth:`want` may have something."""
        return min((self._ripe(claim.since) for claim in self._claims.values()), default=NEVER)

    def _ripe(self, since: float) -> float:
        wait = PATIENCE * self._timing.packet * self._channel.patience(self._news_at)
        return min(max(since, self._news_at) + wait, since + LONGEST * self._timing.packet)

    def came(self, now: float) -> None:
        """Something that we lacked came from a neighbour: more may follow by itself."""
        self._news_at = now

    def want(self, now: float) -> Want | None:
        """What to ask from a far station; none if all came by way of neighbours."""
        for author, claim in list(self._claims.items()):
            if now < self._ripe(claim.since):
                continue
            lacking = self._lacking(claim.tops)
            if not lacking:
                del self._claims[author]
                continue
            claim.since, before, claim.left = now, claim.left, sum(lacking.values())
            # With neighbours it may be on its way and only slow: asked far if it did not become less while we waited.
            if claim.left == before or (before is None and not self._channel.neighbours(now)):
                self._open(now)
                held = self._held.authors
                return Want(author, {of: held[of].said() if of in held else NOTHING for of in lacking})
        return None
