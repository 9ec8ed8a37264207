# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames that somebody around may lack: own ones on their first way out, fresh ones of others to pass on, and what
a neighbour said to lack. Bounded, and held back by what others send.

A fresh frame is passed on for the neighbours that whoever sent it may not have reached; each copy that is heard takes
away those that its sender reaches. A repair is dropped when another sends it, and everybody holds off while somebody
around repairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from sync.channel import Channel
from sync.frames import INTRODUCTION, Priority
from sync.ids import Author
from sync.peers import Key, Peers
from sync.schedule import Timing

MAX_OWED = 1024
MISSED = 0.3
"""Chance that a neighbour misses what somebody sends whom it hears."""

ENOUGH = {Priority.LIFE: 0.1}
"""Chance to have missed a frame from which on a neighbour needs no further copy; :data:`ENOUGH_ELSE` elsewhere."""

ENOUGH_ELSE = 0.35
CROWD = 0.3
"""The window of passing on grows by this much of itself per neighbour beyond the third."""

PATIENT = {Priority.LIFE: 0.0, Priority.URGENT: 0.5}
"""Power of :meth:`Channel.patience` with which a class waits longer on a busy channel."""

OWN, FRESH, REPAIR = "own", "fresh", "repair"
NEVER = float("inf")


@dataclass(slots=True)
class Owed:
    """``due`` in steady seconds; ``need``: neighbours that may lack the frame, with the chance that they do;
    ``far``: it goes as far as radios carry it."""

    priority: Priority
    due: float
    why: str
    need: dict[Author, float] = field(default_factory=dict)
    far: bool = False

    @property
    def at_once(self) -> bool:
        """Does it go without waiting for our turn?"""
        news = self.priority is Priority.URGENT and self.why != REPAIR
        return self.priority is Priority.LIFE or news

    @property
    def kind(self) -> str:
        """As the airtime governor counts it."""
        if self.priority is Priority.LIFE:
            return "life"
        return "repair" if self.why == REPAIR else "facts"


def order(each: tuple[Key, Owed]) -> tuple[int, bool, bool, int, Author, int]:
    """What goes first has the lowest: of repairs of one class what says who an author is, for who has not got that can
    judge nothing else of it; then what most neighbours need."""
    (author, number), owed = each
    rank = Priority.STATUS if owed.why == REPAIR and owed.priority is Priority.MATCHING else owed.priority
    introduced = owed.why == REPAIR and number >= INTRODUCTION
    return rank, owed.why != OWN, introduced, -len(owed.need), author, number


