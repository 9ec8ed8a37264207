# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Snapshots as bytes: which frames matter, in few bits and several parts, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.bits import BitError, BitWriter
from sync.ids import Author, make_author
from sync.snapshot import (
    MAX_NAMED,
    MAX_PARTS,
    MAX_POINTS,
    UNKNOWN,
    Part,
    Row,
    Snapshot,
    Statement,
    decode_part,
    decode_rows,
    divide,
    encode_part,
    encode_rows,
    rows_of,
)
from sync.varint import VarintError
from sync.vectors import MAX_HEAD, write_author
from tests.support.snapshot_kit import SIGNER, statement

A, B, C = make_author(1, 0), make_author(1, 1), make_author(40, 63)
ROOM = 140

HEADS = st.dictionaries(st.builds(Author, st.integers(0, 0xFFFF)), st.integers(1, 300), max_size=20)


@st.composite
def rows(draw: st.DrawFn) -> dict[Author, Row]:
    heads = draw(HEADS)
    named = [(author, number) for author in heads for number in draw(st.sets(st.integers(0, 320), max_size=30))]
    return rows_of(heads, named)


@given(rows())
def test_rows_come_out_again(made: dict[Author, Row]) -> None:
    assert decode_rows(encode_rows(made)) == made


def test_frame_0_and_what_lies_beyond_a_head_need_no_name() -> None:
    assert rows_of({A: 5, B: 0}, [(A, 0), (A, 2), (A, 4), (A, 5), (A, 900), (B, 1), (C, 1)]) == {
        A: Row(5, ((2, 1), (4, 1)))
    }


@settings(max_examples=50)
@given(rows(), st.integers(24, 60))
def test_parts_together_say_what_was_to_be_said(made: dict[Author, Row], room: int) -> None:
    parts = divide(made, room)
    if parts is None:
        return
    assert 1 <= len(parts) <= MAX_PARTS and all(len(encode_rows(part)) <= room for part in parts)
    said = statement(made, parts=len(parts))
    for order in (list(range(len(parts))), list(reversed(range(len(parts))))):
        whole = Snapshot(SIGNER, said)
        for index in order:
            assert not whole.whole
            assert whole.add(Part(said, index, parts[index]), bytes((index,)))
        assert whole.whole and whole.rows == made and whole.mask == (1 << len(parts)) - 1
        named = {(author, number) for author, row in made.items() for number in row.numbers()}
        assert {(author, n) for author in made for n in whole.named(author) if n} == named
        assert all(whole.matters(*key) and not whole.history(*key) for key in named)


def test_what_takes_too_many_parts_is_not_made() -> None:
    scattered = rows_of(
        {Author(a): 300 for a in range(64, 96)}, [(Author(a), n) for a in range(64, 96) for n in range(2, 300, 3)]
    )
    assert divide(scattered, 60) is None
    assert divide({}, 60) == [{}]


def test_what_matters_and_what_is_history() -> None:
    made = {A: Row(10, ((4, 2),)), B: Row(10)}
    one = Snapshot(SIGNER, statement(made))
    assert one.add(Part(one.statement, 0, made), b"raw")
    assert [n for n in range(12) if one.matters(A, n)] == [0, 1, 4, 5]
    assert [n for n in range(12) if one.history(A, n)] == [2, 3, 6, 7, 8, 9]
    # Of who has nothing to say not even its name; of who signed it at once.
    assert [n for n in range(12) if one.history(B, n)] == list(range(10))
    assert one.matters(SIGNER, 0) and one.matters(SIGNER, 1) and not one.history(C, 3)
    assert one.named(A) == [0, 4, 5] and one.named(B) == []


def test_the_same_statement_has_one_name_and_another_another() -> None:
    one = Statement(90, 300, 2, (1,), 3)
    names = {
        other.name(signer)
        for other in (one, Statement(91, 300, 2, (1,), 3), Statement(90, 301, 2, (1,), 3), Statement(90, 300, 2, (), 3))
        for signer in (A, B)
    }
    assert len(names) == 8 and one.name(A) == Statement(90, 300, 2, (1,), 3).name(A)


def test_the_newer_of_two() -> None:
    """By frames; of the same frames by time, an unknown one is the older; then by whom it covers."""
    rising = [
        Statement(500, 299, 2, (1, 2), 1),
        Statement(UNKNOWN, 300, 2, (), 1),
        Statement(90, 300, 2, (), 1),
        Statement(90, 300, 2, (1,), 1),
        Statement(91, 300, 2, (), 1),
    ]
    assert sorted(rising, key=lambda one: one.order) == rising


