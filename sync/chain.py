# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hash chain of an author's frames, and the signatures over it.

H_0 = SHA-256("nsp-chain" | incident | body_0), H_n = SHA-256(H_{n-1} | n as u32 | body_n).
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.certificates import signed_by
from sync.frames import CHECKPOINT
from sync.ids import Author


def chain_start(incident: bytes, body: bytes) -> bytes:
    """H_0."""
    return hashlib.sha256(b"nsp-chain" + incident + body).digest()


def chain_next(previous: bytes, number: int, body: bytes) -> bytes:
    """H_n."""
    return hashlib.sha256(previous + number.to_bytes(4, "big") + body).digest()


def _message(incident: bytes, author: Author, number: int, chain_hash: bytes) -> bytes:
    return b"nsp-check" + incident + author.to_bytes(2, "big") + number.to_bytes(4, "big") + chain_hash


def make_checkpoint(
    replica_private: Ed25519PrivateKey, incident: bytes, author: Author, number: int, chain_hash: bytes
) -> bytes:
    """The body of frame ``number``: a signature over H_{number-1}."""
    return bytes((CHECKPOINT,)) + replica_private.sign(_message(incident, author, number, chain_hash))


def verify_checkpoint(
    replica_public: bytes, incident: bytes, author: Author, number: int, chain_hash: bytes, signature: bytes
) -> bool:
    """Did the replica sign exactly this history?"""
    return signed_by(replica_public, signature, _message(incident, author, number, chain_hash))
