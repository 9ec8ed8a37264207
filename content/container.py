# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pack as one file: magic, signatures, manifest, then the bytes of every file in the manifest's order.

Nothing in it is compressed, so nothing can swell, and the same tree gives the same bytes everywhere
(docs/adr/0016-pack-container.md). Opening verifies all of it, in pieces of 64 KiB, before one file is handed out.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.canonical import CanonicalError, Json, loads
from content.errors import PackError, Reason
from content.manifest import Manifest, PackHeader, Row, manifest_of, parse_manifest, shown
from content.signing import PACK, Envelope, at_end, read_envelope, require, signed, take
from content.trust import Trust, check_root_date

MAX_JSON = 4 << 20
"""B of one file that is parsed; text takes up to four times that, three times over."""

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Standing:
    """What was found out about who signed and how old it is.

    ``signers`` are the key ids that counted; empty when nobody was asked. ``expired`` is None without a trusted clock.
    """

    signers: frozenset[bytes] = frozenset()
    expired: bool | None = None


class OpenedPack:
    """A whole pack, file by file. Close it, or use it in ``with``; one thread at a time."""

    def __init__(self, stream: BinaryIO, envelope: Envelope, manifest: Manifest, standing: Standing) -> None:
        self.envelope = envelope
        self.manifest = manifest
        self.standing = standing
        self.digest = hashlib.sha256(envelope.document).digest()
        self._stream = stream
        self._instead: Mapping[str, bytes] = {}
        self._places: dict[str, tuple[Row, int]] = {}
        start = stream.tell()
        for row in manifest.rows:
            self._places[row.name] = (row, start)
            start += row.size

    @property
    def header(self) -> PackHeader:
        """What the pack is."""
        return self.manifest.header

    @property
    def expired(self) -> bool | None:
        """A warning, not a lock; None when no clock is trusted."""
        return self.standing.expired

    def verify_files(self) -> None:
        """Every byte of every file, and nothing after the last; raises PackError."""
        for row in self.manifest.rows:
            left, found = row.size, hashlib.sha256()
            while left:
                piece = take(self._stream, min(left, _PIECE))
                found.update(piece)
                left -= len(piece)
            if found.digest() != row.digest:
                raise PackError(Reason.FILE_CHANGED, name=row.name)
        at_end(self._stream)

    def row(self, name: str) -> Row | None:
        """The manifest's row of a file."""
        place = self._places.get(name)
        return None if place is None else place[0]

    def read(self, name: str) -> bytes:
        """The bytes of one file, hashed again: the stick may have been changed since. Raises PackError."""
        if name in self._instead:
            return self._instead[name]
        if name not in self._places:
            raise PackError(Reason.FILE_MISSING, name=shown(name))
        row, start = self._places[name]
        try:
            self._stream.seek(start)
        except OSError as error:
            raise PackError(Reason.UNREADABLE) from error
        data = take(self._stream, row.size)
        if hashlib.sha256(data).digest() != row.digest:
            raise PackError(Reason.FILE_CHANGED, name=name)
        return data

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of every file in order of name, one in memory at a time."""
        for row in self.manifest.rows:
            yield row.name, self.read(row.name)

    def value(self, name: str) -> Json:
        """What a JSON file of the pack says; raises PackError, also when it nests too deep or is not canonical."""
        data = self.read(name)
        try:
            return loads(data, max_bytes=MAX_JSON)
        except CanonicalError as error:
            raise PackError(Reason.FILE_JSON, name=name, problem=error.reason.value) from None

    def with_cards(self, cards: Mapping[str, bytes]) -> OpenedPack:
        """This pack, verified already, with announced cards in the place of its own or beside them; closing either
        closes both."""
        rows = {row.name: row for row in (*self.manifest.rows, *manifest_of(cards, self.header).rows)}
        layered = copy(self)
        layered.manifest = Manifest(self.header, tuple(rows[name] for name in sorted(rows)))
        layered._places = {name: (row, self._places.get(name, (row, 0))[1]) for name, row in rows.items()}
        layered._instead = dict(cards)
        return layered

    def close(self) -> None:
        """Lets go of the file."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_regular(path: Path) -> BinaryIO:
    """A file and nothing else: a stick may hold a link to a device, or a pipe that never ends. Raises PackError."""
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise PackError(Reason.NOT_REGULAR)
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise PackError(Reason.NOT_THERE, name=shown(path.name)) from error
    except OSError as error:
        raise PackError(Reason.UNREADABLE) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise PackError(Reason.NOT_REGULAR)
    return os.fdopen(descriptor, "rb")


