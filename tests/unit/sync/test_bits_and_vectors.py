# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers as bits, version vectors in few of them, and which heads differ."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.bits import BitError, BitReader, BitWriter
from sync.ids import Author, make_author
from sync.syndromes import CAPACITY, NONE, Syndromes, add, changed, differences, from_bytes, to_bytes
from sync.vectors import MAX_RUNS, Holding, decode_vector, encode_vector, holding_of

NUMBERS = st.integers(0, 1000)


def test_the_bits_of_each_code() -> None:
    out = BitWriter()
    out.fixed(5, 3)
    out.rice(5, 1)
    out.gamma(0)
    out.gamma(4)
    assert out.length == 3 + 4 + 1 + 5
    assert f"{int.from_bytes(out.to_bytes(), 'big'):016b}" == "101" + "1101" + "1" + "00101" + "000"


@given(st.lists(st.tuples(st.sampled_from("frg"), NUMBERS)))
def test_bits_read_back(numbers: list[tuple[str, int]]) -> None:
    out = BitWriter()
    for code, number in numbers:
        if code == "f":
            out.fixed(number, 10)
        elif code == "r":
            out.rice(number, 5)
        else:
            out.gamma(number)
    bits = BitReader(out.to_bytes())
    for code, number in numbers:
        read = bits.fixed(10) if code == "f" else bits.rice(5) if code == "r" else bits.gamma()
        assert read == number
    assert bits.left < 8


def test_what_has_no_code_is_refused() -> None:
    with pytest.raises(ValueError, match="wide"):
        BitWriter().fixed(8, 3)
    with pytest.raises(ValueError, match="large"):
        BitWriter().rice(1000, 0)
    for raw in (b"", b"\xff" * 12, b"\0" * 12):
        with pytest.raises(BitError):
            BitReader(raw).rice(3) if raw[:1] == b"\xff" else BitReader(raw).gamma()


RUNS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 30)), max_size=4)


@st.composite
def holdings(draw: st.DrawFn) -> Holding:
    head = draw(st.integers(0, 60_000))
    at, runs = head, []
    for gap, count in draw(RUNS):
        runs.append((at + gap, count))
        at += gap + count
    return Holding(head, tuple(runs))


AUTHORS = st.builds(make_author, st.integers(0, 1023), st.integers(0, 63))


@given(st.dictionaries(AUTHORS, holdings(), max_size=12))
def test_vectors_read_back(vector: dict[Author, Holding]) -> None:
    bits, fitted = encode_vector(vector, 10_000)
    assert fitted == len(vector)
    assert decode_vector(bits) == vector


@pytest.mark.parametrize(("authors", "frames", "size"), [(10, 20, 13), (50, 20, 57), (50, 100, 71)])
def test_how_small_a_vector_is(authors: int, frames: int, size: int) -> None:
    chance = Random(1)
    vector = {make_author(n, 0): Holding(chance.randrange(frames // 2, frames * 3 // 2)) for n in range(1, authors + 1)}
    assert len(encode_vector(vector, 215)[0]) == size


def test_what_does_not_fit_is_cut_at_an_author() -> None:
    vector = {make_author(n, n % 64): Holding(n * 7) for n in range(1, 300)}
    bits, fitted = encode_vector(vector, 100)
    assert len(bits) <= 100
    assert 0 < fitted < 299
    assert decode_vector(bits) == dict(sorted(vector.items())[:fitted])


@given(st.binary(max_size=40))
def test_any_bytes_are_a_vector_or_none(raw: bytes) -> None:
    try:
        vector = decode_vector(raw)
    except BitError:
        return
    assert all(holding.top <= 0x10000 and len(holding.runs) <= MAX_RUNS for holding in vector.values())


@given(st.integers(0, 30), st.sets(st.integers(0, 60)))
def test_a_holding_of_single_numbers(head: int, numbers: set[int]) -> None:
    holding = holding_of(head, numbers)
    held = set(range(head)) | numbers
    assert {number for number in range(80) if holding.has(number)} == held
    assert set(holding.missing(70)) == set(range(70)) - held
    assert holding.top == (max(held) + 1 if held else 0)


@given(holdings(), holdings(), st.integers(0, 60_500))
def test_merging_is_what_either_has(one: Holding, other: Holding, number: int) -> None:
    both = one.merged(other)
    assert both.has(number) == (one.has(number) or other.has(number))
    assert one.with_number(number).has(number)


def syndromes_of(vector: dict[Author, int]) -> Syndromes:
    total = NONE
    for author, head in vector.items():
        total = changed(total, author, head)
    return total


@pytest.mark.parametrize("authors", [1, 5, 60, 200])
def test_differing_heads_are_found_up_to_the_capacity_and_more_are_noticed(authors: int) -> None:
    chance = Random(authors)
    for _ in range(60):
        ours = {Author(a): chance.randrange(400) for a in chance.sample(range(65_535), authors)}
        theirs = dict(ours)
        for author in chance.sample(sorted(ours), min(authors, chance.randrange(8))):
            theirs[author] = chance.randrange(400)
        real = {author: ours[author] ^ theirs[author] for author in ours if ours[author] != theirs[author]}
        apart = from_bytes(to_bytes(add(syndromes_of(ours), syndromes_of(theirs))))
        assert differences(apart, ours) == (real if len(real) <= CAPACITY else None)


def test_an_author_that_we_do_not_know_is_not_guessed() -> None:
    apart = syndromes_of({Author(65): 3})
    assert differences(apart, [Author(64), Author(66)]) is None
    assert differences(apart, [Author(64), Author(65)]) == {Author(65): 3}
