# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who misses what: repairs we owe, frames we lack. Bounded, suppressed by what others do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from sync.holdings import Holdings
from sync.ids import Author
from sync.schedule import Timing
from sync.wire import GAP_BITS, Holding

MAX_REPAIRS = 256
MAX_PER_OFFER = GAP_BITS + 1
PEER_MEMORY = 256

Key = tuple[Author, int]


@dataclass(slots=True)
class Lack:
    """Frames up to ``head`` exist that we do not have; when to ask, when last spoken of, how often asked."""

    head: int
    due: float
    said_at: float
    asked: int = 0


class Repairs:
    """Times are steady seconds."""

    def __init__(self, timing: Timing, rng: Random) -> None:
        self._timing = timing
        self._rng = rng
        self.owed: dict[Key, float] = {}
        self.lacking: dict[Author, Lack] = {}
        self._aired: dict[Key, float] = {}
        self._peers: dict[Author, float] = {}

    def peer_said(self, author: Author, _holdings: Mapping[Author, Holding], now: float) -> None:
        """Counts neighbours: the more there are, the longer the hold-off."""
        self._peers[author] = now
        if len(self._peers) > PEER_MEMORY:
            del self._peers[min(self._peers, key=lambda peer: self._peers[peer])]

    def offer(self, author: Author, theirs: Holding, held: Holdings, now: float, *, asked: bool = False) -> None:
        """Schedule what the peer lacks of ``author`` and we hold, after a random hold-off."""
        ours = held.of(author) if author in held.authors else None
        if ours is None:
            return
        highest = max([ours.head - 1, *ours.beyond])
        last = min(highest, theirs.head + MAX_PER_OFFER)
        window = self._timing.repair_window * max(1.0, 0.8 * len(self._peers))
        start = now + (0.1 if asked else 0.3) * self._timing.packet
        for number in range(theirs.head, last + 1):
            key = (author, number)
            if theirs.has(number) or not ours.has(number) or key in self.owed:
                continue
            if now - self._aired.get(key, -1e9) < self._timing.repair_spacing / (2 if asked else 1):
                continue
            if len(self.owed) >= MAX_REPAIRS:
                return
            self.owed[key] = start + self._rng.random() * window

    def contradict(self, author: Author, number: int, now: float) -> None:
        """Send our version of a frame that was heard with other contents."""
        key = (author, number)
        if len(self.owed) < MAX_REPAIRS and now - self._aired.get(key, -1e9) >= self._timing.repair_spacing:
            self.owed.setdefault(key, now + self._rng.random() * self._timing.repair_window)

    def lack(self, author: Author, head: int, now: float) -> None:
        """Somebody has frames of ``author`` up to ``head`` that we lack: ask, if they do not come by themselves."""
        lack = self.lacking.get(author)
        if lack is None:
            due = now + self._timing.want_grace * (0.5 + self._rng.random())
            self.lacking[author] = Lack(head, due, now)
        else:
            lack.head, lack.said_at = max(head, lack.head), now

    def wanted(self, now: float) -> list[Author]:
        """Authors to ask for now. What nobody has spoken of for long is forgotten: who had it is gone."""
        patience = 3 * self._timing.beacon_max
        for author in [author for author, lack in self.lacking.items() if now - lack.said_at > patience]:
            del self.lacking[author]
        return [author for author, lack in self.lacking.items() if lack.due <= now]

    def want_heard(self, holdings: Mapping[Author, Holding], now: float) -> None:
        """Another one asked for the same: its repairs serve us too."""
        for author in holdings:
            if author in self.lacking:
                lack = self.lacking[author]
                lack.due = max(lack.due, now + self._timing.want_grace)

    def heard(self, author: Author, number: int, now: float) -> None:
        """A frame was on the air: nobody need repair it for a while."""
        self.owed.pop((author, number), None)
        self._aired[(author, number)] = now
        if len(self._aired) > 4 * MAX_REPAIRS:
            self._aired = {key: at for key, at in self._aired.items() if now - at < self._timing.repair_spacing}
        if author in self.lacking:
            lack = self.lacking[author]
            lack.due = max(lack.due, now + 2 * self._timing.packet)

    def got(self, author: Author, _number: int, held: Holdings) -> None:
        """A frame is durable here: asking helps."""
        lack = self.lacking.get(author)
        if lack is None:
            return
        lack.asked = 0
        if held.of(author).head >= lack.head:
            del self.lacking[author]

    def asked(self, authors: list[Author], now: float) -> None:
        """A want went out: wait twice as long before the next, up to a beacon's longest interval."""
        for author in authors:
            if author in self.lacking:
                lack = self.lacking[author]
                lack.asked += 1
                wait = min(self._timing.want_grace * 2 ** min(lack.asked, 16), self._timing.beacon_max)
                lack.due = now + wait * (1 + self._rng.random() / 2)

    def next_want(self) -> float:
        """When there is something to ask for."""
        return min((lack.due for lack in self.lacking.values()), default=float("inf"))
