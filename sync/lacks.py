# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What others have and we do not, and when to ask whom for it. One question covers all of it; while another's is
answered, ours waits: what comes may be what we lack too."""

from __future__ import annotations

from collections import Counter
from random import Random

from sync.holdings import Holdings
from sync.ids import Author
from sync.packets import Want
from sync.schedule import Timing
from sync.vectors import NOTHING

NEVER = float("inf")
FIRST = 0.3
"""Packet times before we ask."""

LONGEST = 8
"""The wait for an answer doubles up to so many times the first: where a third of the packets is lost, two questions in
three are in vain, and whoever had it is forgotten soon enough."""

UNASKED = 8.0
"""Packet times in which may come by itself what a later frame or a receipt says there is."""

STUBBORN = 6
"""Times that who is behind asks in vain before the wait doubles: it is the only one with something to win."""

MAX_ASKED_FOR = 4096
"""Numbers that one reckoning of what we lack goes through at most."""


class Lacks:
    """``tops``: author -> frames that somebody is known to have. ``behind``: we lack more than what is on its way, as
    after a start; ``vain``: how often whom was asked since something came."""

    def __init__(self, timing: Timing, rng: Random) -> None:
        self._timing = timing
        self._rng = rng
        self.tops: dict[Author, int] = {}
        self._ripe: dict[Author, float] = {}
        self._not_before = -NEVER
        self.asked_last: Author | None = None
        self._asked = False
        self.behind = True
        self._said_at = -NEVER
        self._asked_at = -NEVER
        self._vain = 0
        self.vain: Counter[Author] = Counter()

    def _wait(self, times: float, now: float) -> float:
        """So many packet times, and up to half as much more."""
        return now + times * self._timing.packet * (1 + self._rng.random() / 2)

    def note(self, author: Author, top: int, now: float, grace: float = FIRST, *, on_its_way: bool = False) -> None:
        """Somebody has frames of ``author`` up to ``top`` that we lack; ``grace``: packet times in which they may come
        unasked; ``on_its_way``: nobody says now that it has them."""
        fresh = not self.tops
        self.tops[author] = max(top, self.tops.get(author, 0))
        self._said_at = now
        if fresh:
            self._vain, self.asked_last, self._asked, self._not_before = 0, None, False, -NEVER
        elif not on_its_way and now - self._asked_at > self._timing.want_patience:
            # Whoever says it is there now: the question or its answer was lost, and not nobody to hear it.
            self._not_before = min(self._not_before, self._wait(FIRST, now))
        self._ripe[author] = min(self._wait(grace, now), self._ripe.get(author, NEVER))

    @property
    def due(self) -> float:
        """When to ask."""
        return max(self._not_before, min(self._ripe.values(), default=NEVER))

    @property
    def not_again(self) -> Author | None:
        """Whom we asked in vain."""
        return self.asked_last if self._vain else None

    def awaiting(self, now: float) -> bool:
        """Did we ask, or hear it come, and does our patience still last?"""
        return bool(self.tops) and self._asked and now < self._not_before

    def prune(self, held: Holdings) -> None:
        """What came meanwhile is no longer lacking."""
        for author in [of for of, top in self.tops.items() if of in held.authors and held.authors[of].head >= top]:
            self._drop(author)

    def _drop(self, author: Author) -> None:
        del self.tops[author]
        self._ripe.pop(author, None)

    def numbers(self, held: Holdings, until: float = NEVER) -> dict[Author, list[int]]:
        """What exactly we lack now and may ask for by ``until``; what came meanwhile is forgotten."""
        lacking: dict[Author, list[int]] = {}
        left = MAX_ASKED_FOR
        for author, top in list(self.tops.items()):
            ours = held.authors[author].holding() if author in held.authors else NOTHING
            numbers = list(ours.missing(min(top, ours.head + left)))
            if not numbers:
                self._drop(author)
            elif self._ripe[author] <= until:
                lacking[author] = numbers
                left -= len(numbers)
        return lacking

    def forget_if_old(self, now: float) -> None:
        """What nobody has spoken of for long: who had it is gone."""
        if now - self._said_at > 3 * self._timing.beacon_max:
            self.tops.clear()
            self._ripe.clear()

    def asked(self, whom: Author | None, now: float) -> None:
        """We asked: wait for an answer, longer after every time in vain."""
        self.asked_last, self._asked_at, self._asked = whom, now, True
        doubled = max(0, self._vain - STUBBORN) if self.behind else self._vain
        patience = self._timing.want_patience * min(2**doubled, LONGEST)
        self._vain += 1
        if whom is not None:
            self.vain[whom] += 1
        self._not_before = now + patience * (1 + self._rng.random() / 2)

    def came(self, now: float, *, more: bool, ours: bool) -> None:
        """A packet of frames came; ``ours``: some that we lacked, ``more``: its sender goes on."""
        if not self.tops:
            return
        due = now + self._timing.stream_patience if more else self._wait(0.3, now)
        if ours:
            self._vain = 0
            self.vain.clear()
            self._not_before = due
        else:
            self._not_before = max(self._not_before, due)

    def others_asked(self, want: Want, held: Holdings, now: float) -> None:
        """Another asked. If it lacks all that we lack, its answer serves us too, and else it goes first."""
        if not self.tops:
            return
        covered = all(
            author in want.vector
            and want.vector[author].head <= (held.authors[author].head if author in held.authors else 0)
            for author in self.tops
        )
        self._not_before = max(self._not_before, self._wait(3.0 if covered else 1.5, now))