PARTS = {A: Row(10, ((2, 3),)), B: Row(5)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({A: Row(10, ((2, 3),))}, {A: Row(11), B: Row(4)}),  # two heads of one author
        ({A: Row(10, ((2, 3),))}, {B: Row(6)}),  # more frames than it says
        ({A: Row(10, ((2, 3),))}, {B: Row(4)}),  # fewer
        ({A: Row(16)}, {}),
    ],
)
def test_parts_that_contradict_each_other(first: dict[Author, Row], second: dict[Author, Row]) -> None:
    one = Snapshot(SIGNER, statement(PARTS, parts=2))
    good = one.add(Part(one.statement, 0, first), b"0")
    before = (dict(one.raw), dict(one.rows), one.mask)
    assert not good or not one.add(Part(one.statement, 1, second), b"1")
    assert (one.raw, one.rows, one.mask) == before and not one.whole


def test_the_same_part_twice_and_another_in_its_place() -> None:
    one = Snapshot(SIGNER, statement(PARTS, parts=2))
    assert one.add(Part(one.statement, 0, {A: Row(10)}), b"0")
    assert one.add(Part(one.statement, 0, {A: Row(10)}), b"again")
    assert not one.add(Part(one.statement, 0, {A: Row(10, ((2, 1),))}), b"other")
    assert one.raw == {0: b"0"}


def test_no_snapshot_names_more_than_there_is_room_for() -> None:
    many = {Author(a): Row(MAX_HEAD - 1, ((1, MAX_NAMED // 2),)) for a in (64, 65, 66)}
    one = Snapshot(SIGNER, statement(many, parts=3))
    assert one.add(Part(one.statement, 0, {Author(64): many[Author(64)]}), b"0")
    assert one.add(Part(one.statement, 1, {Author(65): many[Author(65)]}), b"1")
    assert not one.add(Part(one.statement, 2, {Author(66): many[Author(66)]}), b"2")
    with pytest.raises(BitError):
        decode_rows(encode_rows(many))


def spoilt(*, levels: int = 2, points: tuple[int, ...] = (), parts: int = 1, index: int = 0, total: int = 15) -> bytes:
    return encode_part(Part(Statement(90, total, levels, points, parts), index, PARTS))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        bytes(3),
        spoilt(levels=0),
        spoilt(index=1),
        spoilt(points=tuple(range(MAX_POINTS + 1))),
        spoilt(points=(2, 1)),
        spoilt(points=(1, 1)),
        spoilt(points=(1024,)),
        spoilt(total=(1 << 63) - 1),
        spoilt()[:2] + b"\xff" * 9 + b"\1" + spoilt()[3:],  # a total of 2^63 and more
        spoilt() + bytes(1),
        spoilt()[:-1],
        spoilt()[:-1] + bytes((spoilt()[-1] | 1,)),
    ],
)
def test_what_no_coordination_point_says(raw: bytes) -> None:
    assert decode_part(spoilt()).rows == PARTS
    with pytest.raises((BitError, VarintError, IndexError)):
        decode_part(raw)


def one_row(author: Author, head: int, *gammas: int) -> bytes:
    out = BitWriter()
    out.gamma(1)
    out.fixed(11, 4)
    out.fixed(0, 4)
    write_author(out, author, -1)
    out.rice(head, 11)
    out.gamma(len(gammas) // 2)
    for at, value in enumerate(gammas):
        out.gamma(value) if at % 2 else out.rice(value, 0)
    return out.to_bytes()


@pytest.mark.parametrize(
    "bits",
    [
        one_row(A, MAX_HEAD + 1),
        one_row(A, 5, 0, 4),  # a run beyond the head
        one_row(A, 5, 3, 0, 0, 0),
        one_row(A, 5, 0, (1 << 63) - 1),
        one_row(Author(1024 << 6), 5),  # a point that cannot be
        encode_rows({A: Row(5)})[:-1],
    ],
)
def test_rows_that_cannot_be(bits: bytes) -> None:
    assert decode_rows(one_row(A, 5, 0, 3)) == {A: Row(5, ((1, 4),))}
    with pytest.raises(BitError):
        decode_rows(bits)


def test_a_slot_that_cannot_be() -> None:
    out = BitWriter()
    out.gamma(2)
    out.fixed(0, 8)
    write_author(out, C, -1)
    out.rice(5, 0)
    out.gamma(0)
    out.gamma(1)  # the same point, a slot further than 63
    out.gamma(0)
    with pytest.raises(BitError):
        decode_rows(out.to_bytes())


@settings(max_examples=300)
@given(st.binary(max_size=ROOM))
def test_any_bytes_are_a_part_or_refused(raw: bytes) -> None:
    for data in (raw, statement(PARTS).to_bytes() + b"\0" + raw):
        try:
            part = decode_part(data)
        except (BitError, VarintError, IndexError):
            continue
        assert all(
            row.head <= MAX_HEAD and sum(row.runs[-1] if row.runs else (0,)) <= row.head for row in part.rows.values()
        )
        Snapshot(SIGNER, part.statement).add(part, data)
