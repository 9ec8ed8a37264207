# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every key is derived from the incident, so that two incidents can never merge.

HKDF-SHA256 (RFC 5869) for derivation, AES-256-GCM-SIV (RFC 8452) for encryption: repeating a nonce with
other contents, as a restored backup would, shows equality of messages and nothing else.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.errors import SyncError
from sync.ids import Author

TAG = 16


class SealError(SyncError):
    """Not sealed with this key, or changed on the way."""


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


def pair_key(own_private: bytes, other_public: bytes, incident: bytes, epoch: int) -> bytes:
    """Static-static X25519 (RFC 7748): both ends derive the same 32 B."""
    private = X25519PrivateKey.from_private_bytes(own_private)
    shared = private.exchange(X25519PublicKey.from_public_bytes(other_public))
    return derive(shared, incident, epoch, b"pair")


def witness_key(own_private: bytes, other_public: bytes, incident: bytes) -> bytes:
    """As :func:`pair_key`, of no epoch: frames outlive every epoch of the group."""
    private = X25519PrivateKey.from_private_bytes(own_private)
    shared = private.exchange(X25519PublicKey.from_public_bytes(other_public))
    return derive(shared, incident, 0, b"witness")


def _nonce(author: Author, seq: int) -> bytes:
    return author.to_bytes(2, "big") + seq.to_bytes(6, "big") + b"seal"


def seal(key: bytes, author: Author, seq: int, plaintext: bytes) -> bytes:
    """Ciphertext and 16 B tag, bound to the entry it belongs to."""
    return AESGCMSIV(key).encrypt(_nonce(author, seq), plaintext, None)


def open_sealed(key: bytes, author: Author, seq: int, blob: bytes) -> bytes:
    """The plaintext; raises :class:`SealError`."""
    try:
        return AESGCMSIV(key).decrypt(_nonce(author, seq), blob, None)
    except (InvalidTag, ValueError) as error:
        raise SealError("tag") from error
