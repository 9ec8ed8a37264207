# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What lies between two marks of an author, and what a skip says of the frames that stay: do they make the chain, or
the digest, that was signed? If not, other contents that were kept aside are tried, and then the unchecked ones go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sync.chain import chain_next, chain_start
from sync.events import FrameLog, Settled
from sync.ids import Author
from sync.skips import digest_start
from sync.standing import Standing, merged, search

MAX_DOUBTS = 8
"""A signed frame below which nothing ever fits goes aside itself: nobody has its history any more."""


@dataclass(frozen=True, slots=True)
class Segments:
    """``has``: do we have a frame of an author?"""

    log: FrameLog
    incident: bytes
    has: Callable[[Author, int], bool]

    def chain_at(self, author: Author, standing: Standing, count: int) -> bytes | None:
        """See :meth:`sync.trust.Trust.chain_at`."""
        if not count:
            return None
        chain, first = self._start(author, standing, standing.below(count))
        for number in range(first, count):
            body = self.log.read(author, number)
            if chain is None or body is None:
                return standing.before(count) if count in standing.vouched else None
            chain = chain_next(chain, number, body)
        return chain

    def _start(self, author: Author, standing: Standing, mark: int) -> tuple[bytes | None, int]:
        """(chain, the first number that goes on from it)."""
        if mark:
            return standing.before(mark), mark
        body = self.log.read(author, 0)
        return (None if body is None else chain_start(self.incident, author, body)), 1

    def close(self, author: Author, standing: Standing, below: int, above: int | None) -> Settled:
        """Do the frames between two marks make the chain that the upper one has before it?"""
        chain, first = self._start(author, standing, below)
        target = None if above is None else standing.before(above)
        if above is None or target is None or chain is None:
            return Settled(author)
        numbers = range(first, above)
        bodies = self._bodies(author, numbers)
        if len(bodies) < len(numbers):
            return Settled(author)
        loose = {number: body for number, body in bodies.items() if number in standing.loose}
        fitting = self._fitting(author, chain, bodies, loose, target)
        return self._misfit(author, standing, below, above, loose) if fitting is None else fitting

    def _bodies(self, author: Author, numbers: Sequence[int]) -> dict[int, bytes]:
        held = {number: self.log.read(author, number) for number in numbers}
        return {number: body for number, body in held.items() if body is not None}

    def _fitting(
        self, author: Author, start: bytes, bodies: dict[int, bytes], loose: dict[int, bytes], target: bytes
    ) -> Settled | None:
        """The contents, of those that are here and aside, that lead from ``start`` to ``target``."""
        options = [
            [body, *(self.log.aside(author, number) if number in loose else [])] for number, body in bodies.items()
        ]
        found = search(start, list(bodies), options, target)
        if found is None:
            return None
        right = zip(bodies.items(), found, strict=True)
        adopted = tuple((number, one) for (number, body), one in right if one != body)
        return Settled(author, frozenset(loose), adopted=adopted)

    def _known(self, author: Author, loose: dict[int, bytes]) -> bool:
        """Did just the same come again after it went aside?"""
        return all(body in self.log.aside(author, number) for number, body in loose.items())

    def _misfit(self, author: Author, standing: Standing, below: int, above: int, loose: dict[int, bytes]) -> Settled:
        """Something between two marks is not the author's. First the unchecked frames are doubted. If just the same
        come again, one of the marks is of another history: the lower one, unless a coordination point vouched for
        it."""
        if not self._known(author, loose):
            return Settled(author, aside=frozenset(loose))
        standing.doubts[above] += 1
        firm = not below or below in standing.vouched or standing.doubts[above] > MAX_DOUBTS
        if firm:
            return Settled(author, aside=frozenset({*loose, above} - standing.vouched))
        opened = self.uncover(author, standing, standing.below(below), below)
        return Settled(author, unchecked=opened.unchecked, aside=frozenset({*loose, below}))

    def uncover(self, author: Author, standing: Standing, below: int, above: int) -> Settled:
        """What the upper mark covered is open again."""
        first = below if below in standing.vouched else below + 1
        again = [number for number in range(max(first, 1), above) if self.has(author, number)]
        standing.loose.update(dict.fromkeys(again))
        return Settled(author, unchecked=frozenset(again))

    def signed_beyond(self, author: Author, standing: Standing, head: int) -> tuple[int, bytes] | None:
        """Where the chain at ``head`` is not known, for a skip names what lies below: how many frames there are up to
        that skip and with it, and the chain there. Its author signed it."""
        for number, work in sorted(standing.skips.items()):
            before, body = standing.before(number), self.log.read(author, number)
            if work.skip.first <= head <= number and before is not None and body is not None:
                return number + 1, chain_next(before, number, body)
        return None

    # -- skips ------------------------------------------------------------------------------------------

    def came(self, standing: Standing, number: int, settled: Settled, *, overruled: bool) -> Settled:
        """A frame is durable, and this is settled by that. And what it means for the skips of its author?"""
        concerned = [at for at, work in standing.skips.items() if at == number or work.stays(number)]
        for at in concerned:
            work = standing.skips[at]
            work.lacking.discard(number)
            if overruled:
                work.proven = work.void = False
        return self._with_skips(standing, concerned, settled)

    def skips_again(self, standing: Standing, settled: Settled, new: frozenset[int]) -> Settled:
        """After a start, or once the key is known: ``new`` skips were not written down as counting yet."""
        found = merged(settled.author, [settled, Settled(settled.author, checked=new)])
        open_ones = [
            at
            for at, work in standing.skips.items()
            if at in new or any(work.stays(number) for number in standing.loose)
        ]
        return self._with_skips(standing, open_ones, found)

    def _with_skips(self, standing: Standing, concerned: Sequence[int], settled: Settled) -> Settled:
        """Unchecked frames that a proven skip names, and that no chain covers, go: nobody needs them any more."""
        author, found = settled.author, [settled]
        if settled.adopted:
            return settled  # what is read here changes first
        for at in concerned:
            work = standing.skips[at]
            if not (work.lacking or work.proven or work.void):
                found.append(self._prove(author, standing, at, settled.checked))
        void = frozenset(at for at in concerned if standing.skips[at].void)
        whole = merged(author, found)
        named = {number for work in standing.skips.values() if work.proven for number in work.skip.numbers()}
        rest = frozenset(n for n in standing.loose if n in named and self._has_gap(author, standing, n)) - whole.checked
        if not (void or rest):
            return whole
        honest = replace(whole, checked=whole.checked - void)
        return merged(author, [honest, Settled(author, unchecked=void, superseded=rest)])

    def _has_gap(self, author: Author, standing: Standing, number: int) -> bool:
        """Does something lack between the marks around this number? Else their chain covers or contradicts it."""
        above = standing.above(number)
        between = range(standing.below(number + 1), number if above is None else above)
        return above is not None and not all(self.has(author, at) for at in between)

    def _prove(self, author: Author, standing: Standing, number: int, known: frozenset[int]) -> Settled:
        """All frames that stay by the skip ``number`` are here: do they make its digest? If not even after the same
        came again, it counts no more than a checkpoint does. ``known``: what is found to be checked."""
        work = standing.skips[number]
        bodies = self._bodies(author, work.skip.staying())
        loose = {at: body for at, body in bodies.items() if at in standing.loose and at not in known}
        start = digest_start(self.incident, author, work.skip.first)
        fitting = self._fitting(author, start, bodies, loose, work.skip.digest)
        if fitting is not None:
            work.proven = True
            return fitting
        if not self._known(author, loose):
            return Settled(author, aside=frozenset(loose))
        work.void = True
        return Settled(author)
