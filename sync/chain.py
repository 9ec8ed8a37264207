# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hash chain of an author's frames, and the signatures in it.

C_0 = SHA-256("nsp-chain" | incident | u16 author | body_0), C_n = SHA-256(C_{n-1} | u32 n | body_n), both cut to 16 B.
A signed frame carries C_{n-1} and signs it with its own content: it can be verified alone and at once, and whoever
holds the frames before it can verify those as well, from the signed frame before them on.
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.certificates import signed_by
from sync.frames import MAX_BODY, TRAILER, is_signed, signed_head
from sync.ids import Author

CHAIN = 16
SIGNATURE = 64


def chain_start(incident: bytes, author: Author, body: bytes) -> bytes:
    """C_0."""
    return hashlib.sha256(b"nsp-chain" + incident + author.to_bytes(2, "big") + body).digest()[:CHAIN]


def chain_next(previous: bytes, number: int, body: bytes) -> bytes:
    """C_n."""
    return hashlib.sha256(previous + number.to_bytes(4, "big") + body).digest()[:CHAIN]


def previous_of(body: bytes) -> bytes:
    """C_{n-1} as the signed body of frame n says it."""
    return body[-TRAILER:-SIGNATURE]


def _message(incident: bytes, author: Author, number: int, signed: bytes) -> bytes:
    return b"nsp-frame" + incident + author.to_bytes(2, "big") + number.to_bytes(4, "big") + signed


def sign_body(
    replica: Ed25519PrivateKey, incident: bytes, author: Author, number: int, previous: bytes, content: bytes
) -> bytes:
    """The signed body of frame ``number``; ``ValueError`` if that is too long."""
    if len(content) + TRAILER > MAX_BODY:
        raise ValueError("no room for a signature")
    signed = signed_head(content) + previous
    return signed + replica.sign(_message(incident, author, number, signed))


def verify_body(replica_public: bytes, incident: bytes, author: Author, number: int, body: bytes) -> bool:
    """Did the replica sign this body, under this number, after the history that it names?"""
    if not is_signed(body):
        return False
    signed, signature = body[:-SIGNATURE], body[-SIGNATURE:]
    return signed_by(replica_public, signature, _message(incident, author, number, signed))
