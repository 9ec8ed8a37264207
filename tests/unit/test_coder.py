# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The range coder: what was written is read, costs what it should, and any bytes are symbols or an error."""

from __future__ import annotations

from contextlib import suppress
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noodsteunpunt.encoding.coder import (
    BUCKETS,
    Decoder,
    Encoder,
    EncodingError,
    Port,
    Table,
    bucket,
    bucket_of,
    number,
    size_odds,
)

CHANCES = st.sampled_from([24, 1000, 32768, 65000, 65512])
STEP = st.one_of(
    st.tuples(st.just("choose"), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("number"), st.one_of(st.integers(0, 40), st.integers(0, (1 << 63) - 1)), st.just(0)),
    st.tuples(st.just("bits"), st.integers(0, (1 << 20) - 1), st.just(0)),
    st.tuples(st.just("bit"), st.integers(0, 1), CHANCES),
)
SHARES = [5, 1, 900, 3]


def run(port: Port, steps: list[tuple[str, int, int]]) -> list[int]:
    """The steps on either end; the values count when writing."""
    table, sizes = Table(SHARES), Table(size_odds(10))
    done = []
    for what, value, chance in steps:
        value = value if port.writing else 0
        if what == "choose":
            done.append(port.choose(table, value))
        elif what == "number":
            done.append(number(port, sizes, value))
        elif what == "bits":
            done.append(port.bits(value, 20))
        else:
            done.append(port.bit(chance, value))
    return done


@settings(max_examples=300, deadline=None)
@given(st.lists(STEP, max_size=60))
def test_what_was_written_is_read(steps: list[tuple[str, int, int]]) -> None:
    encoder = Encoder()
    written = run(encoder, steps)
    data = encoder.finish()
    assert written == [value for _what, value, _chance in steps]
    assert run(Decoder(data), steps) == written


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40), st.lists(STEP, max_size=200))
def test_any_bytes_are_symbols_or_an_error(data: bytes, steps: list[tuple[str, int, int]]) -> None:
    with suppress(EncodingError):
        run(Decoder(data), steps)


def test_nobody_reads_far_beyond_the_end() -> None:
    decoder = Decoder(b"\x12")
    with pytest.raises(EncodingError):
        for _ in range(200):
            decoder.bits(0, 16)


def test_a_symbol_costs_its_share() -> None:
    encoder, table = Encoder(), Table(SHARES, 1 << 20)
    for symbol in [2] * 95 + [0] * 5:
        encoder.choose(table, symbol)
    ideal = -95 * log2(900 / 909) - 5 * log2(5 / 909)
    assert abs(8 * len(encoder.finish()) - ideal) < 9


def test_a_table_learns_and_never_overflows() -> None:
    table = Table([1, 1], 2)
    for _ in range(1_000_000 // 5):
        table.seen(0)
    assert table.total == sum(table.shares) < 1 << 18
    assert table.shares[0] > 1000 * table.shares[1] > 0


def test_the_buckets_are_without_gap() -> None:
    following = 0
    for index in range(BUCKETS):
        first, count = bucket(index)
        assert first == following
        assert bucket_of(first) == bucket_of(first + (1 << count) - 1) == index
        following = first + (1 << count)
    assert following == 1 << 63
