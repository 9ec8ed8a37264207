# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What followed what in the texts a model learnt from, for contexts of any length.

The texts stand in the order of their contexts (Burrows and Wheeler, 1994, read backwards): position j holds the symbol
that followed the j-th context, contexts sorted by their last symbol, then the one before it, and so on. All places
where one context occurs are then one run of positions, and what followed there are the symbols in that run. The
run of a context with one more symbol at its end is found by counting that symbol (Ferragina and Manzini, 2000).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Run = tuple[int, int]
"""First position, and the one behind the last."""

END = 0
_BLOCK = 256
LONGEST = 24
"""Symbols of a context that are looked at."""


class Corpus:
    """``followed``: the symbols in the order of their contexts; ``branches``: for each symbol the decisions (node, bit)
    that lead to it."""

    def __init__(self, followed: bytes, branches: list[tuple[tuple[int, int], ...]]) -> None:
        self._followed, self._branches = followed, branches
        self.whole: Run = (0, len(followed))
        self._first: list[int] = []
        self._seen: list[list[int]] = []
        before = 0
        for symbol in range(len(branches)):
            marks, count = [0], 0
            for at in range(0, len(followed), _BLOCK):
                count += followed.count(symbol, at, at + _BLOCK)
                marks.append(count)
            self._seen.append(marks)
            self._first.append(before)
            before += count

    def _count(self, symbol: int, end: int) -> int:
        block = end // _BLOCK
        return self._seen[symbol][block] + self._followed.count(symbol, block * _BLOCK, end)

    def start(self) -> list[Run]:
        """The runs of the contexts at the begin of a text, shortest first: none, and the end of another text."""
        return [self.whole, self._longer(self.whole, END)]

    def _longer(self, run: Run, symbol: int) -> Run:
        first = self._first[symbol]
        return first + self._count(symbol, run[0]), first + self._count(symbol, run[1])

    def step(self, runs: list[Run], symbol: int) -> list[Run]:
        """The runs after one more symbol: contexts of 0, 1, 2 ... symbols, as long as they occur."""
        longer, before, after = [self.whole], None, self.whole
        for run in runs[:LONGEST]:
            if run != before:
                before, after = run, self._longer(run, symbol)
                if after[0] >= after[1]:
                    break
            longer.append(after)
        return longer

    def decisions(self, symbols: Sequence[tuple[int, int]]) -> Mapping[int, tuple[int, int]]:
        """How often each decision, by its node, was 0 and was 1, when each symbol came so often."""
        found: dict[int, tuple[int, int]] = {}
        for symbol, count in symbols:
            for node, bit in self._branches[symbol]:
                zeros, ones = found.get(node, (0, 0))
                found[node] = (zeros, ones + count) if bit else (zeros + count, ones)
        return found

    def symbols(self, run: Run) -> Sequence[tuple[int, int]]:
        """(symbol, how often) in a run."""
        start, end = run
        if end - start == 1:
            return ((self._followed[start], 1),)
        if end - start <= _BLOCK:
            part = self._followed[start:end]
            return [(symbol, part.count(symbol)) for symbol in set(part)]
        counts = [(s, self._count(s, end) - self._count(s, start)) for s in range(len(self._branches))]
        return [(symbol, count) for symbol, count in counts if count]
