# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Framing: any split, any noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.stream import MAX_MESSAGE, START, FrameReader, encode_frame

MESSAGES = st.lists(st.binary(max_size=MAX_MESSAGE), max_size=8)
NOISE = st.binary(max_size=64).filter(lambda noise: START not in noise and not noise.endswith(START[:1]))


@given(st.lists(st.tuples(NOISE, st.binary(max_size=MAX_MESSAGE)), max_size=6), st.integers(1, 7))
def test_messages_survive_noise_between_them_and_any_split(parts: list[tuple[bytes, bytes]], step: int) -> None:
    """Everything comes out once, in order, and the noise is counted."""
    stream = b"".join(noise + encode_frame(message) for noise, message in parts)
    reader, out = FrameReader(), list[bytes]()
    for index in range(0, len(stream), step):
        out.extend(reader.feed(stream[index : index + step]))
    assert out == [message for _noise, message in parts]
    assert reader.skipped == sum(len(noise) for noise, _message in parts)


@given(st.binary(max_size=4000))
def test_any_bytes_are_survived_and_the_memory_is_bounded(noise: bytes) -> None:
    """After the worst noise a reader comes back within one longest frame."""
    reader = FrameReader()
    reader.feed(noise)
    reader.feed(bytes(MAX_MESSAGE + 4))
    assert reader.feed(encode_frame(b"here"))[-1] == b"here"


@pytest.mark.parametrize("length", [513, 0xFFFF])
def test_a_length_that_no_device_sends_is_noise(length: int) -> None:
    """Longer than 512: resynchronise right after the mark."""
    reader = FrameReader()
    assert reader.feed(START + length.to_bytes(2, "big") + encode_frame(b"ok")) == [b"ok"]


def test_the_longest_message() -> None:
    """512 bytes, and not one more."""
    assert FrameReader().feed(encode_frame(bytes(MAX_MESSAGE))) == [bytes(MAX_MESSAGE)]
    with pytest.raises(ValueError, match="512"):
        encode_frame(bytes(MAX_MESSAGE + 1))
