# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which few heads of two version vectors differ, from 4 bytes per head that may, however long the vectors are.

A vector is a word over GF(2^16) with an author's head at the place of its number (author 0 stands at 0xFFFF). Its
syndromes S_j = sum of head * place^j add up, so that the sum of two vectors' syndromes is the syndrome of their
difference, and a Reed-Solomon decoder finds places and values of up to ``CAPACITY`` differences (Berlekamp-Massey
and Forney; Blahut, *Algebraic Codes for Data Transmission*, 7). The same idea for sets: Dodis et al., *PinSketch*.

The field is GF(2)[x] / (x^16 + x^12 + x^3 + x + 1), which x generates.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cache

from sync.ids import Author

CAPACITY = 4
COUNT = 2 * CAPACITY
SIZE = 2 * COUNT
"""Bytes of the syndromes."""

POLYNOMIAL = 0x1100B
ORDER = 0xFFFF

Syndromes = tuple[int, ...]
NONE: Syndromes = (0,) * COUNT


@cache
def _tables() -> tuple[array[int], array[int]]:
    """Powers of x (twice over) and their logarithms."""
    powers, logs = array("H", bytes(4 * ORDER)), array("H", bytes(2 * ORDER + 2))
    value = 1
    for exponent in range(ORDER):
        powers[exponent] = powers[exponent + ORDER] = value
        logs[value] = exponent
        value = value << 1 ^ (POLYNOMIAL if value & 0x8000 else 0)
    return powers, logs


def multiply(a: int, b: int) -> int:
    """In the field."""
    if not a or not b:
        return 0
    powers, logs = _tables()
    return powers[logs[a] + logs[b]]


def divide(a: int, b: int) -> int:
    """In the field; ``b`` is not 0."""
    if not a:
        return 0
    powers, logs = _tables()
    return powers[logs[a] - logs[b] + ORDER]


def _place(author: Author) -> int:
    return author or ORDER


def changed(syndromes: Syndromes, author: Author, change: int) -> Syndromes:
    """After the head of ``author`` changed by ``change`` (old XOR new; heads modulo 2^16)."""
    change &= 0xFFFF
    if not change:
        return syndromes
    powers, logs = _tables()
    place, at = logs[_place(author)], logs[change]
    return tuple(one ^ powers[(at + j * place) % ORDER] for j, one in enumerate(syndromes, start=1))


def add(a: Syndromes, b: Syndromes) -> Syndromes:
    """Of the difference of two vectors."""
    return tuple(x ^ y for x, y in zip(a, b, strict=True))


def to_bytes(syndromes: Syndromes) -> bytes:
    """Big-endian."""
    return b"".join(one.to_bytes(2, "big") for one in syndromes)


def from_bytes(data: bytes) -> Syndromes:
    """Of :data:`SIZE` bytes."""
    return tuple(int.from_bytes(data[at : at + 2], "big") for at in range(0, SIZE, 2))


def differences(syndromes: Syndromes, authors: Iterable[Author]) -> dict[Author, int] | None:
    """Author -> XOR of the two heads, for syndromes of a difference. None if more heads differ than these can tell,
    or one of an author that is not among ``authors``."""
    if not any(syndromes):
        return {}
    locator = _locator(syndromes)
    degree = len(locator) - 1
    if degree > CAPACITY:
        return None
    found = [author for author in authors if _at_inverse(locator, _place(author)) == 0]
    if len(found) != degree:
        return None
    values = _values(syndromes, locator, [_place(author) for author in found])
    result = dict(zip(found, values, strict=True))
    again = NONE
    for author, value in result.items():
        again = changed(again, author, value)
    return result if again == syndromes else None


def _locator(syndromes: Syndromes) -> list[int]:
    """Berlekamp-Massey: the shortest polynomial whose roots are the inverses of the places, lowest power first."""
    current, before = [1], [1]
    length, shift, last = 0, 1, 1
    for step, syndrome in enumerate(syndromes):
        gap = syndrome
        for index in range(1, min(length, len(current) - 1) + 1):
            gap ^= multiply(current[index], syndromes[step - index])
        if not gap:
            shift += 1
            continue
        factor = divide(gap, last)
        longer = current + [0] * max(0, len(before) + shift - len(current))
        for index, value in enumerate(before):
            longer[index + shift] ^= multiply(factor, value)
        if 2 * length <= step:
            before, last, shift, length = current, gap, 1, step + 1 - length
        else:
            shift += 1
        current = longer
    while len(current) > 1 and not current[-1]:
        current.pop()
    return current if len(current) - 1 == length else [0] * (CAPACITY + 2)


def _at_inverse(polynomial: list[int], place: int) -> int:
    """The polynomial's value at 1/place."""
    powers, logs = _tables()
    back, total = ORDER - logs[place], 0
    for exponent, value in enumerate(polynomial):
        if value:
            total ^= powers[(logs[value] + exponent * back) % ORDER]
    return total


def _values(syndromes: Syndromes, locator: list[int], places: list[int]) -> list[int]:
    """Forney: value = omega(1/place) / locator'(1/place), for syndromes from the first power on."""
    omega = [0] * len(locator)
    for low in range(len(locator) - 1):
        for index in range(low + 1):
            omega[low] ^= multiply(syndromes[low - index], locator[index])
    slope = [value if exponent % 2 == 0 else 0 for exponent, value in enumerate(locator[1:])]
    return [divide(_at_inverse(omega, place), _at_inverse(slope, place) or 1) for place in places]
