# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What signatures say of the frames of one author that are held, and the search for the contents that they sign."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sync.chain import chain_next
from sync.events import Settled
from sync.ids import Author
from sync.skips import Skip

MAX_TRIES = 4096
"""Hashes that one search among contents aside may cost."""


@dataclass(slots=True)
class SkipWork:
    """A genuine skip that is held. ``lacking``: frames that stay and are not here; ``proven``: they make its digest;
    ``void``: they do not, so it counts as a checkpoint."""

    skip: Skip
    lacking: set[int]
    proven: bool = False
    void: bool = False

    def stays(self, number: int) -> bool:
        """Is this one of the frames that stay?"""
        return self.skip.first <= number < self.skip.number and not self.skip.names(number)


@dataclass(slots=True)
class Standing:
    """One author. ``loose``: numbers that are held and unchecked, in the order they came; ``doubts``: how often what
    lies below a mark did not fit, with nothing better to be had.

    A *mark* is a number of which the chain before it is known: a signed frame that is held, or one where a
    coordination point vouched for all frames below. 0, the beginning, is always one."""

    replica_public: bytes | None = None
    loose: dict[int, None] = field(default_factory=dict)
    doubts: Counter[int] = field(default_factory=Counter)
    vouched: set[int] = field(default_factory=set)
    skips: dict[int, SkipWork] = field(default_factory=dict)
    _before: dict[int, bytes] = field(default_factory=dict)
    _ladder: list[int] = field(default_factory=lambda: [0])

    @property
    def top(self) -> int:
        """The highest mark."""
        return self._ladder[-1]

    def before(self, number: int) -> bytes | None:
        """The chain before a mark; None if it is none, and of 0."""
        return self._before.get(number)

    def mark(self, number: int, before: bytes, *, vouched: bool = False) -> None:
        """A signed frame is held, or a coordination point vouched."""
        if number not in self._before:
            insort(self._ladder, number)
        self._before[number] = before
        if vouched:
            self.vouched.add(number)
        else:
            self.loose.pop(number, None)

    def drop(self, number: int) -> None:
        """It is not held any more."""
        self.loose.pop(number, None)
        self.skips.pop(number, None)
        for work in self.skips.values():
            if work.stays(number):
                work.lacking.add(number)
                work.proven = False
        if number in self._before and number not in self.vouched:
            del self._before[number]
            self._ladder.remove(number)

    def below(self, number: int) -> int:
        """The nearest mark below."""
        return self._ladder[max(0, bisect_left(self._ladder, number) - 1)]

    def above(self, number: int) -> int | None:
        """The nearest mark above."""
        at = bisect_right(self._ladder, number)
        return self._ladder[at] if at < len(self._ladder) else None

    def segments(self) -> list[tuple[int, int]]:
        """Pairs of neighbouring marks that have something unchecked between them."""
        pairs = {(self.below(number + 1), self.above(number)) for number in self.loose}
        return sorted((below, above) for below, above in pairs if above is not None)

    def far(self, distance: int) -> list[int]:
        """Unchecked numbers more than ``distance`` above the top, the first that came first."""
        return [number for number in self.loose if number > self.top + distance]


def search(
    chain: bytes, numbers: Sequence[int], options: Sequence[Sequence[bytes]], target: bytes
) -> list[bytes] | None:
    """One content for each of ``numbers``, so that they lead from ``chain`` to ``target``: the first option of each if
    that fits, else with some of the others."""
    tries = MAX_TRIES + len(options)
    path = [(chain, 0)]
    chosen: list[bytes] = []
    while path:
        state, option = path.pop()
        depth = len(path)
        del chosen[depth:]
        if depth == len(options):
            if state == target:
                return chosen
            continue
        if option >= len(options[depth]) or not tries:
            continue
        tries -= 1
        path.append((state, option + 1))
        chosen.append(options[depth][option])
        path.append((chain_next(state, numbers[depth], chosen[-1]), 0))
    return None


def merged(author: Author, found: Iterable[Settled]) -> Settled:
    """Several findings in one; what goes aside is nothing else."""
    every = list(found)
    aside = frozenset().union(*(one.aside for one in every))
    checked = frozenset().union(*(one.checked for one in every)) - aside
    adopted = {number: body for one in every for number, body in one.adopted}
    return Settled(
        author,
        checked,
        unchecked=frozenset().union(*(one.unchecked for one in every)) - checked - aside,
        aside=aside,
        adopted=tuple(sorted(adopted.items())),
        witnessed=frozenset().union(*(one.witnessed for one in every)) - checked - aside,
        superseded=frozenset().union(*(one.superseded for one in every)) - checked - aside,
    )
