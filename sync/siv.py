# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Authenticated encryption with a synthetic IV of 8 bytes, deterministic (the SIV composition of Rogaway and
Shrimpton, EUROCRYPT 2006, with HMAC-SHA256 and AES-256-CTR). ``docs/adr/0030-short-tags.md`` has the argument.

    mac, stream = HMAC(key, "nsp-siv-mac"), HMAC(key, "nsp-siv-stream")
    V           = first 8 B of HMAC(mac, u16 length of associated | associated | nonce | plaintext)
    ciphertext  = AES-256-CTR of the plaintext under HMAC(stream, V | nonce), counter block from 0
    result      = ciphertext | V

A message key of its own for every (V, nonce): repeating a nonce with other contents, as a restored backup would,
shows whether two messages are equal and nothing else.
"""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

from sync.errors import SyncError

TAG = 8
"""Bytes that a sealed message is longer than its plaintext."""

_NONCE = 12


class SealError(SyncError):
    """Not sealed with this key, or changed on the way."""


class ShortSiv:
    """Under one key of 32 B. ``nonce`` has 12 B and may repeat; ``associated`` is authenticated, not sent."""

    def __init__(self, key: bytes) -> None:
        self._mac = hmac.digest(key, b"nsp-siv-mac", "sha256")
        self._stream = hmac.digest(key, b"nsp-siv-stream", "sha256")

    def encrypt(self, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """Ciphertext, then the tag."""
        tag = self._tag(nonce, plaintext, associated)
        return self._crypt(tag, nonce, plaintext) + tag

    def decrypt(self, nonce: bytes, data: bytes, associated: bytes) -> bytes:
        """The plaintext; raises :class:`SealError`."""
        if len(data) < TAG:
            raise SealError("tag")
        ciphertext, tag = data[:-TAG], data[-TAG:]
        plaintext = self._crypt(tag, nonce, ciphertext)
        if not hmac.compare_digest(tag, self._tag(nonce, plaintext, associated)):
            raise SealError("tag")
        return plaintext

    def _tag(self, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
        if len(nonce) != _NONCE:
            raise ValueError("nonce")
        message = len(associated).to_bytes(2, "big") + associated + nonce + plaintext
        return hmac.digest(self._mac, message, "sha256")[:TAG]

    def _crypt(self, tag: bytes, nonce: bytes, data: bytes) -> bytes:
        key = hmac.digest(self._stream, tag + nonce, "sha256")
        return Cipher(AES256(key), CTR(bytes(16))).encryptor().update(data)