@dataclass(frozen=True, slots=True)
class Point:
    """What a point knows before it opens a pack.

    ``now``: Unix seconds, None when no clock is trusted; then only what had run out before the root was made counts as
    expired. ``highest``: the highest version ever installed; that version again must be the same pack when
    ``highest_digest`` (SHA-256 of its manifest) is given. ``pack_id``: what it expects, None for any. ``installed``:
    the pack is read again under the root of its installation; root and keys may have run out since, that is no lock.
    """

    trust: Trust
    now: int | None
    highest: int = 0
    highest_digest: bytes | None = None
    pack_id: str | None = None
    installed: bool = False

    def judge(self, envelope: Envelope) -> tuple[Manifest, Standing]:
        """Whether this point may believe a manifest: signatures first, then it is parsed. Raises PackError."""
        root = self.trust.root
        at = None if self.installed else root.issued if self.now is None else self.now
        signers = require(envelope, root.signers, root.roles["pack"], at)
        if not self.installed:
            check_root_date(root, self.now)
        manifest = parse_manifest(envelope.document)
        self._check_header(manifest.header, hashlib.sha256(envelope.document).digest())
        return manifest, Standing(signers, None if self.now is None else manifest.header.expires <= self.now)

    def _check_header(self, header: PackHeader, digest: bytes) -> None:
        root = self.trust.root
        if header.municipality != root.municipality:
            raise PackError(Reason.OTHER_MUNICIPALITY, found=header.municipality, needed=root.municipality)
        if self.pack_id is not None and header.pack_id != self.pack_id:
            raise PackError(Reason.OTHER_PACK, found=header.pack_id, needed=self.pack_id)
        if header.root > root.version:
            raise PackError(Reason.ROOT_NEEDED, needed=header.root)
        if header.version < self.highest:
            raise PackError(Reason.ROLLED_BACK, found=header.version, needed=self.highest)
        if header.version == self.highest and self.highest_digest not in (None, digest):
            raise PackError(Reason.VERSION_TWICE, found=header.version)


def _open(source: Path | BinaryIO, judge: Callable[[Envelope], tuple[Manifest, Standing]]) -> OpenedPack:
    stream = open_regular(source) if isinstance(source, Path) else source
    try:
        envelope = read_envelope(stream, PACK)
        opened = OpenedPack(stream, envelope, *judge(envelope))
        opened.verify_files()
    except BaseException:  # whatever it was: the file is closed and the error goes on
        stream.close()
        raise
    return opened


def open_pack(
    source: Path | BinaryIO,
    trust: Trust,
    *,
    now: int | None,
    highest: int = 0,
    highest_digest: bytes | None = None,
    pack_id: str | None = None,
    installed: bool = False,
) -> OpenedPack:
    """A pack that this point may believe, all of it verified. ``source`` can be sought in and is owned from here on.

    The arguments are those of :class:`Point`. Raises PackError, and then nothing is handed out.
    """
    return _open(source, Point(trust, now, highest, highest_digest, pack_id, installed).judge)


def inspect_pack(source: Path | BinaryIO) -> OpenedPack:
    """For the maker's side: whole and well-formed, whoever signed it or nobody. A point uses :func:`open_pack`."""
    return _open(source, lambda envelope: (parse_manifest(envelope.document), Standing()))


def write_pack(tree: Mapping[str, bytes], header: PackHeader) -> bytes:
    """An unsigned pack; the same tree and header give the same bytes. Raises PackError as opening it would."""
    manifest = manifest_of(tree, header)
    envelope = Envelope(PACK, (), manifest.document())
    return envelope.to_bytes() + b"".join(tree[row.name] for row in manifest.rows)


def sign(pack: bytes, key: Ed25519PrivateKey) -> bytes:
    """The pack with one signature more, made offline; the order of the officers does not change the bytes.

    Nobody signs what is not whole: every file is verified first. Raises PackError.
    """
    with inspect_pack(io.BytesIO(pack)) as opened:
        before = len(opened.envelope.to_bytes())
        return signed(opened.envelope, key).to_bytes() + pack[before:]
