# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Packets as bytes. ``docs/protocol.md`` has the byte tables; this is version 0, a draft.

Carry:   u8 version<<4|type, u8 epoch, u16 author, u16 number, ciphertext of the body, 8 B tag (the same bytes
         from every transmitter).
Others:  u8 version<<4|type, u8 epoch, u16 transmitter, u16 boot, u16 counter, ciphertext, 8 B tag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.bits import BitError
from sync.errors import SyncError
from sync.frames import MAX_BODY, Frame
from sync.ids import Author
from sync.keys import control_key, frame_key
from sync.packets import Packet, Receipt, Sender, SnapshotPart, State, Talk, Want
from sync.siv import TAG, SealError, ShortSiv
from sync.snapshot import Part, decode_part, encode_part
from sync.talk import TalkError, decode_talk
from sync.varint import VarintError, read_varint, write_varint
from sync.vectors import Holding

PROTOCOL_VERSION = 0
CARRY, TALK, RECEIPT, SNAPSHOT = 1, 2, 4, 5
CARRY_HEADER, CONTROL_HEADER = 6, 8
MAX_PACKET = 231
CONTROL_ROOM = MAX_PACKET - CONTROL_HEADER - TAG
SIGNATURE = 64
CHAIN_HINT = 2
"""B of the chain in a receipt."""

__all__ = [
    "Holding",
    "Packet",
    "Receipt",
    "Sender",
    "State",
    "Talk",
    "Want",
]


class PacketError(SyncError):
    """``reason`` is one of: short, version, type, epoch, tag, malformed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Keys:
    """The group's keys of one epoch."""

    incident: bytes
    epoch: int
    frame: bytes
    control: bytes

    @classmethod
    def derive(cls, group_key: bytes, incident: bytes, epoch: int) -> Keys:
        """From the incident's 32-byte group key."""
        return cls(incident, epoch, frame_key(group_key, incident, epoch), control_key(group_key, incident, epoch))


def seal_frame(frame: Frame, keys: Keys) -> bytes:
    """The carry packet of a frame: deterministic."""
    header = bytes((PROTOCOL_VERSION << 4 | CARRY, keys.epoch))
    header += frame.author.to_bytes(2, "big") + frame.number.to_bytes(2, "big")
    nonce = header[2:] + b"nspframe"
    return header + ShortSiv(keys.frame).encrypt(nonce, frame.body, header + keys.incident)


def seal_control(kind: int, sender: Sender, plain: bytes, keys: Keys) -> bytes:
    """Talk, a receipt, or a part of a snapshot."""
    header = bytes((PROTOCOL_VERSION << 4 | kind, keys.epoch)) + sender.author.to_bytes(2, "big")
    header += sender.boot.to_bytes(2, "big") + sender.counter.to_bytes(2, "big")
    nonce = header + b"ctrl"
    return header + ShortSiv(keys.control).encrypt(nonce, plain, header + keys.incident)


def encode_receipt(
    vector: Mapping[Author, tuple[int, bytes]], key: Ed25519PrivateKey, incident: bytes, author: Author
) -> tuple[bytes, int]:
    """64 B signature, then (u16 author, varint head, 2 B of the chain) as often as there is room; and how often that
    is."""
    out, fitted = bytearray(), 0
    for held_author, (head, chain) in vector.items():
        part = bytearray(held_author.to_bytes(2, "big"))
        write_varint(part, head)
        part += chain[:CHAIN_HINT]
        if len(out) + len(part) > CONTROL_ROOM - SIGNATURE:
            break
        out += part
        fitted += 1
    return key.sign(receipt_message(incident, author, bytes(out))) + bytes(out), fitted


def _decode_vector(data: bytes) -> dict[Author, tuple[int, bytes]]:
    vector: dict[Author, tuple[int, bytes]] = {}
    offset = 0
    while offset < len(data):
        author = Author(int.from_bytes(data[offset : offset + 2], "big"))
        head, offset = read_varint(data, offset + 2)
        chain = data[offset : offset + CHAIN_HINT]
        if len(chain) < CHAIN_HINT or head > 0x10000:
            raise PacketError("malformed")
        vector[author], offset = (head, chain), offset + CHAIN_HINT
    return vector


def receipt_message(incident: bytes, author: Author, vector: bytes) -> bytes:
    """What a coordination point signs."""
    return b"nsp-receipt" + incident + author.to_bytes(2, "big") + vector


def encode_snapshot(part: Part, key: Ed25519PrivateKey, incident: bytes, author: Author) -> bytes:
    """64 B signature, then the part."""
    raw = encode_part(part)
    return key.sign(snapshot_message(incident, author, raw)) + raw


def snapshot_message(incident: bytes, author: Author, part: bytes) -> bytes:
    """What a coordination point signs of each part."""
    return b"nsp-snapshot" + incident + author.to_bytes(2, "big") + part


def open_packet(data: bytes, keys: Keys) -> Packet:
    """Authenticate, then decode; raises :class:`PacketError` and nothing else."""
    if len(data) < CARRY_HEADER + TAG + 1 or len(data) > MAX_PACKET:
        raise PacketError("short" if len(data) <= MAX_PACKET else "malformed")
    if data[0] >> 4 != PROTOCOL_VERSION:
        raise PacketError("version")
    kind = data[0] & 15
    if kind not in (CARRY, TALK, RECEIPT, SNAPSHOT):
        raise PacketError("type")
    if data[1] != keys.epoch:
        raise PacketError("epoch")
    if kind == CARRY:
        header = data[:CARRY_HEADER]
        body = _decrypt(keys.frame, header[2:] + b"nspframe", data[CARRY_HEADER:], header + keys.incident)
        if len(body) > MAX_BODY:
            raise PacketError("malformed")
        return Frame(Author(int.from_bytes(data[2:4], "big")), int.from_bytes(data[4:6], "big"), body)
    header = data[:CONTROL_HEADER]
    plain = _decrypt(keys.control, header + b"ctrl", data[CONTROL_HEADER:], header + keys.incident)
    number = [int.from_bytes(header[at : at + 2], "big") for at in (2, 4, 6)]
    return _open_control(kind, Sender(Author(number[0]), number[1], number[2]), plain)


def _open_control(kind: int, sender: Sender, plain: bytes) -> Packet:
    try:
        if kind == TALK:
            return decode_talk(sender, plain)
        if kind == RECEIPT and len(plain) >= SIGNATURE:
            signature, signed = plain[:SIGNATURE], plain[SIGNATURE:]
            return Receipt(sender, _decode_vector(signed), signature, signed)
        if kind == SNAPSHOT and len(plain) >= SIGNATURE:
            signature, signed = plain[:SIGNATURE], plain[SIGNATURE:]
            return SnapshotPart(sender, decode_part(signed), signature, signed)
    except (TalkError, VarintError, BitError, IndexError) as error:
        raise PacketError("malformed") from error
    raise PacketError("malformed")


def _decrypt(key: bytes, nonce: bytes, data: bytes, associated: bytes) -> bytes:
    try:
        return ShortSiv(key).decrypt(nonce, data, associated)
    except SealError as error:
        raise PacketError("tag") from error
