# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes from anywhere: a value or the one error, never anything else."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain.facts import FACTS, Lane
from noodsteunpunt.encoding import EncodingError, decode_head, decode_part
from sync.frames import MAX_BODY, WITNESS, Entry, Frame, FrameError, Priority, decode_body, encode_entries, pack_entries
from sync.ids import Author
from sync.wire import MAX_PACKET, Keys, PacketError, open_packet, seal_frame

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
    with suppress(FrameError):
        decode_body(b"\x01\x02\x00" + data[:200])


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted(FACTS)))
def test_any_bytes_are_fields_or_an_encoding_error(data: bytes, kind: int) -> None:
    with suppress(EncodingError):
        decode_head(64, 1, data)
    for lane in Lane:
        with suppress(EncodingError):
            decode_part(FACTS[kind], lane, data)


ENTRIES = st.lists(st.tuples(st.sampled_from(Priority), st.binary(min_size=1, max_size=190)), min_size=1, max_size=12)


@settings(max_examples=300, deadline=None)
@given(ENTRIES, st.integers(1, 60_000), st.integers(1, 60_000))
def test_packed_entries_fit_and_read_back(pending: list[tuple[Priority, bytes]], first: int, lamport: int) -> None:
    waiting = [(priority, Entry(first + i, lamport + i, body)) for i, (priority, body) in enumerate(pending)]
    bodies = [content + bytes(WITNESS) for content in pack_entries(waiting)]
    read = [entry for body in bodies for entry in decode_body(body).entries]  # type: ignore[union-attr]
    assert read == [entry for _, entry in waiting]
    for number, body in enumerate(bodies):
        packet = seal_frame(Frame(Author(64), number, body), KEYS)
        assert len(body) <= MAX_BODY and len(packet) <= MAX_PACKET
        assert open_packet(packet, KEYS) == Frame(Author(64), number, body)


def test_every_flipped_bit_is_refused() -> None:
    packet = seal_frame(Frame(Author(64), 3, encode_entries(Priority.NORMAL, 0, [Entry(1, 1, b"water")])), KEYS)
    for at in range(len(packet) * 8):
        changed = bytearray(packet)
        changed[at // 8] ^= 1 << at % 8
        try:
            open_packet(bytes(changed), KEYS)
        except PacketError:
            continue
        raise AssertionError(at)
