# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every key is derived from the incident, so that two incidents can never merge.

HKDF-SHA256 (RFC 5869) for derivation, :mod:`sync.siv` for encryption.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.ids import Author
from sync.siv import SealError, ShortSiv

__all__ = [
    "SealError",
    "control_key",
    "derive",
    "frame_key",
    "open_sealed",
    "pair_key",
    "rekey_key",
    "seal",
    "witness_key",
]


def derive(secret: bytes, incident: bytes, epoch: int, purpose: bytes) -> bytes:
    """32 B for one purpose in one epoch of one incident."""
    info = b"nsp/" + purpose + b"/" + incident + epoch.to_bytes(1, "big")
    return HKDF(SHA256(), 32, salt=None, info=info).derive(secret)


def frame_key(group_key: bytes, incident: bytes, epoch: int) -> bytes:
    """Encrypts frames: equal for every transmitter."""
    return derive(group_key, incident, epoch, b"frame")


def control_key(group_key: bytes, incident: bytes, epoch: int) -> bytes:
    """Encrypts beacons, wants and receipts."""
    return derive(group_key, incident, epoch, b"control")


def pair_key(own_private: bytes, other_public: bytes, incident: bytes) -> bytes:
    """Static-static X25519 (RFC 7748): both ends derive the same 32 B. Of no epoch: what is sealed lies in frames,
    and those outlive every epoch of the group."""
    private = X25519PrivateKey.from_private_bytes(own_private)
    shared = private.exchange(X25519PublicKey.from_public_bytes(other_public))
    return derive(shared, incident, 0, b"pair")


def witness_key(own_private: bytes, other_public: bytes, incident: bytes) -> bytes:
    """As :func:`pair_key`, for another purpose."""
    private = X25519PrivateKey.from_private_bytes(own_private)
    shared = private.exchange(X25519PublicKey.from_public_bytes(other_public))
    return derive(shared, incident, 0, b"witness")


def rekey_key(own_private: bytes, other_public: bytes, incident: bytes, epoch: int) -> bytes:
    """As :func:`pair_key`: carries the group key of ``epoch`` from a coordination point to a member."""
    private = X25519PrivateKey.from_private_bytes(own_private)
    shared = private.exchange(X25519PublicKey.from_public_bytes(other_public))
    return derive(shared, incident, epoch, b"rekey")


def _nonce(author: Author, number: int) -> bytes:
    return author.to_bytes(2, "big") + number.to_bytes(6, "big") + b"seal"


def seal(key: bytes, author: Author, number: int, plaintext: bytes, associated: bytes) -> bytes:
    """Ciphertext and tag, bound to the frame ``number`` it lies in and to what lies there in the open."""
    return ShortSiv(key).encrypt(_nonce(author, number), plaintext, associated)


def open_sealed(key: bytes, author: Author, number: int, blob: bytes, associated: bytes) -> bytes:
    """The plaintext; raises :class:`SealError`."""
    return ShortSiv(key).decrypt(_nonce(author, number), blob, associated)
