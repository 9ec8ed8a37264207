# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Skips as bytes: which frames an author may say are superseded, in few bits, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.bits import BitWriter
from sync.frames import CHECKPOINT, SKIP, Priority, SkipBody, decode_body
from sync.ids import make_author
from sync.skips import (
    FIRST,
    NAMED,
    ROOM,
    Skip,
    SkipError,
    decode_skip,
    digest_of,
    encode_skip,
    may_be_named,
    named_by,
    runs_of,
    superseded,
)
from tests.support.skips_kit import skip_body, status, story
from tests.support.sync_papers import INCIDENT, binding, entries

A = make_author(2, 1)
DIGEST = bytes(range(16))


@given(st.sets(st.integers(NAMED, 400), min_size=1), st.integers(0, 5), st.integers(1, 5))
def test_what_an_author_says_comes_out_again(named: set[int], before: int, after: int) -> None:
    skip = Skip(max(FIRST, min(named) - before), max(named) + after, runs_of(named), DIGEST)
    assert decode_skip(skip.number, encode_skip(skip)) == skip
    assert set(skip.numbers()) == named and not named & set(skip.staying())
    assert all(skip.names(number) == (number in named) for number in range(410))


@given(st.integers(0, 0xFFFF), st.binary(max_size=ROOM))
def test_any_bytes_are_a_skip_or_refused(number: int, raw: bytes) -> None:
    for content in (raw, bytes((SKIP,)) + DIGEST + raw):
        try:
            skip = decode_skip(number, content)
        except SkipError:
            continue
        assert FIRST <= skip.first <= min(skip.numbers()) >= NAMED and max(skip.numbers()) < number


def written(*gammas: int, form: int = 0) -> bytes:
    out = BitWriter()
    out.gamma(gammas[0])
    out.fixed(form, 1)
    for value in gammas[1:]:
        out.gamma(value)
    return bytes((SKIP,)) + DIGEST + out.to_bytes()


def test_numbers_that_an_author_does_not_have_are_refused() -> None:
    assert decode_skip(10, written(7, 0, 0, 7)).runs == ((2, 8),)
    for wrong in (
        written(8, 0, 0, 7),  # perhaps the binding
        written(9, 0, 2, 7),  # frame 0
        written(7, 0, 0, 8),  # itself
        written(7, 0, 0, 2**63),
        written(7, 0, 2**63, 0),
        written(7, 2**63, 0, 0),
        written(2**63, 0, 0, 0),
        written(7, 0, 0, 7) + b"\0",
        written(7, 0, 0, 7)[:-1],
        written(7, form=1),  # a bitmap of nothing
        written(7, form=1) + b"\0",
        written(8, form=1) + b"\xff\x80",  # number 1 too
    ):
        with pytest.raises(SkipError):
            decode_skip(10, wrong)


def test_the_shorter_form_is_chosen() -> None:
    runs = encode_skip(Skip(2, 902, ((2, 800),), DIGEST))
    bits = encode_skip(Skip(2, 602, runs_of(range(3, 602, 2)), DIGEST))
    assert len(runs) == 17 + 6 and len(bits) == 17 + 3 + 75
    with pytest.raises(ValueError, match="fit"):
        encode_skip(Skip(2, 2002, runs_of(range(3, 2002, 2)), DIGEST))


def test_what_is_superseded() -> None:
    bodies = [binding(A), entries(1, author=A), status(A, 2), status(A, 3, register=2), status(A, 4)]
    bodies += [status(A, 5, priority=Priority.LIFE), bytes((CHECKPOINT,)) + bytes(80), status(A, 7), entries(8)]
    found = superseded(lambda at: bodies[at][:2], {}, FIRST, len(bodies))
    assert found == [6, 4, 2]  # not 3, the only one with its register, not 5, which is for life, not 7, the newest
    assert not any(may_be_named(body[:2]) for body in (bodies[0], bodies[1], bodies[5], b"\4\2", b"\3a", b""))


def test_a_skip_takes_the_place_of_one_over_a_part_of_its_range() -> None:
    bodies, named = story(A)
    earlier = decode_skip(len(bodies) - 1, decode_content(bodies[-1]))
    start = lambda at: bodies[at][:2]  # noqa: E731 - as short as it can be said
    assert earlier.number in superseded(start, {earlier.number: earlier}, FIRST, len(bodies))
    assert earlier.number not in superseded(start, {earlier.number: earlier}, 5, len(bodies))
    assert named_by([(A, earlier.number, bodies[-1])]) == {A: frozenset(named)}


def decode_content(body: bytes) -> bytes:
    decoded = decode_body(body)
    assert isinstance(decoded, SkipBody)
    return decoded.content


def test_the_digest_is_of_what_stays_and_of_nobody_else() -> None:
    bodies, named = story(A)
    skip = decode_skip(len(bodies) - 1, decode_content(bodies[-1]))
    staying = [(at, bodies[at]) for at in skip.staying()]
    assert skip.digest == digest_of(INCIDENT, A, FIRST, staying)
    for other in (
        digest_of(INCIDENT, make_author(2, 2), FIRST, staying),
        digest_of(b"anotherx", A, FIRST, staying),
        digest_of(INCIDENT, A, FIRST + 1, staying),
        digest_of(INCIDENT, A, FIRST, staying[1:]),
    ):
        assert other != skip.digest
    assert len(skip_body(A, bodies[:-1], named)) == len(bodies[-1]) <= 104
