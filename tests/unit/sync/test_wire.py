# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames and packets, byte by byte as docs/protocol.md has them."""

from __future__ import annotations

import pytest

from sync.frames import (
    ENTRIES,
    MAX_BODY,
    EntriesBody,
    Frame,
    FrameError,
    Priority,
    UnknownBody,
    body_priority,
    decode_body,
    encode_entries,
)
from sync.ids import Author, make_author
from sync.packets import Receipt, Sender, State, Talk, Want
from sync.siv import ShortSiv
from sync.syndromes import NONE, changed
from sync.talk import encode_state, encode_talk, encode_want
from sync.varint import VarintError, read_varint, write_varint
from sync.vectors import Holding
from sync.wire import (
    CONTROL_ROOM,
    MAX_PACKET,
    RECEIPT,
    TALK,
    Keys,
    PacketError,
    encode_receipt,
    open_packet,
    seal_control,
    seal_frame,
)
from tests.support.sync_papers import EPOCH, GROUP_KEY, INCIDENT, KEYS, binding, entries, key

A = make_author(1, 1)
SENDER = Sender(A, 0x1234, 7)


@pytest.mark.parametrize(
    ("value", "raw"), [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"), (2**63 - 1, "ff" * 8 + "7f")]
)
def test_varints(value: int, raw: str) -> None:
    out = bytearray()
    write_varint(out, value)
    assert out.hex() == raw
    assert read_varint(bytes(out), 0) == (value, len(out))


@pytest.mark.parametrize("raw", ["", "80", "ff" * 9 + "01"])
def test_bad_varints(raw: str) -> None:
    with pytest.raises(VarintError):
        read_varint(bytes.fromhex(raw), 0)


@pytest.mark.parametrize("value", [-1, 2**63])
def test_numbers_that_are_no_varints(value: int) -> None:
    with pytest.raises(ValueError, match="range"):
        write_varint(bytearray(), value)


def test_the_bytes_of_an_entries_frame() -> None:
    for priority, register, raw in ((Priority.URGENT, 0, "116162"), (Priority.BULK, 4, "d1046162")):
        body = encode_entries(priority, register, b"ab")
        assert body.hex() == raw
        assert decode_body(body + bytes(4)) == EntriesBody(priority, register, b"ab")
        assert body_priority(body) is priority


def test_content_that_is_no_frame_is_refused() -> None:
    for register, wrong in ((0, b""), (0, bytes(MAX_BODY)), (1, bytes(MAX_BODY - 1))):
        with pytest.raises(ValueError, match="fit"):
            encode_entries(Priority.STATUS, register, wrong)


@pytest.mark.parametrize("raw", ["", "00", "01", "91", "9104", "910061", "02", "02" * 64, "10" + "00" * 98, "01" * 218])
def test_bytes_that_are_no_body(raw: str) -> None:
    with pytest.raises(FrameError):
        decode_body(bytes.fromhex(raw))


@pytest.mark.parametrize("kind", range(7, 16))
def test_a_kind_from_a_newer_program_is_a_body_too(kind: int) -> None:
    body = bytes((kind, 0xFF))
    assert decode_body(body) == UnknownBody(kind)
    assert body_priority(body) is Priority.STATUS


def test_a_class_from_a_newer_program_goes_last() -> None:
    assert body_priority(b"\x71a") is Priority.BULK


def test_the_bytes_of_a_carry_packet() -> None:
    body = entries(1)
    packet = seal_frame(Frame(A, 258, body), KEYS)
    assert packet[:6].hex() == "01" + f"{EPOCH:02x}" + "0041" + "0102"
    assert len(packet) == 6 + len(body) + 8
    plain = ShortSiv(KEYS.frame).decrypt(packet[2:6] + b"nspframe", packet[6:], packet[:6] + INCIDENT)
    assert plain == body
    assert seal_frame(Frame(A, 258, body), KEYS) == packet


def test_the_longest_body_fits_a_radio_payload() -> None:
    body = bytes((ENTRIES,)) + bytes(MAX_BODY - 1)
    assert len(seal_frame(Frame(A, 0xFFFF, body), KEYS)) == MAX_PACKET


VECTOR = {A: Holding(5), make_author(9, 0): Holding(64, ((66, 2), (70, 1)))}


def test_the_bytes_of_what_is_said_to_neighbours() -> None:
    """Byte by byte as the tables have it: a digest, whom it hears, a want, two runs of frames, filling."""
    state = encode_state(State(0xA1B2C3D4, 300, 7, hears=frozenset({1, 3, 4})), CONTROL_ROOM)
    assert state.hex() == "04a1b2c3d4ac0207" + "02" + "2250"
    want = encode_want(Want(A, VECTOR), CONTROL_ROOM)
    frames = (Frame(A, 2, b"ab"), Frame(A, 3, b"c"), Frame(make_author(9, 0), 1, b"d"))
    plain = encode_talk(state, want, frames, more=True, least=80)
    assert plain[:1].hex() == "07"
    at = 2 + len(state)
    assert plain[1:at] == bytes((len(state),)) + state
    assert plain[at] == len(want) and plain[at + 1 : at + 3] == A.to_bytes(2, "big")
    at += 1 + len(want)
    assert plain[at:].rstrip(b"\0").hex() == "0200410002" + "026162" + "0163" + "0102400001" + "0164"
    assert len(plain) == 80
    packet = seal_control(TALK, SENDER, plain, KEYS)
    assert packet[:8].hex() == "02" + f"{EPOCH:02x}" + "0041" + "1234" + "0007"
    assert ShortSiv(KEYS.control).decrypt(packet[:8] + b"ctrl", packet[8:], packet[:8] + INCIDENT) == plain
    told = State(0xA1B2C3D4, 300, 7, hears=frozenset({1, 3, 4}))
    assert open_packet(packet, KEYS) == Talk(SENDER, told, Want(A, VECTOR), frames, more=True)


@pytest.mark.parametrize(
    "state",
    [
        State(0, 0, 0),
        State(0xFFFFFFFF, 65_536, 9, syndromes=changed(NONE, A, 5)),
        State(1, 70, 0, vector=VECTOR, complete=True),
        State(1, 0, 0, vector={}, complete=True),
        State(2, 5, 5, syndromes=NONE, hears=frozenset()),
        State(3, 70, 1, vector=VECTOR, complete=True, hears=frozenset({0, 1023})),
    ],
)
def test_states_read_back(state: State) -> None:
    packet = seal_control(TALK, SENDER, encode_talk(encode_state(state, CONTROL_ROOM)), KEYS)
    assert open_packet(packet, KEYS) == Talk(SENDER, state)


def test_receipts_read_back() -> None:
    signed, fitted = encode_receipt({A: (200, bytes(range(16)))}, key("replica"), INCIDENT, A)
    packet = open_packet(seal_control(RECEIPT, SENDER, signed, KEYS), KEYS)
    assert fitted == 1
    assert packet == Receipt(SENDER, {A: (200, b"\0\1")}, signed[:64], bytes.fromhex("0041c8010001"))


def test_what_does_not_fit_is_not_said_to_be_complete() -> None:
    many = {Author(64 * number): Holding(1000 + 37 * number, ((60_000, 1),)) for number in range(1, 90)}
    packet = seal_control(TALK, SENDER, encode_talk(encode_state(State(0, 1, 0, vector=many), CONTROL_ROOM - 2)), KEYS)
    assert len(packet) <= MAX_PACKET
    talk = open_packet(packet, KEYS)
    assert isinstance(talk, Talk) and talk.state is not None and talk.state.vector is not None
    assert not talk.state.complete
    assert 15 < len(talk.state.vector) < 89
    assert talk.state.vector.items() <= many.items()


def test_a_receipt_never_outgrows_a_packet() -> None:
    vector = {Author(64 + number): (100, bytes(16)) for number in range(90)}
    plain, fitted = encode_receipt(vector, key("replica"), INCIDENT, A)
    assert 20 < fitted < 90
    assert len(seal_control(RECEIPT, SENDER, plain, KEYS)) <= MAX_PACKET


def _reason(data: bytes, keys: Keys = KEYS) -> str:
    with pytest.raises(PacketError) as caught:
        open_packet(data, keys)
    return caught.value.reason


def test_each_reason_for_refusing_a_packet() -> None:
    packet = seal_frame(Frame(A, 1, entries(1)), KEYS)
    assert _reason(b"") == "short"
    assert _reason(packet[:14]) == "short"
    assert _reason(bytes(232)) == "malformed"
    assert _reason(b"\x11" + packet[1:]) == "version"
    assert _reason(b"\x0f" + packet[1:]) == "type"
    assert _reason(packet[:1] + b"\x09" + packet[2:]) == "epoch"
    assert _reason(packet[:-1]) == "tag"
    assert _reason(packet, Keys.derive(GROUP_KEY, b"another!", EPOCH)) == "tag"
    assert _reason(packet, Keys.derive(bytes(32), INCIDENT, EPOCH)) == "tag"


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (TALK, ""),
        (TALK, "00"),
        (TALK, "08"),
        (TALK, "01"),
        (TALK, "0206000000000000"),
        (TALK, "0208010000000000002a"),
        (TALK, "0209040000000000000100"),
        (TALK, "04020041"),
        (TALK, "0404004180"),
        (TALK, "000100410001"),
        (TALK, "00010041000100"),
        (TALK, "000100410001056162"),
        (TALK, "00020041ffff01610162"),
        (TALK, "0001004100010161" + "000001"),
        (RECEIPT, "00" * 63),
        (RECEIPT, "00" * 64 + "0041"),
        (RECEIPT, "00" * 64 + "00410700"),
    ],
)
def test_genuine_packets_of_nonsense_are_malformed(kind: int, plain: str) -> None:
    assert _reason(seal_control(kind, SENDER, bytes.fromhex(plain), KEYS)) in {"malformed", "short"}


def test_a_binding_is_a_frame_like_any_other() -> None:
    frame = Frame(A, 0, binding(A))
    assert open_packet(seal_frame(frame, KEYS), KEYS) == frame
