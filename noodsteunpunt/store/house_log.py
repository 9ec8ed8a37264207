# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The house log: ciphertext under the subject's own key, chained.

An entry belongs to a mesh entry (``about_seq``) and holds its house part; or it stands alone (``about_seq`` 0), and its
plaintext is a whole fact: kind, version, Lamport number and minutes since the incident began (varints), then the length
and bytes of its air, sealed and house part.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.facts import FACTS, Fact, Stamped, house_id
from noodsteunpunt.domain.lanes import Lane
from noodsteunpunt.encoding import EncodingError, decode_part, encode_part
from noodsteunpunt.store.tables import HOUSE_ENTRY, REPLICA, SUBJECT_KEY, Replica
from sync.varint import VarintError, read_varint, write_varint

ALONE = 0
_VERSION = 1


def house_nonce(author: int, seq: int) -> bytes:
    """12 B per house entry of a replica."""
    return b"hous" + author.to_bytes(2, "big") + seq.to_bytes(6, "big")


def subject_key(conn: Connection, subject: str, author: int) -> bytes:
    """The key under which ``author`` writes of a subject, drawn when it is first needed."""
    own = (SUBJECT_KEY.c.subject == subject) & (SUBJECT_KEY.c.author == author)
    key = conn.execute(select(SUBJECT_KEY.c.key).where(own)).scalar()
    if key is None:
        key = secrets.token_bytes(32)
        conn.execute(insert(SUBJECT_KEY).values(subject=subject, author=author, key=key))
    return bytes(key)


def keys_of(conn: Connection, subject: str) -> dict[int, bytes]:
    """Author -> the key under which it writes of ``subject``, as far as they are here."""
    written = select(SUBJECT_KEY.c.author, SUBJECT_KEY.c.key).where(SUBJECT_KEY.c.subject == subject)
    return {row.author: row.key for row in conn.execute(written)}


def append_house(conn: Connection, replica: Replica, subject: str, about_seq: int, plain: bytes) -> int:
    """The house part of the mesh entry ``about_seq``; returns its number in the house log."""
    seq = replica.house_seq + 1
    key = subject_key(conn, subject, replica.author)
    ciphertext = AESGCMSIV(key).encrypt(house_nonce(replica.author, seq), plain, None)
    chain = hashlib.sha256(replica.house_chain + seq.to_bytes(4, "big") + ciphertext).digest()
    conn.execute(
        insert(HOUSE_ENTRY).values(
            author=replica.author, seq=seq, about_seq=about_seq, subject=subject, ciphertext=ciphertext, chain=chain
        )
    )
    conn.execute(update(REPLICA).where(REPLICA.c.author == replica.author).values(house_seq=seq, house_chain=chain))
    return seq


def append_alone(
    conn: Connection, replica: Replica, fact: Fact, subject: str | None, lamport: int, minutes: int
) -> tuple[str, int]:
    """A fact of the house log alone; returns its subject and its number there."""
    about = subject or house_id(replica.author, replica.house_seq + 1)
    plain = bytearray()
    for number in (fact.KIND, _VERSION, lamport, max(0, minutes)):
        write_varint(plain, number)
    for lane in Lane:
        part = encode_part(fact, lane)
        write_varint(plain, len(part))
        plain += part
    return about, append_house(conn, replica, about, ALONE, bytes(plain))


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
        head, offset = [0] * 4, 0
        for index in range(len(head)):
            head[index], offset = read_varint(plain, offset)
        number, version, lamport, minutes = head
        kind = FACTS.get(number)
        if kind is None or version != _VERSION:
            return None
        values: dict[str, Any] = {}
        for lane in Lane:
            length, offset = read_varint(plain, offset)
            values |= decode_part(kind, lane, plain[offset : offset + length])
            offset += length
    except (EncodingError, VarintError):
        return None
    at = started_at + minutes * 60
    return Stamped(lamport, house.author, house.seq, at, kind(**values), True, True, alone=True)


def _decrypted(author: int, house: Any, key: bytes | None) -> bytes | None:
    if key is None:
        return None
    try:
        return AESGCMSIV(key).decrypt(house_nonce(author, house.seq), house.ciphertext, None)
    except InvalidTag:
        return None