class Spread:
    """``owed[key]``; times are steady seconds. ``answering``: a neighbour asked us by name, and nobody else will."""

    def __init__(self, timing: Timing, peers: Peers, channel: Channel, rng: Random) -> None:
        self._timing = timing
        self._channel = channel
        self._peers = peers
        self._rng = rng
        self.owed: dict[Key, Owed] = {}
        self._aired: dict[Key, float] = {}
        self.hold_until = -NEVER
        self._stream_until = -NEVER
        self.answering = False

    # -- what comes in ----------------------------------------------------------------------------------

    def own(self, key: Key, priority: Priority, now: float) -> None:
        """A frame of ours that nobody has yet."""
        self.owed[key] = Owed(priority, now, OWN)

    def fresh(self, key: Key, priority: Priority, by: Author | None, now: float, *, far: bool = False) -> None:
        """A frame that was new here, sent by a neighbour if we know which: pass it on to whom that did not reach,
        and ``far`` to who is no neighbour of anybody's."""
        if key in self.owed or len(self.owed) >= MAX_OWED:
            return
        near = self._peers.near(now)
        need = {author: 1.0 for author, peer in near if peer.counts and not peer.has(key)}
        owed = Owed(priority, now, FRESH, need, far)
        if self._timing.hold_off:
            self._reached(owed, by)
        if owed.need or far:
            low, high = self._timing.pass_on[priority]
            window = (high - low) * (1 + CROWD * max(0, len(near) - 3)) / max(1, len(owed.need))
            patience = self._channel.patience(now) ** PATIENT.get(priority, 1.0)
            owed.due = now + (low + self._rng.random() * window) * patience
            self.owed[key] = owed

    def _reached(self, owed: Owed, by: Author | None) -> None:
        """Somebody sent it: whoever hears that one needs it less."""
        enough = ENOUGH.get(owed.priority, ENOUGH_ELSE)
        for author in list(owed.need):
            peer = self._peers.of(author)
            if peer is None or author == by:
                del owed.need[author]
                continue
            if by is None or peer.hears is None or by >> 6 in peer.hears:
                owed.need[author] *= MISSED
            if owed.need[author] < enough or (owed.why == REPAIR and owed.need[author] < 1.0):
                del owed.need[author]

    def repair(
        self, keys: Iterable[tuple[Key, Priority]], whom: Author | None, start: float, now: float, *, asked: bool
    ) -> None:
        """A neighbour lacks these: send them from ``start`` on."""
        need = {} if whom is None else {whom: 1.0}
        spacing = self._timing.repair_spacing / (3 if asked else 1) if self._timing.hold_off else 0.0
        for key, priority in keys:
            known = self.owed.get(key)
            if known is not None:
                if known.why != OWN:
                    known.why = REPAIR
                    known.need.update(need)
                    known.due = min(known.due, start) if asked else known.due
            elif now - self._aired.get(key, -NEVER) >= spacing and len(self.owed) < MAX_OWED:
                self.owed[key] = Owed(priority, start, REPAIR, dict(need))

    def forget_need(self, keys: Iterable[Key], whom: Author) -> None:
        """Another was asked for these."""
        for key in keys:
            owed = self.owed.get(key)
            if owed is not None and owed.why == REPAIR and whom in owed.need:
                del owed.need[whom]
                if not owed.need:
                    del self.owed[key]

    # -- what goes over the air ---------------------------------------------------------------------------

    def heard(self, key: Key, by: Author | None, now: float) -> None:
        """Another sent this."""
        self._aired[key] = now
        owed = self.owed.get(key)
        if owed is None or owed.why == OWN or not self._timing.hold_off:
            return
        self._reached(owed, by)
        if not owed.need:
            del self.owed[key]

    def others_repair(self, now: float, *, more: bool) -> None:
        """Another sent a packet of frames; ``more``: and goes on."""
        if not self._timing.hold_off:
            return
        pause = self._timing.stream_gap if more else 0.5 * self._timing.packet
        self._stream_until = now + pause if more else now
        self.hold_until = max(self.hold_until, now + pause * (1 + self._rng.random() / 2))

    def sent(self, keys: Iterable[Key], now: float) -> None:
        """We sent these. What is ours and for life goes once more if nobody is heard to pass it on."""
        for key in keys:
            self._aired[key] = now
            owed = self.owed.pop(key, None)
            if owed is not None and owed.why == OWN and owed.priority is Priority.LIFE:
                need = {author: MISSED for author, peer in self._peers.near(now) if not peer.has(key)}
                if need:
                    self.owed[key] = Owed(owed.priority, now + self._timing.reflood, FRESH, need)
        if len(self._aired) > 4 * MAX_OWED:
            self._aired = {key: at for key, at in self._aired.items() if now - at < self._timing.repair_spacing}

    def holds(self, peer: Author) -> None:
        """A neighbour is known to hold more than before: it does not need what it has."""
        known = self._peers.of(peer)
        for key, owed in list(self.owed.items()):
            if peer in owed.need and known is not None and known.has(key):
                del owed.need[peer]
                if not owed.need and not owed.far:
                    del self.owed[key]

    def drop(self, keys: Iterable[Key]) -> None:
        """Nobody around needs these any more."""
        for key in keys:
            self.owed.pop(key, None)

    # -- what may go out ----------------------------------------------------------------------------------

    def due_at(self, owed: Owed) -> float:
        """When it may go: what is not for life waits while others repair."""
        held = owed.why == REPAIR and owed.priority is not Priority.LIFE
        return max(owed.due, self.hold_until) if held else owed.due

    def streaming(self, now: float) -> bool:
        """Is a neighbour sending packet after packet?"""
        return now < self._stream_until

    def due(self, now: float, *, ahead: float = 0.0) -> list[tuple[Key, Owed]]:
        """What may go now, or, but for repairs that others may make, within ``ahead`` seconds."""
        return [
            (key, owed)
            for key, owed in self.owed.items()
            if self.due_at(owed) <= (now if owed.why == REPAIR else now + ahead)
        ]

    def for_far(self, keys: Iterable[Key]) -> bool:
        """Is among these one that goes out for the first time, or that was asked for?"""
        return any(key in self.owed and (self.owed[key].why != FRESH or self.owed[key].far) for key in keys)

    def waiting_own(self) -> int:
        """Own frames that were not sent yet."""
        return sum(1 for owed in self.owed.values() if owed.why == OWN)
