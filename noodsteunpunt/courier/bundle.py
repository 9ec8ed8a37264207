# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle as bytes: a signed head, then records encrypted for one point in pieces of 64 KiB (docs/courier.md).

Who signed and what is said of the rest (its length and its SHA-256) are checked before one piece is decrypted; every
piece has a tag and a place, and the last one says that it is the last (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár,
2015). The key of the pieces is drawn anew for every bundle and encrypted to the point's X25519 key by HPKE (RFC 9180).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from noodsteunpunt.courier.errors import BundleHalf, BundleMalformed, BundleTampered, BundleTooNew, NotABundle
from noodsteunpunt.courier.records import MAX_RECORD, Record, RecordError, decode_record, known
from sync.certificates import signed_by
from sync.varint import VarintError, read_varint

MAGIC = b"NSPBUN\x01\n"
"""Six letters, the number of the format, a newline."""

MAX_BUNDLE = 1 << 28
"""B. A hundred thousand entries with house parts are about a tenth of it."""

PIECE = 1 << 16
TAG = 16
_HEAD = struct.Struct(">8s8sHHIQ32s80s")
HEAD = _HEAD.size + 64
_DOMAIN = b"nsp-bundle"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Head:
    """``sender`` is an author, ``recipient`` a point's number, ``created`` Unix s. ``length`` and ``digest`` (SHA-256)
    are of the encrypted pieces; ``wrapped`` is their key, encrypted to the recipient (80 B)."""

    incident: bytes
    sender: int
    recipient: int
    created: int
    length: int = 0
    digest: bytes = bytes(32)
    wrapped: bytes = bytes(80)
    signature: bytes = bytes(64)

    @classmethod
    def parse(cls, data: bytes) -> Head:
        """The fields of :data:`HEAD` B that begin with the magic."""
        _magic, incident, sender, recipient, created, length, digest, wrapped = _HEAD.unpack(data[: _HEAD.size])
        return cls(incident, sender, recipient, created, length, digest, wrapped, data[_HEAD.size :])

    def signed_bytes(self) -> bytes:
        """All but the signature."""
        return _HEAD.pack(
            MAGIC, self.incident, self.sender, self.recipient, self.created, self.length, self.digest, self.wrapped
        )

    @property
    def id(self) -> bytes:
        """16 B; the same bundle has the same one however its signature is written."""
        return hashlib.sha256(_DOMAIN + self.signed_bytes()).digest()[:16]

    def genuine(self, point_public: bytes) -> bool:
        """Did the sender's point sign it?"""
        return signed_by(point_public, self.signature, _DOMAIN + self.signed_bytes())


def write_bundle(
    out: BinaryIO, head: Head, records: Iterable[bytes], *, recipient_public: bytes, signing: Ed25519PrivateKey
) -> Head:
    """Write a whole bundle into ``out``, which can be sought in, at its beginning; returns the head it got."""
    key = secrets.token_bytes(32)
    out.seek(HEAD)
    digest, length = hashlib.sha256(), 0
    for piece in _pieces(key, records):
        out.write(piece)
        digest.update(piece)
        length += len(piece)
    public = X25519PublicKey.from_public_bytes(recipient_public)
    wrapped = _SUITE.encrypt(key, public, info=_binding(head))
    made = replace(head, length=length, digest=digest.digest(), wrapped=wrapped)
    made = replace(made, signature=signing.sign(_DOMAIN + made.signed_bytes()))
    out.seek(0)
    out.write(made.signed_bytes() + made.signature)
    out.seek(0, os.SEEK_END)
    return made


def _binding(head: Head) -> bytes:
    return _DOMAIN + head.incident + head.sender.to_bytes(2, "big") + head.recipient.to_bytes(2, "big")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((last,))


def _pieces(key: bytes, records: Iterable[bytes]) -> Iterator[bytes]:
    cipher, number, waiting = AESGCM(key), 0, bytearray()
    for record in records:
        waiting += record
        while len(waiting) > PIECE:
            yield cipher.encrypt(_nonce(number, last=False), bytes(waiting[:PIECE]), None)
            del waiting[:PIECE]
            number += 1
    yield cipher.encrypt(_nonce(number, last=True), bytes(waiting), None)


def read_head(stream: BinaryIO) -> Head:
    """Reads at most :data:`HEAD` B, believes nothing. Raises NotABundle, BundleTooNew, BundleHalf."""
    magic = stream.read(len(MAGIC))
    if magic[:6] != MAGIC[:6] or magic[7:] != MAGIC[7:]:
        raise NotABundle if not (magic and MAGIC.startswith(magic)) else BundleHalf
    if magic != MAGIC:
        raise BundleTooNew
    rest = stream.read(HEAD - len(MAGIC))
    if len(rest) < HEAD - len(MAGIC):
        raise BundleHalf
    return Head.parse(magic + rest)


def copy_body(stream: BinaryIO, head: Head, out: BinaryIO) -> None:
    """The pieces, checked against the head while they are copied. Raises BundleHalf, BundleTampered, OSError."""
    left, digest = head.length, hashlib.sha256()
    while left:
        piece = stream.read(min(left, PIECE))
        if not piece:
            raise BundleHalf
        digest.update(piece)
        out.write(piece)
        left -= len(piece)
    if stream.read(1) or digest.digest() != head.digest:
        raise BundleTampered


def open_records(stream: BinaryIO, head: Head, exchange_private: bytes) -> Iterator[Record]:
    """The records of a body that :func:`copy_body` made, one in memory at a time. Raises BundleTampered,
    BundleTooNew, BundleMalformed."""
    buffer = bytearray()
    for piece in _plain(stream, head, exchange_private):
        buffer += piece
        offset = 0
        while (found := _split(buffer, offset)) is not None:
            kind, payload, offset = found
            record = _decoded(kind, payload)
            if record is not None:
                yield record
        del buffer[:offset]
    if buffer:
        raise BundleMalformed("rest")


def _decoded(kind: int, payload: bytes) -> Record | None:
    if not known(kind):
        raise BundleTooNew
    try:
        return decode_record(kind, payload)
    except RecordError as error:
        raise BundleMalformed(str(error)) from error


def _split(data: bytearray, offset: int) -> tuple[int, bytes, int] | None:
    """(type, payload, offset behind it) of the record at ``offset``; None when it is not all there."""
    if offset >= len(data):
        return None
    try:
        length, start = read_varint(bytes(data[offset + 1 : offset + 11]), 0)
    except VarintError as error:
        if len(data) - offset > 10:
            raise BundleMalformed("length") from error
        return None
    if length > MAX_RECORD:
        raise BundleMalformed("length")
    start += offset + 1
    if start + length > len(data):
        return None
    return data[offset], bytes(data[start : start + length]), start + length


def _plain(stream: BinaryIO, head: Head, exchange_private: bytes) -> Iterator[bytes]:
    private = X25519PrivateKey.from_private_bytes(exchange_private)
    try:
        cipher = AESGCM(_SUITE.decrypt(head.wrapped, private, info=_binding(head)))
        left, number = head.length, 0
        while True:
            size = min(left, PIECE + TAG)
            left -= size
            yield cipher.decrypt(_nonce(number, last=not left), stream.read(size), None)
            number += 1
            if not left:
                return
    except (InvalidTag, ValueError) as error:
        raise BundleTampered from error
