# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the best of context mixing makes of a note, as a bound for the shipped text model: another model altogether, in
floats and without any care for size or speed, that learns from the same texts while it runs.

After Mahoney's PAQ: bit by bit, for every context a chance that adapts, all of them mixed by an online logistic
regression whose weights depend on the bits of the byte so far, and by another on how many contexts were seen before.
Notes to measure change nothing that was learnt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from noodsteunpunt.encoding.notes import CAPITAL, OTHER, OTHER_BITS, NotesModel

RATE_LIMIT = 1 / 250
SWITCH = 0.15
_START = 0.3


class Mixing:
    """``inputs`` weights per set."""

    def __init__(self, inputs: int, sets: int, rate: float) -> None:
        self._weights = [[_START] * inputs for _ in range(sets)]
        self._rate = rate

    def logit(self, chosen: int, says: Sequence[float]) -> float:
        return sum(weight * said for weight, said in zip(self._weights[chosen], says, strict=True))

    def learn(self, chosen: int, says: Sequence[float], wrong: float) -> None:
        step = self._rate * wrong
        self._weights[chosen] = [weight + step * said for weight, said in zip(self._weights[chosen], says, strict=True)]


def contexts(before: bytes) -> list[int]:
    """Hashes of what stood before: 1 to 7 bytes, the word, the word and one or two before it, and skips."""
    found = [hash((order, before[-order:])) for order in range(1, 8)]
    words = before.replace(b",", b" , ").split(b" ")
    word = words[-1]
    one = words[-2] if len(words) > 1 else b""
    two = words[-3] if len(words) > 2 else b""
    found.append(hash((11, word)))
    found.append(hash((12, word, one)))
    found.append(hash((13, word, one, two)))
    found.append(hash((14, word, two)))
    found.append(hash((15, before[-3:-1], len(word))))
    return found


COUNT = 12


class Bound:
    """Learns with :meth:`learn`, measures with :meth:`bits`."""

    def __init__(self) -> None:
        self._seen: list[dict[tuple[int, int], tuple[float, int]]] = [{} for _ in range(COUNT)]
        self._by_bits = Mixing(2 * COUNT + 1, 256, 0.004)
        self._by_known = Mixing(2 * COUNT + 1, COUNT + 1, 0.004)

    def _one(self, hashes: Sequence[int], node: int, bit: int, *, learning: bool) -> float:
        says: list[float] = []
        known = 0
        for seen, context in zip(self._seen, hashes, strict=True):
            found = seen.get((context, node))
            if found is None:
                says += (0.0, 0.0)
                continue
            known += 1
            chance, count = found
            said = math.log(chance / (1 - chance))
            says += (said, said * (2.0 if count > 2 else 0.5) if count > 1 else -said / 2)
        says.append(0.3)
        first, second = self._by_bits.logit(node, says), self._by_known.logit(known, says)
        chance = 1 / (1 + math.exp(-max(-14.0, min(14.0, (first + second) / 2))))
        if learning:
            self._by_bits.learn(node, says, bit - 1 / (1 + math.exp(-max(-14.0, min(14.0, first)))))
            self._by_known.learn(known, says, bit - 1 / (1 + math.exp(-max(-14.0, min(14.0, second)))))
            self._adapt(hashes, node, bit)
        return chance if bit else 1 - chance

    def _adapt(self, hashes: Sequence[int], node: int, bit: int) -> None:
        for seen, context in zip(self._seen, hashes, strict=True):
            chance, count = seen.get((context, node), (0.5, 0))
            rate = max(RATE_LIMIT, 1 / (count + 1.5))
            chance += (bit - chance) * rate
            seen[context, node] = min(0.9995, max(0.0005, chance)), count + 1

    def _walk(self, text: str, *, learning: bool) -> list[float]:
        """Bits per byte, the end included."""
        raw, bits = b"\n" + text.encode() + b"\n", []
        for at in range(1, len(raw)):
            hashes, node, spent = contexts(raw[max(0, at - 40) : at]), 1, 0.0
            for shift in range(7, -1, -1):
                bit = raw[at] >> shift & 1
                spent -= math.log2(self._one(hashes, node & 255, bit, learning=learning))
                node = node << 1 | bit
            bits.append(spent)
        return bits

    def learn(self, texts: Iterable[str]) -> None:
        """In this order."""
        for text in texts:
            self._walk(text, learning=True)

    def bits(self, text: str) -> list[float]:
        """The ideal code length of each character and of the end."""
        each = self._walk(text, learning=False)
        found, at = [], 0
        for character in text:
            size = len(character.encode())
            found.append(sum(each[at : at + size]))
            at += size
        return [*found, each[at]]


def shipped_bits(model: NotesModel, text: str) -> list[float]:
    """The same for the model that the kit has."""
    steps, found, at = model.steps(text), [], 0
    for symbol, _ in model.symbols(text):
        count = len(model.branches[symbol]) + (OTHER_BITS if symbol == OTHER else 0)
        spent = -sum(math.log2((chance if bit else 65536 - chance) / 65536) for chance, bit in steps[at : at + count])
        at += count
        if found and found[-1] < 0:
            spent += -found.pop()
        found.append(-spent if symbol == CAPITAL else spent)
    return found


def both(first: Sequence[float], second: Sequence[float]) -> float:
    """Two models as one: the one that did better is believed more, from character to character (Herbster and Warmuth,
    1998)."""
    share, total = 0.5, 0.0
    for one, other in zip(first, second, strict=True):
        one_chance, other_chance = share * 2**-one, (1 - share) * 2**-other
        total -= math.log2(one_chance + other_chance)
        share = one_chance / (one_chance + other_chance)
        share = share * (1 - SWITCH) + (1 - share) * SWITCH
    return total
