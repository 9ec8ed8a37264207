# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The house log: ciphertext under the subject's own key, chained.

An entry belongs to a mesh entry (``about_seq``) and holds its house part; or it stands alone (``about_seq`` 0), and its
plaintext begins with what a mesh entry would say in the open: kind, version, Lamport number, minutes since the incident
began (varints), then the part.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.facts import HOUSE_ONLY, Fact, Stamped, house_id
from noodsteunpunt.domain.lanes import Lane
from noodsteunpunt.encoding import VERSION, EncodingError, decode_part, encode_house
from noodsteunpunt.store.tables import HOUSE_ENTRY, REPLICA, SUBJECT_KEY, Replica
from sync.varint import VarintError, read_varint, write_varint

ALONE = 0
_KINDS = {kind.KIND: kind for kind in HOUSE_ONLY}


def house_nonce(author: int, seq: int) -> bytes:
    """12 B per house entry of a replica."""
    return b"hous" + author.to_bytes(2, "big") + seq.to_bytes(6, "big")


def subject_key(conn: Connection, subject: str) -> bytes:
    """The key of a subject, drawn when it is first needed."""
    key = conn.execute(select(SUBJECT_KEY.c.key).where(SUBJECT_KEY.c.subject == subject)).scalar()
    if key is None:
        key = secrets.token_bytes(32)
        conn.execute(insert(SUBJECT_KEY).values(subject=subject, key=key))
    return bytes(key)


def append_house(conn: Connection, replica: Replica, subject: str, about_seq: int, plain: bytes) -> None:
    """The house part of the mesh entry ``about_seq``."""
    _append(conn, replica, subject, about_seq, plain, 0)


def append_alone(
    conn: Connection, replica: Replica, fact: Fact, subject: str | None, lamport: int, minutes: int
) -> tuple[str, int]:
    """A fact of the house log alone; returns its subject and its number there."""
    about = subject or house_id(replica.author, replica.house_seq + 1)
    head = bytearray()
    for number in (fact.KIND, VERSION, lamport, max(0, minutes)):
        write_varint(head, number)
    return about, _append(conn, replica, about, ALONE, bytes(head) + encode_house(fact), lamport)


def _append(conn: Connection, replica: Replica, subject: str, about_seq: int, plain: bytes, lamport: int) -> int:
    seq = replica.house_seq + 1
    ciphertext = AESGCMSIV(subject_key(conn, subject)).encrypt(house_nonce(replica.author, seq), plain, None)
    chain = hashlib.sha256(replica.house_chain + seq.to_bytes(4, "big") + ciphertext).digest()
    conn.execute(
        insert(HOUSE_ENTRY).values(
            author=replica.author,
            seq=seq,
            about_seq=about_seq,
            subject=subject,
            ciphertext=ciphertext,
            chain=chain,
            lamport=lamport,
        )
    )
    conn.execute(update(REPLICA).where(REPLICA.c.author == replica.author).values(house_seq=seq, house_chain=chain))
    return seq


def highest_alone(conn: Connection) -> int:
    """The highest Lamport number of the facts that stand alone; 0 if there are none."""
    return int(conn.execute(select(func.max(HOUSE_ENTRY.c.lamport))).scalar() or 0)


def open_house(kind: type[Fact], author: int, house: Any, key: bytes | None) -> dict[str, Any] | None:
    """The house part of a mesh entry, or None where it cannot be read."""
    plain = _decrypted(author, house, key) if house is not None else None
    if plain is None:
        return None
    try:
        return decode_part(kind, Lane.HOUSE, plain)
    except EncodingError:
        return None


def open_alone(house: Any, key: bytes | None, started_at: int) -> Stamped | None:
    """A fact that stands alone, or None where it cannot be read or is not known."""
    plain = _decrypted(house.author, house, key)
    if plain is None:
        return None
    try:
        number, offset = read_varint(plain, 0)
        version, offset = read_varint(plain, offset)
        lamport, offset = read_varint(plain, offset)
        minutes, offset = read_varint(plain, offset)
        kind = _KINDS.get(number)
        if kind is None or version != VERSION:
            return None
        fact = kind(**decode_part(kind, Lane.HOUSE, plain[offset:]))
    except (EncodingError, VarintError):
        return None
    return Stamped(lamport, house.author, house.seq, started_at + minutes * 60, fact, False, True, alone=True)


def _decrypted(author: int, house: Any, key: bytes | None) -> bytes | None:
    if key is None:
        return None
    try:
        return AESGCMSIV(key).decrypt(house_nonce(author, house.seq), house.ciphertext, None)
    except InvalidTag:
        return None
