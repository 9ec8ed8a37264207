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

from sync.errors import SyncError
from sync.frames import MAX_BODY, Frame
from sync.ids import Author
from sync.keys import control_key, frame_key
from sync.siv import TAG, SealError, ShortSiv
from sync.varint import VarintError, read_varint, write_varint

PROTOCOL_VERSION = 0
CARRY, BEACON, WANT, RECEIPT = 1, 2, 3, 4
CARRY_HEADER, CONTROL_HEADER = 6, 8
MAX_PACKET = 231
CONTROL_ROOM = MAX_PACKET - CONTROL_HEADER - TAG
GAP_BITS = 16
CHAIN_HINT = 2
"""B of the chain in a receipt."""


class PacketError(SyncError):
    """``reason`` is one of: short, version, type, epoch, tag, malformed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Holding:
    """How far somebody is with one author: ``head`` frames without gap, and which of the next 16 after
    the missing one (bit i = number head + 1 + i)."""

    head: int
    beyond: int = 0

    def has(self, number: int) -> bool:
        """Does this holder have the frame, as far as it said?"""
        ahead = number - self.head - 1
        return ahead < -1 or (0 <= ahead < GAP_BITS and bool(self.beyond >> ahead & 1))


@dataclass(frozen=True, slots=True)
class Sender:
    """Header of a control packet."""

    author: Author
    boot: int
    counter: int


@dataclass(frozen=True, slots=True)
class Beacon:
    """What the sender holds. ``complete``: authors that are not named, it has nothing of. ``receipted``: the sum
    of the heads that receipts of the coordination point gave it."""

    sender: Sender
    complete: bool
    receipted: int
    holdings: Mapping[Author, Holding]


@dataclass(frozen=True, slots=True)
class Want:
    """The sender lacks frames of these authors from their ``head`` on."""

    sender: Sender
    holdings: Mapping[Author, Holding]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A coordination point's durable vector, signed by its replica: per author the head, and 2 B of the chain there,
    so that an author sees whether it is its own frames that are held."""

    sender: Sender
    vector: Mapping[Author, tuple[int, bytes]]
    signature: bytes
    signed: bytes


Packet = Frame | Beacon | Want | Receipt


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
    """A beacon, want or receipt."""
    header = bytes((PROTOCOL_VERSION << 4 | kind, keys.epoch)) + sender.author.to_bytes(2, "big")
    header += sender.boot.to_bytes(2, "big") + sender.counter.to_bytes(2, "big")
    nonce = header + b"ctrl"
    return header + ShortSiv(keys.control).encrypt(nonce, plain, header + keys.incident)


def encode_holdings(holdings: Mapping[Author, Holding], room: int) -> tuple[bytes, list[Author]]:
    """As many as fit in ``room`` bytes, in the mapping's order; and the authors that did fit."""
    out, fitted = bytearray(), []
    for author, holding in holdings.items():
        part = bytearray(author.to_bytes(2, "big"))
        write_varint(part, holding.head << 1 | bool(holding.beyond))
        if holding.beyond:
            part += (holding.beyond & 0xFFFF).to_bytes(2, "big")
        if len(out) + len(part) > room:
            break
        out += part
        fitted.append(author)
    return bytes(out), fitted


def decode_holdings(data: bytes, offset: int) -> dict[Author, Holding]:
    """Raises :class:`PacketError`."""
    holdings: dict[Author, Holding] = {}
    try:
        while offset < len(data):
            author = Author(int.from_bytes(data[offset : offset + 2], "big"))
            value, offset = read_varint(data, offset + 2)
            beyond = 0
            if value & 1:
                if offset + 2 > len(data):
                    raise PacketError("malformed")
                beyond, offset = int.from_bytes(data[offset : offset + 2], "big"), offset + 2
            holdings[author] = Holding(value >> 1, beyond)
    except VarintError as error:
        raise PacketError("malformed") from error
    if any(holding.head > 0x10000 for holding in holdings.values()):
        raise PacketError("malformed")
    return holdings


def encode_beacon(receipted: int, holdings: Mapping[Author, Holding]) -> bytes:
    """u8 flags (bit 0 complete), varint receipted, holdings."""
    body, fitted = encode_holdings(holdings, CONTROL_ROOM - 6)
    out = bytearray((1 if len(fitted) == len(holdings) else 0,))
    write_varint(out, receipted)
    return bytes(out) + body


def encode_vector(vector: Mapping[Author, tuple[int, bytes]]) -> tuple[bytes, int]:
    """(u16 author, varint head, 2 B of the chain) as often as a receipt has room for; and how often that is."""
    out, fitted = bytearray(), 0
    for held_author, (head, chain) in vector.items():
        part = bytearray(held_author.to_bytes(2, "big"))
        write_varint(part, head)
        part += chain[:CHAIN_HINT]
        if len(out) + len(part) > CONTROL_ROOM - 64:
            break
        out += part
        fitted += 1
    return bytes(out), fitted


def encode_receipt(
    vector: Mapping[Author, tuple[int, bytes]], key: Ed25519PrivateKey, incident: bytes, author: Author
) -> bytes:
    """64 B signature, then the vector."""
    pairs, _ = encode_vector(vector)
    return key.sign(receipt_message(incident, author, pairs)) + pairs


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


def open_packet(data: bytes, keys: Keys) -> Packet:
    """Authenticate, then decode; raises :class:`PacketError` and nothing else."""
    if len(data) < CARRY_HEADER + TAG + 1 or len(data) > MAX_PACKET:
        raise PacketError("short" if len(data) <= MAX_PACKET else "malformed")
    if data[0] >> 4 != PROTOCOL_VERSION:
        raise PacketError("version")
    kind = data[0] & 15
    if kind not in (CARRY, BEACON, WANT, RECEIPT):
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
    if kind == WANT:
        return Want(sender, decode_holdings(plain, 0))
    try:
        if kind == BEACON and plain:
            receipted, offset = read_varint(plain, 1)
            return Beacon(sender, bool(plain[0] & 1), receipted, decode_holdings(plain, offset))
        if kind == RECEIPT and len(plain) >= 64:
            return Receipt(sender, _decode_vector(plain[64:]), plain[:64], plain[64:])
    except VarintError as error:
        raise PacketError("malformed") from error
    raise PacketError("malformed")


def _decrypt(key: bytes, nonce: bytes, data: bytes, associated: bytes) -> bytes:
    try:
        return ShortSiv(key).decrypt(nonce, data, associated)
    except SealError as error:
        raise PacketError("tag") from error
