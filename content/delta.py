# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From one version of a pack to a later one: what changed, and the later pack's own signatures.

    8 B magic | signatures as in a pack | 32 B SHA-256 of the old manifest | u32 size, coded new manifest |
    for every file that is not in the old pack with the same bytes, in order: coded bytes

Nobody signs a delta. It gives back the later pack to the byte, and that is verified as if it had come whole; before
its signatures hold, nothing is parsed but the steps of the manifest's difference, and nothing is inflated.
"""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from content.container import OpenedPack, Point
from content.difference import Coding, decode, encode
from content.errors import PackError, Reason
from content.manifest import Manifest, Row
from content.signing import PACK, Envelope, at_end, head_bytes, read_head, take

MAGIC = b"NSDIFF\x01\n"
_TITLE = "wijziging van een informatiepakket"
_UNVERIFIED = frozenset((Coding.PLAIN, Coding.SCRIPT))


def _same(base: OpenedPack, row: Row) -> bool:
    return base.row(row.name) == row


def _old_bytes(base: OpenedPack, name: str) -> bytes:
    return b"" if base.row(name) is None else base.read(name)


def make_delta(base: OpenedPack, later: OpenedPack) -> bytes:
    """The delta from ``base`` to ``later``, both whole; a signature added to ``later`` afterwards needs a new delta."""
    document = later.envelope.document
    parts = [
        head_bytes(MAGIC, later.envelope.signatures),
        base.digest,
        len(document).to_bytes(4, "big"),
        encode(base.envelope.document, document, _UNVERIFIED),
    ]
    for row in later.manifest.rows:
        if not _same(base, row):
            parts.append(encode(_old_bytes(base, row.name), later.read(row.name)))
    return b"".join(parts)


def apply_delta(base: OpenedPack, delta: BinaryIO, point: Point, out: BinaryIO) -> Manifest:
    """Writes the later pack to ``out``, byte for byte what :func:`make_delta` had, and says what is in it.

    ``base`` is the installed pack. Raises PackError; what stands in ``out`` by then is of no use. The caller opens the
    result as any pack before it is installed.
    """
    signatures = read_head(delta, MAGIC, _TITLE)
    if take(delta, len(base.digest)) != base.digest:
        raise PackError(Reason.BASE_OTHER)
    size = int.from_bytes(take(delta, 4), "big")
    if not 0 < size <= PACK.most:
        raise PackError(Reason.DOCUMENT_SIZE)
    envelope = Envelope(PACK, signatures, decode(delta, base.envelope.document, size, _UNVERIFIED))
    manifest, _standing = point.judge(envelope)
    out.write(envelope.to_bytes())
    out.writelines(base.read(row.name) if _same(base, row) else _changed(base, delta, row) for row in manifest.rows)
    at_end(delta)
    return manifest


def _changed(base: OpenedPack, delta: BinaryIO, row: Row) -> bytes:
    data = decode(delta, _old_bytes(base, row.name), row.size)
    if hashlib.sha256(data).digest() != row.digest:
        raise PackError(Reason.FILE_CHANGED, name=row.name)
    return data
