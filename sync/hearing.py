# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows from what another station says: how far it is, and what it lacks."""

from __future__ import annotations

from sync.events import EngineConfig
from sync.far import Far
from sync.frames import Priority
from sync.holdings import Holdings
from sync.ids import Author
from sync.members import Members
from sync.outbox import DETAIL_PACKETS, Outbox
from sync.packets import State, Talk
from sync.receipts import Receipts
from sync.repair import Repairs, Reply
from sync.schedule import Trickle
from sync.snapshot_traffic import SnapshotTraffic
from sync.syndromes import CAPACITY, add
from sync.turns import Turns
from sync.vectors import Holding

SOON = 0.6
"""Packet times per neighbour in which somebody who lacks much hears how far we are."""


class Hearing:
    """Of one engine."""

    def __init__(
        self,
        config: EngineConfig,
        held: Holdings,
        members: Members,
        repairs: Repairs,
        receipts: Receipts,
        trickle: Trickle,
        turns: Turns,
        outbox: Outbox,
        far: Far,
        snapshots: SnapshotTraffic,
    ) -> None:
        self._own = config.author
        self._timing = config.timing
        self._held = held
        self._members = members
        self._repairs = repairs
        self._receipts = receipts
        self._trickle = trickle
        self._turns = turns
        self._outbox = outbox
        self._far = far
        self._snapshots = snapshots

    def talk(self, talk: Talk, now: float, *, near: bool) -> int | None:
        """All but the frames, which are dealt with before: what they bring is no longer lacking. Returns how many of
        our frames the other holds, if it said so."""
        author = talk.sender.author
        own_head = None
        if talk.state is not None and talk.state.far:
            self._far.said(None if talk.state.digest == self._held.summary()[0] else talk.state.vector, now)
        if talk.state is not None and near:
            own_head = self._state(author, talk.state, now)
        elif talk.state is not None:
            self._far_state(author, talk.state, now)
        if talk.want is not None and not near:
            self._far.others_asked(now)
        by_name = talk.want is not None and talk.want.asked == self._own
        if talk.ask is not None and (near or by_name):
            anybody = talk.want is None or not talk.want.asked
            self._snapshots.asked(author, talk.ask, now, by_name=by_name, anybody=anybody)
        if talk.want is not None and (near or by_name):
            chosen = None if talk.ask is None else self._snapshots.kept.chosen
            self._repairs.wanted(author, talk.want, self._own, now, chosen)
            if near and (lasts := self._repairs.unheard_answer(talk.want, self._own, now)):
                self._turns.leave_air(author, now + lasts, now)
            if not near:
                self._far.asked(now)
        return own_head

    def _far_state(self, author: Author, state: State, now: float) -> None:
        theirs = dict[Author, Holding]() if state.digest == self._held.summary()[0] else self._vector(state)
        if theirs is not None:
            self._far.heard(author, self._held.ahead(self._certified(theirs)), now)

    def _vector(self, state: State) -> dict[Author, Holding] | None:
        """What the other holds, from whatever form it says it in; None if that does not tell."""
        if state.syndromes is None:
            return None if state.vector is None else dict(state.vector)
        return self._held.from_syndromes(add(state.syndromes, self._held.summary()[2]), self._members.points())

    def _certified(self, vector: dict[Author, Holding]) -> dict[Author, Holding]:
        known = self._members
        return {author: known.clipped(author, held) for author, held in vector.items() if known.knows(author)}

    def _state(self, author: Author, state: State, now: float) -> int | None:
        self._receipts.peer_knows(state.receipted, self._repairs.unhurried(now), now)
        peer = self._repairs.peers.of(author)
        if peer is not None and state.hears is not None:
            peer.hears = state.hears
        level = state.digest == self._held.summary()[0]
        if state.receipted > self._receipts.total():
            # It knows more of what is held: say that we do not.
            self._trickle.hasten(now, self._timing.beacon_min)
        elif level:
            self._trickle.consistent()
        if level:
            self._repairs.level(author)
            return self._held.of(self._own).head
        return self._differs(author, state, now)

    def _differs(self, author: Author, state: State, now: float) -> int | None:
        self._outbox.detail_until = now + DETAIL_PACKETS * self._timing.packet
        theirs = self._vector(state)
        if theirs is None:
            self._outbox.whole = self._outbox.whole or state.syndromes is not None
            self._trickle.hasten(now, self._timing.beacon_min * self._repairs.channel.patience(now))
            return None
        theirs = self._certified(theirs)
        complete = state.complete or state.syndromes is not None
        reply = self._repairs.differs(author, theirs, complete=complete, own=self._own, now=now)
        if reply is Reply.SOON:
            # Whoever lacks something of many authors can make nothing of syndromes.
            self._outbox.whole = self._outbox.whole or (complete and self._held.apart(theirs) > CAPACITY)
            self._trickle.hasten(now, SOON * self._repairs.crowd(now) * self._timing.packet)
        elif reply is Reply.LATER:
            self._trickle.hasten(now, self._timing.speak_after[Priority.STATUS] * self._repairs.channel.patience(now))
        else:
            # Whatever differs is repaired or asked for now: what we would say adds nothing.
            self._trickle.consistent()
        return min(theirs[self._own].head, self._held.of(self._own).head) if self._own in theirs else None
