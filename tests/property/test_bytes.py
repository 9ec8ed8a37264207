# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes from anywhere: a value or the one error, never anything else."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain.facts import FACTS, Lane
from noodsteunpunt.encoding import EncodingError, decode_content, decode_head, decode_part, encode_entry
from sync.frames import Frame, FrameError, Priority, decode_body, encode_entries
from sync.ids import Author
from sync.wire import Keys, PacketError, open_packet, seal_frame

KEYS = Keys.derive(bytes(32), b"incident", 1)


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=260))
def test_any_bytes_are_a_packet_or_a_packet_error(data: bytes) -> None:
    with suppress(PacketError):
        open_packet(data, KEYS)


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=220))
def test_any_bytes_are_a_body_or_a_frame_error(data: bytes) -> None:
    with suppress(FrameError):
        decode_body(data)


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=216), st.binary(max_size=200))
def test_any_bytes_are_entries_or_an_encoding_error(content: bytes, plain: bytes) -> None:
    with suppress(EncodingError):
        for record in decode_content(content, 64, 1, Whatever(plain)):
            encode_entry(record)


class Whatever:
    """A sealed block that says anything."""

    def __init__(self, plain: bytes) -> None:
        self._plain = plain

    def letters(self, author: int) -> str:
        return ""

    def seal(self, author: int, frame: int, plaintext: bytes, associated: bytes, to: int = 0) -> bytes:
        raise AssertionError(frame)

    def open(self, author: int, frame: int, blob: bytes, associated: bytes, to: int = 0) -> bytes | None:
        return self._plain


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted(FACTS)))
def test_any_bytes_are_fields_or_an_encoding_error(data: bytes, kind: int) -> None:
    with suppress(EncodingError):
        decode_head(64, 1, data)
    for lane in Lane:
        with suppress(EncodingError):
            decode_part(FACTS[kind], lane, data)


def test_every_flipped_bit_is_refused() -> None:
    packet = seal_frame(Frame(Author(64), 3, encode_entries(Priority.STATUS, 0, b"water")), KEYS)
    for at in range(len(packet) * 8):
        changed = bytearray(packet)
        changed[at // 8] ^= 1 << at % 8
        try:
            open_packet(bytes(changed), KEYS)
        except PacketError:
            continue
        raise AssertionError(at)
