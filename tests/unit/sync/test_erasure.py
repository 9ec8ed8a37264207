# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any k pieces give the whole, fewer give nothing."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.erasure import ErasureError, inverse, join, multiply, piece_of


def slow(a: int, b: int) -> int:
    """The product by the definition of the field."""
    total = 0
    for bit in range(8):
        total ^= a << bit if b >> bit & 1 else 0
    for bit in range(15, 7, -1):
        total ^= 0x11D << bit - 8 if total >> bit & 1 else 0
    return total


def test_the_field() -> None:
    for a in range(256):
        assert [multiply(a, b) for b in range(256)] == [slow(a, b) for b in range(256)]
        assert a == 0 or multiply(a, inverse(a)) == 1


def test_any_twelve_of_sixteen() -> None:
    data = [Random(1).randbytes(7) for _ in range(12)]
    pieces = [piece_of(data, number) for number in range(16)]
    assert pieces[:12] == data
    for chosen in combinations(range(16), 12):
        assert join({number: pieces[number] for number in chosen}, 12) == data


@given(st.data())
def test_any_k_pieces_of_any_kind(data: st.DataObject) -> None:
    k, size = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 9))
    whole = [data.draw(st.binary(min_size=size, max_size=size)) for _ in range(k)]
    numbers = data.draw(st.sets(st.integers(0, 255), min_size=k, max_size=k + 3))
    pieces = {number: piece_of(whole, number) for number in numbers}
    assert join(pieces, k) == whole
    del pieces[min(pieces)]
    if len(pieces) < k:
        with pytest.raises(ErasureError):
            join(pieces, k)


@pytest.mark.parametrize("pieces", [{}, {0: b"a", 1: b"bc"}, {0: b"a", 256: b"b"}, {0: b"a", -1: b"b"}])
def test_what_cannot_be_joined(pieces: dict[int, bytes]) -> None:
    with pytest.raises(ErasureError):
        join(pieces, 2)
    with pytest.raises(ValueError):
        piece_of([b"a"], 256)
