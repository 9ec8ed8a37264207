# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The draft's golden vectors, written and read."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.certificates import make_binding
from sync.chain import chain_next, chain_start, make_checkpoint, sign_body, verify_body
from sync.frames import Checkpoint, EntriesBody, Frame, Priority, decode_body, encode_entries
from sync.ids import Author, make_author, replica_id
from sync.keys import open_sealed, pair_key, seal, witness_key
from sync.siv import ShortSiv
from sync.wire import (
    BEACON,
    RECEIPT,
    WANT,
    Beacon,
    Holding,
    Keys,
    Receipt,
    Sender,
    Want,
    encode_beacon,
    encode_holdings,
    encode_receipt,
    open_packet,
    seal_control,
    seal_frame,
)

VECTORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "vectors" / "sync_draft.yaml").read_text("utf-8")
)
INCIDENT = bytes.fromhex(VECTORS["incident"])
KEYS = Keys.derive(bytes.fromhex(VECTORS["group_key"]), INCIDENT, VECTORS["epoch"])
POINT = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
REPLICA = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
PUBLIC = REPLICA.public_key().public_bytes_raw()
AUTHOR = make_author(1, 0)
HOLDINGS = {AUTHOR: Holding(3), make_author(9, 0): Holding(1, 0b101)}
SENDER = Sender(AUTHOR, 0x1234, 5)
VECTOR = {AUTHOR: (3, bytes.fromhex(VECTORS["chain_1"]))}
CONTENT = b"water"


def vector(name: str) -> bytes:
    return bytes.fromhex(VECTORS[name])


def test_keys_and_names() -> None:
    assert (KEYS.frame, KEYS.control) == (vector("frame_key"), vector("control_key"))
    assert (int(AUTHOR), PUBLIC, replica_id(PUBLIC)) == (
        VECTORS["author"],
        vector("replica_public"),
        vector("replica_id"),
    )


def test_frames_and_chain() -> None:
    binding = make_binding(POINT, INCIDENT, AUTHOR, PUBLIC)
    entries = encode_entries(Priority.URGENT, 0, CONTENT) + vector("witness")
    first = chain_start(INCIDENT, AUTHOR, binding)
    second = chain_next(first, 1, entries)
    checkpoint = make_checkpoint(REPLICA, INCIDENT, AUTHOR, 2, second)
    signed = sign_body(REPLICA, INCIDENT, AUTHOR, 2, second, encode_entries(Priority.URGENT, 0, CONTENT))
    made = [binding, first, entries, second, checkpoint, signed]
    assert made == [vector(name) for name in ("binding", "chain_0", "entries", "chain_1", "checkpoint", "signed")]
    assert decode_body(entries) == decode_body(signed) == EntriesBody(Priority.URGENT, 0, CONTENT)
    assert isinstance(decode_body(checkpoint), Checkpoint)
    for body in (checkpoint, signed):
        assert verify_body(PUBLIC, INCIDENT, AUTHOR, 2, body)
        assert not verify_body(PUBLIC, INCIDENT, AUTHOR, 3, body)


def test_the_witness() -> None:
    content, key = encode_entries(Priority.URGENT, 0, CONTENT), vector("witness_key")
    message = b"nsp-witness" + AUTHOR.to_bytes(2, "big") + (1).to_bytes(4, "big") + content
    assert hmac.digest(key, message, "sha256")[:4] == vector("witness")


def test_packets() -> None:
    frame = Frame(AUTHOR, 1, vector("entries"))
    assert seal_frame(frame, KEYS) == vector("carry")
    assert open_packet(vector("carry"), KEYS) == frame
    assert seal_control(BEACON, SENDER, encode_beacon(2, HOLDINGS), KEYS) == vector("beacon")
    assert open_packet(vector("beacon"), KEYS) == Beacon(SENDER, True, 2, HOLDINGS)
    assert seal_control(WANT, SENDER, encode_holdings(HOLDINGS, 200)[0], KEYS) == vector("want")
    assert open_packet(vector("want"), KEYS) == Want(SENDER, HOLDINGS)
    assert seal_control(RECEIPT, SENDER, encode_receipt(VECTOR, REPLICA, INCIDENT, AUTHOR), KEYS) == vector("receipt")
    receipt = open_packet(vector("receipt"), KEYS)
    assert isinstance(receipt, Receipt) and receipt.vector == {AUTHOR: (3, vector("chain_1")[:2])}


def test_sealed_fields() -> None:
    three, four = (X25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (3, 4))
    one_way = pair_key(three.private_bytes_raw(), four.public_key().public_bytes_raw(), INCIDENT)
    other_way = pair_key(four.private_bytes_raw(), three.public_key().public_bytes_raw(), INCIDENT)
    assert one_way == other_way == vector("pair_key")
    for one, other in ((three, four), (four, three)):
        made = witness_key(one.private_bytes_raw(), other.public_key().public_bytes_raw(), INCIDENT)
        assert made == vector("witness_key")
    assert seal(bytes([5]) * 32, Author(64), 7, b"adres", b"open") == vector("sealed")
    assert open_sealed(bytes([5]) * 32, Author(64), 7, vector("sealed"), b"open") == b"adres"


@pytest.mark.parametrize("case", VECTORS["siv"])
def test_synthetic_ivs(case: dict[str, str]) -> None:
    key, nonce, associated, plain, sealed = (
        bytes.fromhex(case[name]) for name in ("key", "nonce", "associated", "plain", "sealed")
    )
    assert ShortSiv(key).encrypt(nonce, plain, associated) == sealed
    assert ShortSiv(key).decrypt(nonce, sealed, associated) == plain
