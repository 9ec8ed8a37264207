# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A municipality's keys and root, small packs, and packs that only a liar with genuine keys could make."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.canonical import Json, dumps
from content.container import sign, write_pack
from content.manifest import PackHeader
from content.signing import PACK, ROOT, Envelope, Role, key_id, read_envelope, signed
from content.trust import Root, Trust, TrustedKey

DAY = 86_400
NOW = 1_796_000_000
"""In November 2026."""


def draw_key(number: int) -> Ed25519PrivateKey:
    """The same key for the same number."""
    return Ed25519PrivateKey.from_private_bytes(sha256(b"pack kit %d" % number).digest())


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


KEYS = tuple(draw_key(number) for number in range(3))
STRANGER = draw_key(99)
IDS = tuple(key_id(public(key)) for key in KEYS)


def a_root(*keys: Ed25519PrivateKey, version: int = 1, announcers: int = 2) -> Root:
    """Two of these keys (three municipal ones if not said) for everything."""
    keys = keys or KEYS
    ids = frozenset(key_id(public(key)) for key in keys)
    return Root(
        version,
        "GM0000",
        NOW - 30 * DAY,
        NOW + 300 * DAY,
        {key_id(public(key)): TrustedKey(public(key), f"Sleutel {n}", NOW + 200 * DAY) for n, key in enumerate(keys)},
        {"announcement": Role(ids, announcers), "pack": Role(ids, 2), "root": Role(ids, 2)},
    )


def root_file(root: Root, *keys: Ed25519PrivateKey) -> bytes:
    envelope = Envelope(ROOT, (), root.document())
    for key in keys or KEYS[:2]:
        envelope = signed(envelope, key)
    return envelope.to_bytes()


def trusted(root: Root, *keys: Ed25519PrivateKey) -> Trust:
    """Without asking whether it may be: for roots that would be refused today."""
    return Trust(root, root_file(root, *keys))


ROOT_ONE = a_root()
TRUST = trusted(ROOT_ONE)

HEADER = PackHeader("voorbeeld", 7, "GM0000", NOW - DAY, NOW + 100 * DAY, 1)
TREE: dict[str, bytes] = {
    "card.stroom.json": dumps({"id": "stroom", "title": "Stroom valt uit"}),
    "media.stroom.svg": b"<svg/>",
    "pack.json": dumps({"id": "voorbeeld"}),
    "places.json": dumps([]),
}


def a_pack(
    tree: Mapping[str, bytes] = TREE, keys: Iterable[Ed25519PrivateKey] = KEYS[:2], **changes: str | int
) -> bytes:
    """Signed; ``changes`` are fields of the header."""
    pack = write_pack(tree, replace(HEADER, **changes))  # type: ignore[arg-type]
    for key in keys:
        pack = sign(pack, key)
    return pack


def with_document(document: bytes, rest: bytes = b"", keys: Iterable[Ed25519PrivateKey] = KEYS[:2]) -> bytes:
    """Genuine signatures over any document."""
    envelope = Envelope(PACK, (), document)
    for key in keys:
        envelope = signed(envelope, key)
    return envelope.to_bytes() + rest


def document_of(pack: bytes) -> bytes:
    return read_envelope(io.BytesIO(pack), PACK).document


def manifest_with(**changes: Json) -> bytes:
    """A manifest whose fields say anything canonical."""
    value: dict[str, Json] = {
        "expires": HEADER.expires,
        "files": [["pack.json", 3, sha256(b"{}\n").hexdigest()]],
        "format": 1,
        "id": HEADER.pack_id,
        "issued": HEADER.issued,
        "municipality": HEADER.municipality,
        "root": 1,
        "version": HEADER.version,
    }
    return dumps({**value, **changes})


class CountingStream(io.BytesIO):
    """Counts the bytes that were read and the most that was asked for at once."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.total = 0
        self.largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        asked = len(self.getvalue()) if size is None or size < 0 else size
        self.largest = max(self.largest, asked)
        data = super().read(size)
        self.total += len(data)
        return data


def stream(data: bytes) -> BinaryIO:
    return io.BytesIO(data)
