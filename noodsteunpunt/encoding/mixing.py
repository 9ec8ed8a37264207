# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what followed ten contexts to one chance: each says how sure it is, weights say how far to believe it.

A context in which a decision was 0 ``a`` times and 1 ``b`` times says for 1: ln(b + 0.7) - ln(a + 0.7), in 1/1024. The
weights depend on which context it is, how often it occurred, how much of the text was recognised and how far we are in
a word. The weighted sum is the logit of the chance. Integers only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SLOTS = 10
"""Contexts of 0 .. 6 symbols, the longest beyond, the word so far, that and the word before."""

LONG, WORD, PAIR = 7, 8, 9
KINDS = 2 * 16
"""How often it occurred (16 steps), and whether always with one outcome."""

LENGTHS, PLACES = 10, 4
"""How much was recognised; the place in the word."""

UNIT = 1024
LN_2 = 710
WEIGHT_BITS = 12
LIMIT = 10 * UNIT
LEAST = 24
"""Of 65,536: no decision is ever certain."""

Evidence = Mapping[int, tuple[int, int]]
"""Per node of a decision: the kind, and what is said for 1."""

Slot = tuple[int, Evidence]

_KINDS = (0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7)


def kind_of(zeros: int, ones: int) -> int:
    """Index of a weight, below :data:`KINDS`."""
    total = zeros + ones
    step = _KINDS[total] if total < len(_KINDS) else min(15, 5 + (total >> 3).bit_length() + 1)
    return 2 * step + (zeros == 0 or ones == 0)


def length_of(longest: int) -> int:
    """Below :data:`LENGTHS`, for the symbols of the longest context that occurs."""
    return longest if longest <= 8 else 8 if longest < 12 else 9


class Mixer:
    """``logs``: ln(n + 0.7) for n = 0 .. 255 in 1/1024; ``chances``: of 65,536, for logits from -:data:`LIMIT` in
    steps of 16; ``by_length`` and ``by_place``: weights in 1/4096 per length or place, slot and kind."""

    def __init__(
        self, logs: Sequence[int], chances: Sequence[int], by_length: Sequence[int], by_place: Sequence[int]
    ) -> None:
        self._logs, self._chances = logs, chances
        self._said: dict[tuple[int, int], tuple[int, int]] = {}
        row = SLOTS * KINDS
        self._weights = [
            [by_length[length * row + at] + by_place[place * row + at] for at in range(row)]
            for length in range(LENGTHS)
            for place in range(PLACES)
        ]

    def _log(self, count: int) -> int:
        shift = max(0, count.bit_length() - 8)
        return self._logs[count >> shift] + shift * LN_2

    def says(self, zeros: int, ones: int) -> int:
        """What a context says for 1, in 1/1024; for large counts from their leading bits."""
        return self._log(ones) - self._log(zeros)

    def evidence(self, decisions: Mapping[int, tuple[int, int]]) -> Evidence:
        """Of counts (of 0, of 1) per node."""
        said = self._said
        for counts in decisions.values():
            if counts not in said:
                said[counts] = (kind_of(*counts), self.says(*counts))
        return {node: said[counts] for node, counts in decisions.items()}

    def chance(self, slots: Sequence[Slot], node: int, length: int, place: int) -> int:
        """That the decision at ``node`` is 1, of 65,536."""
        weights, total = self._weights[length * PLACES + place], 0
        for slot, evidence in slots:
            found = evidence.get(node)
            if found is not None:
                total += weights[slot * KINDS + found[0]] * found[1]
        logit = total >> WEIGHT_BITS
        return self._chances[(max(-LIMIT, min(LIMIT - 1, logit)) + LIMIT) >> 4]
