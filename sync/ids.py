# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who writes. A replica is its key; on the air it is a point's number and a slot."""

from __future__ import annotations

import hashlib
from typing import NewType

Author = NewType("Author", int)
"""u16: point number (10 bits) << 6 | slot (6 bits)."""

ReplicaId = NewType("ReplicaId", bytes)
"""16 B: the first half of SHA-256 over the replica's Ed25519 public key."""


def make_author(point: int, slot: int) -> Author:
    """Raises ``ValueError`` outside 0..1023 and 0..63."""
    if not (0 <= point < 1024 and 0 <= slot < 64):
        raise ValueError("author out of range")
    return Author(point << 6 | slot)


def point_of(author: Author) -> int:
    """The point's number."""
    return author >> 6


def slot_of(author: Author) -> int:
    """The slot at the point."""
    return author & 63


def replica_id(public_key: bytes) -> ReplicaId:
    """The id of a 32-byte Ed25519 public key."""
    return ReplicaId(hashlib.sha256(public_key).digest()[:16])
