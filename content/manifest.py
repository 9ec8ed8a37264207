# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of what is in a pack: the one document that is signed, and through its hashes every byte of every file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from content.canonical import CanonicalError, Json, dumps, loads
from content.errors import PackError, Reason
from content.fields import MAX_TIME, MUNICIPALITY, PACK_ID, FieldError, members, number, rows, text
from content.signing import PACK

MAX_FILES = 2_000
MAX_FILE = 16 << 20
"""B. One file is in memory at a time; a point has 100 MB for all of this."""
MAX_TOTAL = 64 << 20
"""B of all files together."""

_NAMES = frozenset(("expires", "files", "format", "id", "issued", "municipality", "root", "version"))
_FILE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
# What Windows takes for a device, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
# Three a row and one a field, with room to say "too many files". A megabyte of numbers would take a second to read.
_MOST_COMMAS = 3 * MAX_FILES + 100
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PackHeader:
    """What a pack is. Times in Unix seconds; ``root`` is the version of the root whose keys sign it."""

    pack_id: str
    version: int
    municipality: str
    issued: int
    expires: int
    root: int


@dataclass(frozen=True, slots=True)
class Row:
    """A file: ``size`` in bytes, ``digest`` SHA-256 of its bytes."""

    name: str
    size: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """``rows`` in order of name, which is the order of the bytes after the manifest."""

    header: PackHeader
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """B of all files."""
        return sum(row.size for row in self.rows)

    def document(self) -> bytes:
        """Canonical JSON; raises PackError where :func:`parse_manifest` would."""
        header = self.header
        value: dict[str, Json] = {
            "expires": header.expires,
            "files": [[row.name, row.size, row.digest.hex()] for row in self.rows],
            "format": 1,
            "id": header.pack_id,
            "issued": header.issued,
            "municipality": header.municipality,
            "root": header.root,
            "version": header.version,
        }
        document = dumps(value)
        parse_manifest(document)
        return document


def manifest_of(tree: Mapping[str, bytes], header: PackHeader) -> Manifest:
    """For files that are at hand; their order in ``tree`` does not matter."""
    listed = (Row(name, len(data), hashlib.sha256(data).digest()) for name, data in tree.items())
    return Manifest(header, tuple(sorted(listed, key=lambda row: row.name)))


def shown(name: object) -> str:
    """A name from outside for a sentence: short, printable ASCII."""
    return ascii(name)[:80]


def check_name(name: str) -> None:
    """Raises PackError unless this may be the name of a file in a pack, on every system."""
    if _FILE.fullmatch(name) is None or name.endswith(".") or _DEVICE.fullmatch(name):
        raise PackError(Reason.FILE_NAME, name=shown(name))


def _parse_row(value: Json, number_: int) -> Row:
    try:
        name, size, digest = rows(value, "files", 3)
        if not isinstance(name, str):
            raise FieldError("files")
        check_name(name)
        found = Row(name, number(size, 0, 2**53, "files"), bytes.fromhex(text(digest, _HASH, "files")))
    except ValueError:
        raise PackError(Reason.MANIFEST_ROW, row=number_) from None
    if found.size > MAX_FILE:
        raise PackError(Reason.FILE_SIZE, name=name, most=MAX_FILE)
    return found


def _check_rows(listed: Iterable[Row]) -> None:
    seen = ""
    total = 0
    for row in listed:
        if row.name == seen:
            raise PackError(Reason.FILE_DOUBLE, name=row.name)
        if row.name < seen:
            raise PackError(Reason.FILE_ORDER, name=row.name)
        seen = row.name
        total += row.size
        if total > MAX_TOTAL:
            raise PackError(Reason.PACK_SIZE, most=MAX_TOTAL)


def parse_manifest(document: bytes) -> Manifest:
    """What a manifest says; raises PackError. Call it once enough signatures over ``document`` hold."""
    if document.count(b",") > _MOST_COMMAS:
        raise PackError(Reason.MANIFEST_JSON, problem="too-many-values")
    try:
        value = loads(document, max_bytes=PACK.most)
        if isinstance(value, Mapping) and value.get("format") != 1:
            raise PackError(Reason.NEWER_FORMAT)
        fields = members(value, _NAMES, "manifest")
        issued = number(fields["issued"], 1, MAX_TIME, "issued")
        header = PackHeader(
            text(fields["id"], PACK_ID, "id"),
            number(fields["version"], 1, 2**31, "version"),
            text(fields["municipality"], MUNICIPALITY, "municipality"),
            issued,
            number(fields["expires"], issued + 1, MAX_TIME, "expires"),
            number(fields["root"], 1, 2**31, "root"),
        )
        files = rows(fields["files"], "files", PACK.most)
    except CanonicalError as error:
        raise PackError(Reason.MANIFEST_JSON, problem=error.reason.value) from None
    except FieldError as error:
        raise PackError(Reason.MANIFEST_FIELDS, field=error.field) from None
    if not 0 < len(files) <= MAX_FILES:
        raise PackError(Reason.FILE_COUNT, found=len(files), most=MAX_FILES)
    listed = tuple(_parse_row(row, index) for index, row in enumerate(files, start=1))
    _check_rows(listed)
    return Manifest(header, listed)
