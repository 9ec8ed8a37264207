# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""An officer's signing key on a stick: Ed25519 under a passphrase.

    8 B "NSKEY\\x01\\n\\0" | u32 memory in KiB | u8 passes | u8 lanes | 16 B salt | 12 B nonce | 32 B public key |
    48 B: the private key under AES-256-GCM-SIV (RFC 8452)

in base64 between two lines that say what it is. The key of that encryption is Argon2id (RFC 9106) of the passphrase;
everything before the last 48 B is authenticated with it.
"""

from __future__ import annotations

import base64
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from content.errors import PackError, Reason
from content.signing import key_id

SUFFIX = ".nskey"
MIN_PASSPHRASE = 20
"""Characters. Five random words of a list are more; Argon2id does the rest."""
MAX_KEY_FILE = 2_000

_MAGIC = b"NSKEY\x01\n\x00"
_SALT = 16
_NONCE = 12
_BARE = len(_MAGIC) + 6 + _SALT + _NONCE + 32
_FIRST = "-----BEGIN NOODSTEUNPUNT SLEUTEL-----"
_LAST = "-----END NOODSTEUNPUNT SLEUTEL-----"


@dataclass(frozen=True, slots=True)
class Cost:
    """Work of Argon2id: KiB of memory, passes, lanes."""

    memory: int
    passes: int
    lanes: int


STRONG = Cost(262_144, 3, 1)
"""0.7 s on a laptop."""
LEAST = Cost(19_456, 2, 1)
"""What a file may ask for at the least (OWASP Password Storage Cheat Sheet) and, below, at the most."""
MOST = Cost(1_048_576, 10, 4)


def _derive(passphrase: str, cost: Cost, salt: bytes) -> bytes:
    secret = unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "surrogatepass")
    return Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        secret
    )


def _check_cost(cost: Cost) -> None:
    for name in ("memory", "passes", "lanes"):
        if not getattr(LEAST, name) <= getattr(cost, name) <= getattr(MOST, name):
            raise PackError(Reason.KEY_COST)


def lock_key(key: Ed25519PrivateKey, passphrase: str, *, cost: Cost = STRONG) -> bytes:
    """The contents of a key file; raises PackError for a passphrase shorter than :data:`MIN_PASSPHRASE`."""
    if len(unicodedata.normalize("NFKC", passphrase).strip()) < MIN_PASSPHRASE:
        raise PackError(Reason.PASSPHRASE_SHORT, needed=MIN_PASSPHRASE)
    _check_cost(cost)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    bare = b"".join(
        (
            _MAGIC,
            cost.memory.to_bytes(4, "big"),
            bytes((cost.passes, cost.lanes)),
            salt,
            nonce,
            key.public_key().public_bytes_raw(),
        )
    )
    sealed = AESGCMSIV(_derive(passphrase, cost, salt)).encrypt(nonce, key.private_bytes_raw(), bare)
    text = base64.b64encode(bare + sealed).decode("ascii")
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join((_FIRST, *lines, _LAST, "")).encode("ascii")


def _bare_and_sealed(data: bytes) -> tuple[bytes, bytes]:
    try:
        first, *lines, last = data.decode("ascii").strip().splitlines()
        raw = base64.b64decode("".join(lines), validate=True)
    except ValueError:
        raise PackError(Reason.KEY_MALFORMED) from None
    if (first, last) != (_FIRST, _LAST) or len(raw) != _BARE + 48 or not raw.startswith(_MAGIC):
        raise PackError(Reason.KEY_MALFORMED)
    return raw[:_BARE], raw[_BARE:]


def public_of(data: bytes) -> bytes:
    """The public key (32 B) of a key file, without its passphrase; not authenticated. Raises PackError."""
    return _bare_and_sealed(data)[0][-32:]


def unlock_key(data: bytes, passphrase: str) -> Ed25519PrivateKey:
    """The key of a key file; raises PackError: not ours, asks for impossible work, or the passphrase does not fit."""
    bare, sealed = _bare_and_sealed(data)
    at = len(_MAGIC)
    cost = Cost(int.from_bytes(bare[at : at + 4], "big"), bare[at + 4], bare[at + 5])
    _check_cost(cost)
    salt, nonce = bare[at + 6 : at + 6 + _SALT], bare[at + 6 + _SALT : at + 6 + _SALT + _NONCE]
    try:
        private = AESGCMSIV(_derive(passphrase, cost, salt)).decrypt(nonce, sealed, bare)
    except InvalidTag:
        raise PackError(Reason.KEY_PASSPHRASE) from None
    key = Ed25519PrivateKey.from_private_bytes(private)
    if key.public_key().public_bytes_raw() != bare[-32:]:
        raise PackError(Reason.KEY_MALFORMED)
    return key


def write_new_key(path: Path, passphrase: str, *, cost: Cost = STRONG) -> bytes:
    """Draws a key, writes it to a file that only its owner may read, and gives its public key (32 B).

    Never writes over a file: raises PackError. The file is on the disk when this returns.
    """
    key = Ed25519PrivateKey.generate()
    data = lock_key(key, passphrase, cost=cost)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise PackError(Reason.KEY_EXISTS, name=path.name) from None
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return key.public_key().public_bytes_raw()


def shown_id(public: bytes) -> str:
    """A key id as officers compare it: four groups of four."""
    digits = key_id(public).hex()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
