# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Known bytes of commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.commands import (
    Mark,
    Message,
    Rekey,
    Revoke,
    Vouch,
    decode_command,
    encode_message,
    encode_rekey,
    encode_revoke,
    encode_vouch,
    signed_by_root,
    wrap,
)
from sync.ids import Author, make_author
from sync.keys import rekey_key

VECTORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "vectors" / "sync_draft_commands.yaml").read_text("utf-8")
)
INCIDENT = bytes.fromhex(VECTORS["incident"])
ROOT = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["private"]["root"]))
MARKS = tuple(Mark(Author(row["author"]), row["count"], bytes.fromhex(row["chain"])) for row in VECTORS["marks"])
WRAPS = {int(point): bytes.fromhex(value) for point, value in VECTORS["wraps"].items()}
POINT, GENERATION = VECTORS["point"], VECTORS["generation"]


def made() -> dict[str, bytes]:
    return {
        "revoke": encode_revoke(POINT, GENERATION, MARKS),
        "root_revoke": encode_revoke(POINT, GENERATION, MARKS, INCIDENT, ROOT),
        "rekey": encode_rekey(VECTORS["epoch"], WRAPS),
        "message": encode_message(bytes.fromhex(VECTORS["message"]))[0],
        "vouch": encode_vouch(MARKS),
    }


READ = {
    "revoke": Revoke(POINT, GENERATION, MARKS),
    "root_revoke": Revoke(POINT, GENERATION, MARKS, by_root=True),
    "rekey": Rekey(VECTORS["epoch"], WRAPS),
    "message": Message(0, 1, bytes.fromhex(VECTORS["message"])),
    "vouch": Vouch(MARKS),
}


@pytest.mark.parametrize("name", VECTORS["contents"])
def test_contents(name: str) -> None:
    raw = bytes.fromhex(VECTORS["contents"][name])
    assert made()[name] == raw
    assert decode_command(raw[1:]) == READ[name]


def test_the_roots_word() -> None:
    raw = bytes.fromhex(VECTORS["contents"]["root_revoke"])[1:]
    public = ROOT.public_key().public_bytes_raw()
    assert signed_by_root(raw, INCIDENT, public)
    assert not signed_by_root(raw, b"another!", public)
    assert not any(
        signed_by_root(raw[:at] + bytes((raw[at] ^ 1,)) + raw[at + 1 :], INCIDENT, public) for at in range(len(raw))
    )


def test_a_wrap_opens_with_either_half_of_the_pair() -> None:
    one, other = (bytes.fromhex(VECTORS["private"][name]) for name in ("exchange_a", "exchange_b"))
    public = {key: X25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw() for key in (one, other)}
    shared = rekey_key(one, public[other], INCIDENT, VECTORS["epoch"])
    assert shared == rekey_key(other, public[one], INCIDENT, VECTORS["epoch"])
    secret, author, number = bytes.fromhex(VECTORS["secret"]), make_author(9, 1), VECTORS["number"]
    wrapped = wrap(shared, secret, author, number)
    assert wrapped == bytes.fromhex(VECTORS["wrapped"])
    assert wrap(shared, wrapped, author, number) == secret
    assert wrap(shared, wrapped, author, number + 1) != secret
