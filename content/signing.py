# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signed files: a magic, signatures, one document, and what the document vouches for.

    8 B magic | u8 count | count x (8 B key id, 64 B Ed25519, RFC 8032) | u32 length | document | the rest

Big-endian. A signature covers the name of the kind and SHA-256 of the document, so that a signature under one kind is
never one under another. Signatures stand in the order of their key ids: the same signers give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from content.errors import PackError, Reason

MAX_SIGNATURES = 8
KEY_ID = 8
SIGNATURE = 64
_MAGIC = 8
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """``magic``: six letters, the format's number, a newline. ``title`` is said to a person."""

    magic: bytes
    domain: bytes
    most: int
    title: str


PACK = Kind(b"NSPACK\x01\n", b"nsp-pack", 1 << 20, "informatiepakket")
ROOT = Kind(b"NSROOT\x01\n", b"nsp-root", 1 << 16, "sleutelbestand van een gemeente")
CARD = Kind(b"NSCARD\x01\n", b"nsp-card", 1 << 16, "bericht")
KINDS = (PACK, ROOT, CARD)


@dataclass(frozen=True, slots=True)
class Signature:
    """``value`` is not verified."""

    key: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stood before the rest; nothing in it is verified or parsed."""

    kind: Kind
    signatures: tuple[Signature, ...]
    document: bytes

    def to_bytes(self) -> bytes:
        """As it stands in a file."""
        return head_bytes(self.kind.magic, self.signatures) + len(self.document).to_bytes(4, "big") + self.document


@dataclass(frozen=True, slots=True)
class Signer:
    """A public key that a root names; it no longer counts from ``expires`` (Unix seconds)."""

    public: bytes
    expires: int


@dataclass(frozen=True, slots=True)
class Role:
    """Who may sign a kind, and how many of them must."""

    keys: frozenset[bytes]
    threshold: int


def key_id(public: bytes) -> bytes:
    """8 B that name a public key (32 B)."""
    return hashlib.sha256(b"nsp-key" + public).digest()[:KEY_ID]


def take(stream: BinaryIO, size: int) -> bytes:
    """Exactly ``size`` B (the caller bounds it); raises PackError when they are not there."""
    parts: list[bytes] = []
    while size:
        try:
            part = stream.read(min(size, 1 << 16))
        except OSError as error:
            raise PackError(Reason.UNREADABLE) from error
        if not part:
            raise PackError(Reason.TRUNCATED)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def at_end(stream: BinaryIO) -> None:
    """Raises PackError when something follows."""
    try:
        if stream.read(1):
            raise PackError(Reason.TRAILING)
    except OSError as error:
        raise PackError(Reason.UNREADABLE) from error


def check_magic(found: bytes, magic: bytes, title: str) -> None:
    """Says what else it is, as far as eight bytes tell."""
    if found == magic:
        return
    if found.startswith(_ARCHIVES):
        raise PackError(Reason.ARCHIVE)
    if len(found) == _MAGIC and found[:6] == magic[:6] and found[7] == magic[7]:
        raise PackError(Reason.NEWER_FORMAT)
    raise PackError(Reason.NOT_OURS, what=title)


def read_head(stream: BinaryIO, magic: bytes, title: str) -> tuple[Signature, ...]:
    """Magic and signatures, at most 585 B."""
    check_magic(take(stream, _MAGIC), magic, title)
    count = take(stream, 1)[0]
    if count > MAX_SIGNATURES:
        raise PackError(Reason.SIGNATURE_COUNT)
    signatures = tuple(Signature(take(stream, KEY_ID), take(stream, SIGNATURE)) for _ in range(count))
    if any(one.key >= other.key for one, other in zip(signatures, signatures[1:], strict=False)):
        raise PackError(Reason.SIGNATURE_DOUBLE)
    return signatures


def head_bytes(magic: bytes, signatures: Iterable[Signature]) -> bytes:
    """What :func:`read_head` reads."""
    listed = sorted(signatures, key=lambda signature: signature.key)
    return magic + bytes((len(listed),)) + b"".join(one.key + one.value for one in listed)


def read_envelope(stream: BinaryIO, kind: Kind) -> Envelope:
    """Reads to the end of the document, at most ``kind.most`` B of it; verifies nothing."""
    signatures = read_head(stream, kind.magic, kind.title)
    size = int.from_bytes(take(stream, 4), "big")
    if not 0 < size <= kind.most:
        raise PackError(Reason.DOCUMENT_SIZE)
    return Envelope(kind, signatures, take(stream, size))


def _message(kind: Kind, document: bytes) -> bytes:
    return kind.domain + hashlib.sha256(document).digest()


def signed(envelope: Envelope, key: Ed25519PrivateKey) -> Envelope:
    """With one signature more; raises PackError when this key signed before or there are eight already."""
    own = key_id(key.public_key().public_bytes_raw())
    if any(signature.key == own for signature in envelope.signatures):
        raise PackError(Reason.SIGNED_ALREADY)
    if len(envelope.signatures) >= MAX_SIGNATURES:
        raise PackError(Reason.SIGNATURE_COUNT)
    signature = Signature(own, key.sign(_message(envelope.kind, envelope.document)))
    ordered = sorted((*envelope.signatures, signature), key=lambda one: one.key)
    return Envelope(envelope.kind, tuple(ordered), envelope.document)


def valid_keys(envelope: Envelope, signers: Mapping[bytes, Signer]) -> frozenset[bytes]:
    """The key ids whose signature holds.

    A signature by a stranger or a wrong one refuses the whole: nobody adds bytes to a signed file.
    """
    message = _message(envelope.kind, envelope.document)
    for signature in envelope.signatures:
        signer = signers.get(signature.key)
        if signer is None:
            raise PackError(Reason.SIGNER_UNKNOWN, key=signature.key.hex())
        try:
            Ed25519PublicKey.from_public_bytes(signer.public).verify(signature.value, message)
        except (InvalidSignature, ValueError):
            raise PackError(Reason.SIGNATURE_WRONG) from None
    return frozenset(signature.key for signature in envelope.signatures)


def enough(valid: frozenset[bytes], role: Role) -> frozenset[bytes]:
    """Those of ``valid`` that have the role; raises PackError when they are too few."""
    counted = valid & role.keys
    if len(counted) < role.threshold:
        raise PackError(Reason.SIGNATURES_FEW, needed=role.threshold, found=len(counted))
    return counted


def require(envelope: Envelope, signers: Mapping[bytes, Signer], role: Role, at: int | None) -> frozenset[bytes]:
    """The key ids that count for ``role`` at Unix second ``at`` (None: expiry is not judged).

    Raises PackError: an unknown or wrong signature, a signer without the role, too few, or too few once the expired
    ones are left out.
    """
    valid = valid_keys(envelope, signers)
    for key in sorted(valid - role.keys):
        raise PackError(Reason.SIGNER_ROLE, key=key.hex())
    counted = enough(valid, role)
    late = {key for key in counted if at is not None and signers[key].expires <= at}
    if len(counted) - len(late) < role.threshold:
        raise PackError(Reason.SIGNER_EXPIRED, key=min(late).hex())
    return counted - late
