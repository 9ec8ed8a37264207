# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Key files, the key file of a municipality (its root), and signatures of one officer after another."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.announcement import sign_announcement
from content.container import open_regular, sign
from content.errors import PackError, Reason
from content.keyfile import MAX_KEY_FILE, public_of
from content.manifest import MAX_TOTAL
from content.signing import CARD, KINDS, PACK, ROOT, Role, at_end, key_id, read_envelope, signed
from content.trust import ROLES, Root, Trust, TrustedKey, parse_root

MAX_PAPERS = 1 << 20
MAX_FILE = MAX_TOTAL + 2 * PACK.most
"""B. The largest pack with its manifest and signatures is smaller."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An office and its key file."""

    name: str
    key: Path


def read_file(path: Path, most: int = MAX_FILE) -> bytes:
    """A regular file; raises PackError when it is none, cannot be read, or is larger than any of ours."""
    with open_regular(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise PackError(Reason.FILE_SIZE, name=path.name, most=most)
    return data


def is_announcement(file: Path) -> bool:
    """By its first bytes; raises PackError when it cannot be read."""
    with open_regular(file) as stream:
        return stream.read(len(CARD.magic)) == CARD.magic


def write_file(path: Path, data: bytes, *, secret: bool = False) -> None:
    """The old file or the new one, whatever happens; on the disk on return. Raises OSError that names ``path``.

    ``secret``: only its owner may read it.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        if secret:
            new.touch(mode=0o600)
        with new.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def sign_file(data: bytes, key: Ed25519PrivateKey) -> bytes:
    """A pack, a root or an announcement with one signature more. Raises PackError."""
    if data.startswith(CARD.magic):
        return sign_announcement(data, key)
    if not data.startswith(ROOT.magic):
        return sign(data, key)
    stream = io.BytesIO(data)
    envelope = read_envelope(stream, ROOT)
    at_end(stream)
    parse_root(envelope.document)
    return signed(envelope, key).to_bytes()


def new_root(municipality: str, holders: Sequence[Holder], *, now: int, expires: int, before: Trust | None) -> bytes:
    """An unsigned root in which two of these keys sign; times in Unix seconds.

    It follows ``before`` when that is given. Raises PackError: a key file that is none, or fields that cannot be.
    """
    public = [(holder.name, public_of(read_file(holder.key, MAX_KEY_FILE))) for holder in holders]
    keys = {key_id(key): TrustedKey(key, name, expires) for name, key in public}
    roles = {name: Role(frozenset(keys), max(2, least)) for name, least in ROLES.items()}
    version = before.root.version + 1 if before else 1
    return Root(version, municipality, now, expires, keys, roles).unsigned()


def signatures_of(data: bytes) -> tuple[bytes, ...]:
    """The key ids that a pack, a root or an announcement carries; not verified."""
    kind = next((kind for kind in KINDS if data.startswith(kind.magic)), PACK)
    return tuple(signature.key for signature in read_envelope(io.BytesIO(data), kind).signatures)


def with_pack_root(papers: Path, fingerprint: bytes) -> bytes:
    """The papers of a point with the fingerprint of the municipality's first root. Raises PackError, EnrolmentError."""
    from noodsteunpunt.enrolment import Enrolment  # and with it the store

    return replace(Enrolment.from_bytes(read_file(papers, MAX_PAPERS)), pack_root=fingerprint).to_bytes()
