# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Known bytes of snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.ids import Author
from sync.packets import Ask, Sender, SnapshotPart, Talk
from sync.snapshot import Part, Row, Statement, decode_part, decode_rows, encode_part, encode_rows
from sync.talk import decode_talk, encode_ask, encode_talk
from sync.wire import SIGNATURE, SNAPSHOT, Keys, encode_snapshot, open_packet, seal_control, snapshot_message

VECTORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "vectors" / "sync_draft_snapshot.yaml").read_text("utf-8")
)
INCIDENT, SIGNER = bytes.fromhex(VECTORS["incident"]), Author(VECTORS["signer"])
KEYS = Keys.derive(bytes.fromhex(VECTORS["group_key"]), INCIDENT, VECTORS["epoch"])
REPLICA = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["private"]["replica"]))
SAID, PART = VECTORS["statement"], VECTORS["part"]
STATEMENT = Statement(SAID["minutes"], SAID["total"], SAID["levels"], tuple(SAID["points"]), SAID["parts"])


def rows(case: dict[str, Any]) -> dict[Author, Row]:
    return {
        Author(row["author"]): Row(row["head"], tuple((first, count) for first, count in row["runs"]))
        for row in case["authors"]
    }


def test_the_statement() -> None:
    assert STATEMENT.to_bytes().hex() == SAID["bytes"]
    assert STATEMENT.name(SIGNER) == SAID["name"]


@pytest.mark.parametrize("case", VECTORS["rows"], ids=lambda case: str(case["name"]))
def test_rows(case: dict[str, Any]) -> None:
    assert encode_rows(rows(case)).hex() == case["bits"]
    assert decode_rows(bytes.fromhex(case["bits"])) == rows(case)


def test_a_part_and_its_packet() -> None:
    part = Part(STATEMENT, PART["index"], rows(VECTORS["rows"][0]))
    assert encode_part(part).hex() == PART["bytes"]
    assert decode_part(bytes.fromhex(PART["bytes"])) == part
    plain = encode_snapshot(part, REPLICA, INCIDENT, SIGNER)
    assert plain.hex() == PART["signature"] + PART["bytes"]
    REPLICA.public_key().verify(plain[:SIGNATURE], snapshot_message(INCIDENT, SIGNER, plain[SIGNATURE:]))
    sender = Sender(SIGNER, PART["boot"], PART["counter"])
    packet = bytes.fromhex(PART["packet"])
    assert seal_control(SNAPSHOT, sender, plain, KEYS) == packet
    assert open_packet(packet, KEYS) == SnapshotPart(sender, part, plain[:SIGNATURE], plain[SIGNATURE:])


def test_the_question() -> None:
    ask = Ask(VECTORS["ask"]["point"], VECTORS["ask"]["name"], VECTORS["ask"]["mask"])
    assert encode_ask(ask).hex() == VECTORS["ask"]["bytes"]
    assert encode_talk(ask=encode_ask(ask)).hex() == VECTORS["ask"]["talk"]
    sender = Sender(SIGNER, 1, 1)
    assert decode_talk(sender, bytes.fromhex(VECTORS["ask"]["talk"])) == Talk(sender, ask=ask)
