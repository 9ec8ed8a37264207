# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom we hear directly, how well, whom each of them hears, and what each is known to hold. All of it may be
forgotten: that costs airtime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sync.ids import Author, point_of
from sync.packets import Sender
from sync.vectors import NOTHING, Holding

MAX_PEERS = 256
MAX_GAP = 8
"""Packets missed in a row that still say something of a link: more is a restart or a long silence."""

SHORTEST_MEMORY = 0.1
"""Weight of one packet in the estimate of a link."""

FIRST_GUESS = 0.8
WELL = 0.4
"""Who is heard at least this well counts as heard."""

LONELY = 2
"""Points that somebody hears who depends on each of them."""

Key = tuple[Author, int]
"""A frame: author and number."""


@dataclass(frozen=True, slots=True)
class Via:
    """How a payload came, as far as the radio says: by whose radio (a hint, never proof), over how many relays,
    how strong in dB."""

    node: int | None = None
    hops: int = 0
    snr: float | None = None


DIRECTLY = Via()


@dataclass(slots=True)
class Peer:
    """``share`` of its packets that come through here; ``hears`` are the points it said to hear, None if it did not
    say; ``vector`` only rises."""

    heard_at: float
    snr: float | None = None
    share: float = FIRST_GUESS
    boot: int = -1
    counter: int = 0
    hears: frozenset[int] | None = None
    vector: dict[Author, Holding] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Is it for us to care that it gets things? Who is hardly heard has others; but not who hears few."""
        return self.share >= WELL or (self.hears is not None and len(self.hears) <= LONELY)

    def has(self, key: Key) -> bool:
        """Is it known to hold this frame?"""
        return self.vector.get(key[0], NOTHING).has(key[1])

    def learn(self, author: Author, holding: Holding) -> None:
        """It holds this, and what we knew before."""
        known = self.vector.get(author)
        self.vector[author] = holding if known is None else known.merged(holding)

    def count(self, sender: Sender) -> None:
        """A packet of its numbered row came: what lies between this and the last one was missed."""
        gap = sender.counter - self.counter - 1
        if sender.boot == self.boot and 0 <= gap <= MAX_GAP:
            for came in [0.0] * gap + [1.0]:
                self.share += SHORTEST_MEMORY * (came - self.share)
        if sender.boot != self.boot or gap >= 0:
            self.boot, self.counter = sender.boot, sender.counter


class Peers:
    """``patience``: seconds after which somebody who was not heard any more is no neighbour."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._peers: dict[Author, Peer] = {}
        self._nodes: dict[int, Author] = {}
        self._met_at = 0.0

    def heard(self, sender: Sender, now: float, via: Via) -> Peer | None:
        """Something authentic of this transmitter came; the neighbour, if it came directly."""
        if via.hops:
            return None
        author = sender.author
        peer = self._peers.get(author)
        if peer is None:
            self._forget(now)
            peer = self._peers[author] = Peer(now)
            self._met_at = now
        peer.heard_at = now
        peer.snr = via.snr if via.snr is not None else peer.snr
        peer.count(sender)
        if via.node is not None:
            self._nodes[via.node] = author
        return peer

    def by_radio(self, via: Via) -> Author | None:
        """Whose radio sent this itself, as far as we know."""
        return None if via.node is None or via.hops else self._nodes.get(via.node)

    def _forget(self, now: float) -> None:
        for author in [author for author, peer in self._peers.items() if now - peer.heard_at > self._patience]:
            del self._peers[author]
        while len(self._peers) >= MAX_PEERS:
            del self._peers[min(self._peers, key=lambda author: self._peers[author].heard_at)]
        self._nodes = {node: author for node, author in self._nodes.items() if author in self._peers}

    def of(self, author: Author) -> Peer | None:
        """A neighbour."""
        return self._peers.get(author)

    def hears(self, author: Author, now: float) -> bool:
        """Is this one a neighbour that we hear well?"""
        peer = self._peers.get(author)
        return peer is not None and peer.share >= WELL and now - peer.heard_at <= self._patience

    def near(self, now: float) -> list[tuple[Author, Peer]]:
        """Neighbours of now."""
        return [(author, peer) for author, peer in self._peers.items() if now - peer.heard_at <= self._patience]

    def count(self, now: float) -> int:
        """How many neighbours there are."""
        return sum(1 for peer in self._peers.values() if now - peer.heard_at <= self._patience)

    def out_of_reach(self, by: Author | None, now: float) -> bool:
        """Is there a neighbour, heard well, that is not known to hear this one?"""
        return any(
            author != by and peer.counts and (peer.hears is None or by is None or point_of(by) not in peer.hears)
            for author, peer in self.near(now)
        )

    def heard_points(self, now: float, settled: float) -> frozenset[int] | None:
        """The points that we hear well, for others to know; None while we still meet new ones."""
        if not self._peers or now - self._met_at < settled:
            return None
        return frozenset(point_of(author) for author, peer in self.near(now) if peer.share >= WELL)

    def best_for(
        self, lacking: Mapping[Author, Iterable[int]], not_again: Author | None, vain: Mapping[Author, int]
    ) -> Author | None:
        """The neighbour that holds most of what we lack, the better heard one if equal; not the one that did not
        answer, if another will do, and half of it each time that one was asked in ``vain``: its airtime may be gone."""

        def worth(author: Author) -> tuple[bool, float]:
            peer = self._peers[author]
            # Who wrote a frame holds it, even if that one has not said yet how far it is.
            holds = sum(of == author or peer.has((of, number)) for of, numbers in lacking.items() for number in numbers)
            return author != not_again, holds * peer.share**2 * 0.5 ** vain.get(author, 0)

        useful = [author for author in self._peers if worth(author)[1]]
        return max(useful, key=worth, default=None)
