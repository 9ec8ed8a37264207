# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a station says how far it is and what it lacks, in as few bytes as the moment asks."""

from __future__ import annotations

from dataclasses import replace

from sync.holdings import Holdings
from sync.ids import Author
from sync.packets import State, Want
from sync.repair import LITTLE, Repairs
from sync.schedule import Timing
from sync.snapshot_traffic import SnapshotTraffic
from sync.talk import encode_state, encode_want
from sync.vectors import NOTHING, encode_vector
from sync.wire import CONTROL_ROOM

NEVER = float("inf")
SETTLED = 20.0
"""Packet times after the last new neighbour in which we do not yet say whom we hear."""

HEARS_AGAIN = 100.0
"""Packet times before we say again whom we hear, if that changed."""

WIDE = CONTROL_ROOM - 16
"""B of a question for what matters: it names many gaps, and there is nothing else to say."""

SMALL_VECTOR = 24
"""Bytes of a vector that is not worth replacing by syndromes."""


class Speech:
    """Of one engine; times are steady seconds."""

    def __init__(self, timing: Timing, held: Holdings, repairs: Repairs, snapshots: SnapshotTraffic) -> None:
        self._timing = timing
        self._held = held
        self._repairs = repairs
        self._snapshots = snapshots
        self._said_to_hear: frozenset[int] | None = None
        self._hears_again = -NEVER

    def want(self, now: float, until: float, *, alone: bool) -> bytes:
        """What we lack, if it is time to ask by ``until``; nothing else. Not again while the answer may come.
        ``alone``: no beacon shares its packet."""
        lacks = self._repairs.lacks
        if lacks.due > (now if lacks.awaiting(now) else until):
            return b""
        lacks.forget_if_old(now)
        lacking = lacks.numbers(self._held, until)
        if not lacking:
            return b""
        few = sum(len(numbers) for numbers in lacking.values()) <= LITTLE
        whom, first = self._snapshots.whom(lacking, lacks.not_again, now)
        rows = {
            author: self._held.authors[author].said() if author in self._held.authors else NOTHING
            for author in first or lacking
        }
        if whom is None and not (few and lacks.not_again):
            whom = self._repairs.peers.best_for(lacking, lacks.not_again, lacks.vain)
        lacks.asked(whom, now)
        return encode_want(Want(whom or Author(0), rows), WIDE if first and alone else CONTROL_ROOM // 2)

    def state(self, receipted: int, now: float, room: int, *, detail: bool, whole: bool, far: bool) -> bytes:
        """A digest; with ``detail`` what tells a few differences, and ``whole`` all that we hold, as far as it fits
        ``room`` B."""
        digest, count, syndromes = self._held.summary()
        state = State(digest, count, receipted, hears=self._hears(now), far=far)
        whole = whole or far  # who is far away has never heard how far we are
        if detail or whole:
            vector = self._held.vector()
            if whole or len(encode_vector(vector, CONTROL_ROOM)[0]) <= SMALL_VECTOR:
                state = replace(state, vector=vector)
            else:
                state = replace(state, syndromes=syndromes)
        return encode_state(state, room)

    def _hears(self, now: float) -> frozenset[int] | None:
        """Whom we hear, if that changed."""
        hears = self._repairs.peers.heard_points(now, SETTLED * self._timing.packet)
        if hears is None or hears == self._said_to_hear or now < self._hears_again:
            return None
        self._said_to_hear, self._hears_again = hears, now + HEARS_AGAIN * self._timing.packet
        return hears
