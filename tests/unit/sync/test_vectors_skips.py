# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Known bytes of skips."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.chain import sign_body, verify_body
from sync.frames import content_of
from sync.ids import Author
from sync.skips import Skip, decode_skip, digest_of, encode_skip

VECTORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "vectors" / "sync_draft_skips.yaml").read_text("utf-8")
)
INCIDENT, AUTHOR = bytes.fromhex(VECTORS["incident"]), Author(VECTORS["author"])
DIGEST = bytes.fromhex(VECTORS["digest"])


def test_the_digest() -> None:
    staying = [(number, bytes.fromhex(body)) for number, body in VECTORS["staying"].items()]
    assert digest_of(INCIDENT, AUTHOR, VECTORS["first"], staying) == DIGEST


@pytest.mark.parametrize("row", VECTORS["contents"], ids=lambda row: str(row["name"]))
def test_contents(row: dict[str, Any]) -> None:
    skip = Skip(row["first"], row["number"], tuple((first, count) for first, count in row["runs"]), DIGEST)
    assert encode_skip(skip).hex() == row["content"]
    assert decode_skip(row["number"], bytes.fromhex(row["content"])) == skip


def test_a_whole_body() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["private"]["replica"]))
    body, row = bytes.fromhex(VECTORS["body"]), VECTORS["contents"][0]
    assert content_of(body).hex() == row["content"]
    previous = bytes.fromhex(VECTORS["previous"])
    assert sign_body(key, INCIDENT, AUTHOR, row["number"], previous, content_of(body)) == body
    assert verify_body(key.public_key().public_bytes_raw(), INCIDENT, AUTHOR, row["number"], body)
