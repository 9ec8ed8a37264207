# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who around misses what, and what we miss: what was heard becomes what is owed (:mod:`sync.spread`) and what is
asked for (:mod:`sync.lacks`), by what is known of the neighbours (:mod:`sync.peers`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from random import Random

from sync.channel import Channel
from sync.frames import INTRODUCTION, Frame, Priority, body_priority
from sync.holdings import Holdings
from sync.ids import Author, point_of
from sync.lacks import FIRST, UNASKED, Lacks
from sync.packets import Receipt, Want
from sync.peers import Key, Peers
from sync.schedule import Timing
from sync.spread import MAX_OWED, Spread
from sync.vectors import NOTHING, Holding

MAX_PER_OFFER = 512
DEEP = 3
"""Frames of one author: who lacks so many lacks them for long."""

LITTLE = 6
"""Frames that are offered unasked to a neighbour that lacks them: one packet, more or less."""

BUSY = 2.0
"""From this patience of the channel on, frames that are not urgent are not offered unasked: who said to lack them has
them soon, or asks."""

ON_ITS_WAY, AT_MOST = 25.0, 80.0
"""Packet times that a few frames which we lack may take on a channel in use: per :meth:`Channel.patience` beyond 1, and
altogether."""

WIDE = 2.0
"""Times as long between receipts that others must pass on, and that times the patience."""

FEWEST, MOST, IN_A_PACKET = 2.0, 16.0, 4.0
"""Packets that an answer is taken to have, and frames in one of them."""

NEIGHBOUR_PATIENCE = 2.5
"""Longest beacon intervals after which a neighbour that says nothing is none."""


Choice = Callable[[list[tuple[Key, Priority]]], list[tuple[Key, Priority]]]


class Reply(Enum):
    """What a beacon asks of ours: nothing, for all that differs is offered or asked for; to come as it would have; or
    to come soon."""

    NONE, LATER, SOON = range(3)


class Repairs:
    """``peers``, ``channel``, ``spread`` and ``lacks``. Times are steady seconds."""

    def __init__(self, timing: Timing, held: Holdings, rng: Random) -> None:
        self._timing = timing
        self._held = held
        self._rng = rng
        self.peers = Peers(NEIGHBOUR_PATIENCE * timing.beacon_max)
        self.channel = Channel(timing.packet, self.peers.count, hold_off=timing.hold_off)
        self.spread = Spread(timing, self.peers, self.channel, rng)
        self.lacks = Lacks(timing, rng)
        self.gate: Callable[[float], bool] = lambda _now: False
        self.urgency = held.urgency
        self._by: Author | None = None
        self._more = False
        self._came_from: dict[Key, tuple[Author | None, bool]] = {}

    # -- frames -----------------------------------------------------------------------------------------

    def heard(self, author: Author, number: int, now: float) -> None:
        """A frame was on the air around here."""
        self._came_from[(author, number)] = self._by, self._more
        self.spread.heard((author, number), self._by, now)

    def carried(self, frames: Sequence[Frame], by: Author | None, *, more: bool) -> None:
        """One packet has these, sent by this neighbour if we know that, and ``more`` come. What follows of
        :meth:`heard` and :meth:`got` is of this packet."""
        self._by, self._more = by, more
        peer = None if by is None else self.peers.of(by)
        if peer is not None:
            for frame in frames:
                known = peer.vector.get(frame.author, NOTHING)
                if not known.has(frame.number):
                    peer.vector[frame.author] = known.with_number(frame.number)

    def after(self, now: float, *, more: bool, news: bool) -> None:
        """That packet is dealt with; ``news``: we lacked some of it, ``more``: its sender goes on."""
        if len(self._came_from) > MAX_OWED:
            self._came_from.clear()
        self.spread.others_repair(now, more=more)
        self.lacks.came(now, more=more, ours=news)

    def contradict(self, author: Author, number: int, now: float) -> None:
        """Send our version of a frame that was heard with other contents."""
        start = now + self._rng.random() * self._timing.repair_window
        self.spread.repair([((author, number), self._held.priority(author, number))], None, start, now, asked=True)

    def lack(self, author: Author, top: int, now: float, *, on_its_way: bool = False) -> None:
        """Somebody has frames of ``author`` up to ``top`` that we lack. See :meth:`sync.lacks.Lacks.note`."""
        grace = max(UNASKED, self._on_its_way(now)) if on_its_way else FIRST
        self.lacks.note(author, top, now, grace, on_its_way=on_its_way)

    def signed_for(self, receipt: Receipt, now: float) -> None:
        """A coordination point signed that it holds these."""
        heads = {author: Holding(head) for author, (head, _) in receipt.vector.items()}
        for author, top in self._held.ahead(heads).items():
            self.lack(author, top, now, on_its_way=True)

    def got(self, frame: Frame, now: float) -> None:
        """A frame is durable here: a neighbour may still need it, and if we are a gate, who lies behind.
        What came in a stream is asked for by whoever lacks it: each lacks other parts of it."""
        key = (frame.author, frame.number)
        by, more = self._came_from.get(key, (None, False))
        far = by is not None and self.gate(now)
        priority = body_priority(frame.body)
        if far or not more or priority is Priority.LIFE or not self._timing.hold_off:
            self.spread.fresh(key, priority, by, now, far=far)

    def level(self, peer: Author) -> None:
        """A neighbour holds just what we hold."""
        known = self.peers.of(peer)
        if known is not None:
            known.vector = self._held.vector()
            self.spread.holds(peer)

    # -- statements -------------------------------------------------------------------------------------

    def differs(
        self, peer: Author, theirs: Mapping[Author, Holding], *, complete: bool, own: Author, now: float
    ) -> Reply:
        """A neighbour holds this. Notes what we lack, offers what it lacks if that is little; if it is more and nobody
        repairs it should hear soon how far we are, to ask whom it likes."""
        known = self.peers.of(peer)
        self.lacks.prune(self._held)
        ahead, counts = dict[Author, int](), Counter[Author]()
        for author in self._held.authors.keys() | theirs.keys():
            ours = self._held.authors[author].holding() if author in self._held.authors else NOTHING
            holding = theirs.get(author)
            if holding is None:
                if not complete:
                    continue
                holding = NOTHING
            if known is not None:
                known.learn(author, holding)
            if holding.top > ours.head and (beyond := sum(1 for _ in _beyond(ours, holding))):
                ahead[author], counts[author] = holding.top, beyond
        patience = self.channel.patience(now)
        self.lacks.behind = (self.lacks.behind and bool(ahead)) or _behind(counts, patience)
        grace = FIRST if self.lacks.behind else FIRST + self._on_its_way(now)
        for author, top in ahead.items():
            self.lacks.note(author, top, now, grace)
        self.spread.holds(peer)
        missing = self._missing(theirs, complete=complete)
        if self._timing.hold_off and _behind(Counter(key[0] for key, _ in missing), patience):
            return Reply.LATER if now < self.spread.hold_until else Reply.SOON
        # On a busy channel what is not urgent is on its way, or will be asked for.
        offered = missing if patience < BUSY else [each for each in missing if each[1] <= Priority.URGENT]
        self._offer(offered, peer, own, now, asked=False)
        return Reply.LATER if len(offered) < len(missing) else Reply.NONE

    def wanted(self, by: Author, want: Want, own: Author, now: float, chosen: Choice | None = None) -> None:
        """A neighbour asks: us, another, or anybody. ``chosen``: what of that goes now, to who lacks much."""
        known = self.peers.of(by)
        if known is not None:
            for author, holding in want.vector.items():
                known.learn(author, holding)
        missing = self._missing(want.vector, complete=False)
        if chosen is not None:
            missing = chosen(missing)
        if want.asked == own:
            self.spread.repair(missing, by, now, now, asked=True)
            if not self.spread.streaming(now):
                self.spread.hold_until = now
                self.spread.answering |= bool(missing)
        elif want.asked and self._timing.hold_off:
            # If it does not answer, somebody else will be asked. Ours it may not have.
            asked = self.peers.of(want.asked)
            ours = [each for each in missing if each[0][0] == own and not (asked and asked.has(each[0]))]
            if chosen is not None or len(missing) >= MAX_PER_OFFER:
                ours = []  # all who wrote would begin at once, and each has much
            self.spread.forget_need([key for key, _ in missing if key[0] != own], by)
            self.spread.repair(ours, by, now + self._timing.packet * (1 + self._rng.random()), now, asked=True)
        else:
            self._offer(missing, by, own, now, asked=True)
        self.lacks.others_asked(want, self._held, now)

    def unheard_answer(self, want: Want, own: Author, now: float) -> float:
        """Seconds in which a neighbour gets an answer that we do not hear; 0 if we are asked, or hear who is."""
        if want.asked in (0, own) or self.peers.hears(want.asked, now) or not self._timing.hold_off:
            return 0.0
        tops = {author: max(self.lacks.tops.get(author, 0), self._held.top(author)) for author in want.vector}
        frames = sum(max(0, tops[author] - holding.top) for author, holding in want.vector.items())
        return self._timing.packet * (1.0 + min(MOST, max(FEWEST, frames / IN_A_PACKET)))

    def _offer(
        self, missing: list[tuple[Key, Priority]], whom: Author, own: Author, now: float, *, asked: bool
    ) -> None:
        """Who wrote a frame answers first, for nobody else may have it; the others after that, spread over time."""
        packet, crowd = self._timing.packet, self.crowd(now)
        first = now + packet * (0.2 + self._rng.random() * 0.3 * crowd)
        later = now + packet * (0.3 * crowd + self._rng.random() * 0.7 * crowd)
        self.spread.repair([each for each in missing if each[0][0] == own], whom, first, now, asked=asked)
        self.spread.repair([each for each in missing if each[0][0] != own], whom, later, now, asked=asked)

    def crowd(self, now: float) -> float:
        """How many could answer."""
        return max(1.5, float(self.peers.count(now))) if self._timing.hold_off else 0.0

    def _on_its_way(self, now: float) -> float:
        return min(AT_MOST, ON_ITS_WAY * (self.channel.patience(now) - 1))

    def unhurried(self, now: float) -> float:
        """How many could answer, and longer on a busy channel."""
        return self.crowd(now) * self.channel.patience(now)

    def stretch(self, own: Author, now: float) -> float:
        """How many times as long between receipts: 1 if all who wrote are neighbours."""
        near = {point_of(author) for author in (own, *(author for author, _ in self.peers.near(now)))}
        wide = any(point_of(author) not in near for author in self._held.authors)
        return WIDE * self.channel.patience(now) if wide else 1.0

    def _missing(self, theirs: Mapping[Author, Holding], *, complete: bool) -> list[tuple[Key, Priority]]:
        missing: list[tuple[Key, Priority]] = []
        for author, held in self._held.authors.items():
            holding = theirs.get(author)
            if holding is None:
                if not complete:
                    continue
                holding = NOTHING
            if holding.head >= held.head and not held.beyond:
                continue
            for number in holding.missing(held.holding().top):
                if held.here(number) and number not in held.withheld:
                    missing.append(((author, number), self.urgency(author, number)))
        missing.sort(key=lambda each: (each[1], each[0][1] >= INTRODUCTION))
        return missing[:MAX_PER_OFFER]


def _behind(counts: Counter[Author], patience: float) -> bool:
    """Is this more than what may be on its way to somebody who heard everything until now?"""
    return counts.total() > LITTLE * patience or (patience >= BUSY and max(counts.values(), default=0) >= DEEP)


def _beyond(ours: Holding, theirs: Holding) -> Iterable[int]:
    """Numbers that they have and we do not."""
    return (number for number in ours.missing(theirs.top) if theirs.has(number))
