# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A difference gives back the new bytes, is short, and never makes more than was said."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.difference import MAX_SCRIPTED, MAX_STEPS, Coding, apply_script, decode, encode, inflate, make_script
from content.errors import PackError, Reason
from tests.support.signed_kit import stream

PIECES = st.lists(st.sampled_from([b"stroom ", b"water ", b"0123456789abcdef", b"\0" * 40, b"x"]), max_size=30)


@given(PIECES, PIECES, st.binary(max_size=30))
def test_any_difference_comes_back(old: list[bytes], new: list[bytes], more: bytes) -> None:
    one, other = b"".join(old), b"".join(new) + more
    coded = encode(one, other)
    assert decode(stream(coded), one, len(other)) == other
    assert len(coded) <= 5 + len(other)
    assert apply_script(one, make_script(one, other), len(other)) == other


def test_moved_blocks_are_copied() -> None:
    rng = random.Random(1)
    one, other = rng.randbytes(5_000), rng.randbytes(5_000)
    assert len(make_script(one + other, other + b"new" + one)) < 60


def test_a_repeating_file_is_no_trap() -> None:
    """Every block of one is a block of the other: the search stays linear."""
    rng = random.Random(2)
    blocks = [rng.randbytes(12) for _ in range(5_000)]
    old, new = b"".join(blocks), b"".join(reversed(blocks))
    assert apply_script(old, make_script(old, new), len(new)) == new
    zeros = bytes(1 << 18)
    assert len(make_script(zeros, zeros[:-1] + b"1" + zeros)) < 40


def test_too_many_steps_become_one() -> None:
    rng = random.Random(3)
    old = rng.randbytes(12 * (MAX_STEPS // 2 + 10))
    new = b"".join(old[at : at + 12] for at in range(len(old) - 12, -1, -12))
    assert apply_script(old, make_script(old, new), len(new)) == new


def problem(coded: bytes, old: bytes = b"0123456789", size: int = 5, codings: frozenset[Coding] | None = None) -> str:
    with pytest.raises(PackError) as caught:
        decode(stream(coded), old, size, frozenset(Coding) if codings is None else codings)
    return str(caught.value.values.get("problem", caught.value.reason))


def coded(coding: int, payload: bytes) -> bytes:
    return bytes((coding,)) + len(payload).to_bytes(4, "big") + payload


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


BOMB = deflate(bytes(50 << 20))


@pytest.mark.parametrize(
    ("data", "size", "expected"),
    [
        (coded(4, b"abcd"), 5, "coding"),
        (coded(0, b"abcd"), 5, "length"),
        (coded(0, b"abcdef"), 5, "length"),
        (coded(1, b"abcde"), 5, "length"),
        (coded(1, b"\xff"), 5, "deflate"),
        (coded(1, deflate(b"a" * 9)), 8, "swells"),
        (coded(1, deflate(b"a" * 9)), 20, "size"),
        (coded(1, deflate(b"a" * 9) + b"!"), 9, "deflate"),
        (coded(1, deflate(b"a" * 9)[:-1]), 9, "deflate"),
        (coded(1, BOMB), 1 << 20, "swells"),
        (coded(3, BOMB), 1 << 20, "swells"),
        (coded(2, b"\x07\x00"), 5, "size"),
        (coded(2, b"\x0b\x06"), 5, "beyond-the-end"),
        (coded(2, b"\x0b\xff\xff\x7f"), 5, "beyond-the-end"),
        (coded(2, b"\x0d\x00"), 5, "length"),
        (coded(2, b"\x0b"), 5, "varint"),
        (coded(2, b"\xff\xff\xff\xff"), 5, "varint"),
        (coded(2, b"\x00\x01"), 5, "length"),
        (coded(2, b"\x0aab"), 5, "beyond-the-end"),
        (coded(2, b""), 5, "size"),
        (coded(2, b"\x09\x00"), 5, "size"),
        (coded(2, b"\x02x" * (MAX_STEPS + 1)), MAX_SCRIPTED, "length"),
        (coded(2, b"\x0b\x00"), MAX_SCRIPTED + 1, "length"),
        (b"\x00\x00\x00", 5, "truncated"),
        (coded(0, b"abcde")[:-1], 5, "truncated"),
    ],
)
def test_differences_that_lie(data: bytes, size: int, expected: str) -> None:
    assert problem(data, size=size) == expected


def test_what_is_not_verified_is_not_inflated() -> None:
    allowed = frozenset((Coding.PLAIN, Coding.SCRIPT))
    assert problem(coded(1, deflate(b"a" * 9)), size=9, codings=allowed) == "coding"
    assert encode(b"", b"a" * 100, allowed)[0] == Coding.PLAIN


@given(st.binary(max_size=60), st.integers(0, 100))
def test_any_bytes_are_a_script_or_refused(script: bytes, size: int) -> None:
    try:
        assert len(apply_script(b"0123456789", script, size)) == size
    except PackError as error:
        assert error.reason is Reason.DIFFERENCE  # noqa: PT017 - the other outcome of the same property


@given(st.binary(max_size=200))
def test_inflating_any_bytes_stays_within_what_was_said(data: bytes) -> None:
    try:
        assert len(inflate(data, 100)) <= 100
    except PackError as error:
        assert error.reason is Reason.DIFFERENCE  # noqa: PT017 - the other outcome of the same property
