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
from sync.chain import chain_next, chain_start, sign_body, verify_body
from sync.frames import Checkpoint, EntriesBody, Frame, Priority, decode_body, encode_entries
from sync.ids import Author, make_author, replica_id
from sync.keys import open_sealed, pair_key, seal, witness_key
from sync.packets import Receipt, Sender, State, Talk, Want
from sync.siv import ShortSiv
from sync.syndromes import NONE, changed
from sync.talk import encode_state, encode_talk, encode_want
from sync.vectors import Holding, decode_vector, encode_vector
from sync.wire import RECEIPT, TALK, Keys, encode_receipt, open_packet, seal_control, seal_frame

VECTORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "vectors" / "sync_draft.yaml").read_text("utf-8")
)
INCIDENT = bytes.fromhex(VECTORS["incident"])
KEYS = Keys.derive(bytes.fromhex(VECTORS["group_key"]), INCIDENT, VECTORS["epoch"])
POINT = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
REPLICA = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
PUBLIC = REPLICA.public_key().public_bytes_raw()
AUTHOR = make_author(1, 0)
HOLDINGS = {AUTHOR: Holding(3), make_author(9, 0): Holding(1, ((2, 1), (4, 3)))}
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
    checkpoint = sign_body(REPLICA, INCIDENT, AUTHOR, 2, second, b"\2")
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
    receipt, _ = encode_receipt(VECTOR, REPLICA, INCIDENT, AUTHOR)
    assert seal_control(RECEIPT, SENDER, receipt, KEYS) == vector("receipt")
    receipt = open_packet(vector("receipt"), KEYS)
    assert isinstance(receipt, Receipt) and receipt.vector == {AUTHOR: (3, vector("chain_1")[:2])}


def spoken() -> dict[str, Talk]:
    """What is in the vectors of the second kind of packet."""
    syndromes = changed(changed(NONE, AUTHOR, 3), make_author(9, 0), 1)
    whole = State(0x01020304, 7, 2, vector=HOLDINGS, complete=True, hears=frozenset({1, 9}))
    frame = Frame(AUTHOR, 1, vector("entries"))
    return {
        "talk_digest": Talk(SENDER, State(0x01020304, 7, 2)),
        "talk_syndromes": Talk(SENDER, State(0x01020304, 7, 2, syndromes=syndromes)),
        "talk_whole": Talk(SENDER, whole),
        "talk_want": Talk(SENDER, want=Want(make_author(9, 0), HOLDINGS)),
        "talk_frames": Talk(SENDER, frames=(frame, Frame(AUTHOR, 2, vector("checkpoint"))), more=True),
    }


def sealed(talk: Talk) -> bytes:
    state = b"" if talk.state is None else encode_state(talk.state, 200)
    want = b"" if talk.want is None else encode_want(talk.want, 200)
    return seal_control(TALK, talk.sender, encode_talk(state, want, talk.frames, more=talk.more), KEYS)


@pytest.mark.parametrize("name", spoken())
def test_what_neighbours_say(name: str) -> None:
    talk = spoken()[name]
    assert sealed(talk) == vector(name)
    assert open_packet(vector(name), KEYS) == talk


@pytest.mark.parametrize("case", VECTORS["version_vectors"])
def test_version_vectors(case: dict[str, Any]) -> None:
    holdings = {Author(author): Holding(head, tuple(map(tuple, runs))) for author, head, runs in case["rows"]}
    assert encode_vector(holdings, 200) == (bytes.fromhex(case["bits"]), len(holdings))
    assert decode_vector(bytes.fromhex(case["bits"])) == holdings


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
